import { findStand, type HallPlan } from "./core/hall_plan.ts";
import { viewingPose, type Pose } from "./core/nearby.ts";
import type { PlaceLink } from "./core/place_link.ts";
import { Walls } from "./core/walls.ts";

/** Where a visit begins, and what one cannot walk through. */
export interface Start {
  readonly walls: Walls;
  readonly pose: Pose;
}

/** Begins at the place that an address names, else at the entrance. */
export function findStart(plan: HallPlan, link: PlaceLink): Start {
  const walls = new Walls(plan);
  const stand = link.stand && findStand(plan, link.stand);
  return { walls, pose: (stand ? viewingPose(stand, walls) : link.at) ?? entrance(plan) };
}

/** Where one comes in, and looks. */
export function entrance({ start: [x, y, heading] }: HallPlan): Pose {
  return { x, y, heading: (heading * Math.PI) / 180 };
}
