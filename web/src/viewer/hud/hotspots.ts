import type { Point, Stand } from "../core/hall_plan.ts";
import type { NearStand } from "../core/nearby.ts";
import { pickStand } from "../core/picking.ts";
import { openSides, sideOnPlan } from "../core/stand_frame.ts";
import { make } from "./dom.ts";
import type { Words } from "./words.ts";

const MOST = 12;
const REACH_M = 15;
const LABEL_HEIGHT_M = 1.95;
const ROOM_X = 92;
const ROOM_Y = 46;

type Project = (x: number, y: number, height: number) => readonly [number, number] | null;

/** Real buttons over the nearest stands in view: for fingers, keyboards and screen readers. */
export class Hotspots {
  readonly element: HTMLElement;
  readonly #buttons: HTMLButtonElement[] = [];
  readonly #stands: (Stand | null)[] = [];
  readonly #words: Words;

  constructor(words: Words, open: (stand: Stand) => void) {
    this.#words = words;
    this.element = make("div", { class: "hotspots", attrs: { role: "group", "aria-label": words.say("hotspots") } });
    for (let i = 0; i < MOST; i++) {
      const button = make("button", {
        class: "hotspot",
        attrs: { type: "button", hidden: true },
        on: {
          click: () => {
            const stand = this.#stands[i];
            if (stand) open(stand);
          },
        },
      });
      this.#buttons.push(button);
      this.#stands.push(null);
      this.element.append(button);
    }
  }

  /** Moves the buttons to where the stands appear; none may cover another. */
  update(near: readonly NearStand[], at: { readonly x: number; readonly y: number }, project: Project): void {
    const placed: (readonly [number, number])[] = [];
    const stands = near.map((entry) => entry.stand);
    const shown: { stand: Stand; place: readonly [number, number] }[] = [];
    for (const { stand, distance, aside } of near) {
      if (shown.length >= MOST || distance > REACH_M) break;
      if (aside > 1.2 || distance < 0.3) continue;
      const place = this.#labelPlace(stand, at, stands, project);
      if (!place || placed.some(([x, y]) => Math.abs(x - place[0]) < ROOM_X && Math.abs(y - place[1]) < ROOM_Y)) continue;
      placed.push(place);
      shown.push({ stand, place });
    }
    this.#assign(shown);
  }

  #labelPlace(stand: Stand, at: { readonly x: number; readonly y: number }, stands: readonly Stand[], project: Project): readonly [number, number] | null {
    let best: readonly [number, number] | null = null;
    let bestAway = Infinity;
    for (const side of openSides(stand)) {
      const { middle, outward } = sideOnPlan(stand, side);
      const toward = (at.x - middle[0]) * outward[0] + (at.y - middle[1]) * outward[1];
      const away = Math.hypot(at.x - middle[0], at.y - middle[1]);
      if (toward <= 0.2 || away >= bestAway) continue;
      const place = project(middle[0], middle[1], LABEL_HEIGHT_M);
      if (place && isSeen(stand, at, middle, stands)) {
        best = place;
        bestAway = away;
      }
    }
    return best;
  }

  /** A button keeps its stand while it can, so that focus does not jump. */
  #assign(shown: readonly { stand: Stand; place: readonly [number, number] }[]): void {
    const waiting = new Map(shown.map((entry) => [entry.stand.id, entry]));
    const free: number[] = [];
    this.#stands.forEach((stand, i) => {
      const entry = stand && waiting.get(stand.id);
      if (!entry) free.push(i);
      else {
        waiting.delete(entry.stand.id);
        this.#put(i, entry.stand, entry.place);
      }
    });
    for (const entry of waiting.values()) {
      const i = free.shift();
      if (i !== undefined) this.#put(i, entry.stand, entry.place);
    }
    for (const i of free) {
      const button = this.#buttons[i];
      this.#stands[i] = null;
      if (button && !button.hidden) button.hidden = true;
    }
  }

  #put(i: number, stand: Stand, [x, y]: readonly [number, number]): void {
    const button = this.#buttons[i];
    if (!button) return;
    if (this.#stands[i] !== stand) {
      this.#stands[i] = stand;
      button.textContent = stand.number;
      button.setAttribute("aria-label", this.#words.say("stand.open", { number: stand.number, name: standName(stand, this.#words.lang) }));
    }
    button.hidden = false;
    button.style.transform = `translate(${x.toFixed(1)}px, ${y.toFixed(1)}px) translate(-50%, -50%)`;
  }
}

/** Whether no other stand is between the eye and a side of this one. */
function isSeen(stand: Stand, at: { readonly x: number; readonly y: number }, side: Point, stands: readonly Stand[]): boolean {
  const ray = { origin: [at.x, at.y, LABEL_HEIGHT_M], direction: [side[0] - at.x, side[1] - at.y, 0] } as const;
  return pickStand(stands.filter((other) => other !== stand), ray, 0.97) === null;
}

/** The name on the board in the script that the visitor reads. */
export function standName(stand: Stand, lang: string): string {
  const [first, second] = lang === "ar" ? [stand.arabic, stand.latin] : [stand.latin, stand.arabic];
  return first || second;
}
