import { make } from "../hud/dom.ts";

/** Pixels of a picture at its finest for each of the page's, each way. */
export function finestRatio(mostPixels: number): number {
  return Math.min(window.devicePixelRatio, mostPixels);
}

export function sizeInPixels({ clientWidth, clientHeight }: HTMLCanvasElement, ratio: number): [width: number, height: number] {
  return [Math.floor(clientWidth * ratio), Math.floor(clientHeight * ratio)];
}

/** The canvas of the picture. Its size is set before its device is opened: afterwards it changes only once all is drawn. */
export function layCanvas(host: HTMLElement, mostPixels: number): HTMLCanvasElement {
  const canvas = make("canvas", { class: "picture", attrs: { "aria-hidden": "true" } });
  host.append(canvas);
  [canvas.width, canvas.height] = sizeInPixels(canvas, finestRatio(mostPixels));
  return canvas;
}
