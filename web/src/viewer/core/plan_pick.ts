import type { HallPlan, Point, Stand } from "./hall_plan.ts";
import { standDistance } from "./stand_frame.ts";

/** The stand of the plan that a finger means: the nearest within `reach` metres. */
export function nearestStand(plan: HallPlan, [x, y]: Point, reach: number): Stand | null {
  let best: Stand | null = null;
  let least = reach;
  for (const stand of plan.stands) {
    const distance = standDistance(stand, x, y);
    if (distance < least) {
      best = stand;
      least = distance;
    }
  }
  return best;
}
