import type { Walker } from "./walker.ts";

const TAP_PX = 9;
const TAP_MS = 420;
const LOOK_PER_PX = 0.0042;
const STICK_PX = 56;
/** The lower half of the inline-start side is the walking thumb's; the rest looks. */
const STICK_SHARE = 0.42;

export interface PointerActions {
  tap(clientX: number, clientY: number): void;
  input(): void;
  /** Whether a drag turns the head the other way. */
  inverted(): boolean;
  /** Where the walking thumb began and is, or null when it left. */
  stick(origin: readonly [number, number] | null, at: readonly [number, number] | null): void;
}

interface Touch {
  readonly kind: "look" | "stick";
  readonly x0: number;
  readonly y0: number;
  readonly since: number;
  x: number;
  y: number;
  far: boolean;
}

/** Mouse and touch on the picture: drag looks, a thumb at the lower corner walks, a tap acts. */
export function listenToPointers(canvas: HTMLElement, walker: Walker, actions: PointerActions): void {
  const touches = new Map<number, Touch>();

  canvas.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    canvas.setPointerCapture(event.pointerId);
    const { clientX: x, clientY: y } = event;
    const taken = [...touches.values()].some(({ kind }) => kind === "stick");
    const kind = event.pointerType !== "mouse" && !taken && inStickArea(canvas, x, y) ? "stick" : "look";
    touches.set(event.pointerId, { kind, x0: x, y0: y, x, y, since: event.timeStamp, far: false });
  });

  canvas.addEventListener("pointermove", (event) => {
    const touch = touches.get(event.pointerId);
    if (!touch) return;
    const dx = event.clientX - touch.x;
    const dy = event.clientY - touch.y;
    touch.x = event.clientX;
    touch.y = event.clientY;
    touch.far ||= Math.hypot(touch.x - touch.x0, touch.y - touch.y0) > TAP_PX;
    if (!touch.far) return;
    if (touch.kind === "stick") pushStick(touch);
    else {
      const way = actions.inverted() ? -LOOK_PER_PX : LOOK_PER_PX;
      walker.look(dx * way, dy * way * 0.8);
    }
    actions.input();
  });

  const end = (event: PointerEvent) => {
    const touch = touches.get(event.pointerId);
    if (!touch) return;
    touches.delete(event.pointerId);
    if (touch.kind === "stick") {
      Object.assign(walker.push, { forward: 0, right: 0, brisk: false });
      actions.stick(null, null);
    }
    if (event.type === "pointerup" && !touch.far && event.timeStamp - touch.since < TAP_MS) {
      actions.tap(event.clientX, event.clientY);
    }
    actions.input();
  };
  canvas.addEventListener("pointerup", end);
  canvas.addEventListener("pointercancel", end);

  function pushStick(touch: Touch): void {
    const dx = touch.x - touch.x0;
    const dy = touch.y - touch.y0;
    const far = Math.hypot(dx, dy);
    const force = Math.min(1, far / STICK_PX);
    walker.push.forward = (-dy / far) * force;
    walker.push.right = (dx / far) * force;
    walker.push.brisk = far > STICK_PX * 1.5;
    actions.stick([touch.x0, touch.y0], [touch.x, touch.y]);
  }
}

function inStickArea(canvas: HTMLElement, x: number, y: number): boolean {
  const box = canvas.getBoundingClientRect();
  const across = (x - box.left) / box.width;
  const rtl = document.documentElement.dir === "rtl";
  return (rtl ? 1 - across : across) < STICK_SHARE && y > box.top + box.height * 0.5;
}
