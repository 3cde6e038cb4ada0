import type { Point, Ring, Stand } from "./hall_plan.ts";

/** How far onto a stand a visitor may step through an open side. */
const STEP_IN_M = 0.6;

/** A rectangle on the plan: its front left corner, turn and size. */
export type Frame = Pick<Stand, "x" | "y" | "turn" | "width" | "depth">;

export const FRONT = 1;
export const LEFT = 2;
export const RIGHT = 4;
export const BACK = 8;

/** A point of the stand's own frame (u along the front, v into the stand) on the plan. */
export function standPoint(stand: Frame, u: number, v: number): Point {
  const cos = Math.cos(stand.turn);
  const sin = Math.sin(stand.turn);
  return [stand.x + u * cos - v * sin, stand.y + u * sin + v * cos];
}

/** A point of the plan in the stand's own frame. */
export function localPoint(stand: Frame, x: number, y: number): Point {
  const cos = Math.cos(stand.turn);
  const sin = Math.sin(stand.turn);
  const dx = x - stand.x;
  const dy = y - stand.y;
  return [dx * cos + dy * sin, dy * cos - dx * sin];
}

export function standCorners(stand: Frame): Ring {
  const { width, depth } = stand;
  return [
    standPoint(stand, 0, 0),
    standPoint(stand, width, 0),
    standPoint(stand, width, depth),
    standPoint(stand, 0, depth),
  ];
}

export function standCentre(stand: Stand): Point {
  return standPoint(stand, stand.width / 2, stand.depth / 2);
}

/** What of the stand stops a visitor: all of it but a step behind each open side. */
export function standSolid(stand: Stand): Ring {
  const inset = (side: number, length: number) => (stand.open & side ? Math.min(STEP_IN_M, length / 4) : 0);
  const u0 = inset(LEFT, stand.width);
  const u1 = stand.width - inset(RIGHT, stand.width);
  const v0 = inset(FRONT, stand.depth);
  const v1 = stand.depth - inset(BACK, stand.depth);
  return [standPoint(stand, u0, v0), standPoint(stand, u1, v0), standPoint(stand, u1, v1), standPoint(stand, u0, v1)];
}

export function standDistance(stand: Stand, x: number, y: number): number {
  const [u, v] = localPoint(stand, x, y);
  return Math.hypot(Math.max(-u, 0, u - stand.width), Math.max(-v, 0, v - stand.depth));
}

export interface OpenSide {
  /** Where it begins, as seen from outside: its left end, in the stand's frame. */
  readonly u: number;
  readonly v: number;
  readonly length: number;
  /** Outward direction in the stand's frame. */
  readonly outward: Point;
}

/** The open sides, the front first. */
export function openSides(stand: Stand): OpenSide[] {
  const { open, width, depth } = stand;
  const sides: OpenSide[] = [];
  if (open & FRONT) sides.push({ u: 0, v: 0, length: width, outward: [0, -1] });
  if (open & LEFT) sides.push({ u: 0, v: depth, length: depth, outward: [-1, 0] });
  if (open & RIGHT) sides.push({ u: width, v: 0, length: depth, outward: [1, 0] });
  if (open & BACK) sides.push({ u: width, v: depth, length: width, outward: [0, 1] });
  return sides;
}

/** The middle of a side and its outward direction, on the plan. */
export function sideOnPlan(stand: Stand, side: OpenSide): { middle: Point; outward: Point } {
  const along: Point = [-side.outward[1], side.outward[0]];
  const middle = standPoint(stand, side.u + (along[0] * side.length) / 2, side.v + (along[1] * side.length) / 2);
  const cos = Math.cos(stand.turn);
  const sin = Math.sin(stand.turn);
  const [ou, ov] = side.outward;
  return { middle, outward: [ou * cos - ov * sin, ou * sin + ov * cos] };
}
