import { Finder, type Hit, type SearchFile } from "../core/search.ts";
import { Sheet } from "../hud/dialog.ts";
import { icon, make } from "../hud/dom.ts";
import type { Words } from "../hud/words.ts";
import { buildPicture } from "./pictures.ts";
import { tellFailure } from "./telling.ts";

export interface SearchHost {
  readonly words: Words;
  load(): Promise<SearchFile>;
  thumb(file: string): string;
  standNumber(at: number): string;
  goTo(stand: number): void;
  openProduct(id: string): void;
  openStand(stand: number): void;
}

let finder: Finder | null = null;
let question = "";

/** Search over exhibitors and products; a hit leads to its stand. */
export function showSearch(host: SearchHost): void {
  const { words } = host;
  const sheet = new Sheet("search", { close: words.say("close"), back: words.say("back") }, () => {
    sheet.element.remove();
  });
  const count = make("p", { class: "quiet", attrs: { role: "status" } });
  const list = make("ul", { class: "hits" });
  const input = make("input", {
    class: "search-input",
    attrs: { type: "search", name: "q", value: question, placeholder: words.say("search.example"), "aria-label": words.say("tool.search"), autocomplete: "off", enterkeyhint: "search", dir: "auto" },
  });
  const update = () => {
    question = input.value;
    const hits = finder?.find(question) ?? [];
    list.replaceChildren(...hits.map((hit) => hitRow(hit, host, sheet)));
    count.textContent = question.trim() === "" ? words.say("search.lead") : finder ? words.say("search.count", { count: hits.length }) : words.say("card.loading");
  };
  input.addEventListener("input", update);
  sheet.show(words.say("tool.search"), [input, count, list], { focus: input });
  update();
  if (finder) return;
  host.load().then(
    (file) => {
      finder = new Finder(file);
      update();
    },
    (error: unknown) => {
      count.replaceChildren(tellFailure(words, error));
    },
  );
}

/** A new build of the hall brings a new search file. */
export function forgetSearch(): void {
  finder = null;
}

function hitRow(hit: Hit, host: SearchHost, sheet: Sheet): HTMLElement {
  const { words } = host;
  const { stand } = hit;
  const leave = (act: () => void) => () => {
    sheet.close();
    act();
  };
  const number = stand === null ? "" : host.standNumber(stand);
  const open = leave(() => {
    if (hit.kind === "product") host.openProduct(hit.id);
    else if (stand !== null) host.openStand(stand);
  });
  const detail = [hit.detail, number && words.say("stand.title", { number })].filter(Boolean).join(" · ");
  const picture = hit.thumb ? buildPicture(host.thumb(hit.thumb), "", "thumb") : make("span", { class: `thumb ${hit.kind}` }, icon(hit.kind === "product" ? "order" : "list"));
  const main = make(
    "button",
    { class: "product-row", attrs: { type: "button" }, on: { click: open } },
    picture,
    make("span", { class: "product-name" }, make("span", { text: hit.name, attrs: { dir: "auto" } }), make("small", { class: "quiet", text: detail, attrs: { dir: "auto" } }), hit.price ? make("bdi", { class: "price", text: hit.price }) : null),
  );
  const go =
    stand === null
      ? null
      : make("button", {
          class: "action go",
          attrs: { type: "button", "aria-label": words.say("search.go", { name: hit.name, number }) },
          on: { click: leave(() => { host.goTo(stand); }) },
        }, icon("walk"), make("span", { text: words.say("search.there") }));
  return make("li", {}, main, go);
}
