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

/** Where a word stands: the hit, and whether it is part of its name (1) or its first word (2). */
export type Posting = number;
export const IN_NAME = 1;
export const IS_HEAD = 2;
const FLAGS = 4;

export function hitOf(posting: Posting): number {
  return (posting / FLAGS) | 0;
}

export function flagsOf(posting: Posting): number {
  return posting % FLAGS;
}

/** The words of all hits and where each stands: built once, asked at every key press. */
export class Vocabulary {
  readonly #postings = new Map<string, Posting[]>();
  #words: string[] = [];
  #masks = new Uint32Array(0);
  /** What the last question narrowed the words to: the next letter narrows it further. */
  #held: { part: string; words: string[] } = { part: "", words: [] };

  add(word: string, at: number, flags: number): void {
    const list = this.#postings.get(word);
    if (!list) this.#postings.set(word, [at * FLAGS + flags]);
    else if (hitOf(list[list.length - 1] ?? -FLAGS) === at) list[list.length - 1] = (list[list.length - 1] ?? 0) | flags;
    else list.push(at * FLAGS + flags);
  }

  /** Call once all words are in. */
  close(): void {
    this.#words = [...this.#postings.keys()].sort();
    this.#masks = Uint32Array.from(this.#words, letterMask);
  }

  where(word: string): readonly Posting[] {
    return this.#postings.get(word) ?? [];
  }

  /** The known words that begin with `part`, found by halving. */
  beginning(part: string): string[] {
    const words = this.#words;
    let [low, high] = [0, words.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((words[middle] ?? "") < part) low = middle + 1;
      else high = middle;
    }
    let end = low;
    while (words[end]?.startsWith(part)) end++;
    return words.slice(low, end);
  }

  /** The known words that hold `part` anywhere. */
  holding(part: string): string[] {
    const { part: before, words } = this.#held;
    const from = before && part.includes(before) ? words : this.#words;
    const held = from.filter((word) => word.includes(part));
    this.#held = { part, words: held };
    return held;
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
