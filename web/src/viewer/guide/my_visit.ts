import type { HallPlan, Stand } from "../core/hall_plan.ts";
import type { VisitBook } from "../core/visit_book.ts";
import { Sheet } from "../hud/dialog.ts";
import { icon, iconButton, make } from "../hud/dom.ts";
import { standName } from "../hud/hotspots.ts";
import type { Words } from "../hud/words.ts";
import type { Outbox } from "../net/outbox.ts";
import type { TourCard } from "../net/api.ts";
import { tellFailure, textOf } from "../cards/telling.ts";

export interface MyVisitHost {
  readonly words: Words;
  readonly plan: HallPlan;
  readonly book: VisitBook;
  readonly outbox: Outbox;
  readonly tours: () => Promise<readonly TourCard[]>;
  readonly goTo: (stand: Stand) => void;
  readonly open: (stand: Stand) => void;
  readonly walkAll: (stands: readonly Stand[]) => void;
  readonly startTour: (tour: TourCard) => void;
  readonly share: (stands: readonly Stand[]) => void;
}

/** “My visit”: favourite stands with a walk past them, what was seen, and the organiser's tours. */
export function showMyVisit(host: MyVisitHost): void {
  const { words } = host;
  const sheet = new Sheet("card", { close: words.say("close"), back: words.say("back") }, () => {
    forget();
    sheet.element.remove();
  });
  const chosen = make("div");
  const letters = make("div");
  const tours = make("div", { attrs: { "aria-live": "polite" } });
  const draw = () => {
    chosen.replaceChildren(...favourites(host, sheet, draw));
    letters.replaceChildren(...letterLists(host));
  };
  const forget = host.outbox.onChange(draw);
  draw();
  sheet.show(words.say("visit.title"), [letters, chosen, tours]);
  host.tours().then(
    (list) => {
      tours.replaceChildren(...tourList(list, host, sheet));
    },
    (error: unknown) => {
      tours.replaceChildren(tellFailure(words, error));
    },
  );
}

function favourites(host: MyVisitHost, sheet: Sheet, draw: () => void): HTMLElement[] {
  const { words, book, plan } = host;
  const stands = book.favourites.flatMap((id) => plan.byId.get(id) ?? []);
  const seen = make("p", { class: "quiet", text: words.say("visit.seen", { seen: plan.stands.filter((stand) => book.isSeen(stand.id)).length, count: plan.stands.length }) });
  if (stands.length === 0) return [make("p", { text: words.say("visit.none") }), seen];
  const leave = (act: () => void) => () => {
    sheet.close();
    act();
  };
  const walk = make("button", { class: "action main", attrs: { type: "button" }, on: { click: leave(() => { host.walkAll(stands); }) } }, icon("walk"), words.say("visit.walk", { count: stands.length }));
  const share = make("button", { class: "action", attrs: { type: "button" }, on: { click: () => { host.share(stands); } } }, icon("share"), words.say("visit.share"));
  const rows = stands.map((stand) => standRow(stand, host, leave, draw));
  return [make("p", { class: "actions" }, walk, share), make("ul", { class: "products" }, ...rows), seen];
}

function standRow(stand: Stand, host: MyVisitHost, leave: (act: () => void) => () => void, draw: () => void): HTMLElement {
  const { words, book, plan } = host;
  const name = standName(stand, words.lang);
  const mark = book.isSeen(stand.id) ? ` · ${words.say("visit.was_there")}` : "";
  const open = make(
    "button",
    { class: "product-row", attrs: { type: "button" }, on: { click: leave(() => { host.open(stand); }) } },
    make("bdi", { class: "where-number", text: stand.number }),
    make("span", { class: "product-name" }, make("span", { text: name, attrs: { dir: "auto" } }), make("small", { class: "quiet", text: `${plan.sectors[stand.sector]?.name ?? ""}${mark}` })),
  );
  const remove = iconButton("close", words.say("visit.remove", { number: stand.number, name }), () => {
    book.toggle(stand.id);
    draw();
  });
  const go = iconButton("walk", words.say("search.go", { number: stand.number, name }), leave(() => { host.goTo(stand); }));
  return make("li", {}, open, go, remove);
}

function tourList(tours: readonly TourCard[], host: MyVisitHost, sheet: Sheet): HTMLElement[] {
  if (tours.length === 0) return [];
  const { words } = host;
  const items = tours.map((tour) => {
    const start = make("button", {
      class: "product-row",
      attrs: { type: "button" },
      on: {
        click: () => {
          sheet.close();
          host.startTour(tour);
        },
      },
    }, icon("walk"), make("span", { class: "product-name" }, make("span", { text: textOf(tour.name), attrs: { lang: tour.name?.lang, dir: tour.name?.dir } }), make("small", { class: "quiet", text: [textOf(tour.about).replace(/\.$/, ""), words.say("visit.stops", { count: tour.stops.length })].filter(Boolean).join(" · "), attrs: { dir: "auto" } })));
    return make("li", {}, start);
  });
  return [make("h3", { text: words.say("visit.tours") }), make("ul", { class: "products" }, ...items)];
}

/** What waits to be sent, and the receipts of what was. */
function letterLists({ words, outbox }: MyVisitHost): HTMLElement[] {
  const { waiting, sent } = outbox;
  const lists: HTMLElement[] = [];
  if (waiting.length > 0) {
    const rows = waiting.map((letter) => {
      const state = letter.fault === undefined ? words.say("outbox.waiting") : [words.say("outbox.refused"), letter.fault].filter(Boolean).join(" ");
      const forget = iconButton("close", words.say("outbox.forget", { about: letter.about }), () => {
        outbox.forget(letter.key);
      });
      return make("li", {}, make("span", { class: "product-name" }, make("span", { text: letter.about, attrs: { dir: "auto" } }), make("small", { class: letter.fault === undefined ? "quiet" : "trouble", text: state, attrs: { dir: "auto" } })), forget);
    });
    const send = make("button", { class: "action", text: words.say("outbox.send"), attrs: { type: "button" }, on: { click: () => void outbox.flush() } });
    lists.push(make("h3", { text: words.say("outbox.title") }), make("ul", { class: "products" }, ...rows), send);
  }
  if (sent.length > 0) {
    const rows = sent.map(({ about, receipt }) =>
      make("li", {}, make("span", { class: "product-name" }, make("span", { text: about, attrs: { dir: "auto" } })), receipt.receipt_url ? make("a", { class: "link", text: receipt.number ?? words.say("receipt.open"), attrs: { href: receipt.receipt_url } }) : null),
    );
    lists.push(make("h3", { text: words.say("outbox.receipts") }), make("ul", { class: "products" }, ...rows));
  }
  return lists;
}
