import type { Model, Part } from "./model.ts";

/** How many triangles one piece of a product has: its copies on the shelf follow in the same part. */
export function pieceTriangles(part: Part): number {
  const told = part.extras["triangles"];
  const all = part.indices.length / 3;
  return typeof told === "number" && told >= 1 && told <= all ? Math.trunc(told) : all;
}

/** The corners of each piece of a product: the fine first one, then its plainer copies. */
export function listPieces(part: Part): Uint32Array[] {
  const first = pieceTriangles(part) * 3;
  const told = part.extras["copy_triangles"];
  const step = typeof told === "number" && told >= 1 ? Math.trunc(told) * 3 : part.indices.length;
  const pieces = [part.indices.subarray(0, first)];
  for (let from = first; from < part.indices.length; from += step) pieces.push(part.indices.subarray(from, from + step));
  return pieces;
}

/** One piece of a product out of a stand's near file, or null when it is not there. */
export function onePiece(model: Model, product: string): Model | null {
  const parts = model.parts.filter(({ extras }) => extras["product"] === product).map(firstPiece);
  return parts.length > 0 ? { ...model, parts } : null;
}

function firstPiece(part: Part): Part {
  const chosen = part.indices.subarray(0, pieceTriangles(part) * 3);
  const renamed = new Map<number, number>();
  const indices = chosen.map((vertex) => {
    const known = renamed.get(vertex);
    if (known !== undefined) return known;
    renamed.set(vertex, renamed.size);
    return renamed.size - 1;
  });
  const old = [...renamed.keys()];
  const pick = (values: ArrayLike<number>, width: number) => old.flatMap((vertex) => Array.from({ length: width }, (_, c) => values[vertex * width + c] ?? 0));
  return {
    ...part,
    indices,
    positions: Float32Array.from(pick(part.positions, 3)),
    colours: Uint8Array.from(pick(part.colours, 4)),
    uvs: part.uvs && Float32Array.from(pick(part.uvs, 2)),
  };
}
