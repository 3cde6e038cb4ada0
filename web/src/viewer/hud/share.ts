import type { Hud } from "./hud.ts";
import type { Words } from "./words.ts";

/** Hands an address on: by the share sheet of a phone, else into the clipboard. */
export async function shareAddress(url: string, hud: Pick<Hud, "say">, words: Words): Promise<void> {
  try {
    // Some browsers have no share sheet, whatever the type declarations say.
    if ("share" in navigator && matchMedia("(pointer: coarse)").matches) await navigator.share({ title: document.title, url });
    else {
      await navigator.clipboard.writeText(url);
      hud.say(words.say("share.copied"));
    }
  } catch (error) {
    if (!(error instanceof DOMException && error.name === "AbortError")) hud.say(words.say("share.by_hand"));
  }
}
