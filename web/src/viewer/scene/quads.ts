import { BufferAttribute, BufferGeometry } from "three";
import type { SignPlace } from "./sign_places.ts";

/** Left, top, width and height of a picture on its page, as shares of the page. */
export type PageBox = readonly [left: number, top: number, width: number, height: number];

type Tone = readonly [red: number, green: number, blue: number];
const WHITE: Tone = [255, 255, 255];

/** Gathers upright rectangles with pictures into one geometry. */
export class Quads {
  readonly #positions: number[] = [];
  readonly #uvs: number[] = [];
  readonly #tones: number[] = [];
  readonly #indices: number[] = [];

  /** Adds one, moved `gap` metres towards its reader so that it never fights its wall. */
  add({ x, y, z, width, height, along }: SignPlace, gap: number, [left, top, wide, high]: PageBox, [r, g, b]: Tone = WHITE): void {
    const [ax, az] = along;
    const cx = x - az * gap;
    const cz = z + ax * gap;
    const [dx, dz, dy] = [(ax * width) / 2, (az * width) / 2, height / 2];
    const base = this.#positions.length / 3;
    this.#positions.push(cx - dx, y - dy, cz - dz, cx + dx, y - dy, cz + dz, cx + dx, y + dy, cz + dz, cx - dx, y + dy, cz - dz);
    this.#uvs.push(left, top + high, left + wide, top + high, left + wide, top, left, top);
    for (let corner = 0; corner < 4; corner++) this.#tones.push(r, g, b, 255);
    this.#indices.push(base, base + 1, base + 2, base, base + 2, base + 3);
  }

  build(): BufferGeometry {
    const geometry = new BufferGeometry();
    geometry.setAttribute("position", new BufferAttribute(new Float32Array(this.#positions), 3));
    geometry.setAttribute("uv", new BufferAttribute(new Float32Array(this.#uvs), 2));
    geometry.setAttribute("tone", new BufferAttribute(new Uint8Array(this.#tones), 4, true));
    geometry.setIndex(this.#indices);
    return geometry;
  }
}
