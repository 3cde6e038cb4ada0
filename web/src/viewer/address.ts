import { formatLink, type PlaceLink } from "./core/place_link.ts";
import type { Pose } from "./core/nearby.ts";

const PAUSE_MS = 600;

/** Keeps the page's address on where one is, so that it can be shared or taken up again. */
export class Address {
  #card: PlaceLink | null = null;
  #timer = 0;
  #own = location.hash;

  /** Whether an address is one that we wrote. */
  isOwn(hash: string): boolean {
    return hash === this.#own;
  }

  /** One stands still; browsers allow few changes of address in a short time. */
  rest(pose: Pose): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#write(this.#card ?? { at: pose });
    }, PAUSE_MS);
  }

  open(card: PlaceLink | null, pose: Pose): void {
    this.#card = card;
    this.rest(pose);
  }

  #write(link: PlaceLink): void {
    const hash = formatLink(link);
    if (hash === location.hash) return;
    this.#own = hash;
    history.replaceState(history.state, "", hash);
  }
}
