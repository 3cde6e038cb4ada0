import { fold, foldedWords } from "./fold.ts";
import { admits, parseQuestion } from "./price_words.ts";
import { flagsOf, hitOf, IN_NAME, IS_HEAD, Vocabulary } from "./vocabulary.ts";

export type ExhibitorRow = readonly [
  id: string, name: string, place: string, stand: number | null, keywords: string,
];
export type ProductRow = readonly [
  id: string, name: string, exhibitor: number, price: string, thumb: string, keywords: string,
  /** In whole units of the fair's currency, null without a price. */
  amount: number | null,
  /** 1 where a quality label is claimed. */
  labelled: number,
];

export interface SearchFile {
  readonly exhibitors: readonly ExhibitorRow[];
  readonly products: readonly ProductRow[];
  readonly synonyms: Readonly<Record<string, readonly string[]>>;
}

export interface Hit {
  readonly kind: "exhibitor" | "product";
  readonly id: string;
  readonly name: string;
  /** Place of the exhibitor, or name of the exhibitor of a product. */
  readonly detail: string;
  readonly price: string;
  readonly thumb: string;
  /** Position of the stand in the index, null without a stand. */
  readonly stand: number | null;
  readonly amount: number | null;
  readonly labelled: boolean;
}

/** What the visitor wants to see of what was found. */
export interface Filter {
  readonly kind?: Hit["kind"] | undefined;
  readonly labelled?: boolean | undefined;
  /** Whether a stand, by its position in the index, is wanted. */
  readonly stand?: ((at: number) => boolean) | undefined;
}

const EXACT = 4;
const STARTS = 3;
const SYNONYM = 2.5;
const HOLDS = 1;
const NEARLY = 0.6;
const NAME_BONUS = 2;
// What a name begins with says what the thing is: honey, and not a honey-coloured blanket.
const HEAD_BONUS = 1;
const LONGEST_PHRASE = 4;
/** Fewer letters stand inside of too many words to mean something. */
const LEAST_INSIDE = 3;
// Folded words that join others and say nothing by themselves, as on the server.
const JOINING = new Set(
  ("a au aux avec d de des du en et l la le les pour un une sans the of from and for with in" +
    " من في و ديال دي مع dyal dial mn f").split(" "),
);

/** What was found: the best first, and how many there are in all. */
export interface Found {
  readonly hits: readonly Hit[];
  readonly count: number;
}

/** Finds exhibitors and products by words, blind to accents and forgiving of slips. */
export class Finder {
  readonly #hits: Hit[] = [];
  readonly #names: string[] = [];
  readonly #vocabulary = new Vocabulary();
  /** A folded word or phrase → the others that mean the same, each as its words. */
  readonly #synonyms = new Map<string, string[][]>();

  constructor(file: SearchFile) {
    for (const [id, name, place, stand, keywords] of file.exhibitors) {
      const hit = { kind: "exhibitor", id, name, detail: place, price: "", thumb: "", stand, amount: null, labelled: false } as const;
      this.#add(hit, `${place} ${keywords}`);
    }
    for (const [id, name, at, price, thumb, keywords, amount, labelled] of file.products) {
      const owner = file.exhibitors[at];
      const hit = { kind: "product", id, name, detail: owner?.[1] ?? "", price, thumb, stand: owner?.[3] ?? null, amount, labelled: labelled === 1 } as const;
      this.#add(hit, keywords);
    }
    this.#vocabulary.close();
    for (const [word, others] of Object.entries(file.synonyms)) {
      this.#synonyms.set(foldedWords(word).join(" "), others.map(foldedWords));
    }
  }

