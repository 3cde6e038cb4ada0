import { Mesh, type BufferGeometry, type Scene, type ShaderMaterial, type Texture } from "three";
import { breathe } from "../breath.ts";
import type { HallPlan, Point } from "../core/hall_plan.ts";
import { ringBounds, ringCentre } from "../core/ring.ts";
import { makeInk } from "./ink.ts";
import { createMaterial } from "./material.ts";
import { Quads, type PageBox } from "./quads.ts";
import { listRowSigns } from "./row_signs.ts";
import { paintBanner, paintWelcome, type Slot } from "./sign_board.ts";
import type { BannerPlace, SignPlace } from "./sign_places.ts";
import { bytesOf, pageTexture } from "./signs.ts";

const CELL_PX = 384;
const ASPECT = 4;
const COLUMNS = 2;
const ZONE_COLOUR = "#6a5846";
const EXIT_COLOUR = "#2f7d4f";
const ENTRANCE_COLOUR = "#8c4a2f";
const ZONE_WIDTH_M = 2.6;
const ZONE_HEIGHT_M = 3.2;
/** Over a zone that is so long a name hangs higher, out of the sight of its stage. */
const LONG_M = 9.5;
const LONG_ZONE_HEIGHT_M = 4.9;
const DOOR_WIDTH_M = 2.2;
const DOOR_HEIGHT_M = 2.95;
/** A page of lettering stays within 4 MiB. */
const MOST_ROWS = 40;
const WELCOME_WIDTH_M = 7;
const WELCOME_HEIGHT_M = 5.1;
const WELCOME_LEAST_M = 3.6;
const WELCOME_AHEAD_M = 10.5;

interface Banner {
  readonly text: string;
  readonly colour: string;
  readonly places: readonly SignPlace[];
  readonly welcome?: boolean;
  /** A quarter of a cell will do. */
  readonly small?: boolean;
}

/** Names overhead: sectors, zones and doors. One mesh, one page. */
export class Banners {
  readonly #mesh: Mesh<BufferGeometry, ShaderMaterial>;
  readonly #scene: Scene;
  readonly textureBytes: number;

  static async hang(plan: HallPlan, hung: readonly BannerPlace[], fair: string, scene: Scene): Promise<Banners> {
    const banners = [...welcomeBanner(plan, fair), ...sectorBanners(plan, hung), ...zoneBanners(plan), ...doorSigns(plan), ...rowBanners(plan)];
    const great = banners.filter(({ welcome }) => welcome);
    const large = banners.filter(({ small, welcome }) => !small && !welcome);
    const little = banners.filter(({ small }) => small);
    const first = great.length * COLUMNS * 2;
    const cells = [
      ...great.map((_, at) => ({ x: 0, y: at * 2, width: COLUMNS, height: 2 })),
      ...large.map((_, at) => cellBox(first + at, 1)),
      ...little.map((_, at) => cellBox((first + large.length) * 4 + at, 2)),
    ];
    const rows = Math.max(1, Math.ceil((first + large.length + little.length / 4) / COLUMNS));
    const all = [...great, ...large, ...little];
    const texture = pageTexture(await paintPage(all, cells, rows));
    const quads = new Quads();
    all.forEach(({ places }, at) => {
      const { x, y, width, height } = cells[at] ?? NOWHERE;
      const box: PageBox = [x / COLUMNS, y / rows, width / COLUMNS, height / rows];
      for (const place of places) quads.add(place, 0.03, box);
    });
    return new Banners(quads.build(), texture, scene);
  }

