const SLOW_MS = 30;
const FAST_MS = 14;
const SAMPLES = 12;

/** Chooses how many pixels to draw while moving, from how long the frames take. */
export class PixelRatio {
  readonly #least: number;
  readonly #most: number;
  #value: number;
  #sum = 0;
  #count = 0;

  constructor(devicePixelRatio: number, most: number) {
    this.#most = Math.min(devicePixelRatio, most);
    this.#least = Math.min(this.#most, 0.7);
    this.#value = this.#most;
  }

  get moving(): number {
    return this.#value;
  }

  get resting(): number {
    return this.#most;
  }

  /** Takes the time between two frames; tells whether the value changed. */
  note(frameMs: number): boolean {
    if (frameMs > 500) return false;
    this.#sum += frameMs;
    if (++this.#count < SAMPLES) return false;
    const mean = this.#sum / this.#count;
    this.#sum = 0;
    this.#count = 0;
    const before = this.#value;
    if (mean > SLOW_MS) this.#value = Math.max(this.#least, this.#value * 0.8);
    else if (mean < FAST_MS) this.#value = Math.min(this.#most, this.#value * 1.15);
    return this.#value !== before;
  }
}
