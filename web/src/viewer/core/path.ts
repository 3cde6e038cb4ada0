import type { Point } from "./hall_plan.ts";
import { Heap } from "./heap.ts";
import type { Walls } from "./walls.ts";

const STEP_M = 0.5;
/** Far away a coarser floor does: every aisle still has a row of its squares. */
const FAR_STEP_M = 1.5;
const FAR_M = 90;
const CLEAR_M = 0.32;
/** A place with elbow room is worth a small detour: people walk in the middle of an aisle. */
const ROOM_M = 0.8;
const TIGHT_COST = 1.6;

/** The way from one place to another around everything solid, or null when there is none. */
export function findPath(walls: Walls, from: Point, to: Point): Point[] | null {
  const goal = walls.nearestFree(to[0], to[1]);
  if (walls.isLineFree(from, goal)) return [goal];
  const far = Math.hypot(goal[0] - from[0], goal[1] - from[1]) > FAR_M;
  const cells = (far ? gridOf(farGrids, walls, FAR_STEP_M).search(from, goal) : null) ?? gridOf(grids, walls, STEP_M).search(from, goal);
  return cells ? straighten(walls, [from, ...cells, goal]).slice(1) : null;
}

/** Metres of walking from a place to each of the others, Infinity where no way leads. */
export function measureWalks(walls: Walls, from: Point, to: readonly Point[]): number[] {
  const { west, south, east, north } = walls.bounds;
  const far = Math.max(east - west, north - south) > FAR_M * 2;
  const grid = far ? gridOf(farGrids, walls, FAR_STEP_M) : gridOf(grids, walls, STEP_M);
  const free = (place: Point) => walls.nearestFree(place[0], place[1]);
  return grid.spread(free(from), to.map(free));
}

const grids = new WeakMap<Walls, Grid>();
const farGrids = new WeakMap<Walls, Grid>();

function gridOf(known: WeakMap<Walls, Grid>, walls: Walls, step: number): Grid {
  let grid = known.get(walls);
  if (!grid) known.set(walls, (grid = new Grid(walls, step)));
  return grid;
}

const AROUND = [[1, 0], [-1, 0], [0, 1], [0, -1], [1, 1], [1, -1], [-1, 1], [-1, -1]] as const;

/** The floor in squares. What each square costs is found when it is first stepped on, and kept. */
class Grid {
  readonly #walls: Walls;
  readonly #columns: number;
  readonly #rows: number;
  readonly #ground: Float32Array;
  readonly #step: number;

  constructor(walls: Walls, step: number) {
    this.#step = step;
    const { west, south, east, north } = walls.bounds;
    this.#walls = walls;
    this.#columns = Math.ceil((east - west) / this.#step) + 1;
    this.#rows = Math.ceil((north - south) / this.#step) + 1;
    this.#ground = new Float32Array(this.#columns * this.#rows);
  }

  #place(cell: number): Point {
    const { west, south } = this.#walls.bounds;
    return [west + (cell % this.#columns) * this.#step, south + Math.floor(cell / this.#columns) * this.#step];
  }

  #cell([x, y]: Point): number {
    const { west, south } = this.#walls.bounds;
    return Math.round((y - south) / this.#step) * this.#columns + Math.round((x - west) / this.#step);
  }

  #cost(cell: number): number {
    const known = this.#ground[cell] ?? Infinity;
    if (known !== 0) return known;
    const [x, y] = this.#place(cell);
    const room = this.#walls.clearance(x, y, ROOM_M);
    const cost = room < CLEAR_M ? Infinity : room < ROOM_M ? TIGHT_COST : 1;
    this.#ground[cell] = cost;
    return cost;
  }

  /** The squares of the cheapest way, both ends left out (A*). */
  search(from: Point, goal: Point): Point[] | null {
    const size = this.#columns * this.#rows;
    const [start, end] = [this.#cell(from), this.#cell(goal)];
    const [gx, gy] = this.#place(end);
    const total = new Float64Array(size).fill(Infinity); // 32 bits would round up and never settle
    const cameFrom = new Int32Array(size).fill(-1);
    const open = new Heap();
    total[start] = 0;
    open.push(start, 0);
    for (let cell = open.pop(); cell !== undefined; cell = open.pop()) {
      if (cell === end) return this.#trace(cameFrom, start, end);
      const [x, y] = [cell % this.#columns, Math.floor(cell / this.#columns)];
      for (const [dx, dy] of AROUND) {
        const [c, r] = [x + dx, y + dy];
        if (c < 0 || r < 0 || c >= this.#columns || r >= this.#rows) continue;
        const next = r * this.#columns + c;
        // The square of the goal may be a hand's breadth inside something; the goal is not.
        const price = next === end ? 1 : this.#cost(next);
        const sum = (total[cell] ?? Infinity) + price * this.#step * (dx && dy ? Math.SQRT2 : 1);
        if (sum >= (total[next] ?? 0)) continue;
        total[next] = sum;
        cameFrom[next] = cell;
        const [px, py] = this.#place(next);
        open.push(next, sum + Math.hypot(px - gx, py - gy));
      }
    }
    return null;
  }

  /** What the cheapest way to each goal costs; stops once all are reached (Dijkstra). */
  spread(from: Point, goals: readonly Point[]): number[] {
    const size = this.#columns * this.#rows;
    const ends = goals.map((goal) => this.#cell(goal));
    const waiting = new Set(ends);
    const total = new Float64Array(size).fill(Infinity);
    const open = new Heap();
    const start = this.#cell(from);
    total[start] = 0;
    open.push(start, 0);
    for (let cell = open.pop(); cell !== undefined; cell = open.pop()) {
      if (waiting.delete(cell) && waiting.size === 0) break;
      const [x, y] = [cell % this.#columns, Math.floor(cell / this.#columns)];
      for (const [dx, dy] of AROUND) {
        const [c, r] = [x + dx, y + dy];
        if (c < 0 || r < 0 || c >= this.#columns || r >= this.#rows) continue;
        const next = r * this.#columns + c;
        const price = waiting.has(next) ? 1 : this.#cost(next);
        const sum = (total[cell] ?? Infinity) + price * this.#step * (dx && dy ? Math.SQRT2 : 1);
        if (sum >= (total[next] ?? 0)) continue;
        total[next] = sum;
        open.push(next, sum);
      }
    }
    return ends.map((end) => total[end] ?? Infinity);
  }

  #trace(cameFrom: Int32Array, start: number, end: number): Point[] {
    const way: Point[] = [];
    for (let cell = cameFrom[end] ?? -1; cell >= 0 && cell !== start; cell = cameFrom[cell] ?? -1) way.push(this.#place(cell));
    return way.reverse();
  }
}

/** Drops every corner that one can see past. */
function straighten(walls: Walls, way: Point[]): Point[] {
  const first = way[0];
  if (!first) return way;
  const kept: Point[] = [first];
  let anchor = first;
  for (let i = 1; i + 1 < way.length; i++) {
    const here = way[i];
    const next = way[i + 1];
    if (here && next && !walls.isLineFree(anchor, next, 0.36)) {
      kept.push(here);
      anchor = here;
    }
  }
  const last = way[way.length - 1];
  if (last) kept.push(last);
  return kept;
}
