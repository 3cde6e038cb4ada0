import { Sheet } from "./dialog.ts";
import { make } from "./dom.ts";
import type { Words } from "./words.ts";

/** How to get about: one line for each kind of input. */
export function showHelp(words: Words): void {
  const sheet = new Sheet("help", { close: words.say("close"), back: words.say("back") }, () => {
    sheet.element.remove();
  });
  const touch = matchMedia("(pointer: coarse)").matches;
  const kinds = touch ? ["touch", "tap", "keys"] : ["mouse", "keys", "tap"];
  const lines = kinds.flatMap((kind) => [make("dt", { text: words.say(`help.${kind}.title`) }), make("dd", { text: words.say(`help.${kind}.text`) })]);
  const begin = make("button", {
    class: "action main",
    text: words.say("help.begin"),
    attrs: { type: "button" },
    on: {
      click: () => {
        sheet.close();
      },
    },
  });
  sheet.show(words.say("help.title"), [make("p", { text: words.say("help.lead") }), make("dl", { class: "help" }, ...lines), begin], { focus: begin });
}
