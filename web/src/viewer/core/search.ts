import { fold, foldedWords } from "./fold.ts";
import { allowedSlips, isNearly } from "./spelling.ts";

export type ExhibitorRow = readonly [
  id: string, name: string, place: string, stand: number | null, keywords: string,
];
export type ProductRow = readonly [
  id: string, name: string, exhibitor: number, price: string, thumb: string, keywords: string,
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
// Folded words that join others and say nothing by themselves, as on the server.
const JOINING = new Set(
  ("a au aux avec d de des du en et l la le les pour un une sans the of from and for with in" +
    " من في و ديال دي مع dyal dial mn f").split(" "),
);

/** Finds exhibitors and products by words, blind to accents and forgiving of slips. */
export class Finder {
  readonly #hits: Hit[] = [];
  readonly #nameWords: Set<string>[] = [];
  readonly #heads: string[] = [];
  readonly #postings = new Map<string, number[]>();
  /** A folded word or phrase → the others that mean the same, each as its words. */
  readonly #synonyms = new Map<string, string[][]>();

  constructor(file: SearchFile) {
    for (const [id, name, place, stand, keywords] of file.exhibitors) {
      const hit = { kind: "exhibitor", id, name, detail: place, price: "", thumb: "", stand } as const;
      this.#add(hit, `${name} ${place} ${keywords}`);
    }
    for (const [id, name, at, price, thumb, keywords] of file.products) {
      const owner = file.exhibitors[at];
      const hit = { kind: "product", id, name, detail: owner?.[1] ?? "", price, thumb, stand: owner?.[3] ?? null } as const;
      this.#add(hit, `${name} ${keywords}`);
    }
    for (const [word, others] of Object.entries(file.synonyms)) {
      this.#synonyms.set(foldedWords(word).join(" "), others.map(foldedWords));
    }
  }

  #add(hit: Hit, text: string): void {
    const at = this.#hits.length;
    this.#hits.push(hit);
    const name = foldedWords(hit.name);
    this.#nameWords.push(new Set(name));
    this.#heads.push(name[0] ?? "");
    for (const word of new Set(foldedWords(text))) {
      const list = this.#postings.get(word);
      if (list) list.push(at);
      else this.#postings.set(word, [at]);
    }
  }

  /** The best hits; every word of the question must be answered. */
  find(question: string, limit = 40): Hit[] {
    const asked = this.#split(foldedWords(question));
    let scores: Map<number, number> | null = null;
    for (const unit of asked) {
      const found = this.#scoreUnit(unit);
      scores = scores ? intersect(scores, found) : found;
    }
    const folded = fold(question.trim());
    const ranked = [...(scores ?? [])].map(([at, score]) => {
      const name = fold(this.#hits[at]?.name ?? "");
      return { at, score: score + (name.startsWith(folded) ? 1 : 0) };
    });
    ranked.sort((a, b) => b.score - a.score || a.at - b.at);
    return ranked.slice(0, limit).flatMap(({ at }) => this.#hits[at] ?? []);
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

  #scoreUnit(unit: string): Map<number, number> {
    const words = unit.split(" ");
    const scores = words.length > 1 ? this.#scorePhrase(words, EXACT) : this.#scoreWord(unit);
    for (const other of this.#synonyms.get(unit) ?? []) {
      for (const [at, score] of this.#scorePhrase(other, SYNONYM)) {
        if (score > (scores.get(at) ?? 0)) scores.set(at, score);
      }
    }
    return scores.size > 0 || words.length > 1 ? scores : this.#scoreSlips(unit);
  }

  /** Whole words that were nearly typed; where there are none, words that nearly begin so. */
  #scoreSlips(typed: string): Map<number, number> {
    const slips = allowedSlips(typed.length);
    const near = [...this.#postings].filter(([known]) => isNearly(typed, known, slips));
    const whole = near.filter(([known]) => known.length <= typed.length + slips && isNearly(known, typed, slips));
    const scores = new Map<number, number>();
    for (const [known, list] of whole.length > 0 ? whole : near) this.#score(scores, known, list, NEARLY);
    return scores;
  }

  /** What has every word of a phrase as it is. */
  #scorePhrase(words: readonly string[], score: number): Map<number, number> {
    let all: Map<number, number> | null = null;
    for (const word of words.filter((part) => part.length > 1)) {
      const found = new Map<number, number>();
      this.#score(found, word, this.#postings.get(word) ?? [], score);
      all = all ? least(all, found) : found;
    }
    return all ?? new Map<number, number>();
  }

  #scoreWord(word: string): Map<number, number> {
    const scores = new Map<number, number>();
    for (const [known, list] of this.#postings) {
      const score = matchScore(word, known);
      if (score > 0) this.#score(scores, known, list, score);
    }
    return scores;
  }

  #score(scores: Map<number, number>, known: string, list: readonly number[], score: number): void {
    for (const at of list) {
      const inName = this.#nameWords[at]?.has(known) ? NAME_BONUS : 0;
      const value = score + inName + (this.#heads[at] === known ? HEAD_BONUS : 0);
      if (value > (scores.get(at) ?? 0)) scores.set(at, value);
    }
  }
}

function matchScore(word: string, known: string): number {
  if (known === word) return EXACT;
  if (known.startsWith(word)) return STARTS;
  return word.length >= 3 && known.includes(word) ? HOLDS : 0;
}

function intersect(a: Map<number, number>, b: Map<number, number>): Map<number, number> {
  const both = new Map<number, number>();
  for (const [at, score] of a) {
    const other = b.get(at);
    if (other !== undefined) both.set(at, score + other);
  }
  return both;
}

function least(a: Map<number, number>, b: Map<number, number>): Map<number, number> {
  const both = new Map<number, number>();
  for (const [at, score] of a) {
    const other = b.get(at);
    if (other !== undefined) both.set(at, Math.min(score, other));
  }
  return both;
}
