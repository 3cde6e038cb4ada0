import type { Stand } from "../core/hall_plan.ts";
import type { NearStand } from "../core/nearby.ts";
import { make } from "./dom.ts";
import { standName } from "./hotspots.ts";
import type { Words } from "./words.ts";

const MOST = 12;

/** “Stands around you”: the same as the picture, as a list for keyboards and screen readers. */
export class Around {
  readonly element: HTMLElement;
  readonly #list = make("ul");
  readonly #words: Words;
  readonly #open: (stand: Stand) => void;
  #shown = "";

  constructor(words: Words, open: (stand: Stand) => void, list: () => void) {
    this.#words = words;
    this.#open = open;
    const all = make("button", { text: words.say("list.title"), attrs: { type: "button" }, on: { click: list } });
    this.element = make("nav", { class: "around", attrs: { "aria-label": words.say("around.title") } }, make("p", { text: words.say("around.title") }), this.#list, all);
  }

  update(near: readonly NearStand[]): void {
    const stands = near.slice(0, MOST);
    const shown = stands.map(({ stand }) => stand.id).join();
    // Rebuilding under somebody's focus would throw them out of the list.
    if (shown === this.#shown || this.element.contains(document.activeElement)) return;
    this.#shown = shown;
    this.#list.replaceChildren(...stands.map((entry) => this.#item(entry)));
  }

  #item({ stand, distance }: NearStand): HTMLElement {
    const text = this.#words.say("around.item", {
      number: stand.number,
      name: standName(stand, this.#words.lang),
      metres: Math.max(1, Math.round(distance)),
    });
    const act = () => {
      this.#open(stand);
    };
    return make("li", {}, make("button", { text, attrs: { type: "button" }, on: { click: act } }));
  }
}
