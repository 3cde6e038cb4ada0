import type { Part } from "../gltf/model.ts";
import { listPieces } from "../gltf/piece.ts";
import { measurePiece, type Shape } from "./stand_goods.ts";

type Vector = readonly [number, number, number];
type Tone = readonly [number, number, number];
type PictureBox = readonly [left: number, top: number, right: number, bottom: number];

/** How light falls on the sides of a box, as the builder bakes it: front, sides, top. */
const SIDE = 0.8;
const TOP = 1.06;
/** Thinner than this a piece is a cloth or a frame: its picture is on its broad face. */
const FLAT = 0.25;

/**
 * What lies on a stand as boxes, one a piece, each with its picture in front: an eighth of the
 * triangles, for a stand that is seen as large as a thumb. The front part gives its pictures only.
 */
export function buildLite(parts: readonly Part[]): Shape {
  const white = findWhite(parts);
  const boxes = new BoxShape(white);
  for (const part of parts) {
    if (typeof part.extras["product"] === "string") {
      const pieces = listPieces(part);
      const first = pieces[0];
      if (!first) continue;
      const look = lookAt(part, first, white);
      for (const piece of pieces) boxes.addBox(measurePiece(part, piece), look);
    } else boxes.addPrinted(part);
  }
  return boxes.build();
}

/** The corner of the picture that is white, where what is not printed lies. */
function findWhite(parts: readonly Part[]): readonly [number, number] {
  let [u, v] = [Infinity, Infinity];
  for (const { uvs } of parts) {
    for (let i = 0; uvs && i < uvs.length; i += 2) {
      u = Math.min(u, uvs[i] ?? 0);
      v = Math.min(v, uvs[i + 1] ?? 0);
    }
  }
  return [u, v];
}

interface Look {
  readonly body: Tone;
  readonly label: Tone;
  readonly picture: PictureBox | null;
}

const NEAR_WHITE = 5e-4;

function isWhite(part: Part, vertex: number, [u, v]: readonly [number, number]): boolean {
  return !part.uvs || ((part.uvs[vertex * 2] ?? 0) <= u + NEAR_WHITE && (part.uvs[vertex * 2 + 1] ?? 0) <= v + NEAR_WHITE);
}

/** The mean colour of a piece, and its picture. */
function lookAt(part: Part, corners: ArrayLike<number>, white: readonly [number, number]): Look {
  const body = new Mean();
  const label = new Mean();
  const picture: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < corners.length; i++) {
    const vertex = corners[i] as number;
    const plain = isWhite(part, vertex, white);
    (plain ? body : label).add(part.colours, vertex * 4);
    if (plain || !part.uvs) continue;
    const [u, v] = [part.uvs[vertex * 2] ?? 0, part.uvs[vertex * 2 + 1] ?? 0];
    picture[0] = Math.min(picture[0], u);
    picture[1] = Math.min(picture[1], v);
    picture[2] = Math.max(picture[2], u);
    picture[3] = Math.max(picture[3], v);
  }
  const printed = picture[2] > picture[0];
  return { body: (body.count ? body : label).tone, label: label.tone, picture: printed ? picture : null };
}

class Mean {
  count = 0;
  readonly #sum: [number, number, number] = [0, 0, 0];

  add(colours: Uint8Array, at: number): void {
    this.count++;
    for (const c of [0, 1, 2] as const) this.#sum[c] += colours[at + c] ?? 0;
  }

  get tone(): Tone {
    const share = 1 / Math.max(1, this.count);
    return [this.#sum[0] * share, this.#sum[1] * share, this.#sum[2] * share];
  }
}

class BoxShape {
  readonly #white: readonly [number, number];
  readonly #positions: number[] = [];
  readonly #tones: number[] = [];
  readonly #uvs: number[] = [];
  readonly #indices: number[] = [];

  constructor(white: readonly [number, number]) {
    this.#white = white;
  }

  addBox({ low: [x0, y0, z0], high: [x1, y1, z1] }: { low: Vector; high: Vector }, { body, label, picture }: Look): void {
    const lying = y1 - y0 < FLAT * Math.min(x1 - x0, z1 - z0);
    const sideways = x1 - x0 < FLAT * Math.min(y1 - y0, z1 - z0);
    const printed = (on: boolean) => (on ? picture : null);
    const front = printed(!lying && !sideways);
    this.#quad([[x0, y0, z1], [x1, y0, z1], [x1, y1, z1], [x0, y1, z1]], front ? label : body, 1, front);
    const top = printed(lying);
    this.#quad([[x0, y1, z1], [x1, y1, z1], [x1, y1, z0], [x0, y1, z0]], top ? label : body, top ? 1 : TOP, top);
    if (lying) return;
    const side = printed(sideways);
    this.#quad([[x0, y0, z0], [x0, y0, z1], [x0, y1, z1], [x0, y1, z0]], side ? label : body, side ? 1 : SIDE, side);
    this.#quad([[x1, y0, z1], [x1, y0, z0], [x1, y1, z0], [x1, y1, z1]], side ? label : body, side ? 1 : SIDE, side);
  }

  /** The triangles of a part that carry a picture, as they are: a logo, a display board. */
  addPrinted(part: Part): void {
    for (let i = 0; i < part.indices.length; i += 3) {
      const corners = [0, 1, 2].map((c) => part.indices[i + c] ?? 0);
      if (corners.every((vertex) => isWhite(part, vertex, this.#white))) continue;
      for (const vertex of corners) {
        this.#indices.push(this.#positions.length / 3);
        for (const c of [0, 1, 2]) this.#positions.push(part.positions[vertex * 3 + c] ?? 0);
        for (const c of [0, 1, 2, 3]) this.#tones.push(part.colours[vertex * 4 + c] ?? 255);
        for (const c of [0, 1]) this.#uvs.push(part.uvs?.[vertex * 2 + c] ?? 0);
      }
    }
  }

  /** Corners from the lower left counter-clockwise, as one sees them from outside. */
  #quad(corners: readonly [Vector, Vector, Vector, Vector], tone: Tone, light: number, picture: PictureBox | null): void {
    const base = this.#positions.length / 3;
    const [u, v] = this.#white;
    const [left, top, right, bottom] = picture ?? [u, v, u, v];
    for (const corner of corners) this.#positions.push(...corner);
    this.#uvs.push(left, bottom, right, bottom, right, top, left, top);
    const lit = tone.map((value) => Math.min(255, Math.round(value * light)));
    for (let n = 0; n < 4; n++) this.#tones.push(...lit, 255);
    this.#indices.push(base, base + 1, base + 2, base, base + 2, base + 3);
  }

  build(): Shape {
    return {
      positions: new Float32Array(this.#positions),
      tones: new Uint8Array(this.#tones),
      uvs: new Float32Array(this.#uvs),
      indices: new Uint32Array(this.#indices),
    };
  }
}
