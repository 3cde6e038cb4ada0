import { icon, make } from "../hud/dom.ts";
import type { ExhibitorCard, ProductCard, StandCard } from "../net/api.ts";
import { buildContacts } from "./contacts.ts";
import type { DeskHost } from "./desk.ts";
import { buildPicture } from "./pictures.ts";
import { textOf, told } from "./telling.ts";

export interface StandActions {
  readonly product: (product: ProductCard) => void;
  readonly message: (exhibitor: ExhibitorCard) => void;
  readonly goTo: () => void;
  readonly leadTo: () => void;
}

/** Who stands here and what they offer. */
export function buildStandCard(card: StandCard, host: DeskHost, act: StandActions): HTMLElement[] {
  const { words } = host;
  const go = make("button", { class: "action", attrs: { type: "button" }, on: { click: act.goTo } }, icon("walk"), words.say("stand.go"));
  const page = make("a", { class: "action", attrs: { href: card.url } }, icon("page"), words.say("stand.page"));
  const lead = make("button", { class: "action", attrs: { type: "button" }, on: { click: act.leadTo } }, icon("plan"), words.say("guide.show"));
  const content: HTMLElement[] = [make("p", { class: "chips" }, told("span", card.sector.name, "chip"), favouriteButton(card, host))];
  if (card.exhibitors.length === 0) content.push(make("p", { text: words.say("stand.free") }));
  for (const exhibitor of card.exhibitors) {
    const own = card.products.filter((product) => product.exhibitor.id === exhibitor.id);
    content.push(buildExhibitor(exhibitor, own, host, act));
  }
  content.push(make("p", { class: "actions" }, go, lead, page));
  return content;
}

function favouriteButton(card: StandCard, { words, book }: DeskHost): HTMLElement {
  const button = make("button", { class: "chip favourite", attrs: { type: "button" } }, icon("heart"));
  const label = make("span");
  const tell = (kept: boolean) => {
    button.setAttribute("aria-pressed", String(kept));
    label.textContent = words.say(kept ? "visit.kept" : "visit.keep");
  };
  button.append(label);
  button.addEventListener("click", () => {
    tell(book.toggle(card.id));
  });
  tell(book.isFavourite(card.id));
  return button;
}

function buildExhibitor(exhibitor: ExhibitorCard, products: readonly ProductCard[], host: DeskHost, act: StandActions): HTMLElement {
  const { words } = host;
  const logo = exhibitor.logo ? buildPicture(exhibitor.logo, "", "logo") : null;
  const kind = [textOf(exhibitor.kind_name), textOf(exhibitor.place)].filter(Boolean).join(" · ");
  const head = make("div", { class: "exhibitor-head" }, logo, make("div", {}, told("h3", exhibitor.name), make("p", { class: "quiet", text: kind, attrs: { dir: "auto" } })));
  const list = make("ul", { class: "products" }, ...products.map((product) => productRow(product, act)));
  return make(
    "section",
    { class: "exhibitor" },
    head,
    told("p", exhibitor.about),
    told("p", exhibitor.story, "story"),
    factLine(exhibitor, host),
    make("h4", { text: words.say("contact.title") }),
    buildContacts(exhibitor, host, () => {
      act.message(exhibitor);
    }),
    products.length > 0 && make("h4", { text: words.say("stand.products", { count: products.length }) }),
    list,
  );
}

function factLine(exhibitor: ExhibitorCard, { words }: DeskHost): HTMLElement | null {
  const facts: string[] = [];
  if (exhibitor.founded) facts.push(words.say("exhibitor.founded", { year: exhibitor.founded }));
  if (exhibitor.members) facts.push(words.say("exhibitor.members", { count: exhibitor.members }));
  if (exhibitor.women_members) facts.push(words.say("exhibitor.women", { count: exhibitor.women_members }));
  return facts.length > 0 ? make("p", { class: "quiet", text: facts.join(" · ") }) : null;
}

function productRow(product: ProductCard, act: StandActions): HTMLElement {
  const first = product.pictures[0];
  const picture = first ? buildPicture(first, "", "thumb") : make("span", { class: "thumb" });
  const price = make("span", { class: "price" }, make("bdi", { text: product.price?.text ?? "" }));
  const unit = product.price?.unit_text;
  const button = make(
    "button",
    {
      class: "product-row",
      attrs: { type: "button" },
      on: {
        click: () => {
          act.product(product);
        },
      },
    },
    picture,
    make("span", { class: "product-name" }, told("span", product.name), told("small", product.nature, "quiet one-line")),
    make("span", { class: "product-price" }, price, unit ? make("bdi", { class: "quiet", text: unit }) : null),
  );
  return make("li", {}, button);
}
