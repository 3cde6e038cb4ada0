import { parseLink } from "./place_link.ts";

/** The page of the stand or product that an address names: messengers do not see what stands behind a `#`. */
export function ownPage(address: string, site: { readonly base: string; readonly lang: string }): string {
  const { stand, product } = parseLink(new URL(address).hash);
  if (!stand && !product) return address;
  const path = stand ? `stands/${encodeURIComponent(stand)}` : `products/${encodeURIComponent(product ?? "")}`;
  return new URL(`${site.base}/${site.lang}/${path}`, address).href;
}
