import type { Stand } from "../core/hall_plan.ts";
import type { HallConfig } from "../net/config.ts";
import type { Settings } from "./settings.ts";
import { Around } from "./around.ts";
import { make } from "./dom.ts";
import { Hotspots } from "./hotspots.ts";
import { buildToolbar, type ToolbarActions } from "./toolbar.ts";
import { Where } from "./where.ts";
import type { Words } from "./words.ts";

const SAY_MS = 4000;
const BLINK_MS = 320;

/** All that lies over the picture while walking. */
export class Hud {
  readonly hotspots: Hotspots;
  readonly where: Where;
  readonly around: Around;
  /** Under the tools: the guided walk, what is on now, the small plan. */
  readonly dock = make("div", { class: "dock" });
  readonly settings: Settings;
  readonly #root: HTMLElement;
  readonly #live = make("p", { class: "spoken", attrs: { "aria-live": "polite" } });
  readonly #toast = make("p", { class: "toast", attrs: { role: "status" } });
  readonly #stick = make("div", { class: "stick", attrs: { hidden: true, "aria-hidden": "true" } }, make("div", { class: "stick-knob" }));
  readonly #veil = make("div", { class: "veil", attrs: { "aria-hidden": "true" } });
  readonly #rim = make("div", { class: "rim", attrs: { "aria-hidden": "true" } });
  #toastTimer = 0;

  constructor(root: HTMLElement, words: Words, config: HallConfig, settings: Settings, act: ToolbarActions & { readonly open: (stand: Stand) => void; readonly list: () => void }) {
    this.#root = root;
    this.settings = settings;
    this.hotspots = new Hotspots(words, act.open);
    this.where = new Where(words, this.#live, act.open);
    this.around = new Around(words, act.open, act.list);
    const sample = config.sample ? make("p", { class: "sample", text: words.say("sample") }) : null;
    const layers = [this.#rim, buildToolbar(words, config, act), this.dock, this.around.element, this.hotspots.element, this.where.element, this.#stick, this.#toast, this.#live, this.#veil];
    root.append(...(sample ? [sample] : []), ...layers);
  }

  /** A short notice. Its place is always there, or a screen reader would not hear of it. */
  say(text: string): void {
    this.#toast.textContent = text;
    clearTimeout(this.#toastTimer);
    this.#toastTimer = setTimeout(() => (this.#toast.textContent = ""), SAY_MS);
  }

  /** A blink, so that a jump through the hall reads as one. */
  fade(): void {
    for (const animation of this.#veil.getAnimations()) animation.cancel();
    this.#veil.animate([{ opacity: 0.85 }, { opacity: 0 }], { duration: BLINK_MS, easing: "ease-out" });
  }

  /** One moves, or rests: the rim of the picture follows, for those who asked for it. */
  move(moving: boolean): void {
    this.#rim.classList.toggle("on", moving && this.settings.choices.vignette);
  }

  /** Draws the soft stick under the walking thumb. */
  showStick(origin: readonly [number, number] | null, at: readonly [number, number] | null): void {
    this.#stick.hidden = !origin;
    if (!origin || !at) return;
    const box = this.#root.getBoundingClientRect();
    const dx = at[0] - origin[0];
    const dy = at[1] - origin[1];
    const far = Math.max(1, Math.hypot(dx, dy) / 44);
    this.#stick.style.transform = `translate(${origin[0] - box.left}px, ${origin[1] - box.top}px)`;
    const knob = this.#stick.firstElementChild;
    if (knob instanceof HTMLElement) knob.style.transform = `translate(${dx / far}px, ${dy / far}px)`;
  }
}
