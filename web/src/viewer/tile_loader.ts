/** Brings the stands of a large hall, tile after tile: what is near first, the rest when there is nothing better to do. */

import type { HallPlan } from "./core/hall_plan.ts";
import { withTile } from "./core/hall_plan.ts";
import type { Pose } from "./core/nearby.ts";
import { findTileOf, listMissing, tileDistance, type Tile } from "./core/tiles.ts";
import { fetchJson, retrying } from "./net/door.ts";

const TRIES = 3;
const IN_FLIGHT = 4;
/** What is nearer than this is wanted at once. */
const NEAR_M = 60;
const AGAIN_MS = 20_000;

export interface TileHost {
  readonly plan: HallPlan;
  /** Where one is and looks. */
  readonly pose: Pose;
  url(file: string): string;
  /** A plan with the stands of one more tile. */
  take(plan: HallPlan, tile: Tile): void;
}

export class TileLoader {
  readonly #host: TileHost;
  readonly #flights = new Map<number, Promise<void>>();
  readonly #failed = new Set<number>();
  #all = false;

  constructor(host: TileHost) {
    this.#host = host;
  }

  /** Fetches what is around the visitor; what is far only once `fetchRest` was called. */
  look(): void {
    const { plan, pose } = this.#host;
    if (this.#flights.size >= IN_FLIGHT || plan.total === plan.stands.length) return;
    for (const tile of listMissing(plan.tiles, pose.x, pose.y, pose.heading)) {
      if (this.#flights.size >= IN_FLIGHT) return;
      if (!this.#all && tileDistance(tile, pose.x, pose.y) > NEAR_M) continue;
      if (!this.#failed.has(tile.at)) void this.#fetch(tile);
    }
  }

  /** From now on the far tiles come too, as fast as the line lets them. */
  fetchRest(): void {
    this.#all = true;
    this.look();
  }

  /** Waits for all stands, as lists and the plan need them; in a dead spot, for those that can come. */
  async whole(): Promise<void> {
    this.fetchRest();
    while (this.#flights.size > 0) await Promise.race(this.#flights.values());
  }

  /** Waits for the tile that holds a stand of that number, if there is one. */
  async reach(number: string): Promise<void> {
    const tile = findTileOf(this.#host.plan.tiles, number);
    if (tile && !tile.stands) await this.#fetch(tile);
  }

  #fetch(tile: Tile): Promise<void> {
    const flight = this.#flights.get(tile.at) ?? this.#bring(tile).finally(() => {
      this.#flights.delete(tile.at);
      this.look();
    });
    this.#flights.set(tile.at, flight);
    return flight;
  }

  async #bring(tile: Tile): Promise<void> {
    const host = this.#host;
    const { tiles } = host.plan;
    try {
      const value = await retrying(() => fetchJson(host.url(tile.file)), TRIES);
      // Another build has come meanwhile: its tiles are others.
      if (host.plan.tiles[tile.at]?.file !== tile.file || host.plan.tiles.length !== tiles.length) return;
      const plan = withTile(host.plan, tile.at, value);
      const taken = plan.tiles[tile.at];
      if (taken) host.take(plan, taken);
    } catch (error) {
      console.warn(`tile ${String(tile.at)} has not come:`, error);
      this.#failed.add(tile.at);
      setTimeout(() => this.#failed.delete(tile.at), AGAIN_MS);
    }
  }
}
