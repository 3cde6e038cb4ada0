import type { Point } from "./hall_plan.ts";
import { Heap } from "./heap.ts";
import type { Walls } from "./walls.ts";

const STEP_M = 0.5;
const MAX_CELLS = 120_000;
const CLEAR_M = 0.32;
/** A place with elbow room is worth a small detour: people walk in the middle of an aisle. */
const ROOM_M = 0.8;
const TIGHT_COST = 1.6;

/** The way from one place to another around everything solid, or null when there is none. */
export function findPath(walls: Walls, from: Point, to: Point): Point[] | null {
  const goal = walls.nearestFree(to[0], to[1]);
  if (walls.isLineFree(from, goal)) return [goal];
  const cells = searchGrid(walls, from, goal);
  return cells ? straighten(walls, [from, ...cells, goal]).slice(1) : null;
}

function searchGrid(walls: Walls, from: Point, goal: Point): Point[] | null {
  const { west, south, east, north } = walls.bounds;
  const columns = Math.ceil((east - west) / STEP_M) + 1;
  const rows = Math.ceil((north - south) / STEP_M) + 1;
  const place = (cell: number): Point => [
    west + (cell % columns) * STEP_M,
    south + Math.floor(cell / columns) * STEP_M,
  ];
  const cellOf = ([x, y]: Point) => Math.round((y - south) / STEP_M) * columns + Math.round((x - west) / STEP_M);
  const start = cellOf(from);
  const end = cellOf(goal);
  const [gx, gy] = place(end);
  const cost = new Map<number, number>([[start, 0]]);
  const cameFrom = new Map<number, number>();
  const ground = new Map<number, number>();
  const open = new Heap();
  open.push(start, 0);
  const groundCost = (cell: number): number => {
    let value = ground.get(cell);
    if (value === undefined) {
      const [x, y] = place(cell);
      // The cells of the two ends may be a hand's breadth inside something; the ends are not.
      if (cell !== end && !walls.isFree(x, y, CLEAR_M)) value = Infinity;
      else value = walls.isFree(x, y, ROOM_M) ? 1 : TIGHT_COST;
      ground.set(cell, value);
    }
    return value;
  };
  for (let visited = 0; visited < MAX_CELLS; visited++) {
    const cell = open.pop();
    if (cell === undefined) return null;
    if (cell === end) return trace(cameFrom, end, place);
    const column = cell % columns;
    const row = (cell - column) / columns;
    for (let dr = -1; dr <= 1; dr++) {
      for (let dc = -1; dc <= 1; dc++) {
        const c = column + dc;
        const r = row + dr;
        if ((dc === 0 && dr === 0) || c < 0 || r < 0 || c >= columns || r >= rows) continue;
        const next = r * columns + c;
        const price = groundCost(next);
        if (price === Infinity) continue;
        const total = (cost.get(cell) ?? 0) + price * STEP_M * (dc && dr ? Math.SQRT2 : 1);
        if (total >= (cost.get(next) ?? Infinity)) continue;
        cost.set(next, total);
        cameFrom.set(next, cell);
        const [x, y] = place(next);
        open.push(next, total + Math.hypot(x - gx, y - gy));
      }
    }
  }
  return null;
}

function trace(cameFrom: Map<number, number>, end: number, place: (cell: number) => Point): Point[] {
  const way: Point[] = [];
  for (let cell: number | undefined = cameFrom.get(end); cell !== undefined; cell = cameFrom.get(cell)) {
    way.push(place(cell));
  }
  way.pop();
  return way.reverse();
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
