import { make } from "../hud/dom.ts";
import type { ExhibitorCard, OrderForm, ProductCard } from "../net/api.ts";
import type { DeskHost } from "./desk.ts";
import { Fields } from "./fields.ts";
import { buildSendingForm } from "./sending.ts";
import { textOf, told } from "./telling.ts";

const KINDS = ["question", "wholesale", "sample", "meeting"] as const;

/** A message to an exhibitor, about a product or not. */
export function buildMessageForm(exhibitor: Pick<ExhibitorCard, "id" | "name">, product: ProductCard | null, options: OrderForm, host: DeskHost): HTMLElement[] {
  const { words, outbox, lang } = host;
  const fields = new Fields(words);
  const parts = [
    make("p", { class: "by" }, told("strong", exhibitor.name), product && told("span", product.name)),
    fields.choice("kind", words.say("message.kind"), KINDS.map((kind) => [kind, words.say(`message.kind.${kind}`)])),
    fields.area("text", words.say("message.text"), { required: true }),
    fields.text("name", words.say("form.name"), { autocomplete: "name", required: true }),
    fields.text("phone", words.say("form.phone"), { type: "tel", autocomplete: "tel", dir: "ltr", hint: words.say("form.phone_hint") }),
    fields.text("email", words.say("form.email"), { type: "email", autocomplete: "email", dir: "ltr" }),
    fields.choice("country", words.say("form.country"), options.countries.map(({ id, name }) => [id, textOf(name)]), "MA"),
    fields.check("consent_version", textOf(options.consent_text)),
    make("a", { class: "link", text: words.say("form.privacy"), attrs: { href: options.privacy_url, target: "_blank" } }),
  ];
  const body = () => ({
    exhibitor: exhibitor.id,
    product: product?.id ?? "",
    kind: fields.value("kind"),
    text: fields.value("text"),
    name: fields.value("name"),
    phone: fields.value("phone"),
    email: fields.value("email"),
    language: lang,
    country: fields.value("country"),
    consent_version: fields.isChecked("consent_version") ? options.consent_version : "",
  });
  return [
    buildSendingForm(parts, {
      words,
      fields,
      submit: words.say("message.send"),
      body,
      kind: "messages",
      about: textOf(exhibitor.name),
      send: (letter) => outbox.send(letter),
    }),
  ];
}
