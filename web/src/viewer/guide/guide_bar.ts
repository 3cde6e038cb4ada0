import { icon, iconButton, keepFocus, make } from "../hud/dom.ts";
import { standName } from "../hud/hotspots.ts";
import type { Words } from "../hud/words.ts";
import type { Stop } from "./guide.ts";

export interface GuideActions {
  readonly walk: () => void;
  readonly open: () => void;
  readonly next: () => void;
  readonly end: () => void;
}

export interface GuideState {
  readonly stop: Stop;
  readonly at: number;
  readonly count: number;
  readonly there: boolean;
  readonly metres: number;
}

/** A live region is heard of only when its text comes after it. */
const SPEAK_AFTER_MS = 60;

/** The bar under the tools while a path is lit: which stop comes next, how far, and what one can do. */
export class GuideBar {
  readonly element: HTMLElement;
  readonly #words: Words;
  readonly #line = make("p", { class: "guide-line", attrs: { "aria-live": "polite" } });
  readonly #far = make("span", { class: "guide-far quiet" });
  readonly #text = make("p", { class: "guide-text", attrs: { hidden: true } });
  readonly #buttons = make("p", { class: "actions" });
  #actions: GuideActions | null = null;
  #shown = "";

  constructor(title: string, words: Words) {
    this.#words = words;
    const end = iconButton("close", words.say("guide.end"), () => this.#actions?.end());
    const head = make("div", { class: "guide-head" }, make("strong", { text: title, attrs: { dir: "auto" } }), this.#far, end);
    this.element = make("section", { class: "guide", attrs: { "aria-label": words.say("guide.title") } }, head, this.#line, this.#text, this.#buttons);
  }

  connect(actions: GuideActions): void {
    this.#actions = actions;
  }

  tell(state: GuideState): void {
    const words = this.#words;
    const { stop, there } = state;
    this.#far.textContent = there ? "" : words.say("guide.far", { metres: Math.max(1, Math.round(state.metres)) });
    // Said once a stop, not once a step: a screen reader reads the line whenever it changes.
    const shown = `${String(state.at)} ${stop.stand.id} ${String(there)}`;
    if (shown === this.#shown) return;
    this.#shown = shown;
    const name = standName(stop.stand, words.lang);
    const key = there ? "guide.here" : "guide.to";
    const line = words.say(key, { number: stop.stand.number, name, at: state.at + 1, count: state.count });
    setTimeout(() => (this.#line.textContent = line), SPEAK_AFTER_MS);
    // On a phone the bar must leave the path in sight: the guide speaks on arrival.
    this.#text.hidden = !stop.text || !there;
    if (stop.text) {
      this.#text.textContent = stop.text.text;
      this.#text.lang = stop.text.lang;
      this.#text.dir = stop.text.dir;
    }
    const focused = this.#buttons.contains(document.activeElement);
    this.#buttons.replaceChildren(...this.#choices(state));
    if (focused) this.focus();
  }

  /** The next thing to do, for whoever has no pointer. */
  focus(): void {
    this.#buttons.querySelector<HTMLElement>(".main")?.focus();
  }

  remove(): void {
    const focused = this.element.contains(document.activeElement);
    this.element.remove();
    if (focused) keepFocus();
  }

  #choices({ there, at, count }: GuideState): HTMLElement[] {
    const words = this.#words;
    const button = (text: string, act: () => void, main: boolean, sign?: "walk") =>
      make("button", { class: main ? "action main" : "action", attrs: { type: "button" }, on: { click: act } }, sign && icon(sign), text);
    const last = at + 1 >= count;
    const next = button(words.say(last ? "guide.finish" : there ? "guide.next" : "guide.skip"), () => this.#actions?.next(), there);
    return there
      ? [button(words.say("stand.see"), () => this.#actions?.open(), false), next]
      : [button(words.say("guide.walk"), () => this.#actions?.walk(), true, "walk"), ...(last ? [] : [next])];
  }
}
