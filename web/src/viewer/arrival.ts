/** Brings the hall itself, plan and shell at once, and tells how much has come. */

import { parsePlan, withTile, type HallPlan, type Point } from "./core/hall_plan.ts";
import { findTileOf, tileDistance, type Tile } from "./core/tiles.ts";
import { readModel, type Model } from "./gltf/model.ts";
import type { Loading } from "./hud/loading.ts";
import { fileUrl, type HallConfig } from "./net/config.ts";
import { fetchBytes, fetchJson, retrying } from "./net/door.ts";

const TRIES = 4;

export interface Arrival {
  readonly plan: HallPlan;
  readonly shell: Model;
}

/** Where a visit begins other than at the start: before a stand, or at a place. */
export interface Beginning {
  readonly stand?: string | null | undefined;
  readonly at?: { readonly x: number; readonly y: number } | null | undefined;
}

export async function fetchHall(config: HallConfig, loading: Loading | null, beginning: Beginning = {}): Promise<Arrival> {
  const bring = async (part: string, url: string) => {
    const bytes = await retrying(() => fetchBytes(url, (progress) => loading?.note(part, progress)), TRIES);
    loading?.note(part, { received: bytes.byteLength, total: bytes.byteLength }, true);
    return bytes;
  };
  const [shell, plan] = await Promise.all([
    bring("shell", config.shell).then(readModel),
    bring("index", config.index).then((bytes) => parsePlan(JSON.parse(new TextDecoder().decode(bytes)))).then((plan) => reachBeginning(plan, config, beginning)),
  ]);
  return { plan, shell };
}

/** In a large hall the index holds the stands around the start: a link elsewhere needs those of its place. */
async function reachBeginning(plan: HallPlan, config: HallConfig, { stand, at }: Beginning): Promise<HallPlan> {
  const tile = (stand ? findTileOf(plan.tiles, stand) : undefined) ?? (at ? nearestTile(plan.tiles, [at.x, at.y]) : undefined);
  if (!tile || tile.stands) return plan;
  return withTile(plan, tile.at, await retrying(() => fetchJson(fileUrl(config, tile.file)), TRIES));
}

function nearestTile(tiles: readonly Tile[], [x, y]: Point): Tile | undefined {
  let best: Tile | undefined;
  for (const tile of tiles) if (!best || tileDistance(tile, x, y) < tileDistance(best, x, y)) best = tile;
  return best;
}
