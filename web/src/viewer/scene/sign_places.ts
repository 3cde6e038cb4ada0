import type { HallPlan, Stand } from "../core/hall_plan.ts";
import type { Part } from "../gltf/model.ts";
import { boothMatrix, isOutlying } from "./booth_place.ts";

/** An upright place for lettering: its middle and the way it faces, in the hall's frame. */
export interface SignPlace {
  readonly x: number;
  readonly y: number;
  readonly z: number;
  readonly width: number;
  readonly height: number;
  /** Where the letters run to, as seen by a reader: unit vector on the floor. */
  readonly along: readonly [x: number, z: number];
}

type Row = readonly [x: number, y: number, z: number, width: number, height: number, turn: number];

/** Where the shell has fascias: `extras.signs` of each booth, stretched as its instances are. */
export function listSignPlaces(parts: readonly Part[], plan: HallPlan): Map<Stand, SignPlace[]> {
  const places = new Map<Stand, SignPlace[]>();
  for (const part of parts) {
    const signs = rowsOf(part.extras["signs"], 6) as Row[];
    const stands = part.extras["stands"];
    if (signs.length === 0 || !Array.isArray(stands)) continue;
    stands.forEach((id: unknown, i) => {
      const matrix = part.instances?.matrices[i];
      const stand = typeof id === "string" ? plan.byId.get(id) : undefined;
      if (!matrix || !stand) return;
      const boards = signs.map((sign) => placeSign(sign, matrix));
      places.set(stand, [...(places.get(stand) ?? []), ...boards]);
    });
  }
  return places;
}

/** The same for the stands of a tile: each has its booth's fascias. */
export function listTileSigns(parts: readonly Part[], stands: readonly Stand[]): Map<Stand, SignPlace[]> {
  const booths = new Map(parts.filter(isOutlying).map((part) => [Number(part.extras["booth"]), part]));
  const places = new Map<Stand, SignPlace[]>();
  for (const stand of stands) {
    const part = booths.get(stand.booth);
    if (!part) continue;
    const matrix = boothMatrix(stand, part);
    places.set(stand, (rowsOf(part.extras["signs"], 6) as Row[]).map((sign) => placeSign(sign, matrix)));
  }
  return places;
}

export interface BannerPlace extends SignPlace {
  readonly sector: string;
}

/** Where sector banners hang: `extras.banners`, already in the hall's frame. */
export function listBannerPlaces(parts: readonly Part[]): BannerPlace[] {
  return parts.flatMap((part) =>
    rowsOf(part.extras["banners"], 7).map(([sector, x, y, z, width, height, turn]) => {
      const angle = Number(turn);
      return {
        sector: String(sector),
        x: Number(x), y: Number(y), z: Number(z), width: Number(width), height: Number(height),
        along: [Math.cos(angle), -Math.sin(angle)] as const,
      };
    }),
  );
}

function rowsOf(value: unknown, width: number): (readonly unknown[])[] {
  return Array.isArray(value) ? value.filter((row): row is unknown[] => Array.isArray(row) && row.length >= width) : [];
}

/** The archetype's place in one booth. Height is never stretched, so it tells the unit. */
function placeSign([x, y, z, width, height, turn]: Row, matrix: Float32Array): SignPlace {
  const m = (i: number) => matrix[i] ?? 0;
  const unit = Math.hypot(m(4), m(5), m(6));
  const at = (row: number) => (m(row) * x + m(4 + row) * y + m(8 + row) * z) / unit + m(12 + row);
  const cos = Math.cos(turn);
  const sin = Math.sin(turn);
  const alongX = (m(0) * cos - m(8) * sin) / unit;
  const alongZ = (m(2) * cos - m(10) * sin) / unit;
  const stretch = Math.hypot(alongX, alongZ) || 1;
  return { x: at(0), y: at(1), z: at(2), width: width * stretch, height, along: [alongX / stretch, alongZ / stretch] };
}
