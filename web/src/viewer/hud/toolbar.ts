import type { HallConfig } from "../net/config.ts";
import { icon, iconButton, make } from "./dom.ts";
import type { Words } from "./words.ts";

export interface ToolbarActions {
  readonly search: () => void;
  readonly plan: () => void;
  readonly entrance: () => void;
  readonly help: () => void;
  readonly share: () => void;
}

const OWN_NAMES: Readonly<Record<string, string>> = { fr: "Français", ar: "العربية", en: "English" };

/** The tools at the top, out of the way of both thumbs. */
export function buildToolbar(words: Words, config: HallConfig, act: ToolbarActions): HTMLElement {
  const pages = make(
    "a",
    { class: "tool", attrs: { href: `${config.base}/${config.lang}/`, "aria-label": words.say("tool.pages"), title: words.say("tool.pages") } },
    icon("page"),
  );
  const search = iconButton("search", words.say("tool.search"), act.search, { showLabel: true, class: "wide" });
  return make(
    "div",
    { class: "toolbar", attrs: { role: "toolbar", "aria-label": words.say("tool.bar") } },
    pages,
    search,
    iconButton("plan", words.say("tool.plan"), act.plan, { showLabel: true, class: "roomy" }),
    iconButton("home", words.say("tool.entrance"), act.entrance),
    iconButton("share", words.say("tool.share"), act.share),
    iconButton("help", words.say("tool.help"), act.help),
    languageMenu(words, config),
  );
}

/** Leads to the same place of the hall in another language. */
function languageMenu(words: Words, config: HallConfig): HTMLElement {
  const links = config.languages.map((lang) => {
    const link = make("a", {
      text: OWN_NAMES[lang] ?? lang,
      attrs: { href: `${config.base}/${lang}/hall`, lang, hreflang: lang, "aria-current": lang === config.lang ? "true" : null },
    });
    link.addEventListener("click", () => {
      link.href = `${config.base}/${lang}/hall${location.hash}`;
    });
    return make("li", {}, link);
  });
  const summary = make("summary", { class: "tool", attrs: { "aria-label": words.say("tool.language"), title: words.say("tool.language") } }, icon("globe"));
  const menu = make("details", { class: "menu" }, summary, make("ul", {}, ...links));
  menu.addEventListener("focusout", (event) => {
    if (event.relatedTarget instanceof Node && !menu.contains(event.relatedTarget)) menu.open = false;
  });
  return menu;
}
