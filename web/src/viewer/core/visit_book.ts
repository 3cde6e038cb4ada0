/** What a visitor keeps of a visit: favourite stands and those already seen, on this device only. */

interface Pages {
  readonly favourites: string[];
  readonly seen: string[];
}

const MOST_FAVOURITES = 60;
const MOST_SEEN = 6000;

export class VisitBook {
  readonly #key: string;
  readonly #storage: Storage | null;
  readonly #favourites: Set<string>;
  readonly #seen: Set<string>;
  readonly #listeners: (() => void)[] = [];

  /** `storage` is null where the browser keeps nothing: the book then lasts as long as the page. */
  constructor(fair: string, storage: Storage | null) {
    this.#key = `hall.visit.${fair}`;
    this.#storage = storage;
    const pages = this.#load();
    this.#favourites = new Set(pages.favourites);
    this.#seen = new Set(pages.seen);
  }

  /** Stand ids in the order in which they were chosen. */
  get favourites(): readonly string[] {
    return [...this.#favourites];
  }

  get seenCount(): number {
    return this.#seen.size;
  }

  isFavourite(stand: string): boolean {
    return this.#favourites.has(stand);
  }

  isSeen(stand: string): boolean {
    return this.#seen.has(stand);
  }

  /** Takes a stand in or out; returns whether it is a favourite now. The oldest gives way to the 61st. */
  toggle(stand: string): boolean {
    if (!this.#favourites.delete(stand)) this.#favourites.add(stand);
    while (this.#favourites.size > MOST_FAVOURITES) drop(this.#favourites);
    this.#changed();
    return this.#favourites.has(stand);
  }

  see(stand: string): void {
    if (this.#seen.has(stand)) return;
    this.#seen.add(stand);
    while (this.#seen.size > MOST_SEEN) drop(this.#seen);
    this.#changed();
  }

  forgetAll(): void {
    this.#favourites.clear();
    this.#seen.clear();
    this.#changed();
  }

  onChange(listener: () => void): void {
    this.#listeners.push(listener);
  }

  #changed(): void {
    try {
      this.#storage?.setItem(this.#key, JSON.stringify({ favourites: [...this.#favourites], seen: [...this.#seen] } satisfies Pages));
    } catch {
      // A full or forbidden storage costs the memory of the next visit, not this one.
    }
    for (const listener of this.#listeners) listener();
  }

  #load(): Pages {
    try {
      const kept = JSON.parse(this.#storage?.getItem(this.#key) ?? "{}") as Partial<Pages> | null;
      return { favourites: texts(kept?.favourites), seen: texts(kept?.seen) };
    } catch {
      return { favourites: [], seen: [] };
    }
  }
}

/** The browser's storage, or null where it is switched off. */
export function findStorage(): Storage | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === "string") : [];
}

function drop(set: Set<string>): void {
  for (const first of set) {
    set.delete(first);
    return;
  }
}
