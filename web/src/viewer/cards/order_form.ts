import { make } from "../hud/dom.ts";
import type { OrderForm, ProductCard } from "../net/api.ts";
import type { DeskHost } from "./desk.ts";
import { Fields } from "./fields.ts";
import { buildSendingForm } from "./sending.ts";
import { textOf, told } from "./telling.ts";

/** The request for one product: who, how it arrives, how it is paid. Consent is not ticked. */
export function buildOrderForm(product: ProductCard, options: OrderForm, host: DeskHost): HTMLElement[] {
  const { words, outbox, lang } = host;
  const fields = new Fields(words);
  const other = make("fieldset", { attrs: { hidden: true } }, make("legend", { text: words.say("order.recipient") }), fields.text("recipient.name", words.say("form.name")), fields.text("recipient.phone", words.say("form.phone"), { type: "tel", dir: "ltr" }));
  const address = fields.text("address", words.say("order.address"), { autocomplete: "street-address" });
  const parts = [
    make("p", { class: "by" }, told("strong", product.name), make("bdi", { class: "price", text: product.price?.text ?? "" })),
    fields.text("quantity", words.say("order.quantity"), { type: "number", inputmode: "numeric", min: product.min_quantity, value: String(product.min_quantity) }),
    fields.text("name", words.say("form.name"), { autocomplete: "name", required: true }),
    fields.text("phone", words.say("form.phone"), { type: "tel", autocomplete: "tel", dir: "ltr", hint: words.say("form.phone_hint") }),
    fields.text("email", words.say("form.email"), { type: "email", autocomplete: "email", dir: "ltr" }),
    fields.choice("country", words.say("form.country"), options.countries.map(({ id, name }) => [id, textOf(name)]), "MA"),
    fields.check("other", words.say("order.other")),
    other,
    fields.choice("delivery_mode", words.say("order.delivery"), options.delivery_modes.map(({ id, name }) => [id, textOf(name)])),
    fields.text("town", words.say("order.town"), { autocomplete: "address-level2" }),
    address,
    fields.choice("payment_mode", words.say("order.payment"), options.payment_modes.map(({ id, name }) => [id, textOf(name)])),
    fields.area("note", words.say("order.note")),
    fields.check("consent_version", textOf(options.consent_text)),
    make("a", { class: "link", text: words.say("form.privacy"), attrs: { href: options.privacy_url, target: "_blank" } }),
    make("p", { class: "quiet", text: words.say("order.request") }),
  ];
  fields.onChange("other", () => (other.hidden = !fields.isChecked("other")));
  const showAddress = () => (address.hidden = !options.delivery_modes.find(({ id }) => id === fields.value("delivery_mode"))?.needs_address);
  fields.onChange("delivery_mode", showAddress);
  showAddress();
  const price = product.price;
  const body = () => ({
    lines: [
      {
        product_id: product.id,
        quantity: Math.max(0, Math.trunc(Number(fields.value("quantity")) || 0)),
        seen_price: price?.amount_minor == null ? null : { amount_minor: price.amount_minor, currency: price.currency },
      },
    ],
    buyer: { name: fields.value("name"), phone: fields.value("phone"), email: fields.value("email"), language: lang, country: fields.value("country") },
    recipient: fields.isChecked("other") ? { name: fields.value("recipient.name"), phone: fields.value("recipient.phone") } : null,
    delivery_mode: fields.value("delivery_mode"),
    town: fields.value("town"),
    address: fields.value("address"),
    payment_mode: fields.value("payment_mode"),
    note: fields.value("note"),
    consent_version: fields.isChecked("consent_version") ? options.consent_version : "",
  });
  return [
    buildSendingForm(parts, {
      words,
      fields,
      submit: words.say("order.send"),
      body,
      kind: "orders",
      about: product.name.text,
      send: (letter) => outbox.send(letter),
    }),
  ];
}