  #add(hit: Hit, keywords: string): void {
    const at = this.#hits.length;
    this.#hits.push(hit);
    this.#names.push(fold(hit.name));
    foldedWords(hit.name).forEach((word, nth) => {
      this.#vocabulary.add(word, at, nth === 0 ? IN_NAME | IS_HEAD : IN_NAME);
    });
    for (const word of foldedWords(keywords)) this.#vocabulary.add(word, at, 0);
  }

  /** The best hits; every word of the question must be answered, and a price that it names be kept to. */
  find(question: string, limit = 40, filter: Filter = {}): Hit[] {
    return [...this.ask(question, limit, filter).hits];
  }

  ask(question: string, limit: number, filter: Filter = {}): Found {
    const { text, bounds } = parseQuestion(question);
    const words = foldedWords(text);
    const limited = bounds.least !== null || bounds.most !== null;
    if (words.length === 0 && !limited) return { hits: [], count: 0 };
    const scores = this.#scoreAll(words);
    const folded = fold(text.trim());
    const best = new Best(limit);
    for (let at = 0; at < scores.length; at++) {
      const hit = this.#hits[at];
      const score = scores[at] ?? 0;
      if (!hit || score < 0 || !admits(bounds, hit.amount) || !passes(hit, filter)) continue;
      best.offer(at, score + (folded && this.#names[at]?.startsWith(folded) ? 1 : 0));
    }
    return { hits: best.list().flatMap((at) => this.#hits[at] ?? []), count: best.offered };
  }

  /** A score for each hit, −1 for one that lacks a word. */
  #scoreAll(words: readonly string[]): Float32Array {
    const total = new Float32Array(this.#hits.length);
    for (const unit of this.#split(words)) {
      const scores = this.#scoreUnit(unit);
      for (let at = 0; at < total.length; at++) {
        const score = scores[at] ?? 0;
        total[at] = score > 0 && (total[at] ?? 0) >= 0 ? (total[at] ?? 0) + score : -1;
      }
    }
    return total;
  }

  /** The words asked for, phrases that have synonyms kept together, joining words left out. */
  #split(words: readonly string[]): string[] {
    const units: string[] = [];
    for (let at = 0; at < words.length; ) {
      let length = Math.min(LONGEST_PHRASE, words.length - at);
      while (length > 1 && !this.#synonyms.has(words.slice(at, at + length).join(" "))) length--;
      units.push(words.slice(at, at + length).join(" "));
      at += length;
    }
    const said = units.filter((unit) => !JOINING.has(unit));
    return said.length > 0 ? said : units;
  }

  #scoreUnit(unit: string): Float32Array {
    const words = unit.split(" ");
    const scores = new Float32Array(this.#hits.length);
    let any = words.length > 1 ? this.#scorePhrase(scores, words, EXACT) : this.#scoreWord(scores, unit);
    for (const other of this.#synonyms.get(unit) ?? []) any = this.#scorePhrase(scores, other, SYNONYM) || any;
    if (!any && words.length === 1) for (const known of this.#vocabulary.near(unit)) this.#score(scores, known, NEARLY);
    return scores;
  }

  #scoreWord(scores: Float32Array, word: string): boolean {
    const known = word.length < LEAST_INSIDE ? this.#vocabulary.beginning(word) : this.#vocabulary.holding(word);
    for (const one of known) this.#score(scores, one, one === word ? EXACT : one.startsWith(word) ? STARTS : HOLDS);
    return known.length > 0;
  }

  /** What has every word of a phrase as it is; returns whether anything has. */
  #scorePhrase(scores: Float32Array, words: readonly string[], worth: number): boolean {
    let all: Map<number, number> | null = null;
    for (const word of words.filter((part) => part.length > 1)) {
      const found = new Map<number, number>();
      for (const posting of this.#vocabulary.where(word)) {
        const at = hitOf(posting);
        const before: number | undefined = all ? all.get(at) : Infinity;
        if (before !== undefined) found.set(at, Math.min(before, worth + bonus(posting)));
      }
      all = found;
    }
    for (const [at, score] of all ?? []) if (score > (scores[at] ?? 0)) scores[at] = score;
    return (all?.size ?? 0) > 0;
  }

  #score(scores: Float32Array, known: string, worth: number): void {
    for (const posting of this.#vocabulary.where(known)) {
      const at = hitOf(posting);
      const value = worth + bonus(posting);
      if (value > (scores[at] ?? 0)) scores[at] = value;
    }
  }
}

function bonus(posting: number): number {
  const flags = flagsOf(posting);
  return (flags & IN_NAME ? NAME_BONUS : 0) + (flags & IS_HEAD ? HEAD_BONUS : 0);
}

function passes(hit: Hit, filter: Filter): boolean {
  if (filter.kind && hit.kind !== filter.kind) return false;
  if (filter.labelled && !hit.labelled) return false;
  return !filter.stand || (hit.stand !== null && filter.stand(hit.stand));
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
    let place = kept.length;
    while (place > 0 && (kept[place - 1]?.score ?? 0) < score) place--;
    kept.splice(place, 0, { at, score });
    if (kept.length > this.#limit) kept.pop();
  }

  list(): number[] {
    return this.#kept.map(({ at }) => at);
  }
}
