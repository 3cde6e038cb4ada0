import type { HallPlan, Stand } from "../core/hall_plan.ts";
import { standPoint } from "../core/stand_frame.ts";
import type { SignPlace } from "./sign_places.ts";

/** The names of a row of stands for those who look along it: "A12 – A24". */
export interface RowSign {
  readonly text: string;
  readonly colour: string;
  readonly place: SignPlace;
}

const LEAST_STANDS = 4;
/** Fronts within this are one row; a wider gap between neighbours ends it. */
const LINE_M = 0.3;
const GAP_M = 0.6;
const WIDTH_M = 1.5;
const HEIGHT_M = 2.95;
const BEFORE_M = 0.95;

/** A sign at each end of each long row, hung over the edge of its aisle. */
export function listRowSigns(plan: HallPlan, aspect: number): RowSign[] {
  return listRows(plan.stands).flatMap((row) => {
    const [first, last] = [row[0], row.at(-1)];
    if (!first || !last || row.length < LEAST_STANDS) return [];
    const text = first.number === last.number ? first.number : `${first.number} – ${last.number}`;
    const colour = plan.sectors[first.sector]?.colour ?? "#6a5846";
    const ends = [[first, 0.4, -1], [last, last.width - 0.4, 1]] as const;
    return ends.map(([stand, u, out]) => {
      const [x, y] = standPoint(stand, u, -BEFORE_M);
      const along = [Math.sin(stand.turn) * out, Math.cos(stand.turn) * out] as const;
      return { text, colour, place: { x, y: HEIGHT_M, z: -y, width: WIDTH_M, height: WIDTH_M / aspect, along } };
    });
  });
}

/** Stands of one sector whose fronts form one line without gaps, in the order of that line. */
function listRows(stands: readonly Stand[]): Stand[][] {
  const lines = new Map<string, Stand[]>();
  for (const stand of stands) {
    const turn = Math.round((stand.turn * 180) / Math.PI);
    const key = [stand.sector, turn, Math.round(acrossOf(stand) / LINE_M)].join();
    lines.set(key, [...(lines.get(key) ?? []), stand]);
  }
  return [...lines.values()].flatMap((line) => {
    const rows: Stand[][] = [];
    let end = -Infinity;
    for (const stand of line.sort((a, b) => alongOf(a) - alongOf(b))) {
      const at = alongOf(stand);
      if (at - end > GAP_M) rows.push([]);
      rows.at(-1)?.push(stand);
      end = at + stand.width;
    }
    return rows;
  });
}

function alongOf({ x, y, turn }: Stand): number {
  return x * Math.cos(turn) + y * Math.sin(turn);
}

function acrossOf({ x, y, turn }: Stand): number {
  return y * Math.cos(turn) - x * Math.sin(turn);
}
