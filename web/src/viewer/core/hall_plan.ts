import type { Block, Tile } from "./tiles.ts";

/** The hall as the index file tells it: what is needed to walk, in plan metres (x east, y north). */

export type Point = readonly [x: number, y: number];
export type Ring = readonly Point[];
export type Box = readonly [x: number, y: number, width: number, depth: number];

export interface Door {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly a: Point;
  readonly b: Point;
}

export interface Zone {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly outline: Ring;
  readonly walkable: boolean;
}

export interface Sector {
  readonly id: string;
  readonly name: string;
  readonly colour: string;
}

export interface Stand {
  readonly at: number;
  readonly id: string;
  readonly number: string;
  readonly sector: number;
  readonly x: number;
  readonly y: number;
  /** Radians, counter-clockwise seen from above; 0 = the front faces −y. */
  readonly turn: number;
  readonly width: number;
  readonly depth: number;
  /** Bits: front 1, left 2, right 4, back 8. */
  readonly open: number;
  readonly kit: string;
  readonly exhibitor: string | null;
  readonly latin: string;
  readonly arabic: string;
  readonly near: string;
  /** Which of the shell's booths it is, −1 where the shell itself has put it up. */
  readonly booth: number;
}

export interface HallPlan {
  readonly fair: string;
  readonly lang: string;
  readonly outline: Ring;
  readonly holes: readonly Ring[];
  readonly height: number;
  readonly columns: readonly Box[];
  readonly doors: readonly Door[];
  readonly zones: readonly Zone[];
  readonly sectors: readonly Sector[];
  readonly start: readonly [x: number, y: number, heading: number];
  /** The stands that have come: all of them in a hall without tiles. */
  readonly stands: readonly Stand[];
  /** How many stands the hall has. */
  readonly total: number;
  /** The neighbourhoods of a large hall, none of one that comes whole. */
  readonly tiles: readonly Tile[];
  readonly byId: ReadonlyMap<string, Stand>;
  readonly byNumber: ReadonlyMap<string, Stand>;
}

/** A stand that is there, by its number as people write it, or its id. */
export function findStand(plan: HallPlan, name: string): Stand | undefined {
  return plan.byNumber.get(name.toLowerCase()) ?? plan.byId.get(name);
}

export class PlanError extends Error {
  override name = "PlanError";
}

interface StandColumns {
  id: string[];
  number: string[];
  sector: number[];
  x: number[];
  y: number[];
  rot: number[];
  w: number[];
  d: number[];
  open: number[];
  kit: string[];
  exhibitor: (string | null)[];
  latin: string[];
  arabic: string[];
  near: string[];
  booth?: number[];
}

interface TileColumns {
  count: number[];
  box: [number, number, number, number][];
  file: string[];
  numbers: string[];
  blocks: [sector: number, x: number, y: number, width: number, depth: number, turn?: number][][];
}

interface IndexFile {
  v: number;
  fair: string;
  lang: string;
  hall: { outline: Ring; holes?: Ring[]; height: number };
  columns?: Box[];
  doors?: Door[];
  zones?: Zone[];
  sectors: Sector[];
  start: [number, number, number];
  stands: StandColumns;
  tiles?: TileColumns;
}

const COLUMNS = [
  "id", "number", "sector", "x", "y", "rot", "w", "d", "open", "kit", "exhibitor", "latin", "arabic", "near",
] as const;

