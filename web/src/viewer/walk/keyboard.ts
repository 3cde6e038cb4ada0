import type { Choices } from "../hud/settings.ts";
import type { Push, Walker } from "./walker.ts";

type Axis = "forward" | "right" | "turn";

type Pushes = Readonly<Record<string, readonly [Axis, number]>>;
type Turns = Readonly<Record<string, number>>;

const ARROWS: Pushes = { ArrowUp: ["forward", 1], ArrowDown: ["forward", -1], ArrowLeft: ["turn", 1], ArrowRight: ["turn", -1] };
// By place on the keyboard: WASD on one layout is ZQSD on another, under the same fingers.
const LETTERS: Readonly<Record<Choices["letters"], { readonly pushes: Pushes; readonly turns: Turns }>> = {
  left: { pushes: { KeyW: ["forward", 1], KeyS: ["forward", -1], KeyA: ["right", -1], KeyD: ["right", 1] }, turns: { KeyQ: 1, KeyE: -1 } },
  right: { pushes: { KeyI: ["forward", 1], KeyK: ["forward", -1], KeyJ: ["right", -1], KeyL: ["right", 1] }, turns: { KeyU: 1, KeyO: -1 } },
  off: { pushes: {}, turns: {} },
};
const USUAL_TURN = Math.PI / 6;

/** Walking by keyboard, while no text field or dialog has it; `letters` says which ones walk besides the arrows. */
export function listenToKeys(walker: Walker, letters: () => Choices["letters"], onInput: () => void): void {
  const held = new Set<string>();
  const pushOf = (code: string) => {
    const push = ARROWS[code] ?? LETTERS[letters()].pushes[code];
    return push?.[0] === "turn" && walker.comfort.turn > 0 ? undefined : push;
  };
  const turnOf = (code: string) => {
    const arrow = ARROWS[code];
    const way = arrow?.[0] === "turn" && walker.comfort.turn > 0 ? arrow[1] : LETTERS[letters()].turns[code];
    return way && way * (walker.comfort.turn || USUAL_TURN);
  };
  const apply = () => {
    const sum: Record<Axis, number> = { forward: 0, right: 0, turn: 0 };
    for (const code of held) {
      const key = pushOf(code);
      if (key) sum[key[0]] = Math.max(-1, Math.min(1, sum[key[0]] + key[1]));
    }
    Object.assign(walker.push, sum satisfies Partial<Push>);
    onInput();
  };
  window.addEventListener("keydown", (event) => {
    walker.push.brisk = event.shiftKey;
    if (event.ctrlKey || event.metaKey || event.altKey || isElsewhere(event.target)) return;
    const turn = turnOf(event.code);
    const push = pushOf(event.code);
    if (turn && !event.repeat) walker.snap(turn);
    if (push) held.add(event.code);
    if (push ?? turn) {
      event.preventDefault();
      apply();
    }
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
