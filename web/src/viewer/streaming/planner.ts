/**
 * What to load, keep and let go of: a pure function of what is around, what is there and what the
 * device can hold. Levels: 0 the shell alone, 1 a few boxes with a small picture, 2 everything that
 * stands on the stand, 3 with its products' own models.
 */

export type Level = 0 | 1 | 2 | 3;
export const FAR: Level = 0;
export const LITE: Level = 1;
export const NEAR: Level = 2;
export const AT: Level = 3;

/** What a stand takes at a level. Costs never fall from one level to the next. */
export interface Cost {
  readonly texels: number;
  readonly triangles: number;
  readonly draws: number;
  readonly bytes: number;
}

export interface Wish {
  readonly id: string;
  /** How large the stand is seen: pixels, less where it is aside or behind. */
  readonly weight: number;
  /** One a level from 1; a stand that has no more levels has fewer. */
  readonly costs: readonly Cost[];
  /** The level on the card. */
  readonly held: Level;
  /** The level on its way, or null. */
  readonly coming: Level | null;
}

export interface Budget {
  readonly texels: number;
  readonly triangles: number;
  readonly draws: number;
  /** Bytes on their way at once, and how many files. */
  readonly bytes: number;
  readonly flights: number;
}

export interface Order {
  readonly id: string;
  readonly level: Level;
}

export interface Plan {
  /** What is drawn, at most what is held. */
  readonly show: ReadonlyMap<string, Level>;
  /** To be fetched, the weightiest first. */
  readonly load: readonly Order[];
  readonly cancel: readonly string[];
  /** To be taken down to a level, the least weighty first. */
  readonly lower: readonly Order[];
}

/** From these weights on a stand earns a level. */
export const EARNS: readonly [lite: number, near: number, at: number] = [56, 110, 420];
/** What is held is given up only well below the weight that earned it, so that nothing flickers. */
const STICKS = 0.75;
/** Of two stands of nearly the same weight the one that is there stays. */
const FAVOUR = 1.2;

interface Judged {
  readonly wish: Wish;
  readonly target: Level;
}

export function plan(wishes: readonly Wish[], budget: Budget): Plan {
  const judged = judge(wishes, budget);
  const cancel = judged.filter(isUseless).map(({ wish }) => wish.id);
  const flying = judged.filter(({ wish }) => wish.coming !== null && !cancel.includes(wish.id));
  const store = new Store(judged, flying, budget);
  cancel.push(...store.cancelToFit());
  const load = store.load();
  return { show: new Map(judged.map(({ wish, target }) => [wish.id, least(target, wish.held)])), load, cancel, lower: store.lowered };
}

/** The level of each stand, the weightiest first, as far as the budget goes. */
function judge(wishes: readonly Wish[], budget: Budget): Judged[] {
  const order = [...wishes].sort((a, b) => favoured(b) - favoured(a) || (a.id < b.id ? -1 : 1));
  const left = { texels: budget.texels, triangles: budget.triangles, draws: budget.draws };
  return order.map((wish) => {
    let target = earned(wish);
    while (target > FAR && !fits(costOf(wish, target), left)) target = (target - 1) as Level;
    const { texels, triangles, draws } = costOf(wish, target);
    left.texels -= texels;
    left.triangles -= triangles;
    left.draws -= draws;
    return { wish, target };
  });
}

/** What the weight alone earns. */
function earned({ weight, costs, held }: Wish): Level {
  for (let level = Math.min(AT, costs.length); level > FAR; level--) {
    const earns = EARNS[level - 1] ?? Infinity;
    if (weight >= (held >= level ? earns * STICKS : earns)) return level as Level;
  }
  return FAR;
}

function favoured({ weight, held, coming }: Wish): number {
  return held > FAR || coming !== null ? weight * FAVOUR : weight;
}

function fits(cost: Cost, left: { texels: number; triangles: number; draws: number }): boolean {
  return cost.texels <= left.texels && cost.triangles <= left.triangles && cost.draws <= left.draws;
}

const NOTHING: Cost = { texels: 0, triangles: 0, draws: 0, bytes: 0 };

export function costOf(wish: Wish, level: Level): Cost {
  return wish.costs[level - 1] ?? NOTHING;
}

/** On its way, but no longer to be shown at that level, or already there. */
function isUseless({ wish, target }: Judged): boolean {
  return wish.coming !== null && (wish.coming > target || wish.coming <= wish.held);
}

function least(a: Level, b: Level): Level {
  return a < b ? a : b;
}

/** The card's memory and the line, as the plan would use them. */
class Store {
  readonly lowered: Order[] = [];
  readonly #judged: readonly Judged[];
  readonly #budget: Budget;
  readonly #held: Map<string, Level>;
  #flying: Judged[];
  #texels = 0;

  constructor(judged: readonly Judged[], flying: readonly Judged[], budget: Budget) {
    this.#judged = judged;
    this.#budget = budget;
    this.#flying = [...flying];
    this.#held = new Map(judged.map(({ wish }) => [wish.id, wish.held]));
    for (const { wish } of judged) this.#texels += costOf(wish, wish.held).texels;
    for (const { wish } of flying) this.#texels += reserved(wish);
  }

  /** A budget that has shrunk: what is on its way goes before what is there. */
  cancelToFit(): string[] {
    const cancelled: string[] = [];
    while (this.#texels > this.#budget.texels && this.#flying.length > 0) {
      const last = this.#flying.pop();
      if (!last) break;
      this.#texels -= reserved(last.wish);
      cancelled.push(last.wish.id);
    }
    this.#makeRoom(0);
    return cancelled;
  }

  load(): Order[] {
    const orders: Order[] = [];
    let flights = this.#flying.length;
    let bytes = this.#flying.reduce((sum, { wish }) => sum + costOf(wish, wish.coming ?? FAR).bytes, 0);
    for (const { wish, target } of this.#judged) {
      if (target <= wish.held || wish.coming !== null) continue;
      const cost = costOf(wish, target);
      const lineIsFree = flights === 0 || (flights < this.#budget.flights && bytes + cost.bytes <= this.#budget.bytes);
      if (!lineIsFree) break;
      const more = cost.texels - costOf(wish, wish.held).texels;
      this.#makeRoom(more);
      if (this.#texels + more > this.#budget.texels) continue;
      this.#texels += more;
      flights++;
      bytes += cost.bytes;
      orders.push({ id: wish.id, level: target });
    }
    return orders;
  }

  /** Lowers what is held above what it earns, the least weighty first, until so much more fits. */
  #makeRoom(more: number): void {
    for (let at = this.#judged.length - 1; at >= 0 && this.#texels + more > this.#budget.texels; at--) {
      const { wish, target } = this.#judged[at] as Judged;
      const held = this.#held.get(wish.id) ?? FAR;
      if (held <= target) continue;
      this.#texels -= costOf(wish, held).texels - costOf(wish, target).texels;
      this.#held.set(wish.id, target);
      this.lowered.push({ id: wish.id, level: target });
    }
  }
}

/** What a stand on its way will take beside what it has. */
function reserved(wish: Wish): number {
  return costOf(wish, wish.coming ?? FAR).texels - costOf(wish, wish.held).texels;
}
