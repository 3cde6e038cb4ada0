import type { HallPlan, Point, Ring, Stand } from "../core/hall_plan.ts";
import type { Pose } from "../core/nearby.ts";
import type { VisitBook } from "../core/visit_book.ts";
import { ringBounds, ringCentre } from "../core/ring.ts";
import { nearestStand } from "../core/plan_pick.ts";
import { standCentre, standCorners } from "../core/stand_frame.ts";
import { Sheet } from "../hud/dialog.ts";
import { icon, iconButton, make, svg } from "../hud/dom.ts";
import { standName } from "../hud/hotspots.ts";
import type { Words } from "../hud/words.ts";
import { PlanZoom } from "./plan_zoom.ts";

/** Fingers are wider than a stand on a small plan. */
const REACH_M = 2;
const MARGIN_M = 2;
/** Beside the number, towards a corner of the smallest stand. */
const HEART_ASIDE_M = 1.1;

export interface PlanActions {
  readonly goTo: (stand: Stand) => void;
  readonly leadTo: (stand: Stand) => void;
  readonly walkTo: (place: Point) => void;
  readonly open: (stand: Stand) => void;
  readonly list: () => void;
  /** Shows or puts away the small plan beside the walk; returns whether it is there now. */
  readonly keepBeside: () => boolean;
}

/** What is drawn: the hall, where one is, what one keeps, what was looked for. */
export interface PlanScene {
  readonly plan: HallPlan;
  readonly pose: Pose;
  readonly book: VisitBook;
  readonly found: readonly Stand[];
  readonly isBeside: boolean;
}

/** The plan of the hall: where one is, and a tap takes one anywhere. */
export function showPlan(scene: PlanScene, words: Words, act: PlanActions): void {
  const { plan } = scene;
  const sheet = new Sheet("plan", { close: words.say("close"), back: words.say("back") }, () => {
    sheet.element.remove();
  });
  const drawing = drawPlan(scene, words);
  const chosen = make("div", { class: "plan-chosen", attrs: { "aria-live": "polite" } }, make("p", { text: scene.found.length > 0 ? words.say("plan.found", { count: scene.found.length }) : words.say("plan.lead") }));
  const frame = make("div", { class: "plan-frame", attrs: { tabindex: 0, role: "region", "aria-label": words.say("plan.title") } }, drawing);
  const zoom = new PlanZoom(frame, drawing);
  const zooms = make(
    "div",
    { class: "plan-zooms" },
    iconButton("closer", words.say("plan.closer"), () => { zoom.closer(); }),
    iconButton("farther", words.say("plan.farther"), () => { zoom.farther(); }),
  );
  const beside = make("button", { class: "action", attrs: { type: "button", "aria-pressed": String(scene.isBeside) } }, icon("whole"), words.say("map.keep"));
  beside.addEventListener("click", () => {
    beside.setAttribute("aria-pressed", String(act.keepBeside()));
  });
  const list = make("button", { class: "action", attrs: { type: "button" }, on: { click: () => { sheet.close(); act.list(); } } }, icon("list"), words.say("list.title"));
  drawing.addEventListener("click", (event) => {
    if (zoom.moved) return;
    const place = placeOf(drawing as SVGSVGElement, event);
    const stand = place && nearestStand(plan, place, REACH_M);
    drawing.querySelector(".chosen")?.classList.remove("chosen");
    if (stand) {
      drawing.querySelector(`[data-stand="${CSS.escape(stand.id)}"]`)?.classList.add("chosen");
      chosen.replaceChildren(...choice(stand));
    } else if (place) {
      sheet.close();
      act.walkTo(place);
    }
  });
  sheet.show(words.say("plan.title"), [make("div", { class: "plan-view" }, frame, zooms), make("div", { class: "plan-foot" }, chosen, make("p", { class: "actions" }, beside, list)), legend(plan, words)]);
  centre(frame, drawing);

  function choice(stand: Stand): Node[] {
    const leave = (then: (stand: Stand) => void) => () => {
      sheet.close();
      then(stand);
    };
    return [
      make("p", { class: "plan-name" }, make("bdi", { class: "where-number", text: stand.number }), make("bdi", { text: standName(stand, words.lang) })),
      make(
        "p",
        { class: "actions" },
        make("button", { class: "action main", attrs: { type: "button" }, on: { click: leave(act.goTo) } }, icon("walk"), words.say("stand.go")),
        make("button", { class: "action", attrs: { type: "button" }, on: { click: leave(act.leadTo) } }, icon("plan"), words.say("guide.show")),
        make("button", { class: "action", text: words.say("stand.see"), attrs: { type: "button" }, on: { click: leave(act.open) } }),
      ),
    ];
  }
}

