import type { Point } from "../core/hall_plan.ts";

const MOST = 8;
const STEP = 1.5;
const TAP_PX = 9;
const KEYS: Readonly<Record<string, number>> = { "+": STEP, "=": STEP, "-": 1 / STEP };

/** Zooms a drawing within its frame: by two fingers, the wheel, keys or buttons. One finger or the mouse moves it. */
export class PlanZoom {
  readonly #frame: HTMLElement;
  readonly #drawing: SVGElement;
  readonly #fingers = new Map<number, Point>();
  #zoom = 1;
  #moved = false;

  constructor(frame: HTMLElement, drawing: SVGElement) {
    this.#frame = frame;
    this.#drawing = drawing;
    this.#listen();
  }

  /** Whether the last press moved or zoomed the plan and so is no tap. */
  get moved(): boolean {
    return this.#moved;
  }

  closer(): void {
    this.#by(STEP, this.#middle());
  }

  farther(): void {
    this.#by(1 / STEP, this.#middle());
  }

  #middle(): Point {
    const box = this.#frame.getBoundingClientRect();
    return [box.x + box.width / 2, box.y + box.height / 2];
  }

  /** What lies under `at` stays under it. */
  #by(factor: number, [x, y]: Point): void {
    const before = this.#drawing.getBoundingClientRect();
    this.#zoom = Math.min(MOST, Math.max(1, this.#zoom * factor));
    const { style } = this.#drawing;
    style.inlineSize = style.blockSize = `${String(this.#zoom * 100)}%`;
    // Not zoomed, a finger that goes up or down scrolls the sheet: nobody is caught on the plan.
    this.#frame.classList.toggle("zoomed", this.#zoom > 1);
    const after = this.#drawing.getBoundingClientRect();
    const [across, down] = [(x - before.x) / before.width, (y - before.y) / before.height];
    this.#frame.scrollBy(after.x + across * after.width - x, after.y + down * after.height - y);
  }

  #listen(): void {
    const frame = this.#frame;
    frame.addEventListener("wheel", (event) => {
      event.preventDefault();
      this.#by(Math.exp(-event.deltaY / 500), [event.clientX, event.clientY]);
    }, { passive: false });
    frame.addEventListener("keydown", (event) => {
      const factor = KEYS[event.key];
      if (factor && !event.ctrlKey && !event.metaKey) this.#by(factor, this.#middle());
    });
    frame.addEventListener("pointerdown", (event) => {
      if (this.#fingers.size === 0) this.#moved = false;
      this.#fingers.set(event.pointerId, [event.clientX, event.clientY]);
    });
    frame.addEventListener("pointermove", (event) => {
      const before = this.#fingers.get(event.pointerId);
      if (before) this.#move(event, before);
    });
    const leave = (event: PointerEvent) => {
      this.#fingers.delete(event.pointerId);
    };
    frame.addEventListener("pointerup", leave);
    frame.addEventListener("pointercancel", leave);
    frame.addEventListener("pointerleave", leave);
  }

  #move(event: PointerEvent, before: Point): void {
    const now: Point = [event.clientX, event.clientY];
    const other = [...this.#fingers].find(([id]) => id !== event.pointerId)?.[1];
    if (!other && !this.#moved && apart(before, now) < TAP_PX) return;
    if (!this.#moved) this.#frame.setPointerCapture(event.pointerId);
    this.#moved = true;
    this.#fingers.set(event.pointerId, now);
    const share = other ? 2 : 1; // each of two fingers moves the plan by half
    this.#frame.scrollBy((before[0] - now[0]) / share, (before[1] - now[1]) / share);
    if (other) this.#by(apart(now, other) / Math.max(1, apart(before, other)), [(now[0] + other[0]) / 2, (now[1] + other[1]) / 2]);
  }
}

function apart([ax, ay]: Point, [bx, by]: Point): number {
  return Math.hypot(ax - bx, ay - by);
}
