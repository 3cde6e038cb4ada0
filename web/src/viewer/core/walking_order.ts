import type { HallPlan, Point, Stand } from "./hall_plan.ts";
import { openSides, sideOnPlan, standCentre } from "./stand_frame.ts";

/** A list of this length can be read through; longer sectors come in several. */
const MOST_TOGETHER = 60;
const STEP_BACK_M = 1.5;

/** Stands of one sector that follow each other on a walk. */
export interface StandGroup {
  readonly sector: number;
  readonly stands: readonly Stand[];
}

/** All stands as one passes them from the entrance, sector by sector, in groups of at most `most`. */
export function groupInWalkingOrder(plan: HallPlan, most = MOST_TOGETHER): StandGroup[] {
  const left = new Map(plan.stands.map((stand) => [stand, placeBefore(stand)]));
  let at: Point = [plan.start[0], plan.start[1]];
  const groups: StandGroup[] = [];
  while (left.size > 0) {
    const sector = nearest(at, left)?.sector ?? -1;
    const own = new Map([...left].filter(([stand]) => stand.sector === sector));
    const walk: Stand[] = [];
    for (let next = nearest(at, own); next; next = nearest(at, own)) {
      at = own.get(next) ?? at;
      own.delete(next);
      left.delete(next);
      walk.push(next);
    }
    const size = Math.ceil(walk.length / Math.ceil(walk.length / most));
    for (let first = 0; first < walk.length; first += size) groups.push({ sector, stands: walk.slice(first, first + size) });
  }
  return groups;
}

/** Where one stands to look at it: stands back to back are far apart, those across an aisle are not. */
function placeBefore(stand: Stand): Point {
  const [side] = openSides(stand);
  if (!side) return standCentre(stand);
  const { middle, outward } = sideOnPlan(stand, side);
  return [middle[0] + outward[0] * STEP_BACK_M, middle[1] + outward[1] * STEP_BACK_M];
}

function nearest([x, y]: Point, places: ReadonlyMap<Stand, Point>): Stand | null {
  let best: Stand | null = null;
  let least = Infinity;
  for (const [stand, place] of places) {
    const away = (place[0] - x) ** 2 + (place[1] - y) ** 2;
    if (away >= least) continue;
    best = stand;
    least = away;
  }
  return best;
}
