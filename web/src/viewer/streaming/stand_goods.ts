import type { Model, Part } from "../gltf/model.ts";
import { listPieces } from "../gltf/piece.ts";
import { buildLite } from "./lite.ts";

/** Triangles of the one vertex layout, in a stand's frame. */
export interface Shape {
  readonly positions: Float32Array<ArrayBuffer>;
  readonly tones: Uint8Array<ArrayBuffer>;
  readonly uvs: Float32Array<ArrayBuffer>;
  readonly indices: Uint32Array<ArrayBuffer>;
}

/** Where a piece of a product stands, in its stand's frame (u, v, height). */
export interface ProductBox {
  readonly product: string;
  readonly low: readonly [number, number, number];
  readonly high: readonly [number, number, number];
}

/** Where the first piece of a product with a model of its own stands, in the file's axes. */
export interface OwnPose {
  readonly product: string;
  readonly foot: readonly [number, number, number];
  readonly turn: number;
  readonly scale: number;
}

/** What lies on a stand, ready for the card. */
export interface Goods {
  readonly near: Shape;
  readonly lite: Shape;
  readonly boxes: readonly ProductBox[];
  readonly own: readonly OwnPose[];
}

/** Fingers are not pixels. */
const FINGER_M = 0.03;

export function readGoods(model: Model): Goods {
  return { near: joinParts(model.parts), lite: buildLite(model.parts), boxes: productBoxes(model.parts), own: listOwn(model.parts) };
}

/** All parts of a file as one shape. */
export function joinParts(parts: readonly Part[]): Shape {
  const vertices = parts.reduce((sum, part) => sum + part.positions.length / 3, 0);
  const positions = new Float32Array(vertices * 3);
  const tones = new Uint8Array(vertices * 4);
  const uvs = new Float32Array(vertices * 2);
  const indices = new Uint32Array(parts.reduce((sum, part) => sum + part.indices.length, 0));
  let vertex = 0;
  let at = 0;
  for (const part of parts) {
    positions.set(part.positions, vertex * 3);
    tones.set(part.colours, vertex * 4);
    if (part.uvs) uvs.set(part.uvs, vertex * 2);
    for (const index of part.indices) indices[at++] = index + vertex;
    vertex += part.positions.length / 3;
  }
  return { positions, tones, uvs, indices };
}

function productBoxes(parts: readonly Part[]): ProductBox[] {
  const boxes: ProductBox[] = [];
  for (const part of parts) {
    const product = part.extras["product"];
    if (typeof product !== "string") continue;
    for (const piece of listPieces(part)) {
      const { low, high } = measurePiece(part, piece);
      // the file's axes → u, v, height
      boxes.push({
        product,
        low: [low[0] - FINGER_M, -high[2] - FINGER_M, low[1] - FINGER_M],
        high: [high[0] + FINGER_M, -low[2] + FINGER_M, high[1] + FINGER_M],
      });
    }
  }
  return boxes;
}

/** The products whose file tells a pose: x, y, z, turn and scale. */
function listOwn(parts: readonly Part[]): OwnPose[] {
  return parts.flatMap(({ extras: { product, pose } }) => {
    if (typeof product !== "string" || !Array.isArray(pose)) return [];
    const [x, y, z, turn, scale] = pose.map(Number) as [number, number, number, number, number];
    return [{ product, foot: [x, y, z] as const, turn, scale }];
  });
}

type Corner = [number, number, number];

/** The box around some of a part's corners, in the file's axes. */
export function measurePiece(part: Part, corners: ArrayLike<number>): { low: Corner; high: Corner } {
  const low: Corner = [Infinity, Infinity, Infinity];
  const high: Corner = [-Infinity, -Infinity, -Infinity];
  for (let i = 0; i < corners.length; i++) {
    for (const axis of [0, 1, 2] as const) {
      const value = part.positions[(corners[i] as number) * 3 + axis] ?? 0;
      if (value < low[axis]) low[axis] = value;
      if (value > high[axis]) high[axis] = value;
    }
  }
  return { low, high };
}
