import type { HallPlan, Point, Ring } from "./hall_plan.ts";
import { nearestOnRing, ringBounds, ringHolds, type Bounds } from "./ring.ts";
import { standCorners, standSolid } from "./stand_frame.ts";
import type { Tile } from "./tiles.ts";

/** A visitor's shoulders. */
export const BODY_M = 0.28;
const CELL_M = 3;
const SUBSTEP_M = 0.12;

interface Solid {
  readonly ring: Ring;
  /** The hall's outline keeps a visitor in, everything else keeps one out. */
  readonly keepsIn: boolean;
  readonly box: Bounds;
  /** The tile whose stands a block stands for, else null. */
  readonly tile: number | null;
}

/** Where one can walk: the plan's geometry in a grid, circle against rings. */
export class Walls {
  readonly bounds: Bounds;
  readonly #outline: Solid;
  readonly #cells: Solid[][] = [];
  readonly #columns: number;
  readonly #rows: number;

  constructor(plan: HallPlan) {
    this.bounds = ringBounds(plan.outline);
    this.#columns = Math.max(1, Math.ceil((this.bounds.east - this.bounds.west) / CELL_M));
    this.#rows = Math.max(1, Math.ceil((this.bounds.north - this.bounds.south) / CELL_M));
    this.#outline = { ring: plan.outline, keepsIn: true, box: this.bounds, tile: null };
    for (const ring of solidRings(plan)) this.#add(ring, null);
    for (const tile of plan.tiles) {
      if (!tile.stands) for (const block of tile.blocks) this.#add(standCorners(block), tile.at);
    }
  }

  /** The stands of a tile have come: they take the place of its blocks, and leave more room than those. */
  open(tile: Tile): void {
    const { west, south, east, north } = tile.box;
    const [c0, r0] = this.#cell(west - 1, south - 1);
    const [c1, r1] = this.#cell(east + 1, north + 1);
    for (let r = r0; r <= r1; r++) {
      for (let c = c0; c <= c1; c++) {
        const place = r * this.#columns + c;
        const cell = this.#cells[place];
        if (cell) this.#cells[place] = cell.filter((solid) => solid.tile !== tile.at);
      }
    }
    for (const stand of tile.stands ?? []) this.#add(standSolid(stand), null);
  }

  #add(ring: Ring, tile: number | null): void {
    const box = ringBounds(ring);
    const solid: Solid = { ring, keepsIn: false, box, tile };
    const [c0, r0] = this.#cell(box.west - 1, box.south - 1);
    const [c1, r1] = this.#cell(box.east + 1, box.north + 1);
    for (let r = r0; r <= r1; r++) {
      for (let c = c0; c <= c1; c++) (this.#cells[r * this.#columns + c] ??= []).push(solid);
    }
  }

  #cell(x: number, y: number): Point {
    const clamp = (value: number, top: number) => Math.min(top, Math.max(0, Math.floor(value / CELL_M)));
    return [clamp(x - this.bounds.west, this.#columns - 1), clamp(y - this.bounds.south, this.#rows - 1)];
  }

  #near(x: number, y: number): readonly Solid[] {
    const [c, r] = this.#cell(x, y);
    return this.#cells[r * this.#columns + c] ?? [];
  }

  /** Whether a circle fits at a place. */
  isFree(x: number, y: number, radius = BODY_M): boolean {
    return this.clearance(x, y, radius) >= radius;
  }

  /** How far a place is from anything solid, 0 inside it; not told beyond `most` metres. */
  clearance(x: number, y: number, most: number): number {
    let least = Math.min(most, room(this.#outline, x, y));
    for (const solid of this.#near(x, y)) {
      if (least <= 0) return 0;
      const { west, south, east, north } = solid.box;
      if (x < west - least || x > east + least || y < south - least || y > north + least) continue;
      least = Math.min(least, room(solid, x, y));
    }
    return Math.max(0, least);
  }

  /** The place, pushed out of whatever it touches. */
  push(x: number, y: number, radius = BODY_M): Point {
    let place: Point = [x, y];
    for (let round = 0; round < 3; round++) {
      let moved = false;
      for (const solid of [...this.#near(...place), this.#outline]) {
        const out = overlap(solid, place[0], place[1], radius);
        if (out) {
          place = out;
          moved = true;
        }
      }
      if (!moved) break;
    }
    return place;
  }

  /** One step of a walk: slides along what is in the way and never passes through it. */
  step(from: Point, dx: number, dy: number): Point {
    const parts = Math.max(1, Math.ceil(Math.hypot(dx, dy) / SUBSTEP_M));
    let [x, y] = from;
    for (let part = 0; part < parts; part++) {
      const [nx, ny] = this.push(x + dx / parts, y + dy / parts);
      if (!this.isFree(nx, ny, BODY_M - 0.01)) break;
      x = nx;
      y = ny;
    }
    return [x, y];
  }

  /** Whether one can go straight from a to b. */
  isLineFree(a: Point, b: Point, radius = BODY_M): boolean {
    const parts = Math.max(1, Math.ceil(Math.hypot(b[0] - a[0], b[1] - a[1]) / 0.15));
    for (let part = 0; part <= parts; part++) {
      const t = part / parts;
      if (!this.isFree(a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t, radius)) return false;
    }
    return true;
  }

  /** The free place nearest to (x, y), searched in growing circles up to 12 m. */
  nearestFree(x: number, y: number): Point {
    if (this.isFree(x, y)) return [x, y];
    for (let radius = 0.2; radius < 12; radius += 0.2) {
      const turns = Math.ceil((2 * Math.PI * radius) / 0.2);
      for (let turn = 0; turn < turns; turn++) {
        const angle = (turn / turns) * 2 * Math.PI;
        const px = x + radius * Math.cos(angle);
        const py = y + radius * Math.sin(angle);
        if (this.isFree(px, py)) return [px, py];
      }
    }
    return [x, y];
  }
}

function* solidRings(plan: HallPlan): Generator<Ring> {
  for (const stand of plan.stands) yield standSolid(stand);
  for (const zone of plan.zones) if (!zone.walkable) yield zone.outline;
  for (const hole of plan.holes) yield hole;
  for (const [x, y, w, d] of plan.columns) {
    yield [[x - w / 2, y - d / 2], [x + w / 2, y - d / 2], [x + w / 2, y + d / 2], [x - w / 2, y + d / 2]];
  }
}

/** Metres from a place to a solid, negative inside it. */
function room(solid: Solid, x: number, y: number): number {
  const [nx, ny] = nearestOnRing(solid.ring, x, y);
  const distance = Math.hypot(x - nx, y - ny);
  return ringHolds(solid.ring, x, y) === solid.keepsIn ? distance : -distance;
}

/** Where a circle must go to be clear of a solid, or null when it is clear. */
function overlap(solid: Solid, x: number, y: number, radius: number): Point | null {
  const [nx, ny] = nearestOnRing(solid.ring, x, y);
  const distance = Math.hypot(x - nx, y - ny);
  const wrongSide = ringHolds(solid.ring, x, y) !== solid.keepsIn;
  if (!wrongSide && distance >= radius) return null;
  if (distance < 1e-9) return [x + radius, y];
  const scale = ((wrongSide ? -1 : 1) * (radius + 1e-4)) / distance;
  return [nx + (x - nx) * scale, ny + (y - ny) * scale];
}
