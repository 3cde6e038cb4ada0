import "../../styles/beside.css";
import { FairClock, hourOf } from "../core/fair_clock.ts";
import { make } from "../hud/dom.ts";
import type { Words } from "../hud/words.ts";
import type { Programme, SessionCard } from "../net/api.ts";

const SOON_MIN = 120;
const LOOK_EVERY_MS = 30_000;

/** What is on now at the fair, or comes next: one quiet line that opens the programme. Hidden when nothing is near. */
export class NowLine {
  readonly element: HTMLButtonElement;
  readonly #words: Words;
  readonly #sessions: readonly SessionCard[];
  readonly #clock: FairClock;
  #shown = "";

  constructor(programme: Programme, words: Words, open: () => void) {
    this.#words = words;
    this.#sessions = programme.sessions;
    this.#clock = new FairClock(programme.now, Date.now());
    this.element = make("button", { class: "now-line", attrs: { type: "button", hidden: true }, on: { click: open } });
    this.#look();
    setInterval(() => {
      this.#look();
    }, LOOK_EVERY_MS);
  }

  #look(): void {
    const device = Date.now();
    const running = this.#clock.running(this.#sessions, device);
    const coming = this.#clock.coming(this.#sessions, device, SOON_MIN);
    const session = running[0] ?? coming[0];
    const shown = session ? `${session.id} ${String(running.length)}` : "";
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.element.hidden = !session;
    if (session) this.#tell(session, running.length > 0, running.length - 1);
  }

  #tell(session: SessionCard, isOn: boolean, more: number): void {
    const words = this.#words;
    const when = isOn ? words.say("now.on") : words.say("now.next", { time: hourOf(session.starts) });
    const { text, lang, dir } = session.title;
    this.element.className = isOn ? "now-line on" : "now-line";
    this.element.setAttribute("aria-label", `${when} · ${words.say("now.open", { title: text })}`);
    this.element.replaceChildren(
      make("span", { class: "now-when" }, when, more > 0 ? make("bdi", { text: ` +${String(more)}` }) : null),
      make("span", { class: "now-what", text, attrs: { lang, dir } }),
    );
  }
}
