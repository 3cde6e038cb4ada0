/** What may stay in memory: least recently wanted goes first when a budget is passed. */
export class Residency<T> {
  readonly #items = new Map<string, { item: T; weight: number }>();
  readonly #budget: number;
  readonly #release: (item: T) => void;
  #weight = 0;

  constructor(budget: number, release: (item: T) => void) {
    this.#budget = budget;
    this.#release = release;
  }

  get weight(): number {
    return this.#weight;
  }

  get size(): number {
    return this.#items.size;
  }

  has(key: string): boolean {
    return this.#items.has(key);
  }

  get(key: string): T | undefined {
    return this.#items.get(key)?.item;
  }

  values(): T[] {
    return [...this.#items.values()].map(({ item }) => item);
  }

  put(key: string, item: T, weight: number): void {
    this.delete(key);
    this.#items.set(key, { item, weight });
    this.#weight += weight;
  }

  /** Marks as wanted now. */
  touch(key: string): void {
    const entry = this.#items.get(key);
    if (!entry) return;
    this.#items.delete(key);
    this.#items.set(key, entry);
  }

  delete(key: string): void {
    const entry = this.#items.get(key);
    if (!entry) return;
    this.#items.delete(key);
    this.#weight -= entry.weight;
    this.#release(entry.item);
  }

  /** Releases the longest unwanted until the budget holds; what is in `keep` stays. */
  trim(keep: ReadonlySet<string>): void {
    for (const key of [...this.#items.keys()]) {
      if (this.#weight <= this.#budget) return;
      if (!keep.has(key)) this.delete(key);
    }
  }
}
