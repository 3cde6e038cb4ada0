import {
  CanvasTexture, Color, LinearFilter, LinearMipmapLinearFilter, Mesh, NoColorSpace, RedFormat, SRGBColorSpace,
  type BufferGeometry, type Scene, type ShaderMaterial, type Texture,
} from "three";
import { breathe } from "../breath.ts";
import { clusterStands } from "../core/clusters.ts";
import type { Sector, Stand } from "../core/hall_plan.ts";
import { standDistance } from "../core/stand_frame.ts";
import { makeInk } from "./ink.ts";
import { createInkMaterial, setMap } from "./material.ts";
import { Quads, type PageBox } from "./quads.ts";
import { paintBoard, paintTallBoard, TALL_PARTS } from "./sign_board.ts";
import type { SignPlace } from "./sign_places.ts";

const MARGIN_M = 0.05;
/** Before the fascia, so that the two never fight for the same depth. */
const GAP_M = 0.012;
const ASPECT = 9.4;
const PER_PAGE = 32;
const COLUMNS = 2;
const ROWS = PER_PAGE / COLUMNS;
const SLICE = 6;
const LEGIBLE_M = 15;
const FAR_CELL_PX = 240;

interface Page {
  readonly stands: readonly Stand[];
  readonly mesh: Mesh<BufferGeometry, ShaderMaterial>;
  far: Texture | null;
  /** Only some of its boards are lettered yet. */
  partial: boolean;
  near: Texture | null;
}

interface Work {
  readonly page: Page;
  readonly near: boolean;
  readonly canvas: HTMLCanvasElement;
  /** Those of the page's boards that are still to be lettered. */
  readonly slots: number[];
  /** They are not all of the page. */
  readonly partial: boolean;
}

/** The fascia boards: lettered by the browser, near ones first and finer. */
export class Signs {
  readonly #pages: Page[];
  readonly #cellPx: number;
  readonly #tall: ReadonlySet<Stand>;
  readonly #scene: Scene;
  #work: Work | null = null;

  constructor(all: readonly Stand[], sectors: readonly Sector[], places: ReadonlyMap<Stand, readonly SignPlace[]>, scene: Scene, cellPx: number) {
    this.#scene = scene;
    this.#cellPx = cellPx;
    this.#tall = new Set([...places].filter(([, boards]) => boards.every(isTall)).map(([stand]) => stand));
    const inkOf = (stand: Stand) => readableInk(sectors[stand.sector]?.colour ?? "");
    this.#pages = clusterStands(all.filter((stand) => places.has(stand)), PER_PAGE).map((stands) => {
      const mesh = new Mesh(boardGeometry(stands, places, this.#tall, inkOf), createInkMaterial(BLANK));
      mesh.visible = false;
      mesh.matrixAutoUpdate = false;
      scene.add(mesh);
      return { stands, mesh, far: null, partial: false, near: null };
    });
  }

  /** Letters the boards within 15 m of a place, coarsely: the visitor waits for these; `workOn` letters the rest, and makes them fine. */
  async drawAround(x: number, y: number): Promise<void> {
    for (const page of this.#pages) {
      const slots = page.stands.flatMap((stand, slot) => (standDistance(stand, x, y) <= LEGIBLE_M ? [slot] : []));
      if (page.far || slots.length === 0) continue;
      const work = this.#begin(page, false, slots);
      while (work.slots.length > 0) {
        this.#paint(work);
        await breathe();
      }
      this.#finish(work);
    }
  }

  /**
   * Does one small piece of the lettering that is still missing, the nearest first.
   * Tells whether something changed in the picture, or null when all is done.
   */
  workOn(x: number, y: number): boolean | null {
    this.#release(x, y);
    this.#work ??= this.#choose(x, y);
    if (!this.#work) return null;
    const work = this.#work;
    this.#paint(work);
    if (work.slots.length > 0) return false;
    this.#finish(work);
    this.#work = null;
    return true;
  }

  get textureBytes(): number {
    let sum = 0;
    for (const page of this.#pages) sum += bytesOf(page.near) + bytesOf(page.far);
    return sum;
  }

  dispose(): void {
    for (const page of this.#pages) {
      this.#scene.remove(page.mesh);
      page.mesh.geometry.dispose();
      page.mesh.material.dispose();
      page.near?.dispose();
      page.far?.dispose();
    }
  }

  #choose(x: number, y: number): Work | null {
    const ordered = this.#pages.map((page) => ({ page, away: distance(page, x, y) })).sort((a, b) => a.away - b.away);
    const near = ordered.find(({ page, away }) => !page.near && away <= LEGIBLE_M);
    if (near) return this.#begin(near.page, true);
    const far = ordered.find(({ page }) => !page.far || page.partial);
    return far ? this.#begin(far.page, false) : null;
  }

  /** Fine lettering is given up once one is well away from it. */
  #release(x: number, y: number): void {
    for (const page of this.#pages) {
      if (!page.near || !page.far || distance(page, x, y) < LEGIBLE_M * 1.6) continue;
      setMap(page.mesh.material, page.far);
      page.near.dispose();
      page.near = null;
    }
  }

