import { make } from "../hud/dom.ts";
import type { Words } from "../hud/words.ts";
import type { Receipt } from "../net/api.ts";
import { NetError } from "../net/door.ts";
import type { Letter } from "../net/outbox.ts";
import type { Fields } from "./fields.ts";

interface Sending {
  readonly words: Words;
  readonly fields: Fields;
  readonly submit: string;
  readonly kind: Letter["kind"];
  readonly about: string;
  body(): unknown;
  /** Gives no receipt where the letter waits for the network. */
  send(letter: Letter): Promise<Receipt | null>;
}

/**
 * Makes a form send itself once. The key stays the same while the same text is sent again, so
 * that a lost answer never makes two orders; another text gets another key.
 */
export function buildSendingForm(parts: readonly HTMLElement[], sending: Sending): HTMLFormElement {
  const { words, fields } = sending;
  const button = make("button", { class: "action main big", text: sending.submit, attrs: { type: "submit" } });
  const form = make("form", { class: "form", attrs: { novalidate: true } }, fields.summary, ...parts, button);
  let key = "";
  let keyed = "";
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void submit();
  });
  return form;

  async function submit(): Promise<void> {
    const body = sending.body();
    const text = JSON.stringify(body);
    if (text !== keyed) {
      key = crypto.randomUUID();
      keyed = text;
    }
    fields.clearFaults();
    button.disabled = true;
    button.textContent = words.say("form.sending");
    try {
      const receipt = await sending.send({ key, kind: sending.kind, body, about: sending.about });
      form.replaceChildren(...(receipt ? buildThanks(words, sending.kind, receipt) : buildWaiting(words)));
      form.querySelector<HTMLElement>("[tabindex]")?.focus();
    } catch (error) {
      if (error instanceof NetError && error.status === 409) keyed = "";
      fields.showFaults(error);
      button.disabled = false;
      button.textContent = sending.submit;
    }
  }
}

/** That it has arrived, with the link to the receipt. */
function buildThanks(words: Words, kind: Letter["kind"], receipt: Receipt): Node[] {
  const noun = kind === "orders" ? "order" : "message";
  const url = receipt.receipt_url;
  return [
    make("h3", { class: "thanks", text: words.say(`${noun}.done`), attrs: { tabindex: -1 } }),
    make("p", { text: words.say(`${noun}.done_text`) }),
    ...(receipt.number ? [make("p", { class: "receipt-number" }, make("bdi", { text: receipt.number }))] : []),
    ...(url ? [make("a", { class: "action main big", text: words.say("receipt.open"), attrs: { href: url } })] : []),
  ];
}

/** That it waits on this device and will be sent once. */
function buildWaiting(words: Words): Node[] {
  return [make("h3", { class: "thanks waits", text: words.say("outbox.waits"), attrs: { tabindex: -1 } }), make("p", { text: words.say("outbox.waits_text") })];
}
