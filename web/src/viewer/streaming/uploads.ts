/** One thing to put onto the card. */
export type Upload = () => void;

const MOVING_MS = 3;
const RESTING_MS = 12;

/** What waits for the card: a little a frame, less while moving, so that no frame is late for it. */
export class Uploads {
  readonly #queue: Upload[] = [];
  readonly #clock: () => number;

  constructor(clock: () => number = () => performance.now()) {
    this.#clock = clock;
  }

  get waiting(): number {
    return this.#queue.length;
  }

  push(upload: Upload): void {
    this.#queue.push(upload);
  }

  /** Does at least one, then as many as the frame has time for; tells whether some are left. */
  work(moving: boolean): boolean {
    const until = this.#clock() + (moving ? MOVING_MS : RESTING_MS);
    do this.#queue.shift()?.();
    while (this.#queue.length > 0 && this.#clock() < until);
    return this.#queue.length > 0;
  }
}
