/** How one sees the hall: the height of the eye, how far and how wide one sees. Metres and degrees. */

import type { HallPlan } from "../core/hall_plan.ts";

export const EYE_M = 1.6;
export const NEAREST_M = 0.1;
export const FARTHEST_M = 400;
/** How far one sees in a hall that comes in tiles; a smaller one is seen from end to end. */
const SIGHT_M = 200;
/** Nothing is so far that it would not be seen. */
export const NO_LIMIT_M = 1e6;

type Tiled = Pick<HallPlan, "tiles">;

/** Beyond this nothing is drawn. */
export function farthest({ tiles }: Tiled): number {
  return tiles.length > 0 ? SIGHT_M : FARTHEST_M;
}

/** Before this everything ends in the haze. */
export function sightOf({ tiles }: Tiled): number {
  return tiles.length > 0 ? SIGHT_M : NO_LIMIT_M;
}

/** A phone held upright shows a narrow strip; a wider angle lets one see both sides of an aisle. */
export function angleOfView(aspect: number): number {
  return aspect < 0.8 ? 76 : 58;
}
