import { ClampToEdgeWrapping, DataTexture, LinearFilter, RGFormat } from "three";
import { breathe } from "../breath.ts";
import type { HallPlan, Point, Stand } from "../core/hall_plan.ts";
import { BACK, FRONT, LEFT, RIGHT, type Frame } from "../core/stand_frame.ts";
import type { Part } from "../gltf/model.ts";

const TEXEL_M = 0.2;
const MOST_TEXELS = 512;
const MARGIN_M = 2;
/** Half the sides of a roof light in its own frame (assets.booth.roof, to the edge of its glass). */
const LIGHT_HALF_M = [1.5, 2.6] as const;
const LIGHT_SOFT_M = 0.55;
/** How far daylight travels to x and z while it falls a metre. */
export const SUN_SLANT = [0.34, -0.22] as const;
const CONTACT_M = 0.42;
const OPEN_SHARE = 0.55;
const INNER_M = 1.6;
/** Things on the floor and how far their shadow reaches. */
const BLOBS: Readonly<Record<string, number>> = { bench: 0.75, cafe_table: 0.95, palm: 0.5, columns: 0.4 };

/** A rectangle on the floor: its middle, the unit vector along its width, half its sides. */
interface Patch {
  readonly x: number;
  readonly z: number;
  readonly along: readonly [x: number, z: number];
  readonly half: readonly [width: number, depth: number];
}

/**
 * The hall's light from above, drawn from its plan in no bytes: red is how closed in a place is
 * (in and beside stands, along walls, under furniture), green where daylight from the roof
 * reaches the floor (a height of y metres: look SUN_SLANT times y away).
 */
export class LightMap {
  readonly texture: DataTexture;
  /** West and north edge in metres (x, z), and one over width and depth. */
  readonly box: readonly [number, number, number, number];
  readonly #data: Uint8Array<ArrayBuffer>;
  readonly #columns: number;
  readonly #rows: number;
  readonly #step: number;

  static async draw(plan: HallPlan, parts: readonly Part[]): Promise<LightMap> {
    const map = new LightMap(plan);
    await map.#draw(plan, parts);
    return map;
  }

