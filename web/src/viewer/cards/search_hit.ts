import type { Hit } from "../core/search_rows.ts";
import { icon, make, svg } from "../hud/dom.ts";
import { buildPicture } from "./pictures.ts";
import type { SearchHost } from "./search_panel.ts";

const STALL = "M4 10l1.500-5h13L20 10a2.700 2.700 0 0 1-5.300 0 2.700 2.700 0 0 1-5.400 0A2.700 2.700 0 0 1 4 10Zm1.500 3v7h13v-7M10 20v-4h4v4";

/** One thing found: its picture, name, whose it is or where from, its price, and the way to its stand. */
export function hitRow(hit: Hit, host: SearchHost, leave: (act: () => void) => () => void): HTMLElement {
  const { stand } = hit;
  const open = leave(() => {
    if (hit.kind === "product") host.openProduct(hit.id);
    else if (stand !== null) host.openStand(stand);
  });
  const told = make(
    "span",
    { class: "product-name" },
    make("span", { text: hit.name, attrs: { dir: "auto" } }),
    make("small", { class: "quiet", text: hit.detail, attrs: { dir: "auto" } }),
    hit.price ? priceLine(hit.price) : null,
  );
  return make("li", {}, make("button", { class: "product-row", attrs: { type: "button" }, on: { click: open } }, picture(hit, host), told), stand === null ? null : goButton(hit.name, stand, host, leave));
}

/** What one pays stands out from what a kilogram of it would cost. */
function priceLine(price: string): HTMLElement {
  const [pay = "", ...units] = price.split(" · ");
  return make("bdi", {}, make("span", { class: "price", text: pay }), units.length > 0 && make("small", { class: "quiet", text: ` · ${units.join(" · ")}` }));
}

function picture(hit: Hit, host: SearchHost): HTMLElement {
  if (hit.thumb) return buildPicture(host.thumb(hit.thumb), "", "thumb");
  if (hit.kind === "product") return make("span", { class: "thumb" }, icon("order"));
  const line = svg("path", { d: STALL, fill: "none", stroke: "currentColor", "stroke-width": 1.6, "stroke-linejoin": "round" });
  const tile = make("span", { class: "thumb stall" }, svg("svg", { viewBox: "0 0 24 24", width: 28, height: 28, "aria-hidden": "true" }, line));
  const colour = hit.stand === null ? undefined : host.sectors[host.sectorOf(hit.stand)]?.colour;
  if (colour) tile.style.setProperty("--sector", colour);
  return tile;
}

/** The walker over the number of the stand. */
function goButton(name: string, stand: number, host: SearchHost, leave: (act: () => void) => () => void): HTMLElement {
  const number = host.standNumber(stand);
  return make("button", {
    class: "action go",
    attrs: { type: "button", "aria-label": host.words.say("search.go", { name, number }) },
    on: { click: leave(() => { host.goTo(stand); }) },
  }, icon("walk"), make("b", { text: number, attrs: { dir: "ltr" } }));
}
