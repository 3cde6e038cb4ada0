import type { HallPlan, Zone } from "../core/hall_plan.ts";
import { ringHolds } from "../core/ring.ts";
import type { Part } from "../gltf/model.ts";
import type { Slot } from "./sign_board.ts";
import type { SignPlace } from "./sign_places.ts";

const MOST_PX = 2048;

/** A wall of the shell that says something (`extras.boards`), and the zone that it stands in. */
export interface Board {
  readonly kind: string;
  readonly place: SignPlace;
  readonly zone: Zone | undefined;
}

/** The colours of a fair, its motif and its name. */
export interface BoardLook {
  readonly primary: string;
  readonly secondary: string;
  readonly accent: string;
  readonly motif: string;
  readonly fair: string;
}

export function listBoards(parts: readonly Part[], plan: HallPlan): Board[] {
  return parts.flatMap(({ extras }) => rowsOf(extras["boards"])).map(([kind, ...numbers]) => {
    const [x = 0, y = 0, z = 0, width = 1, height = 1, turn = 0] = numbers.map(Number);
    const along = [Math.cos(turn), -Math.sin(turn)] as const;
    return { kind: String(kind), place: { x, y, z, width, height, along }, zone: plan.zones.find(({ outline }) => ringHolds(outline, x, -z)) };
  });
}

function rowsOf(value: unknown): (readonly unknown[])[] {
  return Array.isArray(value) ? value.filter((row): row is unknown[] => Array.isArray(row)) : [];
}

/** The look that the shell tells, or a plain one. */
export function readLook(parts: readonly Part[], fair: string): BoardLook {
  const told = parts.map(({ extras }) => extras["look"]).find(Array.isArray) as readonly unknown[] | undefined;
  const [primary = "#8c2f22", secondary = "#1f5f6b", accent = "#d9a441", motif = "zellige"] = (told ?? []).map(String);
  return { primary, secondary, accent, motif, fair };
}

export interface BoardPage {
  readonly slots: readonly Slot[];
  readonly width: number;
  readonly height: number;
}

/** Puts boards (width and height in metres) in rows on a page that is as wide as the widest, the highest first. */
export function packBoards(sizes: readonly (readonly [width: number, height: number])[], pxAMetre: number): BoardPage {
  const widest = sizes.reduce((most, [width]) => Math.max(most, width), 1);
  const scale = Math.min(pxAMetre, MOST_PX / widest);
  const page = Math.ceil(widest * scale);
  const slots: Slot[] = sizes.map(() => ({ x: 0, y: 0, width: 1, height: 1 }));
  let [x, y, row] = [0, 0, 0];
  const order = sizes.map((size, at) => ({ size, at })).sort((one, other) => other.size[1] - one.size[1]);
  for (const { size, at } of order) {
    const [width, height] = [Math.floor(size[0] * scale), Math.floor(size[1] * scale)];
    if (x + width > page) [x, y, row] = [0, y + row, 0];
    slots[at] = { x, y, width, height };
    x += width;
    row = Math.max(row, height);
  }
  return { slots, width: page, height: Math.max(1, y + row) };
}