  private constructor(plan: HallPlan) {
    const xs = plan.outline.map(([x]) => x);
    const zs = plan.outline.map(([, y]) => -y);
    const [west, north] = [Math.min(...xs) - MARGIN_M, Math.min(...zs) - MARGIN_M];
    const [width, depth] = [Math.max(...xs) + MARGIN_M - west, Math.max(...zs) + MARGIN_M - north];
    this.#step = Math.max(TEXEL_M, Math.max(width, depth) / MOST_TEXELS);
    this.#columns = Math.ceil(width / this.#step);
    this.#rows = Math.ceil(depth / this.#step);
    this.box = [west, north, 1 / (this.#columns * this.#step), 1 / (this.#rows * this.#step)];
    this.#data = new Uint8Array(this.#columns * this.#rows * 2);
    this.texture = new DataTexture(this.#data, this.#columns, this.#rows, RGFormat);
    this.texture.minFilter = this.texture.magFilter = LinearFilter;
    this.texture.wrapS = this.texture.wrapT = ClampToEdgeWrapping;
  }

  async #draw(plan: HallPlan, parts: readonly Part[]): Promise<void> {
    const blocks = plan.tiles.flatMap((tile) => tile.blocks.map((block) => ({ ...block, open: FRONT | LEFT | RIGHT | BACK })));
    for (const closed of plan.tiles.length === 0 ? plan.stands : blocks) {
      this.#closeIn(closed);
      await breathe();
    }
    for (const ring of [plan.outline, ...plan.holes]) {
      this.#drawWalls(ring);
      await breathe();
    }
    for (const part of parts) {
      for (const matrix of part.instances?.matrices ?? []) {
        this.#drawThing(part.name, matrix, plan.height);
        await breathe();
      }
    }
    this.texture.needsUpdate = true;
  }

  get bytes(): number {
    return this.#data.length;
  }

  #drawThing(name: string, m: ArrayLike<number>, roofM: number): void {
    const reach = BLOBS[name];
    const isLight = name.startsWith("roof_lights");
    if (!isLight && reach === undefined) return;
    const at = (i: number) => m[i] ?? 0;
    const unit = Math.hypot(at(0), at(2)) || 1;
    const fall = isLight ? roofM : 0;
    const patch = { x: at(12) - SUN_SLANT[0] * fall, z: at(14) - SUN_SLANT[1] * fall, along: [at(0) / unit, at(2) / unit] as const };
    if (isLight) this.#paint({ ...patch, half: LIGHT_HALF_M }, LIGHT_SOFT_M, 1, (u, v) => 1 - Math.max(0, edge(u, v)) / LIGHT_SOFT_M);
    else if (reach) this.#paint({ ...patch, half: [0.1, 0.1] }, reach * 1.6, 0, (u, v) => 0.8 * Math.exp(-((Math.max(0, edge(u, v)) / reach) ** 2) * 2));
  }

  /** A stand: dim inside, less so towards its open sides, and a soft edge on the floor around. */
  #closeIn(stand: Frame & Pick<Stand, "open">): void {
    const { width, depth, open } = stand;
    const [cos, sin] = [Math.cos(stand.turn), Math.sin(stand.turn)];
    const [u, v] = [width / 2, depth / 2];
    const patch: Patch = {
      x: stand.x + u * cos - v * sin, z: -(stand.y + u * sin + v * cos), along: [cos, -sin], half: [u, v],
    };
    this.#paint(patch, CONTACT_M * 4, 0, (outU, outV, signU, signV) => {
      const [nearU, nearV] = [signU < 0 ? LEFT : RIGHT, signV > 0 ? FRONT : BACK];
      if (outU > 0 || outV > 0) {
        const share = open & (outU > outV ? nearU : nearV) ? OPEN_SHARE : 1;
        return share * 0.9 * Math.exp(-edge(outU, outV) / CONTACT_M);
      }
      // How far in from the nearest open side; of two that face each other the nearer counts.
      let inner = INNER_M;
      if (open & (LEFT | RIGHT)) inner = Math.min(inner, open & nearU ? -outU : width + outU);
      if (open & (FRONT | BACK)) inner = Math.min(inner, open & nearV ? -outV : depth + outV);
      return OPEN_SHARE + ((1 - OPEN_SHARE) * inner) / INNER_M;
    });
  }

  #drawWalls(ring: readonly Point[]): void {
    ring.forEach(([ax, ay], i) => {
      const [bx, by] = ring[(i + 1) % ring.length] ?? [ax, ay];
      const length = Math.hypot(bx - ax, by - ay);
      if (length < 0.01) return;
      const along = [(bx - ax) / length, -(by - ay) / length] as const;
      const patch = { x: (ax + bx) / 2, z: -(ay + by) / 2, along, half: [length / 2, 0.05] as const };
      this.#paint(patch, 2.4, 0, (u, v) => 0.75 * Math.exp(-Math.max(0, edge(u, v)) / 0.7));
    });
  }

  /**
   * Keeps the largest value of a channel on and around a patch. `value` takes how far a place is
   * outside each pair of sides (negative inside) and on which side of the middle it lies.
   */
  #paint(
    { x, z, along: [ax, az], half: [hu, hv] }: Patch, reach: number, channel: 0 | 1,
    value: (outU: number, outV: number, signU: number, signV: number) => number,
  ): void {
    const [west, north] = this.box;
    const spanX = Math.abs(ax) * hu + Math.abs(az) * hv + reach;
    const spanZ = Math.abs(az) * hu + Math.abs(ax) * hv + reach;
    const first = Math.max(0, Math.floor((x - spanX - west) / this.#step));
    const last = Math.min(this.#columns - 1, Math.ceil((x + spanX - west) / this.#step));
    const low = Math.max(0, Math.floor((z - spanZ - north) / this.#step));
    const high = Math.min(this.#rows - 1, Math.ceil((z + spanZ - north) / this.#step));
    for (let row = low; row <= high; row++) {
      for (let column = first; column <= last; column++) {
        const dx = west + (column + 0.5) * this.#step - x;
        const dz = north + (row + 0.5) * this.#step - z;
        const u = dx * ax + dz * az;
        const v = dz * ax - dx * az;
        const shade = value(Math.abs(u) - hu, Math.abs(v) - hv, u, v);
        const at = (row * this.#columns + column) * 2 + channel;
        this.#data[at] = Math.max(this.#data[at] ?? 0, Math.min(1, Math.max(0, shade)) * 255);
      }
    }
  }
}

/** How far a place is outside a rectangle, negative inside. */
function edge(outU: number, outV: number): number {
  return outU > 0 && outV > 0 ? Math.hypot(outU, outV) : Math.max(outU, outV);
}
