import {
  BufferAttribute, BufferGeometry, LinearMipmapLinearFilter, Mesh, SRGBColorSpace, Texture,
  type Scene, type ShaderMaterial, type WebGLRenderer,
} from "three";
import type { HallPlan, Stand } from "../core/hall_plan.ts";
import type { NearStand } from "../core/nearby.ts";
import { crossBox, standRay, type Ray } from "../core/picking.ts";
import { Residency } from "../core/residency.ts";
import { readModel, type Model, type Part } from "../gltf/model.ts";
import { listPieces } from "../gltf/piece.ts";
import { placeAtStand } from "./axes.ts";
import { createMaterial } from "./material.ts";
import { bytesOf } from "./signs.ts";

export const NEAR_M = 14;
const IN_FLIGHT = 6;
const SHOWN = 18;
const GIVE_UP_AFTER = 2;
/** Beside the shell this keeps a picture below 80,000. */
const MOST_TRIANGLES = 26_000;
const ASIDE = 1.1;
const FINGER_M = 0.03;

/** Where a product stands, in its stand's frame (u, v, height). */
export interface ProductBox {
  readonly product: string;
  readonly low: readonly [number, number, number];
  readonly high: readonly [number, number, number];
}

export interface DressedStand {
  readonly stand: Stand;
  readonly mesh: Mesh<BufferGeometry, ShaderMaterial>;
  readonly products: readonly ProductBox[];
  readonly textureBytes: number;
  readonly triangles: number;
}

export interface NearFiles {
  load(stand: Stand, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>>;
}

/** What lies on the stands around the visitor: fetched by distance, kept within a budget. */
export class NearTier {
  readonly #scene: Scene;
  readonly #renderer: WebGLRenderer;
  readonly #files: NearFiles;
  readonly #onArrival: (stand: Stand) => void;
  readonly #kept: Residency<DressedStand>;
  readonly #flights = new Map<string, AbortController>();
  readonly #failures = new Map<string, number>();
  #wanted: ReadonlySet<string> = new Set();