function drawPlan({ plan, pose, book, found }: PlanScene, words: Words): SVGElement {
  const wanted = new Set(found);
  const { west, south, east, north } = ringBounds(plan.outline);
  const box = [west - MARGIN_M, -north - MARGIN_M, east - west + 2 * MARGIN_M, north - south + 2 * MARGIN_M];
  const drawing = svg("svg", { viewBox: box.join(" "), class: "plan", role: "img", "aria-label": words.say("plan.title") });
  drawing.append(svg("path", { d: pathOf([plan.outline, ...plan.holes]), class: "plan-hall" }));
  for (const zone of plan.zones) {
    drawing.append(svg("path", { d: pathOf([zone.outline]), class: "plan-zone" }), label(zone.name, ringCentre(zone.outline), "plan-zone-name"));
  }
  for (const stand of plan.stands) {
    const fill = plan.sectors[stand.sector]?.colour ?? "#bbb";
    drawing.append(svg("path", { d: pathOf([standCorners(stand)]), class: standClass(stand, book, wanted), fill, "data-stand": stand.id }));
    drawing.append(label(stand.number, standCentre(stand), "plan-number"));
  }
  for (const [x, y, w, d] of plan.columns) drawing.append(svg("rect", { x: x - w / 2, y: -y - d / 2, width: w, height: d, class: "plan-column" }));
  for (const door of plan.doors) {
    drawing.append(svg("path", { d: `M${point(door.a)}L${point(door.b)}`, class: `plan-door ${door.kind === "entrance" ? "in" : "out"}` }));
  }
  for (const id of book.favourites) {
    const stand = plan.byId.get(id);
    if (stand) drawing.append(heart(standCentre(stand)));
  }
  const turn = (-pose.heading * 180) / Math.PI;
  drawing.append(svg("path", { d: "M0-3.200L2 2.400 0 1.200-2 2.400Z", class: "plan-you", transform: `translate(${pose.x} ${-pose.y}) rotate(${turn})` }));
  return drawing;
}

function standClass(stand: Stand, book: VisitBook, wanted: ReadonlySet<Stand>): string {
  const marks = [book.isSeen(stand.id) && "seen", wanted.has(stand) && "found", wanted.size > 0 && !wanted.has(stand) && "other"];
  return ["plan-stand", ...marks.filter((mark) => mark !== false)].join(" ");
}

function heart([x, y]: Point): SVGElement {
  return svg("path", { d: "M0 1.500C-3-.500-1.800-2 0-1 1.800-2 3-.500 0 1.500Z", class: "plan-heart", transform: `translate(${x + HEART_ASIDE_M} ${-y - HEART_ASIDE_M}) scale(0.6)` });
}

function label(text: string, [x, y]: Point, className: string): SVGElement {
  const element = svg("text", { x, y: -y, class: className });
  element.textContent = text;
  return element;
}

function point([x, y]: Point): string {
  return `${x} ${-y}`;
}

function pathOf(rings: readonly Ring[]): string {
  return rings.map((ring) => `M${ring.map(point).join("L")}Z`).join("");
}

function placeOf(drawing: SVGSVGElement, event: MouseEvent): Point | null {
  const matrix = drawing.getScreenCTM();
  if (!matrix) return null;
  const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse());
  return [x, -y];
}

function centre(frame: HTMLElement, drawing: Element): void {
  const you = drawing.querySelector(".plan-you")?.getBoundingClientRect();
  const box = frame.getBoundingClientRect();
  if (!you) return;
  frame.scrollBy(you.x - box.x - box.width / 2, you.y - box.y - box.height / 2);
}

/** What the marks of the plan mean, then the colours of the sectors. */
function legend(plan: HallPlan, words: Words): HTMLElement {
  const marks = (["you", "kept", "seen", "entrance", "exit"] as const).map((mark) =>
    make("li", {}, make("span", { class: `mark mark-${mark}`, attrs: { "aria-hidden": "true" } }), make("span", { text: words.say(`plan.${mark}`) })),
  );
  const items = plan.sectors.map((sector) => {
    const dot = make("span", { class: "where-dot", attrs: { "aria-hidden": "true" } });
    dot.style.backgroundColor = sector.colour;
    return make("li", {}, dot, make("span", { text: sector.name }));
  });
  return make("ul", { class: "legend" }, ...marks, ...items);
}
