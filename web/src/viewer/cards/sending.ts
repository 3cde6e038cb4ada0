import { make } from "../hud/dom.ts";
import type { Words } from "../hud/words.ts";
import type { Receipt } from "../net/api.ts";
import { NetError } from "../net/door.ts";
import type { Fields } from "./fields.ts";

interface Sending {
  readonly words: Words;
  readonly fields: Fields;
  readonly submit: string;
  body(): unknown;
  send(body: unknown, key: string): Promise<Receipt>;
  done(receipt: Receipt): Node[];
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
      const receipt = await sending.send(body, key);
      form.replaceChildren(...sending.done(receipt));
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
export function buildThanks(words: Words, kind: "order" | "message", receipt: Receipt): Node[] {
  const url = receipt.receipt_url;
  return [
    make("h3", { class: "thanks", text: words.say(`${kind}.done`), attrs: { tabindex: -1 } }),
    make("p", { text: words.say(`${kind}.done_text`) }),
    ...(receipt.number ? [make("p", { class: "receipt-number" }, make("bdi", { text: receipt.number }))] : []),
    ...(url ? [make("a", { class: "action main big", text: words.say("receipt.open"), attrs: { href: url } })] : []),
  ];
}
