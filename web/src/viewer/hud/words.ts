import { isolate } from "../core/bidi.ts";

/** The words of the interface in the visitor's language, from the server. */
export class Words {
  readonly #words: Readonly<Record<string, string>>;
  readonly lang: string;

  constructor(words: Readonly<Record<string, string>>, lang: string) {
    this.#words = words;
    this.lang = lang;
  }

  /** The text of a key; `{name}` is replaced by the value, kept apart from the words around. */
  say(key: string, values: Readonly<Record<string, string | number>> = {}): string {
    const text = this.#words[key] ?? key;
    return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
      const value = values[name];
      return value === undefined ? whole : isolate(value);
    });
  }

  has(key: string): boolean {
    return key in this.#words;
  }
}
