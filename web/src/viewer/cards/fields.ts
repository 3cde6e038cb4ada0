import { make } from "../hud/dom.ts";
import type { Words } from "../hud/words.ts";
import { NetError } from "../net/door.ts";
import { tellFailure } from "./telling.ts";

interface FieldOptions {
  readonly type?: string;
  readonly autocomplete?: string;
  readonly required?: boolean;
  readonly value?: string;
  readonly hint?: string;
  readonly inputmode?: string;
  readonly min?: number;
  readonly dir?: string;
}

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

let made = 0;

/** The fields of one form, named as the server names them, so that its faults find their place. */
export class Fields {
  readonly #words: Words;
  readonly #controls = new Map<string, { control: Control; fault: HTMLElement; readonly label: string }>();
  readonly summary = make("div", { class: "form-faults", attrs: { role: "alert", tabindex: -1 } });

  constructor(words: Words) {
    this.#words = words;
  }

  text(name: string, label: string, options: FieldOptions = {}): HTMLElement {
    const { type = "text", autocomplete, required, value, inputmode, min, dir } = options;
    const control = make("input", { attrs: { type, name, autocomplete, required, value, inputmode, min, dir: dir ?? "auto" } });
    return this.#wrap(name, label, control, options);
  }

  area(name: string, label: string, options: FieldOptions = {}): HTMLElement {
    return this.#wrap(name, label, make("textarea", { attrs: { name, rows: 3, required: options.required, dir: "auto", maxlength: 2000 } }), options);
  }

  choice(name: string, label: string, choices: readonly (readonly [value: string, text: string])[], selected = ""): HTMLElement {
    const list = choices.map(([value, text]) => make("option", { text, attrs: { value, selected: value === selected } }));
    return this.#wrap(name, label, make("select", { attrs: { name } }, ...list), {});
  }

  check(name: string, label: string): HTMLElement {
    const id = `field-${++made}`;
    const control = make("input", { attrs: { type: "checkbox", name, id, "aria-describedby": `${id}-fault` } });
    const fault = make("p", { class: "fault", attrs: { id: `${id}-fault` } });
    this.#controls.set(name, { control, fault, label: "" });
    return make("div", { class: "field check" }, control, make("label", { text: label, attrs: { for: id } }), fault);
  }

  #wrap(name: string, label: string, control: Control, options: FieldOptions): HTMLElement {
    const id = `field-${++made}`;
    control.id = id;
    control.setAttribute("aria-describedby", `${id}-fault`);
    const fault = make("p", { class: "fault", attrs: { id: `${id}-fault` } });
    this.#controls.set(name, { control, fault, label });
    const mark = options.required ? ` (${this.#words.say("form.required")})` : "";
    return make(
      "div",
      { class: "field" },
      make("label", { text: label + mark, attrs: { for: id } }),
      control,
      options.hint ? make("p", { class: "quiet", text: options.hint }) : null,
      fault,
    );
  }

  value(name: string): string {
    return this.#controls.get(name)?.control.value.trim() ?? "";
  }

  isChecked(name: string): boolean {
    const control = this.#controls.get(name)?.control;
    return control instanceof HTMLInputElement && control.checked;
  }

  onChange(name: string, act: () => void): void {
    this.#controls.get(name)?.control.addEventListener("input", act);
  }

  /** Shows every fault at its field and all of them at the top; what was typed stays. */
  showFaults(error: unknown): void {
    this.clearFaults();
    const faults = error instanceof NetError ? (error.problem?.errors ?? []) : [];
    if (faults.length === 0) {
      this.summary.replaceChildren(tellFailure(this.#words, error), make("p", { text: this.#words.say("form.kept") }));
    } else {
      this.summary.replaceChildren(
        make("p", { class: "trouble", text: this.#words.say("form.faults", { count: faults.length }) }),
        make("ul", {}, ...faults.map(({ field, message }) => this.#faultLine(field, message))),
      );
    }
    this.summary.focus();
    this.summary.scrollIntoView({ block: "nearest" });
  }

  clearFaults(): void {
    this.summary.replaceChildren();
    for (const { control, fault } of this.#controls.values()) {
      fault.textContent = "";
      control.removeAttribute("aria-invalid");
    }
  }

  #faultLine(field: string, message: string): HTMLElement {
    const known = this.#controls.get(field) ?? this.#controls.get(field.split(".").pop() ?? "");
    if (!known) return make("li", { text: message });
    known.fault.textContent = message;
    known.control.setAttribute("aria-invalid", "true");
    const jump = make("button", {
      class: "link",
      attrs: { type: "button" },
      on: {
        click: () => {
          known.control.focus();
        },
      },
    }, known.label && make("strong", { text: `${known.label} · ` }), message);
    return make("li", {}, jump);
  }
}
