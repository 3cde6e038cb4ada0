import type { HallPlan, Stand } from "./hall_plan.ts";
import type { Bounds } from "./ring.ts";
import type { Frame } from "./stand_frame.ts";

/** Stands in contact, seen from afar or before they have come: the frame of one large stand. */
export interface Block extends Frame {
  readonly sector: number;
}

/** A neighbourhood of a large hall. Its stands come when they are wanted, its blocks are always there. */
export interface Tile {
  readonly at: number;
  /** Place of its first stand among all stands of the hall. */
  readonly first: number;
  readonly count: number;
  readonly box: Bounds;
  readonly file: string;
  /** The numbers of its stands in runs: `A1-34 B7`. */
  readonly numbers: string;
  readonly blocks: readonly Block[];
  /** Null until they have come. */
  readonly stands: readonly Stand[] | null;
}

/** Metres from a place to a tile, 0 inside it. */
export function tileDistance({ box }: Tile, x: number, y: number): number {
  return Math.hypot(Math.max(box.west - x, 0, x - box.east), Math.max(box.south - y, 0, y - box.north));
}

/** The stands that may be within `reach` of a place: all of a small hall, those of near tiles of a large one. */
export function standsAround({ stands, tiles }: Pick<HallPlan, "stands" | "tiles">, x: number, y: number, reach: number): readonly Stand[] {
  if (tiles.length === 0) return stands;
  return tiles.flatMap((tile) => (tileDistance(tile, x, y) <= reach ? (tile.stands ?? []) : []));
}

/** The tile that holds a stand of that number, or undefined. */
export function findTileOf(tiles: readonly Tile[], number: string): Tile | undefined {
  const wanted = number.toUpperCase();
  const [, letters = "", digits = ""] = /^(\D*)(\d+)$/.exec(wanted) ?? [];
  return tiles.find(({ numbers }) =>
    numbers.toUpperCase().split(" ").some((run) => {
      if (run === wanted) return true;
      const [, before = "", first = "", last = ""] = /^(\D*)(\d+)-(\d+)$/.exec(run) ?? [];
      return digits !== "" && last !== "" && before === letters && Number(digits) >= Number(first) && Number(digits) <= Number(last);
    }),
  );
}

const AHEAD_M = 40;

/** What has not come yet, the most wanted first: near ones, and of those the ones that one walks towards. */
export function listMissing(tiles: readonly Tile[], x: number, y: number, heading: number): Tile[] {
  const [ax, ay] = [x - Math.sin(heading) * AHEAD_M, y + Math.cos(heading) * AHEAD_M];
  const urgency = (tile: Tile) => tileDistance(tile, x, y) + tileDistance(tile, ax, ay) / 2;
  return tiles
    .filter(({ stands }) => stands === null)
    .map((tile) => ({ tile, urgency: urgency(tile) }))
    .sort((a, b) => a.urgency - b.urgency)
    .map(({ tile }) => tile);
}

/** A tile that is shown stays a little longer, so that two at one distance do not take turns. */
const STAY_M = 6;

/** Of a large hall so many stands are drawn one by one, those around the visitor; the others are blocks. */
export const MOST_SHOWN = 240;
/** Farther than this a block looks like the booths that it stands for. */
export const SHOWN_M = 75;

/** Which of the tiles are shown stand by stand: the nearest, up to so many stands. */
export function chooseShown(tiles: readonly Tile[], x: number, y: number, shown: ReadonlySet<Tile>, most: number, reach: number): Tile[] {
  const ordered = tiles
    .filter(({ stands }) => stands !== null)
    .map((tile) => ({ tile, away: tileDistance(tile, x, y) - (shown.has(tile) ? STAY_M : 0) }))
    .filter(({ away }) => away <= reach)
    .sort((a, b) => a.away - b.away);
  const chosen: Tile[] = [];
  let sum = 0;
  for (const { tile } of ordered) {
    sum += tile.count;
    if (sum > most && chosen.length > 0) break;
    chosen.push(tile);
  }
  return chosen;
}
