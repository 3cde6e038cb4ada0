import type { HallConfig } from "../net/config.ts";
import { icon, iconButton, make, type IconName } from "./dom.ts";
import type { Words } from "./words.ts";

export interface ToolbarActions {
  readonly search: () => void;
  readonly plan: () => void;
  readonly visit: () => void;
  readonly entrance: () => void;
  readonly help: () => void;
  readonly share: () => void;
  readonly programme: () => void;
  readonly map: () => void;
  readonly settings: () => void;
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
    iconButton("heart", words.say("tool.visit"), act.visit),
    iconButton("home", words.say("tool.entrance"), act.entrance),
    moreMenu(words, config, act),
  );
}

/** What one needs less often, and the same place of the hall in another language. */
function moreMenu(words: Words, config: HallConfig, act: ToolbarActions): HTMLElement {
  const summary = make("summary", { class: "tool", attrs: { "aria-label": words.say("tool.more"), title: words.say("tool.more") } }, icon("more"));
  const menu = make("details", { class: "menu" }, summary);
  const leave = (then: () => void) => () => {
    // The entry is hidden now: a sheet that it opens gives focus back to the menu.
    menu.open = false;
    summary.focus();
    then();
  };
  const entry = (name: IconName, text: string, then: () => void) =>
    make("li", {}, make("button", { attrs: { type: "button" }, on: { click: leave(then) } }, icon(name), text));
  menu.append(
    make(
      "ul",
      {},
      entry("calendar", words.say("tool.programme"), act.programme),
      entry("plan", words.say("map.title"), act.map),
      entry("share", words.say("tool.share"), act.share),
      entry("settings", words.say("tool.settings"), act.settings),
      entry("help", words.say("tool.help"), act.help),
      ...languageLinks(config),
    ),
  );
  menu.addEventListener("focusout", (event) => {
    if (event.relatedTarget instanceof Node && !menu.contains(event.relatedTarget)) menu.open = false;
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    summary.focus();
  });
  return menu;
}

function languageLinks(config: HallConfig): HTMLElement[] {
  return config.languages.map((lang) => {
    const link = make("a", {
      text: OWN_NAMES[lang] ?? lang,
      attrs: { href: `${config.base}/${lang}/hall`, lang, hreflang: lang, "aria-current": lang === config.lang ? "true" : null },
    });
    link.addEventListener("click", () => {
      link.href = `${config.base}/${lang}/hall${location.hash}`;
    });
    return make("li", {}, link);
  });
}
