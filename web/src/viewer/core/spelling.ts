/** How many slips of the finger a word may hold, as on the server: none in a number. */
export function allowedSlips(word: string): number {
  if (word.length < 4 || /^\d+$/.test(word)) return 0;
  return word.length < 7 ? 1 : 2;
}

/** A word near the one typed: its place in the list, and how many slips lie between. */
export interface NearWord {
  readonly at: number;
  readonly slips: number;
}

const LONGEST = 40;
const FAR = 99;

/**
 * The words that `typed` may have been meant for: whole ones, else such that begin so.
 *
 * `sorted` is in order, so neighbours begin alike: the table of edits is kept as far as they do, and a
 * beginning from which nothing can come near is left with all words that share it. Among 30,000 words
 * this looks at a few hundred.
 */
export function nearWords(typed: string, sorted: readonly string[], shared: Uint8Array): NearWord[] {
  const most = allowedSlips(typed);
  if (most === 0 || typed.length > LONGEST) return [];
  const table = new EditTable(typed, most);
  const whole: NearWord[] = [];
  const begun: NearWord[] = [];
  for (let at = 0; at < sorted.length; at++) {
    const word = sorted[at] ?? "";
    if (!table.read(word, shared[at] ?? 0)) continue;
    if (table.slips <= most) whole.push({ at, slips: table.slips });
    else if (table.begunSlips <= most) begun.push({ at, slips: table.begunSlips });
  }
  return whole.length > 0 ? whole : begun;
}

/** Edits between the word typed and each beginning of the word read: a row a letter. */
class EditTable {
  /** Between the whole words; the least with which a beginning of the word read is the word typed. */
  slips = FAR;
  begunSlips = FAR;
  readonly #typed: string;
  readonly #most: number;
  readonly #rows: Uint8Array[];
  /** For each letter read, the fewest slips with which what was read till there is the word typed. */
  readonly #begun = new Uint8Array(LONGEST + 4);
  #word = "";
  /** How many letters of the word read last the table holds, and from where on it is hopeless. */
  #depth = 0;
  #hopeless = FAR;

  constructor(typed: string, most: number) {
    this.#typed = typed;
    this.#most = most;
    this.#rows = Array.from({ length: typed.length + most + 2 }, () => new Uint8Array(typed.length + 1));
    this.#rows[0]?.forEach((_, i, row) => (row[i] = i));
    this.#begun[0] = FAR;
  }

  /** Reads a word of which `shared` letters are those of the word before; false where it cannot be near. */
  read(word: string, shared: number): boolean {
    if (shared >= this.#hopeless) return false;
    this.#depth = Math.min(this.#depth, shared);
    this.#hopeless = FAR;
    this.#word = word;
    // What follows the part that can still be compared makes no difference.
    const end = Math.min(word.length, this.#typed.length + this.#most + 1);
    while (this.#depth < end) {
      this.#depth++;
      if (this.#fill(this.#depth) > this.#most && (this.#begun[this.#depth] ?? FAR) > this.#most) {
        this.#hopeless = this.#depth;
        return false;
      }
    }
    this.slips = word.length > end ? FAR : (this.#rows[end]?.[this.#typed.length] ?? FAR);
    this.begunSlips = this.#begun[end] ?? FAR;
    return true;
  }

  /** Fills a row; returns its least value. */
  #fill(depth: number): number {
    const typed = this.#typed;
    const [row, above, beyond] = [this.#rows[depth], this.#rows[depth - 1], this.#rows[depth - 2]];
    if (!row || !above) return FAR;
    const letter = this.#word.charCodeAt(depth - 1);
    const before = depth > 1 ? this.#word.charCodeAt(depth - 2) : -1;
    row[0] = depth;
    let least = depth;
    for (let i = 1; i <= typed.length; i++) {
      const same = typed.charCodeAt(i - 1);
      let cost = Math.min((above[i] ?? FAR) + 1, (row[i - 1] ?? FAR) + 1, (above[i - 1] ?? FAR) + (same === letter ? 0 : 1));
      if (beyond && i > 1 && same === before && typed.charCodeAt(i - 2) === letter) cost = Math.min(cost, (beyond[i - 2] ?? FAR) + 1);
      row[i] = cost;
      if (cost < least) least = cost;
    }
    this.#begun[depth] = Math.min(this.#begun[depth - 1] ?? FAR, row[typed.length] ?? FAR);
    return least;
  }
}

/** For each word of a sorted list, how many letters it begins with are those of the word before. */
export function sharedBeginnings(sorted: readonly string[]): Uint8Array {
  return Uint8Array.from(sorted, (word, at) => {
    const before = at > 0 ? (sorted[at - 1] ?? "") : "";
    let length = 0;
    while (length < word.length && length < before.length && length < 255 && word.charCodeAt(length) === before.charCodeAt(length)) length++;
    return length;
  });
}
