import { allowedSlips, isNearly } from "./spelling.ts";

/** Each letter a bit; letters that share a bit only let more words through to the exact test. */
function letterMask(word: string): number {
  let mask = 0;
  for (let i = 0; i < word.length; i++) mask |= 1 << (word.charCodeAt(i) & 31);
  return mask;
}

function countBits(mask: number): number {
  let bits = 0;
  for (let rest = mask; rest !== 0; rest &= rest - 1) bits++;
  return bits;
}

/** The words of all hits and where each stands: built once, asked at every key press. */
export class Vocabulary {
  readonly #postings = new Map<string, number[]>();
  #words: string[] = [];
  #masks = new Uint32Array(0);

  add(word: string, at: number): void {
    const list = this.#postings.get(word);
    if (!list) this.#postings.set(word, [at]);
    else if (list[list.length - 1] !== at) list.push(at);
  }

  /** Call once all words are in. */
  close(): void {
    this.#words = [...this.#postings.keys()];
    this.#masks = Uint32Array.from(this.#words, letterMask);
  }

  where(word: string): readonly number[] {
    return this.#postings.get(word) ?? [];
  }

  /** The known words that hold `part`; the whole list is some 30,000 words in a fair of 5,000 stands. */
  holding(part: string): string[] {
    return this.#words.filter((word) => word.includes(part));
  }

  /** Known words that `typed` may have been meant for: whole ones, else such that begin so. */
  near(typed: string): string[] {
    const slips = allowedSlips(typed.length);
    if (slips === 0) return [];
    const mask = letterMask(typed);
    const near = this.#words.filter((word, at) => {
      // A letter that the word has not costs an edit, so most words need no closer look.
      const missing = mask & ~(this.#masks[at] ?? 0);
      return (missing === 0 || countBits(missing) <= slips) && isNearly(typed, word, slips);
    });
    const whole = near.filter((word) => word.length <= typed.length + slips && isNearly(word, typed, slips));
    return whole.length > 0 ? whole : near;
  }
}
