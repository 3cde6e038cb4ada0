/** Brings what is needed to walk, all at once, and tells how much has come. */

import { parsePlan, type HallPlan } from "./core/hall_plan.ts";
import { readModel, type Model } from "./gltf/model.ts";
import type { Loading } from "./hud/loading.ts";
import type { HallConfig } from "./net/config.ts";
import { fetchBytes, retrying } from "./net/door.ts";
import { loadSignFonts } from "./scene/fonts.ts";

const TRIES = 4;

export interface Arrival {
  readonly plan: HallPlan;
  readonly shell: Model;
}

export async function fetchHall(config: HallConfig, loading: Loading | null): Promise<Arrival> {
  const bring = async (part: string, url: string) => {
    const bytes = await retrying(() => fetchBytes(url, (progress) => loading?.note(part, progress)), TRIES);
    loading?.note(part, { received: bytes.byteLength, total: bytes.byteLength }, true);
    return bytes;
  };
  const [shell, plan] = await Promise.all([
    bring("shell", config.shell).then(readModel),
    bring("index", config.index).then((bytes) => parsePlan(JSON.parse(new TextDecoder().decode(bytes)))),
    loadSignFonts(config.fonts).then(() => loading?.note("fonts", { received: 0, total: 0 }, true)),
  ]);
  return { plan, shell };
}

/** How many parts `fetchHall` brings. */
export const ARRIVAL_PARTS = 3;
