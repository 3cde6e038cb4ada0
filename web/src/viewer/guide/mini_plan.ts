import "../../styles/beside.css";
import type { Point, Stand } from "../core/hall_plan.ts";
import { toPlan, type MapFrame } from "../core/map_frame.ts";
import { nearestStand } from "../core/plan_pick.ts";
import { ringBounds } from "../core/ring.ts";
import { iconButton, keepFocus, make } from "../hud/dom.ts";
import type { Words } from "../hud/words.ts";
import { paintMap, type MapInks, type MapScene } from "./map_paint.ts";

const LEAST_SCALE = 1.2;
const MOST_SCALE = 14;
/** How many metres of the hall lie side by side in the window at first. */
const ACROSS_M = 46;
const STEP = 1.5;
/** Metres beside a stand that a finger may miss it by. */
const MISS_M = 1.2;
const TAP_PX = 9;
/** How much of the outside the window may show. */
const MARGIN_M = 2;

export interface MiniPlanActions {
  readonly goTo: (stand: Stand) => void;
  readonly walkTo: (place: Point) => void;
  readonly entrance: () => void;
  readonly whole: () => void;
  readonly close: () => void;
}

/** The plan beside the walk: it goes along with the visitor, and a tap leads there. */
export class MiniPlan {
  readonly element: HTMLElement;
  readonly #canvas: HTMLCanvasElement;
  readonly #scene: () => MapScene;
  readonly #act: MiniPlanActions;
  readonly #sizes: ResizeObserver;
  readonly #fingers = new Map<number, Point>();
  #scale = 0;
  #asked = 0;
  #dragged = false;
  #painted = "";

  constructor(words: Words, scene: () => MapScene, act: MiniPlanActions) {
    this.#scene = scene;
    this.#act = act;
    this.#canvas = make("canvas", { class: "mini-picture", attrs: { role: "img", "aria-label": words.say("map.picture") } });
    const zoom = (name: "closer" | "farther", factor: number) =>
      iconButton(name, words.say(`plan.${name}`), () => { this.#zoom(factor); }, { class: "mini-zoom" });
    const bar = make(
      "div",
      { class: "mini-bar" },
      iconButton("home", words.say("tool.entrance"), act.entrance, { class: "mini-home" }),
      zoom("closer", STEP),
      zoom("farther", 1 / STEP),
      iconButton("whole", words.say("map.whole"), act.whole),
      iconButton("close", words.say("map.close"), act.close),
    );
    this.element = make("section", { class: "mini", attrs: { "aria-label": words.say("map.title") } }, this.#canvas, bar);
    this.#sizes = new ResizeObserver(() => {
      this.#painted = "";
      this.update();
    });
    this.#sizes.observe(this.#canvas);
    this.#listen();
  }

  /** Paints soon, where something that it shows has changed. */
  update(): void {
    this.#asked ||= requestAnimationFrame(() => {
      this.#asked = 0;
      this.#paint();
    });
  }

  remove(): void {
    cancelAnimationFrame(this.#asked);
    this.#sizes.disconnect();
    const focused = this.element.contains(document.activeElement);
    this.element.remove();
    if (focused) keepFocus();
  }

  /** Around the visitor, but not beyond the hall: what lies outside tells nothing. */
  get #frame(): MapFrame {
    const { pose, plan } = this.#scene();
    const { clientWidth: width, clientHeight: height } = this.#canvas;
    const { west, south, east, north } = ringBounds(plan.outline);
    const scale = (this.#scale ||= width / ACROSS_M);
    return { x: keepWithin(pose.x, west, east, width / scale), y: keepWithin(pose.y, south, north, height / scale), width, height, scale };
  }

  #paint(): void {
    const scene = this.#scene();
    const { x, y, heading } = scene.pose;
    const root = document.documentElement.dataset;
    const shown = [x.toFixed(2), y.toFixed(2), heading.toFixed(2), this.#scale.toFixed(2), scene.way.length, scene.book.seenCount, scene.book.favourites.length, scene.plan.stands.length, root["look"], root["contrast"]].join();
    if (shown === this.#painted) return;
    this.#painted = shown;
    const frame = this.#frame;
    const ratio = Math.min(2, devicePixelRatio);
    const [width, height] = [Math.round(frame.width * ratio), Math.round(frame.height * ratio)];
    if (this.#canvas.width !== width || this.#canvas.height !== height) Object.assign(this.#canvas, { width, height });
    const pen = this.#canvas.getContext("2d");
    if (!pen || frame.width === 0) return;
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    paintMap(pen, frame, scene, readInks(this.element));
  }

  #zoom(factor: number): void {
    this.#scale = Math.min(MOST_SCALE, Math.max(LEAST_SCALE, this.#scale * factor));
    this.update();
  }

  /** A tap leads there, two fingers or the wheel zoom; one stays in the middle all the while. */
  #listen(): void {
    const canvas = this.#canvas;
    canvas.addEventListener("wheel", (event) => {
      event.preventDefault();
      this.#zoom(Math.exp(-event.deltaY / 500));
    }, { passive: false });
    canvas.addEventListener("pointerdown", (event) => {
      if (this.#fingers.size === 0) this.#dragged = false;
      this.#fingers.set(event.pointerId, [event.clientX, event.clientY]);
      canvas.setPointerCapture(event.pointerId);
    });
    canvas.addEventListener("pointermove", (event) => {
      const before = this.#fingers.get(event.pointerId);
      if (!before) return;
      const now: Point = [event.clientX, event.clientY];
      const other = [...this.#fingers].find(([id]) => id !== event.pointerId)?.[1];
      if (other) {
        this.#dragged = true;
        this.#zoom(apart(now, other) / Math.max(1, apart(before, other)));
      } else if (apart(before, now) < TAP_PX) return;
      this.#dragged = true;
      this.#fingers.set(event.pointerId, now);
    });
    const leave = (event: PointerEvent) => {
      const known = this.#fingers.delete(event.pointerId);
      if (known && event.type === "pointerup" && !this.#dragged) this.#tap(event);
    };
    canvas.addEventListener("pointerup", leave);
    canvas.addEventListener("pointercancel", leave);
  }

  #tap({ clientX, clientY }: PointerEvent): void {
    const box = this.#canvas.getBoundingClientRect();
    const place = toPlan(this.#frame, [clientX - box.left, clientY - box.top]);
    const stand = nearestStand(this.#scene().plan, place, MISS_M);
    if (stand) this.#act.goTo(stand);
    else this.#act.walkTo(place);
  }
}

/** The middle of a window of `size` about `at` that shows as little as it can beyond the two ends. */
function keepWithin(at: number, from: number, to: number, size: number): number {
  const half = size / 2 - MARGIN_M;
  return to - from <= 2 * half ? (from + to) / 2 : Math.min(to - half, Math.max(from + half, at));
}

function apart([ax, ay]: Point, [bx, by]: Point): number {
  return Math.hypot(ax - bx, ay - by);
}

function readInks(element: HTMLElement): MapInks {
  const style = getComputedStyle(element);
  const ink = (name: string) => style.getPropertyValue(`--${name}`);
  return { ground: ink("ground"), floor: ink("floor"), zone: ink("zone"), edge: ink("edge"), ink: ink("ink"), entrance: ink("accent-text"), exit: ink("good") };
}
