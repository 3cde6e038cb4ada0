import type { Progress } from "../net/door.ts";
import { make } from "./dom.ts";
import type { Words } from "./words.ts";

/** What has arrived, in bytes; a bar only as far as it is known. */
export class Loading {
  readonly element: HTMLElement;
  readonly #bar = make("div", { class: "loading-bar" });
  readonly #text = make("p", { class: "loading-text", attrs: { role: "status" } });
  readonly #parts = new Map<string, Progress & { done: boolean }>();
  readonly #expected: number;
  readonly #words: Words;

  constructor(words: Words, expected: number, poster: HTMLElement | null) {
    this.#words = words;
    this.#expected = expected;
    const track = make("div", { class: "loading-track" }, this.#bar);
    const told = make("div", { class: "loading-told" }, make("p", { class: "loading-title", text: words.say("loading.title") }), track, this.#text);
    this.element = make("div", { class: "loading" }, ...(poster ? [poster] : []), told);
  }

  note(part: string, progress: Progress, done = false): void {
    this.#parts.set(part, { ...progress, done });
    let bytes = 0;
    let share = 0;
    for (const { received, total, done: whole } of this.#parts.values()) {
      bytes += received;
      share += whole ? 1 : total ? received / total : 0.5;
    }
    this.#bar.style.inlineSize = `${Math.round((share / this.#expected) * 100)}%`;
    this.#text.textContent = this.#words.say("loading.bytes", { kilobytes: Math.max(1, Math.round(bytes / 1024)) });
  }

  /** Follows a part of which only the end is known. */
  follow<T>(part: string, coming: Promise<T>): Promise<T> {
    this.note(part, { received: 0, total: null });
    return coming.finally(() => { this.note(part, { received: 0, total: null }, true); });
  }

  /** The hall is seen: the picture that stood for it goes, and what is still to come is told below. */
  uncover(): void {
    this.element.querySelector(".poster")?.remove();
    this.element.classList.add("seen");
  }

  remove(): void {
    this.element.remove();
  }
}
