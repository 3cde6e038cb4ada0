import type { Pose } from "./nearby.ts";

/** What an address such as `#stand=A12`, `#product=id`, `#at=x,y,heading`, `#route=A12,B3`, `#tour=id` or `#room=stage` names. */
export interface PlaceLink {
  readonly stand?: string;
  readonly product?: string;
  readonly at?: Pose;
  /** Numbers of the stands of a walk, in the order of the sender. */
  readonly route?: readonly string[];
  readonly tour?: string;
  /** A zone of the plan where sessions are held. */
  readonly room?: string;
}

const MOST_STOPS = 60;

export function parseLink(hash: string): PlaceLink {
  const fields = new URLSearchParams(hash.replace(/^#/, ""));
  const at = parseAt(fields.get("at"));
  const stand = fields.get("stand");
  const product = fields.get("product");
  const route = (fields.get("route") ?? "").split(",").filter(Boolean).slice(0, MOST_STOPS);
  const tour = fields.get("tour");
  const room = fields.get("room");
  return { ...(room ? { room } : {}), ...(route.length > 0 ? { route } : {}), ...(tour ? { tour } : {}), ...(stand ? { stand } : {}), ...(product ? { product } : {}), ...(at ? { at } : {}) };
}

export function formatLink(link: PlaceLink): string {
  const fields: string[] = [];
  if (link.stand) fields.push(`stand=${encodeURIComponent(link.stand)}`);
  if (link.product) fields.push(`product=${encodeURIComponent(link.product)}`);
  if (link.route) fields.push(`route=${link.route.map(encodeURIComponent).join(",")}`);
  if (link.tour) fields.push(`tour=${encodeURIComponent(link.tour)}`);
  if (link.at) {
    const { x, y, heading } = link.at;
    fields.push(`at=${x.toFixed(1)},${y.toFixed(1)},${String(Math.round(degrees(heading)))}`);
  }
  return `#${fields.join("&")}`;
}

/** Heading in whole turns of 0 to 360 degrees. */
export function degrees(heading: number): number {
  return ((((heading * 180) / Math.PI) % 360) + 360) % 360;
}

function parseAt(text: string | null): Pose | null {
  const [x, y, heading = 0, more] = (text ?? "").split(",").map(Number);
  if (x === undefined || y === undefined || more !== undefined) return null;
  if (![x, y, heading].every(Number.isFinite)) return null;
  return { x, y, heading: (heading * Math.PI) / 180 };
}
