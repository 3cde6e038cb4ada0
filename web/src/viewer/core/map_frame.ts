import type { Point } from "./hall_plan.ts";

/** A window on the plan: its middle in plan metres, its size and how many pixels a metre takes. */
export interface MapFrame {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly scale: number;
}

/** Where a place of the plan lies in the window, in pixels from its upper left corner. */
export function toWindow({ x, y, width, height, scale }: MapFrame, [px, py]: Point): Point {
  return [width / 2 + (px - x) * scale, height / 2 - (py - y) * scale];
}

/** What place of the plan lies under a pixel of the window. */
export function toPlan({ x, y, width, height, scale }: MapFrame, [left, top]: Point): Point {
  return [x + (left - width / 2) / scale, y - (top - height / 2) / scale];
}
