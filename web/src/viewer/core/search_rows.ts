import { fold, foldedWords, splitFolded } from "./fold.ts";
import { IN_NAME, IS_HEAD, type Gathering } from "./vocabulary.ts";

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

/** What can be found, by its position: the exhibitors first, then the products. */
export class Rows {
  readonly count: number;
  readonly #exhibitors: readonly ExhibitorRow[];
  readonly #products: readonly ProductRow[];
  readonly #names: string[] = [];

  constructor(file: SearchFile) {
    this.#exhibitors = file.exhibitors;
    this.#products = file.products;
    this.count = file.exhibitors.length + file.products.length;
  }

  #product(at: number): ProductRow | undefined {
    return this.#products[at - this.#exhibitors.length];
  }

  /** Gathers the words of one; what the server has folded is not folded again. */
  gather(at: number, gathering: Gathering, standNumber: (at: number) => string): void {
    const exhibitor = this.#exhibitors[at];
    const [name, keywords] = [exhibitor?.[1] ?? this.#product(at)?.[1] ?? "", exhibitor?.[4] ?? this.#product(at)?.[5] ?? ""];
    const folded = fold(name);
    this.#names[at] = folded;
    splitFolded(folded).forEach((word, nth) => {
      gathering.add(word, at, nth === 0 ? IN_NAME | IS_HEAD : IN_NAME);
    });
    for (const word of keywords.split(" ")) if (word) gathering.add(word, at, 0);
    if (!exhibitor) return;
    for (const word of foldedWords(exhibitor[2])) gathering.add(word, at, IN_NAME);
    if (exhibitor[3] !== null) for (const word of foldedWords(standNumber(exhibitor[3]))) gathering.add(word, at, IN_NAME);
  }

  foldedName(at: number): string {
    return this.#names[at] ?? "";
  }

  amount(at: number): number | null {
    return this.#product(at)?.[6] ?? null;
  }

  isUnpriced(at: number): boolean {
    return this.#product(at)?.[6] === null;
  }

  passes(at: number, { kind, labelled, stand }: Filter): boolean {
    const product = this.#product(at);
    if (kind && (kind === "product") !== (product !== undefined)) return false;
    if (labelled && product?.[7] !== 1) return false;
    if (!stand) return true;
    const standing = this.#standing(at);
    return standing !== null && stand(standing);
  }

  #standing(at: number): number | null {
    const product = this.#product(at);
    return this.#exhibitors[product ? product[2] : at]?.[3] ?? null;
  }

  hit(at: number): Hit {
    const stand = this.#standing(at);
    const product = this.#product(at);
    if (product) {
      const [id, name, owner, price, thumb, , amount, labelled] = product;
      return { kind: "product", id, name, detail: this.#exhibitors[owner]?.[1] ?? "", price, thumb, stand, amount, labelled: labelled === 1 };
    }
    const [id, name, detail] = this.#exhibitors[at] ?? ["", "", ""];
    return { kind: "exhibitor", id, name, detail, price: "", thumb: "", stand, amount: null, labelled: false };
  }
}
