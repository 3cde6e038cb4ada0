import { make } from "../hud/dom.ts";
import type { Price, ProductCard } from "../net/api.ts";
import type { DeskHost } from "./desk.ts";
import { textOf } from "./telling.ts";

/**
 * About what a price is where the visitor is, and the choice of where that is. The choice lives as
 * long as the visit; it is asked for nowhere else and kept nowhere. Empty where the fair has no rates.
 */
export function buildAbroad(product: ProductCard, price: Price, host: DeskHost): HTMLElement {
  const { words, api } = host;
  const line = make("p", { class: "abroad", attrs: { role: "status" } });
  const box = make("div", { class: "abroad-box" }, line);
  const tell = ({ abroad, abroad_date: date }: Price) => {
    line.replaceChildren(
      ...(abroad ? [make("bdi", { class: "abroad-price", text: abroad }), " ", make("span", { class: "quiet", text: words.say("price.abroad", { date }) })] : []),
    );
  };
  tell(price);
  if (price.amount_minor !== null) void offer();
  return box;

  async function offer(): Promise<void> {
    // Without the network, or without rates, the price stays as it is.
    const rates = await api.rates().catch(() => null);
    if (!rates?.countries.length) return;
    const option = (value: string, text: string) => make("option", { text, attrs: { value, selected: value === api.country } });
    const list = make("select", {}, option("", words.say("price.home")), ...rates.countries.map(({ id, name }) => option(id, textOf(name))));
    list.addEventListener("change", () => {
      api.country = list.value;
      void refresh();
    });
    box.append(make("label", { class: "field" }, make("span", { class: "quiet", text: words.say("price.country") }), list));
    // The card may come from a stand that was read before the choice.
    if (api.country && !price.abroad) await refresh();
  }

  async function refresh(): Promise<void> {
    const asked = api.country;
    const fresh = await api.product(product.id).catch(() => null);
    if (asked === api.country) tell(fresh?.price ?? { ...price, abroad: "", abroad_date: "" });
  }
}
