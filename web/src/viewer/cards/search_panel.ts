import { Finder, type Filter, type Hit, type SearchFile } from "../core/search.ts";
import { Sheet } from "../hud/dialog.ts";
import { icon, make } from "../hud/dom.ts";
import type { Words } from "../hud/words.ts";
import { buildPicture } from "./pictures.ts";
import { tellFailure } from "./telling.ts";

export interface SearchHost {
  readonly words: Words;
  readonly sectors: readonly { readonly name: string }[];
  load(): Promise<SearchFile>;
  thumb(file: string): string;
  standNumber(at: number): string;
  sectorOf(at: number): number;
  goTo(stand: number): void;
  openProduct(id: string): void;
  openStand(stand: number): void;
  showOnPlan(stands: readonly number[]): void;
}

const MOST_SHOWN = 40;
/** A screenful at the key press itself, the rest when the finger rests. */
const AT_ONCE = 8;
const REST_MS = 120;
/** What one asked last, for when the panel is opened again. */
const asked: { question: string; kind: Hit["kind"] | ""; labelled: boolean; sector: number } = { question: "", kind: "", labelled: false, sector: -1 };
let finder: Finder | null = null;

/** Search over exhibitors and products; a hit leads to its stand, all of them to the plan. */
export function showSearch(host: SearchHost): void {
  const { words } = host;
  const sheet = new Sheet("search", { close: words.say("close"), back: words.say("back") }, () => {
    sheet.element.remove();
  });
  const count = make("p", { class: "quiet", attrs: { role: "status" } });
  const list = make("ul", { class: "hits" });
  const onPlan = make("button", { class: "action", attrs: { type: "button", hidden: true } }, icon("plan"), words.say("search.on_plan"));
  const input = make("input", {
    class: "search-input",
    attrs: { type: "search", name: "q", value: asked.question, placeholder: words.say("search.example"), "aria-label": words.say("tool.search"), autocomplete: "off", enterkeyhint: "search", dir: "auto" },
  });
  const update = () => {
    asked.question = input.value;
    const found = finder?.ask(asked.question, MOST_SHOWN, filterOf(host)) ?? { hits: [], count: 0 };
    showHits(list, found.hits, host, sheet);
    onPlan.hidden = !found.hits.some(({ stand }) => stand !== null);
    count.textContent = asked.question.trim() === "" ? words.say("search.lead") : finder ? words.say("search.count", { count: found.count }) : words.say("card.loading");
  };
  input.addEventListener("input", update);
  onPlan.addEventListener("click", () => {
    sheet.close();
    const all = finder?.find(asked.question, Infinity, filterOf(host)) ?? [];
    host.showOnPlan([...new Set(all.flatMap(({ stand }) => stand ?? []))]);
  });
  sheet.show(words.say("tool.search"), [input, filterRow(host, update), make("div", { class: "found" }, count, onPlan), list], { focus: input });
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

let later = 0;

function showHits(list: HTMLElement, hits: readonly Hit[], host: SearchHost, sheet: Sheet): void {
  clearTimeout(later);
  list.replaceChildren(...hits.slice(0, AT_ONCE).map((hit) => hitRow(hit, host, sheet)));
  later = setTimeout(() => {
    list.append(...hits.slice(AT_ONCE).map((hit) => hitRow(hit, host, sheet)));
  }, REST_MS);
}

function filterOf(host: SearchHost): Filter {
  const { kind, labelled, sector } = asked;
  return {
    kind: kind || undefined,
    labelled: labelled || undefined,
    stand: sector < 0 ? undefined : (at) => host.sectorOf(at) === sector,
  };
}

/** What is looked for: products or exhibitors, with a quality label, in one sector. */
function filterRow({ words, sectors }: SearchHost, changed: () => void): HTMLElement {
  const choose = (label: string, options: readonly (readonly [value: string, text: string])[], value: string, act: (value: string) => void) => {
    const select = make("select", { attrs: { "aria-label": label } }, ...options.map(([id, text]) => make("option", { text, attrs: { value: id, selected: id === value } })));
    select.addEventListener("change", () => {
      act(select.value);
      changed();
    });
    return select;
  };
  const label = make("button", { class: "chip toggle", text: words.say("search.labelled"), attrs: { type: "button", "aria-pressed": asked.labelled } });
  label.setAttribute("aria-pressed", String(asked.labelled));
  label.addEventListener("click", () => {
    asked.labelled = !asked.labelled;
    label.setAttribute("aria-pressed", String(asked.labelled));
    changed();
  });
  return make(
    "div",
    { class: "filters", attrs: { role: "group", "aria-label": words.say("search.filters") } },
    choose(words.say("search.kind"), [["", words.say("search.all")], ["product", words.say("search.products")], ["exhibitor", words.say("search.exhibitors")]], asked.kind, (value) => (asked.kind = value as typeof asked.kind)),
    choose(words.say("search.sector"), [["-1", words.say("search.everywhere")], ...sectors.map(({ name }, at): [string, string] => [String(at), name])], String(asked.sector), (value) => (asked.sector = Number(value))),
    label,
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
