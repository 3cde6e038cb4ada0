import { between, lightOf, type Rgb } from "../core/colour.ts";
import type { Sector } from "../core/hall_plan.ts";
import { standCorners } from "../core/stand_frame.ts";
import type { Block } from "../core/tiles.ts";
import type { Shape } from "../gltf/model.ts";
import { sectorColour } from "./booth_place.ts";

const CELL_M = 3;
const POST_M = 0.12;
const FASCIA_LOW_M = 2.1;
const FASCIA_HIGH_M = 2.5;
/** How light the inside of a booth looks from afar, at the floor and under the fascia. */
const INSIDE_LOW = 0.34;
const INSIDE_HIGH = 0.62;
const POST = 0.86;
/** A little of the sector's colour on what lies behind. */
const TINGE = 0.16;
const PANEL = lightOf("#f6f1e7");

/** Rows of booths as seen from afar: a fascia in the sector's colour, posts, and what is dim behind them. */
export function blockShape(blocks: readonly Block[], sectors: readonly Sector[]): Shape {
  const facade = new Facade();
  for (const block of blocks) {
    const tint = sectorColour(block, sectors);
    const corners = standCorners(block);
    corners.forEach(([ax, ay], side) => {
      const [bx, by] = corners[(side + 1) % corners.length] ?? [ax, ay];
      facade.side([ax, ay], [bx, by], tint);
    });
  }
  return facade.build();
}

type Place = readonly [x: number, y: number];

class Facade {
  readonly #positions: number[] = [];
  readonly #colours: number[] = [];
  readonly #indices: number[] = [];

  /** One side, from its left end to its right end as seen from outside. */
  side(a: Place, b: Place, tint: Rgb): void {
    const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
    const cells = Math.max(1, Math.round(length / CELL_M));
    const at = (metres: number): Place => [a[0] + ((b[0] - a[0]) * metres) / length, a[1] + ((b[1] - a[1]) * metres) / length];
    const inside = between(PANEL, tint, TINGE);
    this.#wall(a, b, [FASCIA_LOW_M, FASCIA_HIGH_M], tint, [0.86, 0.98]);
    this.#wall(a, b, [0, FASCIA_LOW_M], inside, [INSIDE_LOW, INSIDE_HIGH]);
    for (let cell = 0; cell <= cells; cell++) {
      const left = Math.min(length - POST_M, Math.max(0, (length * cell) / cells - POST_M / 2));
      this.#wall(at(left), at(left + POST_M), [0, FASCIA_LOW_M], PANEL, [POST, POST], 0.02);
    }
  }

  #wall(a: Place, b: Place, [low, high]: Place, colour: Rgb, [dim, light]: Place, out = 0): void {
    const length = Math.hypot(b[0] - a[0], b[1] - a[1]) || 1;
    const [ox, oy] = [((b[1] - a[1]) / length) * out, (-(b[0] - a[0]) / length) * out];
    const base = this.#positions.length / 3;
    const [red, green, blue] = colour;
    for (const [[x, y], height, bright] of [[a, low, dim], [b, low, dim], [b, high, light], [a, high, light]] as const) {
      this.#positions.push(x + ox, height, -(y + oy));
      this.#colours.push(red * bright * 255, green * bright * 255, blue * bright * 255, 255);
    }
    this.#indices.push(base, base + 1, base + 2, base, base + 2, base + 3);
  }

  build(): Shape {
    return { positions: new Float32Array(this.#positions), colours: new Uint8Array(this.#colours.map(Math.round)), indices: new Uint32Array(this.#indices) };
  }
}
