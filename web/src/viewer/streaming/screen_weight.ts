import type { HallPlan, Stand } from "../core/hall_plan.ts";
import { turnBetween, headingTo, type Pose } from "../core/nearby.ts";
import { BACK, FRONT, LEFT, localPoint, RIGHT, standCentre } from "../core/stand_frame.ts";
import { standsAround } from "../core/tiles.ts";
import { EARNS } from "./planner.ts";

const HEIGHT_M = 2.5;
/** Nearer than this nothing grows any more: one stands on it. */
const LEAST_M = 1.2;
/** Beside the picture one may look at any moment, behind one a little later. */
const BESIDE = 0.55;
const BEHIND = 0.3;
/** Its walls hide what lies on it. */
const FROM_BEHIND = 0.2;
const LEAST_WEIGHT = EARNS[0] / 2;

/** How one sees: the focal length of the picture and half its angle, in CSS pixels and radians. */
export interface Lens {
  readonly focalPx: number;
  readonly halfAngle: number;
}

export interface Weighed {
  readonly stand: Stand;
  readonly weight: number;
  /** Radians from the middle of the picture to the stand's nearest edge, 0 where it covers it. */
  readonly aside: number;
}

/** The stands that are seen large enough to count, the weightiest first. */
export function weighStands(plan: HallPlan, pose: Pose, lens: Lens): Weighed[] {
  const reach = (lens.focalPx * HEIGHT_M) / LEAST_WEIGHT + 12;
  const weighed: Weighed[] = [];
  for (const stand of standsAround(plan, pose.x, pose.y, reach)) {
    if (!stand.near || Math.abs(stand.x - pose.x) > reach || Math.abs(stand.y - pose.y) > reach) continue;
    const found = weigh(stand, pose, lens);
    if (found.weight >= LEAST_WEIGHT) weighed.push(found);
  }
  return weighed.sort((a, b) => b.weight - a.weight || a.stand.at - b.stand.at);
}

/** Its height in the picture, less where it is aside, behind one, or turns its back. */
export function weigh(stand: Stand, pose: Pose, { focalPx, halfAngle }: Lens): Weighed {
  const [u, v] = localPoint(stand, pose.x, pose.y);
  const away = Math.max(LEAST_M, Math.hypot(Math.max(-u, 0, u - stand.width), Math.max(-v, 0, v - stand.depth)));
  const centre = standCentre(stand);
  const turn = Math.abs(turnBetween(pose.heading, headingTo([pose.x, pose.y], centre)));
  const breadth = Math.atan2(Math.hypot(stand.width, stand.depth) / 2, Math.hypot(centre[0] - pose.x, centre[1] - pose.y));
  const aside = Math.max(0, turn - breadth);
  const turned = aside < halfAngle ? 1 : aside < Math.PI / 2 ? BESIDE : BEHIND;
  return { stand, aside, weight: ((focalPx * HEIGHT_M) / away) * turned * (looksIn(stand, u, v) ? 1 : FROM_BEHIND) };
}

/** Whether one is before an open side, so that one looks at what stands there. */
function looksIn({ open, width, depth }: Stand, u: number, v: number): boolean {
  const inside = u >= 0 && u <= width && v >= 0 && v <= depth;
  return inside || (v < 0 && (open & FRONT) > 0) || (u < 0 && (open & LEFT) > 0) || (u > width && (open & RIGHT) > 0) || (v > depth && (open & BACK) > 0);
}
