import "../../styles/beside.css";
import { FairClock, hourOf } from "../core/fair_clock.ts";
import { Sheet } from "../hud/dialog.ts";
import { icon, make } from "../hud/dom.ts";
import type { Words } from "../hud/words.ts";
import type { Programme, SessionCard } from "../net/api.ts";
import { tellFailure, told } from "./telling.ts";

export interface ProgrammeHost {
  readonly words: Words;
  readonly load: () => Promise<Programme>;
  /** Whether the plan has a zone of this id. */
  readonly hasRoom: (zone: string) => boolean;
  readonly goToRoom: (zone: string) => void;
  readonly openStand: (number: string) => void;
}

/** What is on now, what comes next, and every session with its room and its exhibitors. */
export function showProgramme(host: ProgrammeHost): void {
  const { words } = host;
  const sheet = new Sheet("card", { close: words.say("close"), back: words.say("back") }, () => {
    sheet.element.remove();
  });
  const body = make("div", { class: "programme", attrs: { "aria-live": "polite" } }, make("p", { class: "waiting", text: words.say("card.loading") }));
  sheet.show(words.say("tool.programme"), [body]);
  host.load().then(
    (programme) => {
      body.removeAttribute("aria-live");
      body.replaceChildren(...list(programme, host, sheet));
    },
    (error: unknown) => {
      body.replaceChildren(tellFailure(words, error));
    },
  );
}

function list(programme: Programme, host: ProgrammeHost, sheet: Sheet): HTMLElement[] {
  const { words } = host;
  const { sessions } = programme;
  if (sessions.length === 0) return [make("p", { text: words.say("programme.none") })];
  const device = Date.now();
  const clock = new FairClock(programme.now, device);
  const row = (session: SessionCard) => sessionRow(session, host, sheet, clock.isOver(session, device));
  const rows = (chosen: readonly SessionCard[]) => make("ul", { class: "sessions" }, ...chosen.map(row));
  const running = clock.running(sessions, device);
  const first = clock.coming(sessions, device)[0];
  const soon = first ? sessions.filter(({ starts }) => starts === first.starts) : [];
  const isPast = ([date]: readonly [string, string]) => sessions.every((session) => !session.starts.startsWith(date) || clock.isOver(session, device));
  const days = [...new Map(sessions.map(({ day, starts }) => [starts.slice(0, 10), day]))];
  days.sort((one, other) => Number(isPast(one)) - Number(isPast(other))); // what is over comes last
  return [
    ...(running.length > 0 ? [make("h3", { class: "session-now", text: words.say("now.on") }), rows(running)] : []),
    ...(soon.length > 0 ? [make("h3", { text: words.say("programme.soon") }), rows(soon)] : []),
    ...days.flatMap(([date, day]) => [make("h3", { text: day }), rows(sessions.filter(({ starts }) => starts.startsWith(date)))]),
    make("p", { class: "actions" }, make("a", { class: "action", attrs: { href: programme.calendar_url } }, icon("calendar"), words.say("programme.all"))),
  ];
}

function sessionRow(session: SessionCard, host: ProgrammeHost, sheet: Sheet, over: boolean): HTMLElement {
  const { words } = host;
  const title = session.title.text;
  const leave = (act: () => void) => () => {
    sheet.close();
    act();
  };
  const hours = `${hourOf(session.starts)}–${hourOf(session.ends)}`;
  const day = make("span", { class: "visually-hidden", text: `${session.day}, ` });
  const state = over ? make("span", { class: "quiet", text: ` · ${words.say("programme.over")}` }) : null;
  const go = host.hasRoom(session.place)
    ? make("button", { class: "action", attrs: { type: "button", "aria-label": words.say("programme.go", { room: session.room.text }) }, on: { click: leave(() => { host.goToRoom(session.place); }) } }, icon("walk"), told("span", session.room))
    : told("span", session.room, "quiet");
  const keep = over
    ? null
    : make("a", { class: "action", attrs: { href: session.calendar_url, "aria-label": words.say("programme.calendar", { title }), title: words.say("programme.calendar", { title }) } }, icon("calendar"));
  return make(
    "li",
    { class: over ? "session over" : "session" },
    make("p", { class: "session-when" }, day, make("bdi", { text: hours }), state),
    told("h4", session.title),
    make("p", { class: "quiet session-who" }, told("span", session.speakers), session.language ? make("span", { text: ` · ${session.language}` }) : null),
    takers(session, host, leave),
    make("p", { class: "actions" }, go, keep),
  );
}

/** The exhibitors who take part, each a way to its stand. */
function takers(session: SessionCard, { words, openStand }: ProgrammeHost, leave: (act: () => void) => () => void): HTMLElement | null {
  const shown = session.exhibitors.map(({ exhibitor, stand }) =>
    stand
      ? make("button", { class: "link", attrs: { type: "button", lang: exhibitor.name.lang, dir: exhibitor.name.dir }, text: exhibitor.name.text, on: { click: leave(() => { openStand(stand.number); }) } })
      : make("a", { class: "link", attrs: { href: exhibitor.url, lang: exhibitor.name.lang, dir: exhibitor.name.dir }, text: exhibitor.name.text }),
  );
  return shown.length > 0 ? make("div", { class: "session-with" }, make("span", { class: "quiet", text: words.say("programme.with") }), make("div", {}, ...shown)) : null;
}
