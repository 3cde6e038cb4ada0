import { fold, foldedWords } from "./fold.ts";
import { admits, isLimited, parseQuestion, type PriceBounds } from "./price_words.ts";
import { type Filter, type Hit, Rows, type SearchFile } from "./search_rows.ts";
import { Synonyms } from "./synonyms.ts";
import { flagsOf, Gathering, hitOf, IN_NAME, IS_HEAD, type Posting, Vocabulary, WordList } from "./vocabulary.ts";

/** What was found: the best first, and how many there are in all. */
export interface Found {
  readonly hits: readonly Hit[];
  readonly count: number;
  /** Nothing has all the words: these have the most of them. */
  readonly partial: boolean;
}

// How much a word says by where it stands: what a name begins with says what the thing is.
const KEYWORD = 3;
const NAME = 5;
const HEAD = 6;
// How sure it is that a word was meant.
const EXACT = 1;
const SYNONYM = 0.95;
const BEGINS = 0.75;
const SYNONYM_BEGINS = 0.7;
const NEAR = 0.5;
const HOLDS = 0.3;
/** For a name that begins with the very question. */
const WHOLE_BONUS = 1;
const LONGEST_PHRASE = 4;
/** Fewer letters begin too many words, or stand inside of too many, to mean something. */
const LEAST_SYNONYM = 3;
const LEAST_INSIDE = 4;
const LEAST_INSIDE_ARABIC = 3;
/** What has no price, such as a leaflet on a label, comes after what has the label. */
const UNPRICED = 0.5;
const SLICE = 50;
const NOTHING: Found = { hits: [], count: 0, partial: false };
// Folded words that join others and say nothing by themselves, as on the server.
const JOINING = new Set(
  ("a au aux avec d de des du en et l la le les pour un une sans the of from and for with in" +
    " من في و ديال دي مع dyal dial mn f").split(" "),
);

/** Finds exhibitors and products by words, blind to accents and forgiving of slips. */
export class Finder {
  readonly #rows: Rows;
  readonly #vocabulary: Vocabulary;
  readonly #synonyms: Synonyms;
  readonly #score: Float32Array;
  readonly #total: Float32Array;
  readonly #matched: Uint8Array;
  /** The rows that the word in hand was found in, and how many; the same of all words. Most rows are never looked at. */
  readonly #marked: Uint32Array;
  #markedCount = 0;
  readonly #candidates: Uint32Array;
  #candidateCount = 0;

  private constructor(rows: Rows, vocabulary: Vocabulary, synonyms: Synonyms) {
    this.#rows = rows;
    this.#vocabulary = vocabulary;
    this.#synonyms = synonyms;
    this.#score = new Float32Array(rows.count);
    this.#total = new Float32Array(rows.count);
    this.#matched = new Uint8Array(rows.count);
    this.#marked = new Uint32Array(rows.count);
    this.#candidates = new Uint32Array(rows.count);
  }

  /** Reads a search file slice by slice, with a chance to `rest` after each: who types meanwhile does not wait. */
  static async build(file: SearchFile, standNumber: (at: number) => string, rest: () => Promise<void>): Promise<Finder> {
    const rows = new Rows(file);
    const gathering = new Gathering();
    for (let at = 0; at < rows.count; at++) {
      rows.gather(at, gathering, standNumber);
      if (at % SLICE === SLICE - 1) await rest();
    }
    const list = new WordList(gathering.words.keys());
    await rest();
    return new Finder(rows, new Vocabulary(list, gathering.words), new Synonyms(file.synonyms));
  }

