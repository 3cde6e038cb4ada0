import { Finder, type Found } from "../core/search.ts";
import type { Filter, Hit, SearchFile } from "../core/search_rows.ts";
import { Sheet } from "../hud/dialog.ts";
import { icon, make } from "../hud/dom.ts";
import type { Words } from "../hud/words.ts";
import { hitRow } from "./search_hit.ts";
import { tellFailure } from "./telling.ts";

export interface SearchHost {
  readonly words: Words;
  readonly sectors: readonly { readonly name: string; readonly colour: string }[];
  load(): Promise<SearchFile>;
  thumb(file: string): string;
  standNumber(at: number): string;
  sectorOf(at: number): number;
  goTo(stand: number): void;
  openProduct(id: string): void;
  openStand(stand: number): void;
  showOnPlan(stands: readonly number[]): void;
}

/** How many are shown, and how many more whenever the visitor has come to their end. */
const MANY = 40;
/** A screenful at the key press itself, the rest when the finger rests. */
const AT_ONCE = 5;
const REST_MS = 120;
/** Reading the search file gives way to the finger this often, and takes as long again as that took, at most this. */
const SLICE_MS = 12;
const LONGEST_SLICE_MS = 100;
const NO_FILTER = { kind: "", labelled: false, sector: -1 } as const;
/** What one asked last, for when the panel is opened again. */
const asked: { question: string; kind: Hit["kind"] | ""; labelled: boolean; sector: number } = { question: "", ...NO_FILTER };
let finder: Promise<Finder> | null = null;

/** Search over exhibitors and products; a hit leads to its stand, all of them to the plan. */
export function showSearch(host: SearchHost): void {
  new SearchPanel(host).open();
}

/** A new build of the hall brings a new search file. */
export function forgetSearch(): void {
  finder = null;
}

class SearchPanel {
  readonly #host: SearchHost;
  readonly #sheet: Sheet;
  readonly #told = make("p", { class: "quiet", attrs: { role: "status" } });
  readonly #hints = make("p", { class: "filters hints" });
  readonly #filters = make("div", { class: "filters" });
  readonly #list = make("ul", { class: "hits" });
  readonly #onPlan: HTMLButtonElement;
  readonly #input: HTMLInputElement;
  /** Rows that were drawn stay as they are while they are found: their pictures do not blink. */
  readonly #drawn = new Map<string, HTMLElement>();
  readonly #end = new IntersectionObserver((seen) => { if (seen.some(({ isIntersecting }) => isIntersecting)) this.#showMore(); });
  #finder: Finder | null = null;
  /** The keys of the hits that the list shows first. */
  #shown = "";
  #later = 0;

