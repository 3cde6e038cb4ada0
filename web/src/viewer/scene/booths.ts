import type { Scene } from "three";
import type { HallPlan } from "../core/hall_plan.ts";
import type { Pose } from "../core/nearby.ts";
import { chooseShown, MOST_SHOWN, SHOWN_M, tileDistance, type Tile } from "../core/tiles.ts";
import type { Model, Part } from "../gltf/model.ts";
import { HallMesh } from "./hall_mesh.ts";
import type { Stage } from "./stage.ts";
import { listSignPlaces, listTileSigns } from "./sign_places.ts";
import { Signs } from "./signs.ts";

/** The hall with its booths and their signs; of a large one, those around the visitor stand by stand. */
export class Booths {
  readonly #scene: Scene;
  readonly #model: Model;
  readonly #cellPx: number;
  readonly #hall: HallMesh;
  /** Signs by tile; those of a hall without tiles are under −1. */
  readonly #signs = new Map<number, Signs>();
  #plan: HallPlan;
  #shown: ReadonlySet<Tile> = new Set();

  constructor(plan: HallPlan, model: Model, { scene, surface }: Pick<Stage, "scene" | "surface">, cellPx: number) {
    this.#plan = plan;
    this.#model = model;
    this.#scene = scene;
    this.#cellPx = cellPx;
    this.#hall = new HallMesh(model, plan, surface);
    scene.add(this.#hall.mesh);
    if (plan.tiles.length === 0) this.#signs.set(-1, new Signs(plan.stands, plan.sectors, listSignPlaces(model.parts, plan), scene, cellPx));
  }

  get parts(): readonly Part[] {
    return this.#model.parts;
  }

  get textureBytes(): number {
    return [...this.#signs.values()].reduce((sum, { textureBytes }) => sum + textureBytes, 0);
  }

  /** A tile has come. */
  take(plan: HallPlan): void {
    this.#plan = plan;
  }

  /** Shows what is near stand by stand and what is far as blocks; returns whether the picture changed. */
  look({ x, y }: Pose): boolean {
    const { tiles } = this.#plan;
    const before = this.#shown;
    const now = new Set(chooseShown(tiles, x, y, before, MOST_SHOWN, SHOWN_M));
    if (now.size === before.size && [...now].every((tile) => before.has(tile))) return false;
    for (const tile of before) if (!now.has(tile)) this.#hide(tile);
    for (const tile of now) if (!before.has(tile)) this.#show(tile);
    this.#shown = now;
    return true;
  }

  #show(tile: Tile): void {
    const stands = tile.stands ?? [];
    this.#hall.show(tile);
    this.#signs.set(tile.at, new Signs(stands, this.#plan.sectors, listTileSigns(this.#model.parts, stands), this.#scene, this.#cellPx));
  }

  #hide(tile: Tile): void {
    this.#hall.hide(tile);
    this.#signs.get(tile.at)?.dispose();
    this.#signs.delete(tile.at);
  }

  async drawSignsAround({ x, y }: Pose): Promise<void> {
    for (const signs of this.#signs.values()) await signs.drawAround(x, y);
  }

  /** A piece of lettering, of the nearest signs that lack some; see Signs.workOn. */
  workOnSigns({ x, y }: Pose): boolean | null {
    const away = (at: number) => { const tile = this.#plan.tiles[at]; return tile ? tileDistance(tile, x, y) : 0; };
    const ordered = [...this.#signs].sort(([a], [b]) => away(a) - away(b));
    for (const [, signs] of ordered) {
      const done = signs.workOn(x, y);
      if (done !== null) return done;
    }
    return null;
  }

  dispose(): void {
    this.#scene.remove(this.#hall.mesh);
    this.#hall.dispose();
    for (const signs of this.#signs.values()) signs.dispose();
    this.#signs.clear();
  }
}