  #begin(page: Page, near: boolean, slots = [...page.stands.keys()]): Work {
    const cell = near ? this.#cellPx : FAR_CELL_PX;
    const canvas = document.createElement("canvas");
    canvas.width = cell * COLUMNS;
    canvas.height = Math.round(cell / ASPECT) * ROWS;
    return { page, near, canvas, slots, partial: slots.length < page.stands.length };
  }

  #paint(work: Work): void {
    const ink = makeInk(work.canvas);
    if (!ink) {
      work.slots.length = 0; // short of memory: boards stay blank, nobody waits for them
      return;
    }
    const width = work.canvas.width / COLUMNS;
    const height = work.canvas.height / ROWS;
    for (const at of work.slots.splice(0, SLICE)) {
      const stand = work.page.stands[at];
      if (!stand) continue;
      const slot = { x: (at % COLUMNS) * width, y: Math.floor(at / COLUMNS) * height, width, height };
      if (this.#tall.has(stand)) paintTallBoard(ink, stand, slot);
      else paintBoard(ink, stand, slot);
    }
  }

  #finish(work: Work): void {
    const texture = inkTexture(work.canvas);
    const { page } = work;
    page[work.near ? "near" : "far"]?.dispose(); // lettered twice where a walk and a new build met
    if (work.near) page.near = texture;
    else [page.far, page.partial] = [texture, work.partial];
    if (work.near || !page.near) setMap(page.mesh.material, texture);
    page.mesh.visible = true;
  }
}

/** A sharp texture from a canvas; the canvas gives its memory back once it is on the card. */
export function pageTexture(canvas: HTMLCanvasElement): CanvasTexture {
  const texture = new CanvasTexture(canvas);
  texture.colorSpace = SRGBColorSpace;
  texture.flipY = false;
  texture.minFilter = LinearMipmapLinearFilter;
  texture.magFilter = LinearFilter;
  texture.anisotropy = 8;
  return texture;
}

/** White letters on black, kept as one byte a pixel. */
export function inkTexture(canvas: HTMLCanvasElement): CanvasTexture {
  const texture = pageTexture(canvas);
  texture.colorSpace = NoColorSpace;
  texture.format = RedFormat;
  return texture;
}

const BLANK = inkTexture(document.createElement("canvas"));

export function bytesOf(texture: Texture | null): number {
  const image = texture?.image as { width?: number; height?: number } | undefined;
  const channels = texture?.format === RedFormat ? 1 : 4;
  return Math.round(((image?.width ?? 0) * (image?.height ?? 0) * channels * 4) / 3);
}

const WHITE = [255, 255, 255] as const;
const DARK = [12, 8, 5] as const;

/** White letters, or dark ones on a fascia too light for white (WCAG's relative luminance). */
function readableInk(colour: string): readonly [number, number, number] {
  const { r, g, b } = new Color(colour || "#777");
  return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.36 ? DARK : WHITE;
}

function distance(page: Page, x: number, y: number): number {
  return page.stands.reduce((least, stand) => Math.min(least, standDistance(stand, x, y)), Infinity);
}

function isTall({ width, height }: SignPlace): boolean {
  return width < height * 2;
}

/** The parts of a board one above the other. */
function addTall(quads: Quads, place: SignPlace, [left, top, wide, high]: PageBox, ink: readonly [number, number, number]): void {
  const shape = ASPECT / TALL_PARTS;
  const width = Math.min(place.width - MARGIN_M, ((place.height - MARGIN_M / 2) * shape) / TALL_PARTS);
  const height = width / shape;
  for (let part = 0; part < TALL_PARTS; part++) {
    const y = place.y + height * ((TALL_PARTS - 1) / 2 - part);
    quads.add({ ...place, y, width, height }, GAP_M, [left + (wide * part) / TALL_PARTS, top, wide / TALL_PARTS, high], ink);
  }
}

/** One board on each fascia; a narrow one gets a smaller board, never a cut text. */
function boardGeometry(
  stands: readonly Stand[],
  places: ReadonlyMap<Stand, readonly SignPlace[]>,
  tall: ReadonlySet<Stand>,
  inkOf: (stand: Stand) => readonly [number, number, number],
): BufferGeometry {
  const quads = new Quads();
  stands.forEach((stand, slot) => {
    const box = [(slot % COLUMNS) / COLUMNS, Math.floor(slot / COLUMNS) / ROWS, 1 / COLUMNS, 1 / ROWS] as const;
    for (const place of places.get(stand) ?? []) {
      if (tall.has(stand)) {
        addTall(quads, place, box, inkOf(stand));
        continue;
      }
      const width = Math.min(place.width - MARGIN_M, (place.height - MARGIN_M / 2) * ASPECT);
      quads.add({ ...place, width, height: width / ASPECT }, GAP_M, box, inkOf(stand));
    }
  });
  return quads.build();
}
