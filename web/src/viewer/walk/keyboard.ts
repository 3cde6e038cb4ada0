import type { Push, Walker } from "./walker.ts";

type Axis = "forward" | "right" | "turn";

// By place on the keyboard: WASD on one layout is ZQSD on another, under the same fingers.
const KEYS: Readonly<Record<string, readonly [Axis, number]>> = {
  ArrowUp: ["forward", 1], KeyW: ["forward", 1],
  ArrowDown: ["forward", -1], KeyS: ["forward", -1],
  ArrowLeft: ["turn", 1], ArrowRight: ["turn", -1],
  KeyA: ["right", -1], KeyD: ["right", 1],
};
const SNAP = Math.PI / 6;
const SNAPS: Readonly<Record<string, number>> = { KeyQ: SNAP, KeyE: -SNAP };

/** Walking by keyboard, while no text field or dialog has it. */
export function listenToKeys(walker: Walker, onInput: () => void): void {
  const held = new Set<string>();
  const apply = () => {
    const sum: Record<Axis, number> = { forward: 0, right: 0, turn: 0 };
    for (const code of held) {
      const key = KEYS[code];
      if (key) sum[key[0]] = Math.max(-1, Math.min(1, sum[key[0]] + key[1]));
    }
    Object.assign(walker.push, sum satisfies Partial<Push>);
    onInput();
  };
  window.addEventListener("keydown", (event) => {
    walker.push.brisk = event.shiftKey;
    if (event.ctrlKey || event.metaKey || event.altKey || isElsewhere(event.target)) return;
    const snap = SNAPS[event.code];
    if (snap && !event.repeat) walker.snap(snap);
    if (KEYS[event.code]) {
      held.add(event.code);
      event.preventDefault();
    }
    if (snap ?? KEYS[event.code]) apply();
  });
  const release = (event: KeyboardEvent) => {
    walker.push.brisk = event.shiftKey;
    if (held.delete(event.code)) apply();
  };
  window.addEventListener("keyup", release);
  window.addEventListener("blur", () => {
    held.clear();
    apply();
  });
}

function isElsewhere(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("input, textarea, select, dialog, [contenteditable]") !== null;
}