  constructor(
    scene: Scene,
    renderer: WebGLRenderer,
    files: NearFiles,
    options: { readonly budgetBytes: number; readonly onArrival: (stand: Stand) => void },
  ) {
    this.#scene = scene;
    this.#renderer = renderer;
    this.#files = files;
    this.#onArrival = options.onArrival;
    this.#kept = new Residency(options.budgetBytes, (dressed) => {
      this.#drop(dressed);
    });
  }

  get shown(): number {
    return this.#kept.values().filter(({ mesh }) => mesh.visible).length;
  }

  get textureBytes(): number {
    return this.#kept.values().reduce((sum, { textureBytes }) => sum + textureBytes, 0);
  }

  has(stand: Stand): boolean {
    return this.#kept.get(stand.id)?.mesh.visible ?? false;
  }

  /** Takes the stands around, nearest first; loads what is in view before what is behind. */
  want(near: readonly NearStand[]): void {
    const ordered = [...near]
      .filter(({ stand }) => stand.near)
      .sort((a, b) => urgency(a) - urgency(b))
      .slice(0, SHOWN);
    this.#wanted = new Set(ordered.map(({ stand }) => stand.id));
    this.#show(ordered);
    for (const { stand } of [...ordered].reverse()) this.#kept.touch(stand.id);
    this.#kept.trim(this.#wanted);
    for (const [id, flight] of this.#flights) if (!this.#wanted.has(id)) flight.abort();
    for (const { stand } of ordered) {
      if (this.#flights.size >= IN_FLIGHT) break;
      if (!this.#kept.has(stand.id) && !this.#flights.has(stand.id)) void this.#fetch(stand);
    }
  }

  /** Shows the nearest first, as far as the triangles go; what is behind the visitor costs none. */
  #show(ordered: readonly NearStand[]): void {
    for (const { mesh } of this.#kept.values()) mesh.visible = false;
    let triangles = 0;
    for (const { stand, aside, distance } of ordered) {
      const dressed = this.#kept.get(stand.id);
      if (!dressed) continue;
      if (aside < ASIDE || distance < 2) triangles += dressed.triangles;
      dressed.mesh.visible = triangles <= MOST_TRIANGLES;
    }
  }

  async #fetch(stand: Stand): Promise<void> {
    if ((this.#failures.get(stand.id) ?? 0) >= GIVE_UP_AFTER) return;
    const flight = new AbortController();
    this.#flights.set(stand.id, flight);
    try {
      const model = await readModel(await this.#files.load(stand, flight.signal));
      const dressed = await dress(stand, model);
      if (flight.signal.aborted) {
        dispose(dressed);
        return;
      }
      const map = dressed.mesh.material.uniforms["map"]?.value as Texture | undefined;
      if (map) this.#renderer.initTexture(map);
      dressed.mesh.visible = false; // the next look around decides
      this.#scene.add(dressed.mesh);
      this.#kept.put(stand.id, dressed, dressed.textureBytes + geometryBytes(dressed.mesh.geometry));
      this.#onArrival(stand);
    } catch (error) {
      if (flight.signal.aborted) return;
      // A stand without its goods is still a stand: the walk goes on.
      console.warn(`stand ${stand.number}: its near file was not shown:`, error);
      this.#failures.set(stand.id, (this.#failures.get(stand.id) ?? 0) + 1);
    } finally {
      this.#flights.delete(stand.id);
    }
  }

  /** The product that a ray meets first within `reach`. */
  pick(ray: Ray, reach: number): { stand: Stand; product: string; distance: number } | null {
    let best: { stand: Stand; product: string; distance: number } | null = null;
    for (const { stand, products, mesh } of this.#kept.values()) {
      if (!mesh.visible) continue;
      const own = standRay(stand, ray);
      for (const { product, low, high } of products) {
        const distance = crossBox(own, low, high);
        if (distance !== null && distance < (best?.distance ?? reach)) best = { stand, product, distance };
      }
    }
    return best;
  }

  /** After a new build: drops what changed, keeps and re-anchors the rest. */
  changeHall(plan: HallPlan, changed: readonly string[]): void {
    for (const id of changed) {
      this.#flights.get(id)?.abort();
      this.#kept.delete(id);
    }
    this.#failures.clear();
    for (const { stand, mesh } of this.#kept.values()) {
      const now = plan.byId.get(stand.id);
      if (now) placeAtStand(mesh, now);
    }
  }

  #drop(dressed: DressedStand): void {
    this.#scene.remove(dressed.mesh);
    dispose(dressed);
  }
}

/** What is in view comes before all that is not. */
function urgency({ distance, aside }: NearStand): number {
  return distance + (aside > ASIDE && distance > 2 ? NEAR_M : 0);
}

function dispose({ mesh }: DressedStand): void {
  mesh.geometry.dispose();
  const map = mesh.material.uniforms["map"]?.value as Texture | undefined;
  if (map) {
    (map.image as ImageBitmap).close();
    map.dispose();
  }
  mesh.material.dispose();
}

async function dress(stand: Stand, model: Model): Promise<DressedStand> {
  const image = model.images[0];
  const texture = image ? await imageTexture(image) : null;
  const mesh = new Mesh(mergeParts(model.parts), createMaterial(texture));
  mesh.matrixAutoUpdate = true;
  placeAtStand(mesh, stand);
  mesh.matrixAutoUpdate = false;
  return { stand, mesh, products: productBoxes(model.parts), textureBytes: bytesOf(texture), triangles: (mesh.geometry.getIndex()?.count ?? 0) / 3 };
}

export async function imageTexture(image: Blob): Promise<Texture> {
  const texture = new Texture(await createImageBitmap(image));
  texture.colorSpace = SRGBColorSpace;
  texture.flipY = false;
  texture.minFilter = LinearMipmapLinearFilter;
  texture.anisotropy = 4;
  texture.needsUpdate = true;
  return texture;
}

/** All parts of a stand as one geometry: one draw call a stand. */
export function mergeParts(parts: readonly Part[]): BufferGeometry {
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
  const geometry = new BufferGeometry();
  geometry.setAttribute("position", new BufferAttribute(positions, 3));
  geometry.setAttribute("tone", new BufferAttribute(tones, 4, true));
  geometry.setAttribute("uv", new BufferAttribute(uvs, 2));
  geometry.setIndex(new BufferAttribute(indices, 1));
  return geometry;
}

function geometryBytes(geometry: BufferGeometry): number {
  const vertices = geometry.getAttribute("position").count;
  return vertices * (12 + 4 + 8) + (geometry.getIndex()?.count ?? 0) * 4;
}

/** A box around each piece of a product, a little larger than it: fingers are not pixels. */
function productBoxes(parts: readonly Part[]): ProductBox[] {
  const boxes: ProductBox[] = [];
  for (const part of parts) {
    const product = part.extras["product"];
    if (typeof product !== "string") continue;
    for (const piece of listPieces(part)) boxes.push({ product, ...boxOf(part, piece) });
  }
  return boxes;
}

function boxOf(part: Part, indices: Uint32Array): Omit<ProductBox, "product"> {
  const low: [number, number, number] = [Infinity, Infinity, Infinity];
  const high: [number, number, number] = [-Infinity, -Infinity, -Infinity];
  for (const vertex of indices) {
    const at = (axis: number) => part.positions[vertex * 3 + axis] ?? 0;
    const point = [at(0), -at(2), at(1)] as const; // the file's axes → u, v, height
    for (const axis of [0, 1, 2] as const) {
      low[axis] = Math.min(low[axis], point[axis] - FINGER_M);
      high[axis] = Math.max(high[axis], point[axis] + FINGER_M);
    }
  }
  return { low, high };
}
