import { make } from "../hud/dom.ts";
import type { Picture } from "../net/api.ts";
import { textOf } from "./telling.ts";

/** A picture that loads when it comes into view and keeps its place before. */
export function buildPicture(picture: Picture | string, alt: string, className: string): HTMLImageElement {
  const { src, srcset, width, height } = typeof picture === "string" ? { src: picture, srcset: "", width: undefined, height: undefined } : picture;
  return make("img", {
    class: className,
    attrs: { src, srcset: srcset ?? null, sizes: className === "photo" ? "(max-width: 720px) 92vw, 400px" : "96px", width, height, alt, loading: "lazy", decoding: "async" },
  });
}

/** All pictures of a product in a strip that a finger moves. */
export function buildGallery(pictures: readonly Picture[], name: string): HTMLElement | null {
  if (pictures.length === 0) return null;
  const photos = pictures.map((picture) => buildPicture(picture, textOf(picture.alt) || name, "photo"));
  return make("div", { class: "gallery", attrs: { tabindex: pictures.length > 1 ? 0 : null, role: "group", "aria-label": name } }, ...photos);
}
