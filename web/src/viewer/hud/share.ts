import { parseLink } from "../core/place_link.ts";
import type { HallConfig } from "../net/config.ts";
import type { Hud } from "./hud.ts";
import type { Words } from "./words.ts";

/** The page of the stand or product that an address names: messengers do not see what stands behind a `#`. */
export function ownPage(address: string, config: Pick<HallConfig, "base" | "lang">): string {
  const { stand, product } = parseLink(new URL(address).hash);
  if (!stand && !product) return address;
  const path = stand ? `stands/${encodeURIComponent(stand)}` : `products/${encodeURIComponent(product ?? "")}`;
  return new URL(`${config.base}/${config.lang}/${path}`, address).href;
}

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
