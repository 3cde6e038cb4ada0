import { WordList } from "./vocabulary.ts";

type Phrase = readonly string[];

/** Phrases that mean the same; the server has folded both sides. */
export class Synonyms {
  readonly #others = new Map<string, Phrase[]>();
  /** The single words among them, which may be half typed or mistyped. */
  readonly #list: WordList;

  constructor(synonyms: Readonly<Record<string, readonly string[]>>) {
    for (const [phrase, others] of Object.entries(synonyms)) this.#others.set(phrase, others.map((other) => other.split(" ")));
    this.#list = new WordList([...this.#others.keys()].filter((phrase) => !phrase.includes(" ")));
  }

  of(phrase: string): readonly Phrase[] | undefined {
    return this.#others.get(phrase);
  }

  /** What is meant by words that begin with `part` and are longer. */
  beginning(part: string): Phrase[] {
    const { from, to } = this.#list.beginning(part);
    const longer = this.#list.words.slice(from, to).filter((word) => word !== part);
    return longer.flatMap((word) => this.#others.get(word) ?? []);
  }

  /** What is meant by words near a mistyped one. */
  near(typed: string): { readonly others: readonly Phrase[]; readonly slips: number }[] {
    return this.#list.near(typed).map(({ at, slips }) => ({ others: this.#others.get(this.#list.words[at] ?? "") ?? [], slips }));
  }
}
