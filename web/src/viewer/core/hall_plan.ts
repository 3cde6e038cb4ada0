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
  readonly stands: readonly Stand[];
  readonly byId: ReadonlyMap<string, Stand>;
  readonly byNumber: ReadonlyMap<string, Stand>;
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
  const count = stands.id.length;
  for (const column of COLUMNS) {
    const length = (stands[column] as unknown[] | undefined)?.length;
    if (length !== count) {
      throw new PlanError(`index: stands.${column} has ${String(length)} entries, ${count} expected`);
    }
  }
  const rows = stands.id.map((_, at) => readStand(stands, at));
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
    byId: new Map(rows.map((stand) => [stand.id, stand])),
    byNumber: new Map(rows.map((stand) => [stand.number.toLowerCase(), stand])),
  };
}

function readStand(columns: StandColumns, at: number): Stand {
  const get = <T>(column: readonly T[]): T => column[at] as T; // the lengths are checked before
  return {
    at,
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
  };
}
