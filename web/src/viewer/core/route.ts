import type { Point, Stand } from "./hall_plan.ts";
import { viewingPose } from "./nearby.ts";
import { measureWalks } from "./path.ts";
import type { Walls } from "./walls.ts";

/** Up to so many stops every order is weighed (2¹⁰ sets of stops, some milliseconds); beyond, a good one is improved. */
const MOST_EXACT = 10;
const MOST_ROUNDS = 30;

/** The stops in a good order for walking from a place past all of them. Stops that cannot be reached come last. */
export function orderStops(walls: Walls, from: Point, stops: readonly Stand[]): Stand[] {
  if (stops.length < 2) return [...stops];
  const places: Point[] = [from, ...stops.map((stand): Point => {
    const { x, y } = viewingPose(stand, walls);
    return [x, y];
  })];
  const walks = places.map((place) => measureWalks(walls, place, places));
  return orderByWalks(walks).flatMap((at) => stops[at - 1] ?? []);
}

/** The order of places 1…n that makes the walk from place 0 shortest; `walks[a][b]` in metres. */
export function orderByWalks(walks: readonly (readonly number[])[]): number[] {
  return walks.length - 1 <= MOST_EXACT ? exactOrder(walks) : improvedOrder(walks);
}

/** Held and Karp: the best way to have seen each set of stops and stand at one of them. */
function exactOrder(walks: readonly (readonly number[])[]): number[] {
  const stops = walks.length - 1;
  const sets = 1 << stops;
  const best = new Float64Array(sets * stops).fill(Infinity);
  const before = new Int8Array(sets * stops).fill(-1);
  for (let stop = 0; stop < stops; stop++) best[(1 << stop) * stops + stop] = walk(walks, 0, stop + 1);
  for (let set = 1; set < sets; set++) {
    for (let last = 0; last < stops; last++) {
      const length = best[set * stops + last] ?? Infinity;
      if (!(set & (1 << last)) || length === Infinity) continue;
      for (let next = 0; next < stops; next++) {
        if (set & (1 << next)) continue;
        const at = (set | (1 << next)) * stops + next;
        const sum = length + walk(walks, last + 1, next + 1);
        if (sum < (best[at] ?? Infinity)) {
          best[at] = sum;
          before[at] = last;
        }
      }
    }
  }
  return trace(best, before, stops);
}

function trace(best: Float64Array, before: Int8Array, stops: number): number[] {
  let set = (1 << stops) - 1;
  let last = 0;
  for (let stop = 1; stop < stops; stop++) if ((best[set * stops + stop] ?? 0) < (best[set * stops + last] ?? 0)) last = stop;
  const order: number[] = [];
  while (last >= 0 && set > 0) {
    order.push(last + 1);
    const earlier = before[set * stops + last] ?? -1;
    set &= ~(1 << last);
    last = earlier;
  }
  return order.reverse();
}

/** The nearest stop next, then stretches of the walk turned round as long as that shortens it. */
function improvedOrder(walks: readonly (readonly number[])[]): number[] {
  const order = nearestFirst(walks);
  for (let round = 0, better = true; better && round < MOST_ROUNDS; round++) {
    better = false;
    for (let i = 0; i < order.length - 1; i++) {
      for (let j = i + 1; j < order.length; j++) {
        if (gain(walks, order, i, j) <= 1e-6) continue;
        order.splice(i, j - i + 1, ...order.slice(i, j + 1).reverse());
        better = true;
      }
    }
  }
  return order;
}

/** Metres saved by walking the stops i…j the other way round. */
function gain(walks: readonly (readonly number[])[], order: readonly number[], i: number, j: number): number {
  const [before, first, last, after] = [order[i - 1] ?? 0, order[i] ?? 0, order[j] ?? 0, order[j + 1]];
  const now = walk(walks, before, first) + (after === undefined ? 0 : walk(walks, last, after));
  return now - walk(walks, before, last) - (after === undefined ? 0 : walk(walks, first, after));
}

function nearestFirst(walks: readonly (readonly number[])[]): number[] {
  const left = new Set(Array.from({ length: walks.length - 1 }, (_, at) => at + 1));
  const order: number[] = [];
  for (let at = 0; left.size > 0; at = order[order.length - 1] ?? 0) {
    let next = -1;
    for (const stop of left) if (next < 0 || walk(walks, at, stop) < walk(walks, at, next)) next = stop;
    left.delete(next);
    order.push(next);
  }
  return order;
}

/** What cannot be reached is far away, but not so far that sums stop to tell orders apart. */
function walk(walks: readonly (readonly number[])[], from: number, to: number): number {
  const metres = walks[from]?.[to] ?? Infinity;
  return metres === Infinity ? 1e6 : metres;
}
