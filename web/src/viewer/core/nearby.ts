import type { HallPlan, Point, Stand, Zone } from "./hall_plan.ts";
import { ringCentre } from "./ring.ts";
import { openSides, sideOnPlan, standCentre, standDistance } from "./stand_frame.ts";
import { standsAround } from "./tiles.ts";
import type { Walls } from "./walls.ts";

export interface NearStand {
  readonly stand: Stand;
  readonly distance: number;
  /** Radians between the way one looks and the stand's middle, 0 = straight ahead. */
  readonly aside: number;
}

/** Where a visitor stands and looks: heading in radians, 0 = +y, counter-clockwise. */
export interface Pose {
  readonly x: number;
  readonly y: number;
  readonly heading: number;
}

/** The stands within a distance, nearest first. */
export function listNear(plan: HallPlan, pose: Pose, within: number): NearStand[] {
  const found: NearStand[] = [];
  for (const stand of standsAround(plan, pose.x, pose.y, within)) {
    if (Math.abs(stand.x - pose.x) > within + 12 || Math.abs(stand.y - pose.y) > within + 12) continue;
    const distance = standDistance(stand, pose.x, pose.y);
    if (distance <= within) found.push({ stand, distance, aside: aside(pose, standCentre(stand)) });
  }
  return found.sort((a, b) => a.distance - b.distance || a.stand.at - b.stand.at);
}

/** The stand before the visitor: near, and looked at. */
export function findFacing(near: readonly NearStand[]): NearStand | null {
  let best: NearStand | null = null;
  let bestWeight = 9;
  for (const entry of near) {
    if (entry.aside > 1) continue;
    const weight = entry.distance + entry.aside * 3;
    if (weight < bestWeight) {
      best = entry;
      bestWeight = weight;
    }
  }
  return best;
}

export function headingTo(from: Point, to: Point): number {
  return Math.atan2(-(to[0] - from[0]), to[1] - from[1]);
}

/** The smallest turn from one heading to another, −π to π. */
export function turnBetween(from: number, to: number): number {
  const turn = (to - from) % (2 * Math.PI);
  return turn > Math.PI ? turn - 2 * Math.PI : turn < -Math.PI ? turn + 2 * Math.PI : turn;
}

function aside(pose: Pose, to: Point): number {
  return Math.abs(turnBetween(pose.heading, headingTo([pose.x, pose.y], to)));
}

/** A good place to look at a stand from: before its open side with the most room. */
export function viewingPose(stand: Stand, walls: Walls): Pose {
  const [first, ...others] = openSides(stand);
  const sides = first ? [first, ...others] : [{ u: 0, v: 0, length: stand.width, outward: [0, -1] as Point }];
  for (const distance of [3, 2.4, 1.8, 1.2, 0.6]) {
    for (const side of sides) {
      const { middle, outward } = sideOnPlan(stand, side);
      const x = middle[0] + outward[0] * distance;
      const y = middle[1] + outward[1] * distance;
      if (walls.isFree(x, y)) return { x, y, heading: headingTo([x, y], standCentre(stand)) };
    }
  }
  const [x, y] = walls.nearestFree(stand.x, stand.y);
  return { x, y, heading: headingTo([x, y], standCentre(stand)) };
}

/** A good place to look at a zone from: before the middle of a side, the longest first. */
export function roomPose(zone: Zone, walls: Walls): Pose {
  const centre = ringCentre(zone.outline);
  const sides = zone.outline.map((from, at): { readonly middle: Point; readonly length: number } => {
    const to = zone.outline[(at + 1) % zone.outline.length] ?? from;
    return { middle: [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2], length: Math.hypot(to[0] - from[0], to[1] - from[1]) };
  });
  sides.sort((one, other) => other.length - one.length);
  for (const distance of [3, 2, 1, 0.5]) {
    for (const { middle } of sides) {
      const away = Math.hypot(middle[0] - centre[0], middle[1] - centre[1]) || 1;
      const x = middle[0] + ((middle[0] - centre[0]) / away) * distance;
      const y = middle[1] + ((middle[1] - centre[1]) / away) * distance;
      if (walls.isFree(x, y)) return { x, y, heading: headingTo([x, y], centre) };
    }
  }
  const [x, y] = walls.nearestFree(...centre);
  return { x, y, heading: headingTo([x, y], centre) };
}
