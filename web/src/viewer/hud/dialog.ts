import "../../styles/sheets.css";
import { iconButton, keepFocus, make } from "./dom.ts";
import { openStep } from "./way_back.ts";

let count = 0;

/**
 * A sheet over the hall: the browser's own modal dialog, so that focus stays inside, Escape
 * closes and what is behind is not read out.
 */
export class Sheet {
  readonly element: HTMLDialogElement;
  readonly #title: HTMLHeadingElement;
  readonly #bar: HTMLElement;
  readonly #body: HTMLElement;
  #backButton: HTMLButtonElement | null = null;
  #closed: () => void = () => undefined;

  constructor(kind: string, words: { readonly close: string; readonly back: string }, onClose: () => void = () => undefined) {
    const id = `sheet-${String(++count)}`;
    this.#title = make("h2", { class: "sheet-title", attrs: { id, tabindex: -1 } });
    const close = iconButton("close", words.close, () => {
      this.close();
    });
    this.#bar = make("div", { class: "sheet-bar" }, this.#title, close);
    this.#body = make("div", { class: "sheet-body" });
    this.element = make(
      "dialog",
      { class: `sheet sheet-${kind}`, attrs: { "aria-labelledby": id }, on: { close: () => { this.#closed(); onClose(); keepFocus(); } } },
      this.#bar,
      this.#body,
    );
    this.element.addEventListener("click", (event) => {
      if (event.target === this.element) this.close();
    });
    this.#backWord = words.back;
    document.body.append(this.element);
  }

  readonly #backWord: string;

  get isOpen(): boolean {
    return this.element.open;
  }

  /** Shows new content from its top; `back` leads to what was shown before. */
  show(title: string, content: readonly Node[], options: { readonly back?: (() => void) | undefined; readonly focus?: HTMLElement } = {}): void {
    this.#title.textContent = title;
    this.#backButton?.remove();
    this.#backButton = options.back ? iconButton("back", this.#backWord, options.back) : null;
    if (this.#backButton) this.#bar.prepend(this.#backButton);
    this.#body.replaceChildren(...content);
    this.#body.scrollTop = 0;
    if (!this.element.open) {
      this.element.showModal();
      this.#closed = openStep(() => {
        this.close();
      });
    }
    (options.focus ?? this.#title).focus();
  }

  close(): void {
    this.element.close();
  }
}
