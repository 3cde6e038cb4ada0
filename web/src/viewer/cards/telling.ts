import { make } from "../hud/dom.ts";
import type { Words } from "../hud/words.ts";
import type { Told } from "../net/api.ts";
import { NetError } from "../net/door.ts";

/** The text of a field, whatever language it is really in. */
export function textOf(value: string | Told | null | undefined): string {
  return typeof value === "string" ? value : (value?.text ?? "");
}

/** Puts a text into an element with the language and direction it is really in. */
export function told<K extends keyof HTMLElementTagNameMap>(tag: K, value: string | Told | null | undefined, className = ""): HTMLElementTagNameMap[K] | null {
  const text = textOf(value);
  if (!text) return null;
  const where = typeof value === "object" && value ? { lang: value.lang, dir: value.dir } : { dir: "auto" };
  return make(tag, { text, ...(className ? { class: className } : {}), attrs: where });
}

/** A failed request in words: what the server says, or that there was no answer. */
export function tellFailure(words: Words, error: unknown): HTMLElement {
  const known = error instanceof NetError ? error : null;
  const text = known?.problem?.detail ?? words.say(known && known.status === 0 ? "failure.offline" : "failure.server");
  return make("p", { class: "trouble", text, attrs: { role: "alert" } });
}
