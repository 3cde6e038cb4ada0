import type { Point, Stand } from "./hall_plan.ts";
import { localPoint } from "./stand_frame.ts";

/** A ray in plan metres: z is up. */
export interface Ray {
  readonly origin: readonly [number, number, number];
  readonly direction: readonly [number, number, number];
}

export interface StandHit {
  readonly stand: Stand;
  readonly distance: number;
}

const BOOTH_HEIGHT_M = 2.5;
const LOOK_IN_M = 1;

/** The first stand that a ray meets within `reach`, or null. */
export function pickStand(stands: readonly Stand[], ray: Ray, reach: number): StandHit | null {
  let best: StandHit | null = null;
  for (const stand of stands) {
    if (Math.abs(stand.x - ray.origin[0]) > reach + 12 || Math.abs(stand.y - ray.origin[1]) > reach + 12) continue;
    const own = standRay(stand, ray);
    const distance = crossBox(own, [0, 0, 0], [stand.width, stand.depth, BOOTH_HEIGHT_M]);
    if (distance === 0 && !looksIn(own, stand)) continue;
    if (distance !== null && distance <= (best?.distance ?? reach)) best = { stand, distance };
  }
  return best;
}

/** Who stands on the edge of a stand and looks away from it does not mean it. */
function looksIn({ origin: [u, v], direction: [du, dv] }: Ray, { width, depth }: Stand): boolean {
  const [x, y] = [u + du * LOOK_IN_M, v + dv * LOOK_IN_M];
  return x > 0 && x < width && y > 0 && y < depth;
}

/** The ray in a stand's own frame: u, v, height. */
export function standRay(stand: Stand, ray: Ray): Ray {
  const [u, v] = localPoint(stand, ray.origin[0], ray.origin[1]);
  const [eu, ev] = localPoint(stand, ray.origin[0] + ray.direction[0], ray.origin[1] + ray.direction[1]);
  return { origin: [u, v, ray.origin[2]], direction: [eu - u, ev - v, ray.direction[2]] };
}

/** Where a ray meets the floor, or null when it looks up or farther than `reach`. */
export function pickFloor(ray: Ray, reach: number): Point | null {
  if (ray.direction[2] >= -1e-3) return null;
  const t = -ray.origin[2] / ray.direction[2];
  const x = ray.origin[0] + ray.direction[0] * t;
  const y = ray.origin[1] + ray.direction[1] * t;
  return Math.hypot(x - ray.origin[0], y - ray.origin[1]) <= reach ? [x, y] : null;
}

/** How far along a ray a box begins, or null. */
export function crossBox(
  ray: Ray,
  low: readonly [number, number, number],
  high: readonly [number, number, number],
): number | null {
  let enter = 0;
  let leave = Infinity;
  for (const axis of [0, 1, 2] as const) {
    const from = ray.origin[axis];
    const along = ray.direction[axis];
    if (Math.abs(along) < 1e-9) {
      if (from < low[axis] || from > high[axis]) return null;
      continue;
    }
    const a = (low[axis] - from) / along;
    const b = (high[axis] - from) / along;
    enter = Math.max(enter, Math.min(a, b));
    leave = Math.min(leave, Math.max(a, b));
  }
  return enter <= leave ? enter : null;
}
