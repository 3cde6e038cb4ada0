import { fold, foldedWords } from "./fold.ts";
import { admits, parseQuestion } from "./price_words.ts";
import { Vocabulary } from "./vocabulary.ts";

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

/** Finds exhibitors and products by words, blind to accents and forgiving of slips. */
export class Finder {
  readonly #hits: Hit[] = [];
  readonly #nameWords: Set<string>[] = [];
  readonly #heads: string[] = [];
  readonly #names: string[] = [];
  readonly #vocabulary = new Vocabulary();
  /** A folded word or phrase → the others that mean the same, each as its words. */
  readonly #synonyms = new Map<string, string[][]>();

  constructor(file: SearchFile) {
    for (const [id, name, place, stand, keywords] of file.exhibitors) {
      const hit = { kind: "exhibitor", id, name, detail: place, price: "", thumb: "", stand, amount: null, labelled: false } as const;
      this.#add(hit, `${name} ${place} ${keywords}`);
    }
    for (const [id, name, at, price, thumb, keywords, amount, labelled] of file.products) {
      const owner = file.exhibitors[at];
      const hit = { kind: "product", id, name, detail: owner?.[1] ?? "", price, thumb, stand: owner?.[3] ?? null, amount, labelled: labelled === 1 } as const;
      this.#add(hit, `${name} ${keywords}`);
    }
    this.#vocabulary.close();
    for (const [word, others] of Object.entries(file.synonyms)) {
      this.#synonyms.set(foldedWords(word).join(" "), others.map(foldedWords));
    }
  }

  #add(hit: Hit, text: string): void {
    const at = this.#hits.length;
    this.#hits.push(hit);
    const name = foldedWords(hit.name);
    this.#names.push(fold(hit.name));
    this.#nameWords.push(new Set(name));
    this.#heads.push(name[0] ?? "");
    for (const word of foldedWords(text)) this.#vocabulary.add(word, at);
  }

  /** The best hits; every word of the question must be answered, and a price that it names be kept to. */
  find(question: string, limit = 40, filter: Filter = {}): Hit[] {
    return this.findAll(question, filter).slice(0, limit);
  }

  findAll(question: string, filter: Filter = {}): Hit[] {
    const { text, bounds } = parseQuestion(question);
    const words = foldedWords(text);
    const limited = bounds.least !== null || bounds.most !== null;
    if (words.length === 0 && !limited) return [];
    const folded = fold(text.trim());
    const ranked: { hit: Hit; at: number; score: number }[] = [];
    for (const [at, score] of words.length > 0 ? this.#scoreAll(words) : this.#hits.map((_, at): [number, number] => [at, 0])) {
      const hit = this.#hits[at];
      if (!hit || !admits(bounds, hit.amount) || !passes(hit, filter)) continue;
      ranked.push({ hit, at, score: score + (folded && this.#names[at]?.startsWith(folded) ? 1 : 0) });
    }
    return ranked.sort((a, b) => b.score - a.score || a.at - b.at).map(({ hit }) => hit);
  }

  #scoreAll(words: readonly string[]): Map<number, number> {
    let scores: Map<number, number> | null = null;
    for (const unit of this.#split(words)) {
      const found = this.#scoreUnit(unit);
      scores = scores ? intersect(scores, found) : found;
    }
    return scores ?? new Map<number, number>();
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

  #scoreSlips(typed: string): Map<number, number> {
    const scores = new Map<number, number>();
    for (const known of this.#vocabulary.near(typed)) this.#score(scores, known, this.#vocabulary.where(known), NEARLY);
    return scores;
  }

  /** What has every word of a phrase as it is. */
  #scorePhrase(words: readonly string[], score: number): Map<number, number> {
    let all: Map<number, number> | null = null;
    for (const word of words.filter((part) => part.length > 1)) {
      const found = new Map<number, number>();
      this.#score(found, word, this.#vocabulary.where(word), score);
      all = all ? least(all, found) : found;
    }
    return all ?? new Map<number, number>();
  }

  #scoreWord(word: string): Map<number, number> {
    const scores = new Map<number, number>();
    for (const known of this.#vocabulary.holding(word)) {
      const score = matchScore(word, known);
      if (score > 0) this.#score(scores, known, this.#vocabulary.where(known), score);
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

/** What a known word that holds the typed one is worth. */
function matchScore(word: string, known: string): number {
  if (known === word) return EXACT;
  if (known.startsWith(word)) return STARTS;
  return word.length >= LEAST_INSIDE ? HOLDS : 0;
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

function passes(hit: Hit, filter: Filter): boolean {
  if (filter.kind && hit.kind !== filter.kind) return false;
  if (filter.labelled && !hit.labelled) return false;
  return !filter.stand || (hit.stand !== null && filter.stand(hit.stand));
}