  private constructor(geometry: BufferGeometry, texture: Texture, scene: Scene) {
    this.#scene = scene;
    this.textureBytes = bytesOf(texture);
    this.#mesh = new Mesh(geometry, createMaterial(texture));
    this.#mesh.matrixAutoUpdate = false;
    scene.add(this.#mesh);
  }

  dispose(): void {
    this.#scene.remove(this.#mesh);
    this.#mesh.geometry.dispose();
    this.#mesh.material.dispose();
  }
}

/** The fair's name across the way in, seen as one enters, and from inside. */
function welcomeBanner(plan: HallPlan, text: string): Banner[] {
  const height = Math.min(WELCOME_HEIGHT_M, plan.height - WELCOME_WIDTH_M / ASPECT / 2 - 0.4);
  if (!text || height < WELCOME_LEAST_M) return [];
  const [x, y, degrees] = plan.start;
  const heading = (degrees * Math.PI) / 180;
  const along = [Math.cos(heading), -Math.sin(heading)] as const;
  const place: SignPlace = {
    x: x - Math.sin(heading) * WELCOME_AHEAD_M, y: height, z: -(y + Math.cos(heading) * WELCOME_AHEAD_M),
    width: WELCOME_WIDTH_M, height: WELCOME_WIDTH_M / ASPECT, along,
  };
  return [{ text, colour: ENTRANCE_COLOUR, places: [place, turned(place)], welcome: true }];
}

/** The sector's name on both sides of each of its cloths. */
function sectorBanners(plan: HallPlan, hung: readonly BannerPlace[]): Banner[] {
  return plan.sectors.map(({ id, name, colour }) => {
    const fronts = hung.filter(({ sector }) => sector === id).map((place) => fit(place));
    return { text: name, colour, places: fronts.flatMap((place) => [place, turned(place)]) };
  });
}

function fit(place: SignPlace): SignPlace {
  const width = Math.min(place.width, place.height * ASPECT);
  return { ...place, width, height: width / ASPECT };
}

function turned(place: SignPlace): SignPlace {
  return { ...place, along: [-place.along[0], -place.along[1]] };
}

/** Both ends of a row share what they say. */
function rowBanners(plan: HallPlan): Banner[] {
  const rows = new Map<string, { colour: string; places: SignPlace[] }>();
  for (const { text, colour, place } of listRowSigns(plan, ASPECT)) {
    const row = rows.get(text) ?? { colour, places: [] };
    row.places.push(place, turned(place));
    rows.set(text, row);
  }
  return [...rows].slice(0, MOST_ROWS).map(([text, row]) => ({ text, ...row, small: true }));
}

/** A lantern of four cloths, so that a zone's name reads from every side. */
function zoneBanners(plan: HallPlan): Banner[] {
  const named = plan.zones.filter(({ name, kind }) => name && kind !== "keep_out");
  const roofM = plan.height;
  return named.map(({ name, outline }) => {
    const [x, y] = ringCentre(outline);
    const { west, south, east, north } = ringBounds(outline);
    const height = Math.max(east - west, north - south) > LONG_M ? Math.min(LONG_ZONE_HEIGHT_M, roofM - 1) : ZONE_HEIGHT_M;
    const half = ZONE_WIDTH_M / 2;
    const sides = [[1, 0], [0, 1], [-1, 0], [0, -1]] as const;
    const places = sides.map(([ax, az]): SignPlace => ({
      x: x - az * half, y: height, z: -y + ax * half,
      width: ZONE_WIDTH_M, height: ZONE_WIDTH_M / ASPECT, along: [ax, az],
    }));
    return { text: name, colour: ZONE_COLOUR, places };
  });
}

/** A sign over each door, on the wall, facing in. */
function doorSigns(plan: HallPlan): Banner[] {
  const [hx, hy] = ringCentre(plan.outline);
  return plan.doors.filter(({ name }) => name).map(({ name, kind, a, b }) => {
    const middle: Point = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
    const length = Math.hypot(b[0] - a[0], b[1] - a[1]) || 1;
    const along: readonly [number, number] = [(b[0] - a[0]) / length, -(b[1] - a[1]) / length];
    // The reader's side is towards the middle of the hall; its plan normal is (az, ax) turned.
    const facesIn = -along[1] * (hx - middle[0]) + along[0] * (middle[1] - hy) > 0;
    const place: SignPlace = {
      x: middle[0], y: DOOR_HEIGHT_M, z: -middle[1], width: DOOR_WIDTH_M, height: DOOR_WIDTH_M / ASPECT,
      along: facesIn ? along : [-along[0], -along[1]],
    };
    const [ax, az] = place.along;
    const inward = { ...place, x: place.x - az * 0.25, z: place.z + ax * 0.25 };
    return { text: name, colour: kind === "entrance" ? ENTRANCE_COLOUR : EXIT_COLOUR, places: [inward] };
  });
}

const NOWHERE: Slot = { x: 0, y: 0, width: 1, height: 1 };

/** The place of a banner on the page, in cells: one after the other, or four to a cell. */
function cellBox(at: number, parts: 1 | 2): Slot {
  const [cell, quarter] = parts === 1 ? [at, 0] : [Math.floor(at / 4), at % 4];
  const [x, y] = [cell % COLUMNS, Math.floor(cell / COLUMNS)];
  return { x: x + (quarter % 2) / 2, y: y + Math.floor(quarter / 2) / 2, width: 1 / parts, height: 1 / parts };
}

async function paintPage(banners: readonly Banner[], cells: readonly Slot[], rows: number): Promise<HTMLCanvasElement> {
  const canvas = document.createElement("canvas");
  const height = CELL_PX / ASPECT;
  canvas.width = CELL_PX * COLUMNS;
  canvas.height = rows * height;
  const ink = makeInk(canvas);
  for (const [at, { text, colour, welcome }] of banners.entries()) {
    const cell = cells[at] ?? NOWHERE;
    const slot = { x: cell.x * CELL_PX, y: cell.y * height, width: cell.width * CELL_PX, height: cell.height * height };
    if (ink) (welcome ? paintWelcome : paintBanner)(ink, text, colour, slot);
    await breathe();
  }
  return canvas;
}
