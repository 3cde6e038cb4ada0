import type { Point, Ring } from "./hall_plan.ts";

/** Whether a point lies inside a ring (either winding). */
export function ringHolds(ring: Ring, x: number, y: number): boolean {
  let inside = false;
  let [px, py] = ring[ring.length - 1] ?? [0, 0];
  for (const [qx, qy] of ring) {
    if (qy > y !== py > y && x < ((px - qx) * (y - qy)) / (py - qy) + qx) inside = !inside;
    px = qx;
    py = qy;
  }
  return inside;
}

/** The point of the ring's edge nearest to (x, y). */
export function nearestOnRing(ring: Ring, x: number, y: number): Point {
  let best = Infinity;
  let bx = x;
  let by = y;
  let [px, py] = ring[ring.length - 1] ?? [x, y];
  for (const [qx, qy] of ring) {
    const dx = qx - px;
    const dy = qy - py;
    const length = dx * dx + dy * dy;
    const t = length > 0 ? Math.min(1, Math.max(0, ((x - px) * dx + (y - py) * dy) / length)) : 0;
    const nx = px + t * dx;
    const ny = py + t * dy;
    const distance = (nx - x) ** 2 + (ny - y) ** 2;
    if (distance < best) {
      best = distance;
      bx = nx;
      by = ny;
    }
    px = qx;
    py = qy;
  }
  return [bx, by];
}

export interface Bounds {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

export function ringBounds(ring: Ring): Bounds {
  const xs = ring.map(([x]) => x);
  const ys = ring.map(([, y]) => y);
  return { west: Math.min(...xs), south: Math.min(...ys), east: Math.max(...xs), north: Math.max(...ys) };
}

/** The mean of the corners: good enough to hang a name over a zone. */
export function ringCentre(ring: Ring): Point {
  const sum = ring.reduce<[number, number]>((total, [x, y]) => [total[0] + x, total[1] + y], [0, 0]);
  return [sum[0] / ring.length, sum[1] / ring.length];
}
