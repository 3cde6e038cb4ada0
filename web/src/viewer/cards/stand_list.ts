import type { Stand } from "../core/hall_plan.ts";
import { findFacing, listNear } from "../core/nearby.ts";
import { groupInWalkingOrder, type StandGroup } from "../core/walking_order.ts";
import { Sheet } from "../hud/dialog.ts";
import { iconButton, make } from "../hud/dom.ts";
import { standName } from "../hud/hotspots.ts";
import type { Words } from "../hud/words.ts";
import type { PlanActions, PlanScene } from "./plan_panel.ts";

const HERE_M = 8;
const FIRST_SHOWN = 3;

/**
 * The hall without its picture: every stand in the order in which one passes it. Only the group in which one
 * is has its rows; the others get theirs when they are opened, so that thousands of stands cost nothing.
 */
export function showStandList(scene: Omit<PlanScene, "found" | "isBeside">, words: Words, act: Pick<PlanActions, "goTo" | "open">): void {
  const { plan, pose } = scene;
  const sheet = new Sheet("card", { close: words.say("close"), back: words.say("back") }, () => {
    sheet.element.remove();
  });
  const near = listNear(plan, pose, HERE_M);
  const here = (findFacing(near) ?? near[0])?.stand ?? null;
  const row = (stand: Stand) => standRow(stand, scene, words, stand === here, (then) => () => {
    sheet.close();
    act[then](stand);
  });
  const groups = groupInWalkingOrder(plan).map((group) => groupPart(group, scene, words, row, here));
  const lead = make("p", { class: "quiet", text: words.say("list.lead", { count: plan.stands.length }) });
  sheet.show(words.say("list.title"), [lead, ...groups]);
  sheet.element.querySelector<HTMLElement>("[aria-current] button")?.focus();
}

function groupPart({ sector, stands }: StandGroup, { plan }: Pick<PlanScene, "plan">, words: Words, row: (stand: Stand) => HTMLElement, here: Stand | null): HTMLElement {
  const dot = make("span", { class: "where-dot", attrs: { "aria-hidden": "true" } });
  dot.style.backgroundColor = plan.sectors[sector]?.colour ?? "transparent";
  const name = make("span", { class: "product-name" }, plan.sectors[sector]?.name ?? words.say("where.hall"), make("small", { class: "quiet" }, make("bdi", { text: tellNumbers(stands) })));
  const rows = make("ul", { class: "products" });
  const part = make("details", { class: "group" }, make("summary", {}, dot, name), rows);
  const fill = () => {
    if (!rows.firstChild) rows.append(...stands.map(row));
  };
  part.addEventListener("toggle", fill);
  if (here && stands.includes(here)) {
    fill();
    part.open = true;
  }
  return part;
}

/** The first numbers, the last, and how many there are. */
function tellNumbers(stands: readonly Stand[]): string {
  const numbers = stands.map(({ number }) => number);
  const few = numbers.length <= FIRST_SHOWN + 1;
  const shown = few ? numbers.join(", ") : `${numbers.slice(0, FIRST_SHOWN).join(", ")} … ${numbers.at(-1) ?? ""}`;
  return `${shown} (${String(numbers.length)})`;
}

function standRow(stand: Stand, { book }: Pick<PlanScene, "book">, words: Words, isHere: boolean, leave: (then: "goTo" | "open") => () => void): HTMLElement {
  const name = standName(stand, words.lang);
  const marks = [isHere && words.say("list.here"), book.isFavourite(stand.id) && words.say("visit.kept"), book.isSeen(stand.id) && words.say("visit.was_there")];
  const open = make(
    "button",
    { class: "product-row", attrs: { type: "button" }, on: { click: leave("open") } },
    make("bdi", { class: "where-number", text: stand.number }),
    make("span", { class: "product-name" }, make("span", { text: name, attrs: { dir: "auto" } }), make("small", { class: "quiet", text: marks.filter((mark) => mark !== false).join(" · ") })),
  );
  const go = iconButton("walk", words.say("search.go", { number: stand.number, name }), leave("goTo"));
  return make("li", { attrs: { "aria-current": isHere ? "location" : null } }, open, go);
}
