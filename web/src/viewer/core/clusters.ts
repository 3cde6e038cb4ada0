import type { Stand } from "./hall_plan.ts";

/** Splits stands into neighbourhoods of at most `most`, halving along the longer side. */
export function clusterStands(stands: readonly Stand[], most: number): Stand[][] {
  if (stands.length === 0) return [];
  if (stands.length <= most) return [[...stands]];
  const xs = stands.map((stand) => stand.x);
  const ys = stands.map((stand) => stand.y);
  const wide = Math.max(...xs) - Math.min(...xs) > Math.max(...ys) - Math.min(...ys);
  const sorted = [...stands].sort((a, b) => (wide ? a.x - b.x : a.y - b.y) || a.at - b.at);
  const groups = Math.ceil(stands.length / most);
  const half = Math.ceil(groups / 2) * Math.ceil(stands.length / groups);
  return [...clusterStands(sorted.slice(0, half), most), ...clusterStands(sorted.slice(half), most)];
}
