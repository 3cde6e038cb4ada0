import { icon, make } from "../hud/dom.ts";
import type { ExhibitorCard, LabelCard, Price, ProductCard } from "../net/api.ts";
import type { Words } from "../hud/words.ts";
import { buildContacts } from "./contacts.ts";
import type { DeskHost } from "./desk.ts";
import { buildGallery } from "./pictures.ts";
import { buildReach, tellAbroad } from "./reach_box.ts";
import { fetchPart } from "../net/parts.ts";
import { tellFailure, textOf, told } from "./telling.ts";
import type { Turntable } from "./turntable.ts";

export interface ProductActions {
  readonly order: () => void;
  readonly message: (exhibitor: Pick<ExhibitorCard, "id" | "name">) => void;
  readonly goTo: () => void;
  readonly stand: () => void;
}

/** A product with all that one asks before buying: nature, quality, origin, price, stock. */
export function buildProductCard(
  product: ProductCard,
  exhibitor: ExhibitorCard | null,
  host: DeskHost,
  act: ProductActions,
): { content: HTMLElement[]; leave: () => void } {
  const { words } = host;
  const model = buildModelView(product, host);
  const contacts = make("div");
  const abroad = make("p", { class: "abroad", attrs: { role: "status" } });
  const fill = (card: ExhibitorCard) => {
    contacts.replaceChildren(buildContacts(card, host, () => {
      act.message(card);
    }));
  };
  if (exhibitor) fill(exhibitor);
  else void host.api.exhibitor(product.exhibitor.id).then(fill, (error: unknown) => {
    contacts.replaceChildren(tellFailure(words, error));
  });
  const content = [
    buildGallery(product.pictures, product.name.text),
    model.element,
    byLine(product, words, act),
    product.price && buildPrice(product.price, product, abroad, host),
    product.price?.amount_minor != null && buildReach(product, abroad, host),
    product.can_order
      ? make("button", { class: "action main big order-now", attrs: { type: "button" }, on: { click: act.order } }, icon("order"), words.say("product.order"))
      : !product.order_note && make("p", { class: "quiet", text: words.say("product.no_order") }),
    product.order_note && make("p", { class: "phase-note", text: product.order_note, attrs: { role: "note" } }),
    told("p", product.description),
    facts(product, words),
    product.label && buildLabel(product.label, words),
    make("h3", { text: words.say("contact.title") }),
    contacts,
    make(
      "p",
      { class: "actions" },
      product.stand && make("button", { class: "action", attrs: { type: "button" }, on: { click: act.goTo } }, icon("walk"), words.say("stand.go")),
      make("a", { class: "action", attrs: { href: product.url } }, icon("page"), words.say("product.page")),
    ),
  ];
  return { content: content.filter((node): node is HTMLElement => Boolean(node)), leave: model.leave };
}

function byLine(product: ProductCard, words: Words, act: ProductActions): HTMLElement {
  const maker = told("strong", product.exhibitor.name);
  const stand =
    product.stand && make("button", { class: "link", text: words.say("stand.title", { number: product.stand.number }), attrs: { type: "button" }, on: { click: act.stand } });
  return make("p", { class: "by" }, maker, stand);
}

function buildPrice(price: Price, product: ProductCard, abroad: HTMLElement, host: DeskHost): HTMLElement {
  const { words } = host;
  tellAbroad(abroad, price, host);
  const given = price.date_text && words.say("price.given", { date: price.date_text });
  const date = [given, price.to_confirm && words.say("price.confirm")].filter(Boolean).join(" · ");
  return make(
    "div",
    { class: "price-box" },
    make("p", { class: "price-line" }, make("bdi", { class: "price", text: price.text }), price.unit_text ? make("bdi", { class: "quiet", text: price.unit_text }) : null),
    abroad,
    date ? make("p", { class: "quiet", text: date, attrs: { dir: "auto" } }) : null,
    product.stock_text ? make("p", { class: product.can_order ? "stock" : "stock out", text: product.stock_text, attrs: { dir: "auto" } }) : null,
    product.wholesale_text ? make("p", { class: "quiet", text: product.wholesale_text, attrs: { dir: "auto" } }) : null,
  );
}

function facts(product: ProductCard, words: Words): HTMLElement {
  const list = make("dl", { class: "facts" });
  const add = (name: string, value: HTMLElement | null) => {
    if (value) list.append(make("dt", { text: name, attrs: { dir: "auto" } }), value);
  };
  add(words.say("product.nature"), told("dd", product.nature));
  add(words.say("product.origin"), told("dd", product.origin));
  add(words.say("product.how_made"), told("dd", product.how_made));
  for (const { name, value } of product.facts) add(textOf(name), told("dd", value));
  return list;
}

function buildLabel(label: LabelCard, words: Words): HTMLElement {
  const law = [label.law, label.number, label.certifier].filter(Boolean).join(" · ");
  return make(
    "div",
    { class: "label-box" },
    make("h3", { text: words.say("product.quality") }),
    told("p", label.name, "chip strong"),
    make("p", { text: label.state, attrs: { dir: "auto" } }),
    law ? make("p", { class: "quiet" }, make("bdi", { text: law })) : null,
    told("p", label.evidence, "quiet"),
  );
}

/** The 3D model behind a button: nobody pays for what they did not ask for. */
function buildModelView(product: ProductCard, host: DeskHost): { element: HTMLElement | null; leave: () => void } {
  const { words } = host;
  if (!product.model && !product.stand) return { element: null, leave: () => undefined };
  let table: Turntable | null = null;
  let left = false;
  const box = make("div", { class: "model-view" });
  const button = make("button", { class: "action", text: words.say("product.model"), attrs: { type: "button" } });
  button.addEventListener("click", () => void open());
  box.append(button);
  return {
    element: box,
    leave: () => {
      left = true;
      table?.dispose();
    },
  };

  async function open(): Promise<void> {
    button.disabled = true;
    button.textContent = words.say("card.loading");
    try {
      const model = await host.loadModel(product);
      if (left) return;
      if (!model) {
        box.replaceChildren(make("p", { class: "quiet", text: words.say("product.no_model") }));
        return;
      }
      const { Turntable: Table } = await fetchPart(() => import("./turntable.ts"));
      const canvas = make("canvas", { class: "turntable", attrs: { tabindex: 0, role: "img", "aria-label": words.say("product.model_of", { name: product.name.text }) } });
      box.replaceChildren(canvas, make("p", { class: "quiet", text: words.say("product.turn") }));
      table = await Table.create(canvas, model);
    } catch (error) {
      box.replaceChildren(tellFailure(words, error));
    }
  }
}
