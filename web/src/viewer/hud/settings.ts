/** How somebody wants the hall to look and to move. What the system says counts until they say otherwise. */

export interface Choices {
  /** Percent of the reader's own size. */
  readonly text: number;
  readonly look: "auto" | "light" | "dark";
  readonly contrast: "auto" | "more";
  readonly motion: "auto" | "calm";
  /** Degrees of one turn; 0 turns smoothly. */
  readonly turn: number;
  /** The rim of the picture darkens while one moves. */
  readonly vignette: boolean;
  /** Degrees added to the angle of the picture. */
  readonly angle: number;
  /** Of the usual walking speed. */
  readonly pace: number;
  readonly invert: boolean;
  /** Which hand's letters walk beside the arrow keys. */
  readonly letters: "left" | "right" | "off";
  readonly data: "auto" | "low";
  /** The small plan beside the walk; null until somebody opened or closed it. */
  readonly map: boolean | null;
}

export const USUAL: Choices = {
  text: 100, look: "auto", contrast: "auto", motion: "auto", turn: 0, vignette: false, angle: 0, pace: 1,
  invert: false, letters: "left", data: "auto", map: null,
};
const KEY = "hall.settings";
const SYSTEM = { dark: "(prefers-color-scheme: dark)", more: "(prefers-contrast: more)", calm: "(prefers-reduced-motion: reduce)" };

export class Settings {
  readonly #storage: Storage | null;
  readonly #system = { dark: matchMedia(SYSTEM.dark), more: matchMedia(SYSTEM.more), calm: matchMedia(SYSTEM.calm) };
  readonly #listeners: (() => void)[] = [];
  #choices: Choices;

  /** `storage` is null where the browser keeps nothing: choices then last as long as the page. */
  constructor(storage: Storage | null) {
    this.#storage = storage;
    this.#choices = readChoices(storage);
    for (const query of Object.values(this.#system)) query.addEventListener("change", this.#tell);
    this.#tell();
  }

  get choices(): Choices {
    return this.#choices;
  }

  /** Whether movement is cut short: asked for here or in the system. */
  get calm(): boolean {
    return this.#choices.motion === "calm" || this.#system.calm.matches;
  }

  /** Whether somebody pays for every byte. */
  get sparing(): boolean {
    return this.#choices.data === "low" || (navigator as { connection?: { saveData?: boolean } }).connection?.saveData === true;
  }

  choose(choices: Partial<Choices>): void {
    this.#choices = { ...this.#choices, ...choices };
    try {
      this.#storage?.setItem(KEY, JSON.stringify(this.#choices));
    } catch {
      // A full storage costs the memory of the next visit, not this one.
    }
    this.#tell();
  }

  /** Calls now and at every change. */
  follow(listener: () => void): void {
    this.#listeners.push(listener);
    listener();
  }

  #tell = (): void => {
    const { look, contrast, text } = this.#choices;
    const root = document.documentElement;
    root.dataset["look"] = look === "auto" ? (this.#system.dark.matches ? "dark" : "light") : look;
    root.dataset["contrast"] = contrast === "more" || this.#system.more.matches ? "more" : "usual";
    root.dataset["motion"] = this.calm ? "calm" : "usual";
    root.style.fontSize = text === 100 ? "" : `${String(text)}%`;
    for (const listener of this.#listeners) listener();
  };
}

/** What was kept, as far as it is of the kind that is known today. */
function readChoices(storage: Storage | null): Choices {
  try {
    const kept = JSON.parse(storage?.getItem(KEY) ?? "{}") as Readonly<Record<string, unknown>>;
    const known = Object.entries(USUAL).filter(([name, usual]) => typeof kept[name] === (usual === null ? "boolean" : typeof usual));
    return { ...USUAL, ...Object.fromEntries(known.map(([name]) => [name, kept[name]])) };
  } catch {
    return USUAL;
  }
}
