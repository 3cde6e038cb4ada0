import { nearWords, sharedBeginnings, type NearWord } from "./spelling.ts";

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

/** A row of words in order: known ones from `from` up to `to`, which itself is not among them. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

const NOWHERE = new Uint32Array(0);

/** Words in order, found by what they begin with, hold, or nearly are. */
export class WordList {
  readonly words: readonly string[];
  readonly #shared: Uint8Array;
  /** All words in one text: the browser looks through it faster than through each. */
  readonly #text: string;
  readonly #starts: Uint32Array;

  constructor(words: Iterable<string>) {
    this.words = [...words].sort();
    this.#shared = sharedBeginnings(this.words);
    this.#starts = new Uint32Array(this.words.length + 1);
    let start = 0;
    this.words.forEach((word, at) => {
      this.#starts[at] = start;
      start += word.length + 1;
    });
    this.#starts[this.words.length] = start;
    this.#text = this.words.join("\n");
  }

  /** Where `word` is or would be. */
  place(word: string): number {
    let [low, high] = [0, this.words.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.words[middle] ?? "") < word) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The words that begin with `part`. */
  beginning(part: string): Range {
    return { from: this.place(part), to: this.place(`${part}\uffff`) };
  }

  /** The words that hold `part` anywhere. */
  holding(part: string): number[] {
    const held: number[] = [];
    let found = this.#text.indexOf(part);
    while (found >= 0) {
      const at = this.#wordAt(found);
      held.push(at);
      found = this.#text.indexOf(part, this.#starts[at + 1] ?? Infinity);
    }
    return held;
  }

  #wordAt(position: number): number {
    let [low, high] = [0, this.words.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((this.#starts[middle] ?? 0) <= position) low = middle;
      else high = middle;
    }
    return low;
  }

  near(typed: string): NearWord[] {
    return nearWords(typed, this.words, this.#shared);
  }
}

/** The words of all hits and where each stands: built once, asked at every key press. */
export class Vocabulary {
  readonly list: WordList;
  /** Of all words in their order, one after the other. */
  readonly #postings: Uint32Array;
  readonly #starts: Uint32Array;

  constructor(list: WordList, gathered: ReadonlyMap<string, readonly Posting[]>) {
    this.list = list;
    const { words } = list;
    this.#starts = new Uint32Array(words.length + 1);
    words.forEach((word, at) => (this.#starts[at + 1] = (this.#starts[at] ?? 0) + (gathered.get(word)?.length ?? 0)));
    this.#postings = new Uint32Array(this.#starts[words.length] ?? 0);
    words.forEach((word, at) => { this.#postings.set(gathered.get(word) ?? [], this.#starts[at]); });
  }

  /** Where the words of a range stand. */
  postings({ from, to }: Range): Uint32Array {
    return this.#postings.subarray(this.#starts[from], this.#starts[to]);
  }

  /** Where the word at a place of the list stands. */
  postingsAt(at: number): Uint32Array {
    return this.postings({ from: at, to: at + 1 });
  }

  where(word: string): Uint32Array {
    const at = this.list.place(word);
    return this.list.words[at] === word ? this.postingsAt(at) : NOWHERE;
  }
}

/** Gathers where words stand, hit after hit. */
export class Gathering {
  readonly words = new Map<string, Posting[]>();

  add(word: string, at: number, flags: number): void {
    const list = this.words.get(word);
    const last = list ? list.length - 1 : -1;
    if (!list) this.words.set(word, [at * FLAGS + flags]);
    else if (hitOf(list[last] ?? 0) === at) list[last] = (list[last] ?? 0) | flags;
    else list.push(at * FLAGS + flags);
  }
}
