/**
 * What letters signs, or null where memory is short. It is kept in the page's memory: it goes to the device
 * as a texture and is never shown itself.
 */
export function makeInk(canvas: HTMLCanvasElement): CanvasRenderingContext2D | null {
  return canvas.getContext("2d", { willReadFrequently: true });
}

/** The first stroke on any canvas opens a device for canvases: later it would wait behind the hall's programs. */
export function openInk(): void {
  makeInk(document.createElement("canvas"))?.fillRect(0, 0, 1, 1);
}
