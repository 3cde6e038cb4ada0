import { BatchedMesh, BufferAttribute, BufferGeometry, Matrix4, Vector4 } from "three";
import type { HallPlan, Stand } from "../core/hall_plan.ts";
import { MOST_SHOWN, type Tile } from "../core/tiles.ts";
import { IDENTITY } from "../gltf/matrix.ts";
import type { Model, Part, Shape } from "../gltf/model.ts";
import { blockShape } from "./blocks.ts";
import { boothMatrix, isOutlying, sectorColour } from "./booth_place.ts";
import type { HallSurface } from "./hall_surface.ts";

const UNTINTED = new Vector4(1, 1, 1, 1);

interface ShownTile {
  /** What is seen of it from afar. */
  readonly far: number;
  /** Its booths, while it is near. */
  booths: number[];
}

/**
 * The whole shell as one batch: one draw call, and each booth culled on its own. Measured beside
 * one InstancedMesh an archetype (web/TESTCASES.md, "What was tried"). In a large hall the booths of
 * far tiles are one piece of geometry a tile.
 */
export class HallMesh {
  readonly mesh: BatchedMesh;
  readonly #plan: HallPlan;
  readonly #surface: HallSurface;
  /** The shell's booths by their number: their geometry in the batch, and the part that tells their size. */
  readonly #booths = new Map<number, { geometry: number; part: Part }>();
  readonly #tiles = new Map<number, ShownTile>();
  readonly #matrix = new Matrix4();

  constructor(model: Model, plan: HallPlan, surface: HallSurface) {
    this.#plan = plan;
    this.#surface = surface;
    const far = plan.tiles.map(({ blocks }) => blockShape(blocks, plan.sectors));
    const sizes = [...model.parts.map(sizeOfPart), ...far.map((shape) => sizeOf(shape, 1))];
    const largest = plan.tiles.reduce((most, { count }) => Math.max(most, count), 0);
    const instances = sizes.reduce((sum, { instances: count }) => sum + count, 0) + (largest > 0 ? MOST_SHOWN + largest : 0);
    const vertices = sizes.reduce((sum, size) => sum + size.vertices, 0);
    const indices = sizes.reduce((sum, size) => sum + size.indices, 0);
    this.mesh = new BatchedMesh(instances, vertices, indices);
    surface.dress(this.mesh);
    for (const part of model.parts) this.#addPart(part);
    far.forEach((shape, at) => {
      this.#tiles.set(at, { far: this.#addInstance(this.mesh.addGeometry(geometryOf(shape)), this.#matrix.identity(), UNTINTED), booths: [] });
    });
  }

  #addPart(part: Part): void {
    const geometry = this.mesh.addGeometry(geometryOf(part));
    if (isOutlying(part)) {
      this.#booths.set(Number(part.extras["booth"]), { geometry, part });
      return;
    }
    const count = part.instances?.count ?? 1;
    const tint = new Vector4();
    for (let i = 0; i < count; i++) {
      const tints = part.instances?.tints;
      this.#addInstance(geometry, this.#matrix.fromArray(part.instances?.matrices[i] ?? IDENTITY), tints ? tint.fromArray(tints, i * 4) : UNTINTED);
    }
  }

  #addInstance(geometry: number, matrix: Matrix4, tint: Vector4): number {
    const id = this.mesh.addInstance(geometry);
    this.mesh.setMatrixAt(id, matrix);
    this.mesh.setColorAt(id, tint);
    return id;
  }

  /** Puts up the booths of a tile in place of its blocks. */
  show(tile: Tile): void {
    const shown = this.#tiles.get(tile.at);
    if (!shown || shown.booths.length > 0) return;
    this.mesh.setVisibleAt(shown.far, false);
    shown.booths = (tile.stands ?? []).flatMap((stand) => this.#putUp(stand));
  }

  #putUp(stand: Stand): number[] {
    const booth = this.#booths.get(stand.booth);
    if (!booth) return [];
    const colour = new Vector4(...sectorColour(stand, this.#plan.sectors), 1);
    return [this.#addInstance(booth.geometry, this.#matrix.fromArray(boothMatrix(stand, booth.part)), colour)];
  }

  /** Takes the booths of a tile down; its blocks are seen again. */
  hide(tile: Tile): void {
    const shown = this.#tiles.get(tile.at);
    if (!shown || shown.booths.length === 0) return;
    for (const id of shown.booths) this.mesh.deleteInstance(id);
    shown.booths = [];
    this.mesh.setVisibleAt(shown.far, true);
  }

  dispose(): void {
    this.#surface.undress(this.mesh);
    this.mesh.dispose();
  }
}

function sizeOfPart(part: Part): Size {
  return sizeOf(part, isOutlying(part) ? 0 : (part.instances?.count ?? 1));
}

interface Size {
  readonly instances: number;
  readonly vertices: number;
  readonly indices: number;
}

function sizeOf({ positions, indices }: Shape, instances: number): Size {
  return { instances, vertices: positions.length / 3, indices: indices.length };
}

function geometryOf({ positions, colours, indices }: Shape): BufferGeometry {
  const geometry = new BufferGeometry();
  geometry.setAttribute("position", new BufferAttribute(positions, 3));
  geometry.setAttribute("tone", new BufferAttribute(colours, 4, true));
  geometry.setIndex(new BufferAttribute(indices, 1));
  return geometry;
}
