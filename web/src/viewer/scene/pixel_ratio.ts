const SLOW_MS = 30;
/** Of a display of 60 Hz: nothing had to be waited for. */
const FAST_MS = 18.5;
const WANTED_MS = 24;
const SAMPLES = 8;
/** A frame at rest may take so long: nobody waits for it, but what comes next does. */
const REST_MS = 350;
const LEAST = 0.7;
const MOST_STEP = 0.6;

/** Chooses how many pixels a picture has, from how long the last ones took. */
export class PixelRatio {
  readonly #most: number;
  #value: number;
  /** More was too slow; forgotten little by little. */
  #ceiling: number;
  /** Milliseconds that a picture at rest would take at a ratio of one. */
  #restCost = 0;
  #sum = 0;
  #count = 0;

  constructor(most: number) {
    this.#most = most;
    this.#ceiling = this.#most;
    this.#value = Math.min(this.#most, 1);
  }

  /** All that the canvas has. */
  get most(): number {
    return this.#most;
  }

  /** While something moves. Begins with few, for nothing is known of the device yet. */
  get moving(): number {
    return this.#value;
  }

  /** Once still: all there are, on a slow device as many as are drawn in a moment. */
  get resting(): number {
    const affordable = this.#restCost > 0 ? Math.sqrt(REST_MS / this.#restCost) : Infinity;
    return Math.min(this.#most, Math.max(1, affordable));
  }

  /** Takes how long a picture at rest took. */
  noteRest(ms: number, ratio: number): void {
    this.#restCost = ms / ratio ** 2;
  }

  /** Takes how long a picture took while moving; a slow device is known after two. */
  note(frameMs: number): void {
    if (frameMs > 2000) return;
    this.#sum += frameMs;
    this.#count++;
    const mean = this.#sum / this.#count;
    if (this.#count < (mean > 1.5 * SLOW_MS ? 2 : SAMPLES)) return;
    this.#sum = this.#count = 0;
    if (mean > SLOW_MS) {
      this.#ceiling = this.#value * 0.95;
      this.#value *= Math.max(MOST_STEP, Math.sqrt(WANTED_MS / mean));
    } else if (mean < FAST_MS) {
      this.#ceiling = Math.min(this.#most, this.#ceiling * 1.02);
      this.#value = Math.min(this.#ceiling, this.#value * 1.15);
    }
    this.#value = Math.min(this.#most, Math.max(LEAST, this.#value));
  }
}
