import { make } from "../hud/dom.ts";
import type { Price, ProductCard, ReachAnswer } from "../net/api.ts";
import type { DeskHost } from "./desk.ts";
import { textOf, told } from "./telling.ts";

/**
 * “Can it reach me?”: where somebody lives, what is known about the way there, and about what the
 * price is in their money. The choice lives as long as the visit and is kept nowhere.
 */
export function buildReach(product: ProductCard, price: HTMLElement, host: DeskHost): HTMLElement {
  const { words, api } = host;
  const answers = make("ul", { class: "reach-answers", attrs: { "aria-live": "polite" } });
  const box = make("section", { class: "reach-box" }, make("h3", { text: words.say("reach.title") }));
  void offer();
  return box;

  async function offer(): Promise<void> {
    // Without the network the card is whole without this question.
    const { places } = await api.places().catch(() => ({ places: [] }));
    if (places.length === 0) {
      box.remove();
      return;
    }
    const option = (value: string, text: string) => make("option", { text, attrs: { value, selected: value === api.country } });
    const list = make("select", {}, option("", words.say("reach.choose")), ...places.map(({ id, name }) => option(id, textOf(name))));
    list.addEventListener("change", () => {
      api.country = list.value;
      void refresh();
    });
    box.append(make("label", { class: "field" }, make("span", { class: "quiet", text: words.say("reach.where") }), list), answers);
    if (api.country) await refresh();
  }

  async function refresh(): Promise<void> {
    const asked = api.country;
    const [reach, fresh] = await Promise.all([
      asked ? api.reach(product.id, asked).catch(() => null) : null,
      api.product(product.id).catch(() => null),
    ]);
    if (asked !== api.country) return;
    answers.replaceChildren(...(reach?.answers ?? []).map(answerRow));
    tellAbroad(price, fresh?.price ?? null, host);
  }
}

function answerRow({ kind, title, detail }: ReachAnswer): HTMLElement {
  return make("li", { class: `reach-${kind}` }, told("strong", title), detail ? make("span", { class: "quiet", text: detail, attrs: { dir: "auto" } }) : null);
}

/** About what a price is where the visitor is; empty where the fair has no rate. */
export function tellAbroad(line: HTMLElement, price: Price | null, { words }: DeskHost): void {
  const money = price?.abroad
    ? [make("bdi", { class: "abroad-price", text: price.abroad }), " ", make("span", { class: "quiet", text: words.say("price.abroad", { date: price.abroad_date }) })]
    : [];
  line.replaceChildren(...money);
}
