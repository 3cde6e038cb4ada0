import "../../styles/beside.css";
import { Sheet } from "../hud/dialog.ts";
import { make } from "../hud/dom.ts";
import { USUAL, type Choices, type Settings } from "../hud/settings.ts";
import type { Words } from "../hud/words.ts";

type Options<T> = readonly (readonly [value: T, text: string])[];

/** How the hall looks, moves and is steered. Every choice counts at once and is kept on this device. */
export function showSettings(settings: Settings, words: Words): void {
  const sheet = new Sheet("card", { close: words.say("close"), back: words.say("back") }, () => {
    sheet.element.remove();
  });
  const body = make("div", { class: "settings" });
  const draw = () => {
    body.replaceChildren(...groups(settings, words));
  };
  const reset = make("button", { class: "action", text: words.say("settings.reset"), attrs: { type: "button" } });
  reset.addEventListener("click", () => {
    settings.choose({ ...USUAL, map: settings.choices.map });
    draw();
  });
  draw();
  sheet.show(words.say("tool.settings"), [body, make("p", { class: "actions" }, reset), make("p", { class: "quiet", text: words.say("settings.kept") })]);
}

function groups(settings: Settings, words: Words): HTMLElement[] {
  const named = (key: string) => words.say(`settings.${key}`);
  const auto = ["auto", named("auto")] as const;
  const steps = [30, 45].map((degrees): readonly [number, string] => [degrees, words.say("settings.steps", { degrees })]);
  return [
    make("h3", { text: named("reading") }),
    pills(settings, "text", named("text"), [85, 100, 125, 150].map((size): readonly [number, string] => [size, `${String(size)} %`])),
    pills(settings, "look", named("look"), [auto, ["light", named("light")], ["dark", named("dark")]]),
    pills(settings, "contrast", named("contrast"), [auto, ["more", named("more")]]),
    make("h3", { text: named("moving") }),
    pills(settings, "motion", named("motion"), [auto, ["calm", named("calm")]]),
    pills(settings, "turn", named("turn"), [[0, named("smooth")], ...steps]),
    pills(settings, "pace", named("pace"), [[0.6, named("slow")], [1, named("usual")], [1.4, named("quick")]]),
    pills(settings, "angle", named("angle"), [[-10, named("narrow")], [0, named("usual")], [12, named("wide")]]),
    check(settings, "vignette", named("vignette")),
    check(settings, "invert", named("invert")),
    pills(settings, "letters", named("letters"), [["left", "W A S D · Q E"], ["right", "I J K L · U O"], ["off", named("off")]]),
    make("p", { class: "quiet", text: named("letters_note") }),
    make("h3", { text: named("data") }),
    checkbox(named("sparing"), settings.choices.data === "low", (on) => {
      settings.choose({ data: on ? "low" : "auto" });
    }),
  ];
}

/** One of a few, all of them in sight. */
function pills<K extends keyof Choices>(settings: Settings, name: K, label: string, options: Options<Choices[K]>): HTMLElement {
  const row = options.map(([value, text]) => {
    const radio = make("input", { attrs: { type: "radio", name: `settings-${name}`, checked: settings.choices[name] === value } });
    radio.addEventListener("change", () => {
      settings.choose({ [name]: value });
    });
    return make("label", { class: "pill" }, radio, make("span", { text }));
  });
  return make("fieldset", { class: "pills" }, make("legend", { text: label }), make("div", {}, ...row));
}

function check(settings: Settings, name: "vignette" | "invert", label: string): HTMLElement {
  return checkbox(label, settings.choices[name], (on) => {
    settings.choose({ [name]: on });
  });
}

function checkbox(label: string, checked: boolean, act: (on: boolean) => void): HTMLElement {
  const box = make("input", { attrs: { type: "checkbox", checked } });
  box.addEventListener("change", () => {
    act(box.checked);
  });
  return make("label", { class: "switch" }, box, make("span", { text: label }));
}