/** Reads the index file. Throws PlanError when it is not one that this viewer knows. */
export function parsePlan(value: unknown): HallPlan {
  const file = value as Partial<IndexFile> | null;
  if (file?.v !== 1) throw new PlanError(`index: version ${String(file?.v)} found, 1 expected`);
  const { hall, stands, sectors, start } = file;
  if (!hall || hall.outline.length < 3) throw new PlanError("index: the hall has no outline");
  if (!stands || !sectors || !start) throw new PlanError("index: stands, sectors or start is missing");
  const rows = readStands(stands, 0);
  const tiles = file.tiles ? readTiles(file.tiles, rows) : [];
  return {
    fair: file.fair ?? "",
    lang: file.lang ?? "",
    outline: hall.outline,
    holes: hall.holes ?? [],
    height: hall.height,
    columns: file.columns ?? [],
    doors: file.doors ?? [],
    zones: file.zones ?? [],
    sectors,
    start,
    stands: rows,
    total: tiles.reduce((sum, { count }) => sum + count, tiles.length > 0 ? 0 : rows.length),
    tiles,
    byId: new Map(rows.map((stand) => [stand.id, stand])),
    byNumber: new Map(rows.map((stand) => [stand.number.toLowerCase(), stand])),
  };
}

/** The plan with the stands of one more tile; everything else stays as it is. Throws PlanError. */
export function withTile(plan: HallPlan, at: number, value: unknown): HallPlan {
  const file = value as Partial<IndexFile> | null;
  const tile = plan.tiles[at];
  if (file?.v !== 1 || !file.stands || !tile) throw new PlanError(`tile ${String(at)}: it is not one that this viewer knows`);
  const stands = readStands(file.stands, tile.first);
  if (stands.length !== tile.count) throw new PlanError(`tile ${String(at)} has ${String(stands.length)} stands, ${String(tile.count)} expected`);
  const tiles = plan.tiles.map((other) => (other === tile ? { ...tile, stands } : other));
  const all = tiles.flatMap((other) => other.stands ?? []);
  const byId = plan.byId as Map<string, Stand>;
  const byNumber = plan.byNumber as Map<string, Stand>;
  for (const stand of stands) {
    byId.set(stand.id, stand);
    byNumber.set(stand.number.toLowerCase(), stand);
  }
  return { ...plan, tiles, stands: all, byId, byNumber };
}

function readTiles(columns: TileColumns, first: readonly Stand[]): Tile[] {
  let before = 0;
  const tiles = columns.count.map((count, at): Tile => {
    const [west = 0, south = 0, east = 0, north = 0] = columns.box[at] ?? [];
    const tile = {
      at, first: before, count, box: { west, south, east, north }, file: columns.file[at] ?? "", numbers: columns.numbers[at] ?? "",
      blocks: (columns.blocks[at] ?? []).map(([sector, x, y, width, depth, turn = 0]): Block => ({ sector, x, y, width, depth, turn: (turn * Math.PI) / 180 })),
      stands: at === 0 ? first : null,
    };
    before += count;
    return tile;
  });
  if (tiles[0]?.count !== first.length) throw new PlanError(`index: tile 0 has ${String(first.length)} stands, ${String(tiles[0]?.count)} expected`);
  return tiles;
}

function readStands(columns: StandColumns, first: number): Stand[] {
  const count = columns.id.length;
  for (const column of COLUMNS) {
    const length = (columns[column] as unknown[] | undefined)?.length;
    if (length !== count) {
      throw new PlanError(`index: stands.${column} has ${String(length)} entries, ${String(count)} expected`);
    }
  }
  return columns.id.map((_, at) => readStand(columns, at, first + at));
}

function readStand(columns: StandColumns, at: number, place: number): Stand {
  const get = <T>(column: readonly T[]): T => column[at] as T; // the lengths are checked before
  return {
    at: place,
    id: get(columns.id),
    number: get(columns.number),
    sector: get(columns.sector),
    x: get(columns.x),
    y: get(columns.y),
    turn: (get(columns.rot) * Math.PI) / 180,
    width: get(columns.w),
    depth: get(columns.d),
    open: get(columns.open),
    kit: get(columns.kit),
    exhibitor: get(columns.exhibitor),
    latin: get(columns.latin),
    arabic: get(columns.arabic),
    near: get(columns.near),
    booth: columns.booth?.[at] ?? -1,
  };
}
