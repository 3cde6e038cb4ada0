import type { HallPlan, Stand } from "../core/hall_plan.ts";
import { findFacing, type NearStand } from "../core/nearby.ts";
import { make } from "./dom.ts";
import { standName } from "./hotspots.ts";
import type { Words } from "./words.ts";

const SPEAK_AFTER_MS = 700;

/** Says where one is: the sector, and the stand before one as a button that opens it. */
export class Where {
  readonly element: HTMLElement;
  readonly #sector = make("span", { class: "where-sector" });
  readonly #dot = make("span", { class: "where-dot", attrs: { "aria-hidden": "true" } });
  readonly #button: HTMLButtonElement;
  readonly #live: HTMLElement;
  readonly #words: Words;
  #stand: Stand | null = null;
  #sectorAt = -1;
  #timer = 0;

  constructor(words: Words, live: HTMLElement, open: (stand: Stand) => void) {
    this.#words = words;
    this.#live = live;
    this.#button = make("button", {
      class: "where-stand",
      attrs: { type: "button", hidden: true },
      on: {
        click: () => {
          if (this.#stand) open(this.#stand);
        },
      },
    });
    this.element = make("div", { class: "where" }, make("p", { class: "where-place" }, this.#dot, this.#sector), this.#button);
  }

  get stand(): Stand | null {
    return this.#stand;
  }

  update(plan: HallPlan, near: readonly NearStand[]): void {
    const facing = findFacing(near)?.stand ?? null;
    const sectorAt = (facing ?? near[0]?.stand)?.sector ?? -1;
    if (facing === this.#stand && sectorAt === this.#sectorAt) return;
    this.#stand = facing;
    this.#sectorAt = sectorAt;
    const sector = plan.sectors[sectorAt];
    this.#sector.textContent = sector?.name ?? this.#words.say("where.hall");
    this.#dot.style.backgroundColor = sector?.colour ?? "transparent";
    this.#button.hidden = !facing;
    if (facing) {
      const name = standName(facing, this.#words.lang);
      this.#button.replaceChildren(make("bdi", { class: "where-number", text: facing.number }), make("bdi", { class: "where-name", text: name }));
      this.#button.setAttribute("aria-label", this.#words.say("stand.open", { number: facing.number, name }));
    }
    this.#speakSoon(facing, sector?.name ?? "");
  }

  /** Spoken once one has stopped turning: every stand passed would be a stream of words. */
  #speakSoon(stand: Stand | null, sector: string): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#live.textContent = stand
        ? this.#words.say("where.before", { number: stand.number, name: standName(stand, this.#words.lang), sector })
        : this.#words.say("where.in", { sector });
    }, SPEAK_AFTER_MS);
  }
}
