import { lightOf, type Rgb } from "../core/colour.ts";
import type { Sector, Stand } from "../core/hall_plan.ts";
import { compose, type Matrix } from "../gltf/matrix.ts";
import type { Part } from "../gltf/model.ts";

/** Instanced meshes of the shell are in millimetres (ARCHITECTURE, "shell"). */
const UNIT_M = 0.001;

/** Whether a part is a kind of booth that the viewer puts up itself, from the tiles of the index. */
export function isOutlying(part: Part): boolean {
  return typeof part.extras["booth"] === "number";
}

/** Where a booth stands, stretched from its kind's size to the stand's. */
export function boothMatrix(stand: Stand, part: Part): Matrix {
  const size = part.extras["size"];
  const [width, depth] = Array.isArray(size) ? [Number(size[0]), Number(size[1])] : [stand.width, stand.depth];
  return compose(
    [stand.x, 0, -stand.y],
    [0, Math.sin(stand.turn / 2), 0, Math.cos(stand.turn / 2)],
    [(UNIT_M * stand.width) / width, UNIT_M, (UNIT_M * stand.depth) / depth],
  );
}

const NO_SECTOR = "#777777";

/** The colour of what stands in a sector. */
export function sectorColour({ sector }: { readonly sector: number }, sectors: readonly Sector[]): Rgb {
  return lightOf(sectors[sector]?.colour ?? NO_SECTOR);
}