  /** The best hits and how many there are; a price that the question names is kept to. */
  ask(question: string, limit: number, filter: Filter = {}): Found {
    const { text, bounds } = parseQuestion(question);
    const units = this.#split(foldedWords(text));
    if (units.length === 0) return isLimited(bounds) ? this.#cheapest(bounds, limit, filter) : NOTHING;
    this.#scoreAll(units);
    const wanted = (at: number) => this.#rows.passes(at, filter) && admits(bounds, this.#rows.amount(at));
    const most = this.#mostMatched(units.length, wanted);
    if (most === 0) return NOTHING;
    const folded = fold(text.trim());
    const best = new Best(limit);
    // In the order of the file: earlier ones win a draw.
    for (const at of this.#candidates.subarray(0, this.#candidateCount).sort()) {
      if (this.#matched[at] !== most || !wanted(at)) continue;
      const bonus = this.#rows.foldedName(at).startsWith(folded) ? WHOLE_BONUS : 0;
      best.offer(at, ((this.#total[at] ?? 0) + bonus) * (this.#rows.isUnpriced(at) ? UNPRICED : 1));
    }
    return this.#tell(best, most < units.length);
  }

  #tell(best: Best, partial: boolean): Found {
    return { hits: best.list().map((at) => this.#rows.hit(at)), count: best.offered, partial };
  }

  #cheapest(bounds: PriceBounds, limit: number, filter: Filter): Found {
    const best = new Best(limit);
    for (let at = 0; at < this.#rows.count; at++) {
      const amount = this.#rows.amount(at);
      if (amount !== null && admits(bounds, amount) && this.#rows.passes(at, filter)) best.offer(at, -amount);
    }
    return this.#tell(best, false);
  }

  /** How many of the words asked for the best hits have: all, if any has. */
  #mostMatched(units: number, wanted: (at: number) => boolean): number {
    let most = 0;
    for (let nth = 0; nth < this.#candidateCount && most < units; nth++) {
      const at = this.#candidates[nth] ?? 0;
      const matched = this.#matched[at] ?? 0;
      if (matched > most && wanted(at)) most = matched;
    }
    return most;
  }

  #scoreAll(units: readonly string[]): void {
    this.#total.fill(0);
    this.#matched.fill(0);
    this.#candidateCount = 0;
    for (const unit of units) {
      this.#markedCount = 0;
      this.#scoreUnit(unit);
      // What few have says more than what all have: Aziza more than cooperative.
      this.#addUp(1 + Math.log10(this.#rows.count / Math.max(1, this.#markedCount)));
    }
  }

  /** Adds the scores of the word in hand to those of all words. */
  #addUp(weight: number): void {
    const [total, matched, score] = [this.#total, this.#matched, this.#score];
    for (let nth = 0; nth < this.#markedCount; nth++) {
      const at = this.#marked[nth] ?? 0;
      total[at] = (total[at] ?? 0) + (score[at] ?? 0) * weight;
      if (matched[at] === 0) this.#candidates[this.#candidateCount++] = at;
      matched[at] = (matched[at] ?? 0) + 1;
      score[at] = 0;
    }
  }

  /** The words asked for, phrases that have synonyms kept together, joining words left out. */
  #split(words: readonly string[]): string[] {
    const units: string[] = [];
    for (let at = 0; at < words.length; ) {
      let length = Math.min(LONGEST_PHRASE, words.length - at);
      while (length > 1 && !this.#synonyms.of(words.slice(at, at + length).join(" "))) length--;
      units.push(words.slice(at, at + length).join(" "));
      at += length;
    }
    const said = units.filter((unit) => !JOINING.has(unit));
    return said.length > 0 ? said : units;
  }

  #scoreUnit(unit: string): void {
    const words = unit.split(" ");
    const others = this.#synonyms.of(unit) ?? [];
    let any = words.length > 1 ? this.#scorePhrase(words, EXACT) : this.#scoreWord(unit);
    for (const other of others) any = this.#scorePhrase(other, SYNONYM) || any;
    if (words.length > 1) return;
    if (unit.length >= LEAST_SYNONYM) for (const other of this.#synonyms.beginning(unit)) any = this.#scorePhrase(other, SYNONYM_BEGINS) || any;
    if (!any) this.#guess(unit);
  }

  #scoreWord(word: string): boolean {
    const { list } = this.#vocabulary;
    const known = list.beginning(word);
    const exact = list.words[known.from] === word;
    if (exact) this.#mark(this.#vocabulary.postingsAt(known.from), EXACT);
    this.#mark(this.#vocabulary.postings({ from: known.from + (exact ? 1 : 0), to: known.to }), BEGINS);
    return known.to > known.from;
  }

  /** What nobody calls so: words that hold it, and such as it may have been meant for. */
  #guess(word: string): void {
    const { list } = this.#vocabulary;
    const least = /^[a-z0-9]/.test(word) ? LEAST_INSIDE : LEAST_INSIDE_ARABIC;
    if (word.length >= least) for (const at of list.holding(word)) this.#mark(this.#vocabulary.postingsAt(at), HOLDS);
    for (const { at, slips } of list.near(word)) this.#mark(this.#vocabulary.postingsAt(at), NEAR / slips);
    for (const { others, slips } of this.#synonyms.near(word)) for (const other of others) this.#scorePhrase(other, (SYNONYM * NEAR) / slips);
  }

  /** What has every word of a phrase as it is; returns whether anything has. */
  #scorePhrase(words: readonly string[], sure: number): boolean {
    const said = words.filter((word) => !JOINING.has(word));
    const [first, ...more] = said.length > 0 ? said : words;
    if (first === undefined) return false;
    let all: ArrayLike<Posting> = this.#vocabulary.where(first);
    for (const word of more) all = inBoth(all, this.#vocabulary.where(word));
    return this.#mark(all, sure);
  }

  #mark(postings: ArrayLike<Posting>, sure: number): boolean {
    const score = this.#score;
    for (let nth = 0; nth < postings.length; nth++) {
      const posting = postings[nth] ?? 0;
      const value = worth(posting) * sure;
      const at = hitOf(posting);
      const before = score[at] ?? 0;
      if (before === 0) this.#marked[this.#markedCount++] = at;
      if (value > before) score[at] = value;
    }
    return postings.length > 0;
  }
}

/** Where two words stand together, and as what at least; both in order. */
function inBoth(some: ArrayLike<Posting>, others: ArrayLike<Posting>): Posting[] {
  const both: Posting[] = [];
  for (let [a, b] = [0, 0]; a < some.length && b < others.length; ) {
    const [one, other] = [some[a] ?? 0, others[b] ?? 0];
    const ahead = hitOf(one) - hitOf(other);
    if (ahead === 0) both.push(Math.min(one, other));
    if (ahead <= 0) a++;
    if (ahead >= 0) b++;
  }
  return both;
}

function worth(posting: Posting): number {
  const flags = flagsOf(posting);
  return flags & IS_HEAD ? HEAD : flags & IN_NAME ? NAME : KEYWORD;
}

/** The highest scores of many, without sorting them all; earlier ones win a draw. */
class Best {
  offered = 0;
  readonly #limit: number;
  readonly #kept: { at: number; score: number }[] = [];

  constructor(limit: number) {
    this.#limit = limit;
  }

  offer(at: number, score: number): void {
    this.offered++;
    const kept = this.#kept;
    const last = kept[kept.length - 1];
    if (kept.length >= this.#limit && last && score <= last.score) return;
    let [low, high] = [0, kept.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((kept[middle]?.score ?? 0) >= score) low = middle + 1;
      else high = middle;
    }
    kept.splice(low, 0, { at, score });
    if (kept.length > this.#limit) kept.pop();
  }

  list(): number[] {
    return this.#kept.map(({ at }) => at);
  }
}