  constructor(host: SearchHost) {
    const { words } = host;
    this.#host = host;
    this.#sheet = new Sheet("search", { close: words.say("close"), back: words.say("back") }, () => {
      clearTimeout(this.#later);
      this.#end.disconnect();
      this.#sheet.element.remove();
    });
    this.#onPlan = make("button", { class: "action", attrs: { type: "button", hidden: true }, on: { click: () => { this.#showOnPlan(); } } }, icon("plan"), words.say("search.on_plan"));
    this.#input = make("input", {
      class: "search-input",
      attrs: { type: "search", name: "q", value: asked.question, placeholder: words.say("search.example"), "aria-label": words.say("tool.search"), autocomplete: "off", enterkeyhint: "search" },
      on: { input: () => { this.#update(); }, keydown: (event) => { this.#press(event as KeyboardEvent); } },
    });
  }

  open(): void {
    this.#drawFilters();
    this.#sheet.show(this.#host.words.say("tool.search"), [this.#input, this.#filters, make("div", { class: "found" }, this.#told, this.#onPlan), this.#hints, this.#list], { focus: this.#input });
    this.#update();
    const reading = (finder ??= this.#host.load().then((file) => Finder.build(file, (at) => this.#host.standNumber(at), makeRest())));
    reading.then(
      (ready) => {
        this.#finder = ready;
        this.#update();
      },
      (error: unknown) => {
        if (finder === reading) finder = null;
        this.#told.replaceChildren(tellFailure(this.#host.words, error));
      },
    );
  }

  #update(): void {
    asked.question = this.#input.value;
    // An example is read in the direction of the page, what is typed in its own.
    this.#input.dir = asked.question === "" ? "" : "auto";
    const found = this.#ask(MANY);
    this.#showHits(found.hits);
    this.#onPlan.hidden = !found.hits.some(({ stand }) => stand !== null);
    this.#tell(found);
  }

  #ask(limit: number): Found {
    return this.#finder?.ask(asked.question, limit, this.#filter()) ?? { hits: [], count: 0, partial: false };
  }

  #tell({ count, partial }: Found): void {
    const { words } = this.#host;
    const said = asked.question.trim();
    const nothing = said !== "" && this.#finder !== null && count === 0;
    const told =
      said === "" ? words.say("search.lead")
      : !this.#finder ? words.say("card.loading")
      : nothing ? words.say("search.none")
      : words.say(partial ? "search.partial" : "search.count", { count });
    if (this.#told.textContent !== told) this.#told.textContent = told;
    const hints = said !== "" && !nothing ? [] : nothing && isFiltered() ? [this.#unfilter()] : this.#examples();
    if (hints.length > 0 || this.#hints.hasChildNodes()) this.#hints.replaceChildren(...hints);
  }

  /** Questions to tap, such as find something here. */
  #examples(): HTMLElement[] {
    const examples = this.#host.words.say("search.example").replace("…", "").split(/[,،]/).map((example) => example.trim());
    const good = examples.filter((example) => (this.#finder?.ask(example, 1).count ?? 0) > 0);
    return good.map((example) => make("button", { class: "chip toggle", attrs: { type: "button", dir: "auto" }, text: example, on: { click: () => { this.#askFor(example); } } }));
  }

  #askFor(question: string): void {
    this.#input.value = question;
    this.#input.focus();
    this.#update();
  }

  #unfilter(): HTMLElement {
    return make("button", { class: "action", attrs: { type: "button" }, text: this.#host.words.say("search.unfilter"), on: { click: () => {
      Object.assign(asked, NO_FILTER);
      this.#drawFilters();
      this.#askFor(asked.question);
    } } });
  }

  /** Enter leads to the first hit and lays a phone's keyboard away. */
  #press(event: KeyboardEvent): void {
    if (event.key !== "Enter" || event.isComposing) return;
    // The press is used up: it must not open what it leads to.
    event.preventDefault();
    this.#list.querySelector("button")?.focus();
  }

  #showHits(hits: readonly Hit[]): void {
    const keys = hits.map(keyOf);
    // The next letter often finds the same: then nothing is laid out anew.
    if (keys.join("\n") === this.#shown) return;
    this.#shown = keys.join("\n");
    clearTimeout(this.#later);
    this.#end.disconnect();
    hits.slice(0, AT_ONCE).forEach((hit, nth) => {
      const row = this.#row(hit);
      const there = this.#list.children[nth];
      if (there !== row) this.#list.insertBefore(row, there ?? null);
    });
    while (this.#list.children.length > Math.min(hits.length, AT_ONCE)) this.#list.lastElementChild?.remove();
    if (hits.length <= AT_ONCE) return;
    this.#later = setTimeout(() => { this.#append(hits.slice(AT_ONCE)); }, REST_MS);
  }

  #append(hits: readonly Hit[]): void {
    this.#list.append(...hits.map((hit) => this.#row(hit)));
    const last = this.#list.lastElementChild;
    if (last && hits.length > 0) this.#end.observe(last);
  }

  #showMore(): void {
    this.#end.disconnect();
    const shown = this.#list.children.length;
    this.#append(this.#ask(shown + MANY).hits.slice(shown));
  }

  #row(hit: Hit): HTMLElement {
    const key = keyOf(hit);
    const row = this.#drawn.get(key) ?? hitRow(hit, this.#host, (act) => () => { this.#sheet.close(); act(); });
    this.#drawn.set(key, row);
    return row;
  }

  #showOnPlan(): void {
    const all = this.#ask(Infinity).hits;
    this.#sheet.close();
    this.#host.showOnPlan([...new Set(all.flatMap(({ stand }) => stand ?? []))]);
  }

  #filter(): Filter {
    const { kind, labelled, sector } = asked;
    return {
      kind: kind || undefined,
      labelled: labelled || undefined,
      stand: sector < 0 ? undefined : (at) => this.#host.sectorOf(at) === sector,
    };
  }

  #drawFilters(): void {
    const drawn = filterRow(this.#host, () => { this.#update(); });
    this.#filters.replaceChildren(...drawn);
    this.#filters.setAttribute("role", "group");
    this.#filters.setAttribute("aria-label", this.#host.words.say("search.filters"));
  }
}

function keyOf(hit: Hit): string {
  return `${hit.kind} ${hit.id}`;
}

function isFiltered(): boolean {
  return asked.kind !== "" || asked.labelled || asked.sector >= 0;
}

/** Lets the browser answer the finger now and then: where the picture takes long, as long as the picture. */
function makeRest(): () => Promise<void> {
  let since = performance.now();
  let slice = SLICE_MS;
  return async () => {
    const stopped = performance.now();
    if (stopped - since < slice) return;
    await new Promise((done) => { setTimeout(done); });
    since = performance.now();
    slice = Math.min(LONGEST_SLICE_MS, Math.max(SLICE_MS, since - stopped));
  };
}

/** What is looked for: products or exhibitors, with a quality label, in one sector. */
function filterRow({ words, sectors }: SearchHost, changed: () => void): HTMLElement[] {
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
  return [
    choose(words.say("search.kind"), [["", words.say("search.all")], ["product", words.say("search.products")], ["exhibitor", words.say("search.exhibitors")]], asked.kind, (value) => (asked.kind = value as typeof asked.kind)),
    choose(words.say("search.sector"), [["-1", words.say("search.everywhere")], ...sectors.map(({ name }, at): [string, string] => [String(at), name])], String(asked.sector), (value) => (asked.sector = Number(value))),
    label,
  ];
}
