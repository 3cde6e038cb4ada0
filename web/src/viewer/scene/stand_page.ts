import {
  BatchedMesh, BufferAttribute, BufferGeometry, ClampToEdgeWrapping, DataTexture, LinearFilter, LinearMipmapLinearFilter, Matrix4, RGBAFormat,
  SRGBColorSpace, Texture, UnsignedByteType, Vector2, type Camera, type Scene, type WebGLRenderer,
} from "three";
import type { Stand } from "../core/hall_plan.ts";
import { Blocks, type Cell } from "../streaming/blocks.ts";
import type { Shape } from "../streaming/stand_goods.ts";
import type { PictureLevels } from "../streaming/stand_picture.ts";
import { createGoodsMaterial } from "./material.ts";
import { makePrograms } from "./programs.ts";

const LEVELS = 7;
const MOST_STANDS = 512;
/** Room for what is drawn and as much again, so that it is seldom packed anew. */
const VERTICES = 140_000;
const INDICES = 330_000;

/**
 * The goods of all stands around in one draw call: one batch of triangles and one page for their
 * pictures, filled cell by cell. One mesh a stand cost a call each, and 18 stands were the most.
 */
export class StandPage {
  readonly textureBytes: number;
  readonly blocks: number;
  readonly #renderer: WebGLRenderer;
  readonly #texture: DataTexture;
  readonly #mesh: CountingBatch;
  readonly #cells: Blocks;
  readonly #size: readonly [number, number];
  readonly #white: Cell;
  readonly #matrix = new Matrix4();

  constructor(renderer: WebGLRenderer, width: number, height: number) {
    this.#renderer = renderer;
    this.#size = [width, height];
    this.#cells = new Blocks(width, height);
    this.#texture = emptyPage(width, height);
    this.textureBytes = Math.round((width * height * 4 * 4) / 3);
    this.#mesh = new CountingBatch(MOST_STANDS, VERTICES, INDICES, createGoodsMaterial(this.#texture));
    this.#mesh.frustumCulled = false; // each stand is judged on its own
    this.#mesh.matrixAutoUpdate = false;
    this.#white = this.#cells.take(1, 1) ?? { x: 0, y: 0, width: 1, height: 1 };
    this.blocks = this.#cells.free;
    this.#paintWhite();
  }

  /** Takes the page into the picture, once the device has the program for it. */
  async hang(scene: Scene, camera: Camera): Promise<void> {
    await makePrograms(this.#mesh, this.#renderer, camera);
    scene.add(this.#mesh);
  }

  /** The triangles of the last picture that are not of goods. */
  get hallTriangles(): number {
    return this.#renderer.info.render.triangles - this.#mesh.drawn;
  }

  get freeBlocks(): number {
    return this.#cells.free;
  }

  /** The card has lost everything: the white corner is painted again. */
  restore(): void {
    this.#paintWhite();
  }

  /** A cell with a picture in it, or null when the page is full. */
  putPicture(levels: PictureLevels): Cell | null {
    const whole = levels[0];
    if (!whole) return this.#white;
    const cell = this.#cells.take(whole.width, whole.height);
    if (cell) levels.slice(0, LEVELS).forEach((level, at) => { this.#paint(level, cell, at); });
    return cell;
  }

  giveBack(cell: Cell): void {
    if (cell !== this.#white) this.#cells.give(cell);
  }

  /** Puts triangles with their picture onto the card, unseen; null when there is no room. */
  putShape(shape: Shape, cell: Cell, stand: Stand): StandInstance | null {
    const geometry = this.#toGeometry(shape, cell);
    const [vertices, indices] = [shape.positions.length / 3, shape.indices.length];
    if (this.#mesh.unusedVertexCount < vertices || this.#mesh.unusedIndexCount < indices) this.#mesh.optimize();
    if (this.#mesh.unusedVertexCount < vertices || this.#mesh.unusedIndexCount < indices) return null;
    const id = this.#mesh.addGeometry(geometry);
    const instance = this.#mesh.addInstance(id);
    this.#mesh.setVisibleAt(instance, false);
    this.#place(instance, stand);
    return { geometry: id, instance, triangles: indices / 3 };
  }

  takeShape({ geometry }: StandInstance): void {
    this.#mesh.deleteGeometry(geometry);
  }

  show({ instance }: StandInstance, visible: boolean): void {
    this.#mesh.setVisibleAt(instance, visible);
  }

  move({ instance }: StandInstance, stand: Stand): void {
    this.#place(instance, stand);
  }

  #place(instance: number, stand: Stand): void {
    this.#mesh.setMatrixAt(instance, this.#matrix.makeRotationY(stand.turn).setPosition(stand.x, 0, -stand.y));
  }

  #toGeometry({ positions, tones, uvs, indices }: Shape, cell: Cell): BufferGeometry {
    const [width, height] = this.#size;
    const blank = cell === this.#white;
    const placed = new Float32Array(uvs.length);
    for (let i = 0; i < uvs.length; i += 2) {
      placed[i] = (cell.x + (blank ? WHITE_PX / 2 : (uvs[i] ?? 0) * cell.width)) / width;
      placed[i + 1] = (cell.y + (blank ? WHITE_PX / 2 : (uvs[i + 1] ?? 0) * cell.height)) / height;
    }
    const geometry = new BufferGeometry();
    geometry.setAttribute("position", new BufferAttribute(positions, 3));
    geometry.setAttribute("tone", new BufferAttribute(tones, 4, true));
    geometry.setAttribute("uv", new BufferAttribute(placed, 2));
    geometry.setIndex(new BufferAttribute(indices, 1));
    return geometry;
  }

  #paint(image: ImageBitmap, { x, y }: Cell, level: number): void {
    const source = new Texture(image);
    source.colorSpace = SRGBColorSpace;
    this.#renderer.copyTextureToTexture(source, this.#texture, null, new Vector2(x >> level, y >> level), 0, level);
  }

  #paintWhite(): void {
    for (let level = 0; level < LEVELS; level++) {
      const side = Math.max(1, WHITE_PX >> level);
      const white = new DataTexture(new Uint8Array(side * side * 4).fill(255), side, side, RGBAFormat);
      this.#renderer.copyTextureToTexture(white, this.#texture, null, new Vector2(this.#white.x >> level, this.#white.y >> level), 0, level);
    }
  }
}

const WHITE_PX = 64;

export interface StandInstance {
  readonly geometry: number;
  readonly instance: number;
  readonly triangles: number;
}

/** A batch that knows how many of its triangles the last picture drew: those in view. */
class CountingBatch extends BatchedMesh {
  drawn = 0;
  #before = 0;

  override onBeforeRender: BatchedMesh["onBeforeRender"] = (...args) => {
    super.onBeforeRender(...args);
    this.#before = args[0].info.render.triangles;
  };

  override onAfterRender: BatchedMesh["onAfterRender"] = (renderer) => {
    this.drawn = renderer.info.render.triangles - this.#before;
  };
}

/** A page of which the card only reserves the memory. */
function emptyPage(width: number, height: number): DataTexture {
  const texture = new DataTexture(null, width, height, RGBAFormat, UnsignedByteType);
  texture.mipmaps = Array.from({ length: LEVELS }, (_, level) => ({ data: new Uint8Array(0), width: width >> level, height: height >> level }));
  texture.source.dataReady = false;
  texture.colorSpace = SRGBColorSpace;
  texture.wrapS = texture.wrapT = ClampToEdgeWrapping;
  texture.minFilter = LinearMipmapLinearFilter;
  texture.magFilter = LinearFilter;
  texture.anisotropy = 4;
  texture.needsUpdate = true;
  return texture;
}
