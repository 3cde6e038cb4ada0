import type { HallConfig } from "../net/config.ts";
import { make } from "./dom.ts";
import type { Words } from "./words.ts";

/** When the hall cannot be shown: why, and the same fair as plain pages. */
export function showFailure(host: HTMLElement, words: Words, config: HallConfig, key: string, retry: (() => void) | null): void {
  host.querySelector(".failure")?.remove();
  const page = (path: string) => `${config.base}/${config.lang}/${path}`;
  const again = retry && make("button", { class: "action main", text: words.say("failure.retry"), attrs: { type: "button" }, on: { click: retry } });
  host.append(
    make(
      "div",
      { class: "failure", attrs: { role: "alert" } },
      make("h2", { text: words.say(`failure.${key}.title`) }),
      make("p", { text: words.say(`failure.${key}.text`) }),
      make(
        "p",
        { class: "actions" },
        again,
        make("a", { class: "action", text: words.say("failure.plan"), attrs: { href: page("plan") } }),
        make("a", { class: "action", text: words.say("failure.products"), attrs: { href: page("products") } }),
      ),
    ),
  );
}
