import type { HallPlan } from "../core/hall_plan.ts";
import { chooseShown, MOST_SHOWN, SHOWN_M, type Tile } from "../core/tiles.ts";
import { IDENTITY, type Matrix } from "../gltf/matrix.ts";
import type { Part, Shape } from "../gltf/model.ts";
import { blockShape } from "./blocks.ts";
import { boothMatrix, isOutlying, sectorColour } from "./booth_place.ts";

/** A shape and where it stands, once or often; four numbers of tint each, or none. */
export interface SeenPart {
  readonly shape: Shape;
  readonly matrices: readonly Matrix[];
  readonly tints: ArrayLike<number> | null;
}

/** What is seen of a hall from a place: near booths one by one, far ones of a large hall as blocks. */
export function listSeen(plan: HallPlan, parts: readonly Part[], { x, y }: { readonly x: number; readonly y: number }): SeenPart[] {
  const shown = new Set(chooseShown(plan.tiles, x, y, new Set(), MOST_SHOWN, SHOWN_M));
  const far = plan.tiles.filter((tile) => !shown.has(tile)).map(({ blocks }) => once(blockShape(blocks, plan.sectors)));
  return [...parts.map((part) => (isOutlying(part) ? listBooths(plan, part, shown) : inPlace(part))), ...far];
}

function inPlace(part: Part): SeenPart {
  return part.instances ? { shape: part, ...part.instances } : once(part);
}

function once(shape: Shape): SeenPart {
  return { shape, matrices: [IDENTITY], tints: null };
}

function listBooths({ sectors }: HallPlan, part: Part, shown: ReadonlySet<Tile>): SeenPart {
  const stands = [...shown].flatMap((tile) => (tile.stands ?? []).filter(({ booth }) => booth === part.extras["booth"]));
  return { shape: part, matrices: stands.map((stand) => boothMatrix(stand, part)), tints: stands.flatMap((stand) => [...sectorColour(stand, sectors), 1]) };
}
