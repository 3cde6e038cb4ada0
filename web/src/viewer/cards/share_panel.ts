import "../../styles/beside.css";
import { ownPage } from "../core/own_page.ts";
import { Sheet } from "../hud/dialog.ts";
import { icon, make } from "../hud/dom.ts";
import type { Words } from "../hud/words.ts";

/** A place of the hall to be handed on: `link` is what stands behind the #, `code` the address of QR codes. */
export interface Shared {
  readonly site: { readonly base: string; readonly lang: string };
  readonly page: string;
  readonly link: string;
  readonly code: string;
}

/** Hands a place on: by the share sheet of the device, by its address, or by a code for another phone. */
export function showShare(shared: Shared, words: Words): void {
  const sheet = new Sheet("help", { close: words.say("close"), back: words.say("back") }, () => {
    sheet.element.remove();
  });
  const place = shared.link.replace(/^#/, "");
  const url = ownPage(place ? `${shared.page}#${place}` : shared.page, shared.site);
  const told = make("p", { class: "quiet", attrs: { role: "status" } });
  const field = make("input", { class: "share-link", attrs: { type: "url", readonly: true, value: url, dir: "ltr", "aria-label": words.say("share.link") } });
  field.addEventListener("focus", () => {
    field.select();
  });
  const copy = make("button", { class: "action", text: words.say("share.copy"), attrs: { type: "button" } });
  copy.addEventListener("click", () => void copyTo(told, field, words));
  // Some browsers have no share sheet, whatever the type declarations say.
  const send = "share" in navigator ? make("button", { class: "action main", attrs: { type: "button" } }, icon("share"), words.say("share.send")) : null;
  send?.addEventListener("click", () => void navigator.share({ title: document.title, url }).catch(() => undefined)); // who thinks better of it is told nothing
  const code = make("img", { class: "share-code", attrs: { src: `${shared.code}?place=${encodeURIComponent(place)}`, alt: words.say("share.code"), width: 220, height: 220 } });
  sheet.show(words.say("share.title"), [
    make("div", { class: "share" }, field, make("p", { class: "actions" }, send, copy), told, code, make("p", { class: "quiet", text: words.say("share.code_text") })),
  ]);
}

async function copyTo(told: HTMLElement, field: HTMLInputElement, words: Words): Promise<void> {
  try {
    await navigator.clipboard.writeText(field.value);
    told.textContent = words.say("share.copied");
  } catch {
    field.focus(); // its text is chosen then
    told.textContent = words.say("share.by_hand");
  }
}
