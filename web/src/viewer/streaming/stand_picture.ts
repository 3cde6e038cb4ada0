/** A picture and its halves, quarters… (mipmaps), the largest first. */
export type PictureLevels = readonly ImageBitmap[];

/** No picture of a stand is larger on the card. */
export const WIDEST_PX = 512;
const SMALLEST_PX = 8;

/**
 * Decodes a picture with its small copies beside the main thread's work. Made one by one they can
 * be uploaded into a part of a page; the card's own would have to make those of the whole page anew.
 */
export async function decodeLevels(image: Blob): Promise<PictureLevels> {
  const whole = await decodeAtMost(image);
  const levels = [whole];
  for (let side = whole.width / 2; side >= SMALLEST_PX; side /= 2) {
    const share = side / whole.width;
    const size = { resizeWidth: Math.ceil(side), resizeHeight: Math.max(1, Math.ceil(whole.height * share)) };
    levels.push(await createImageBitmap(levels[levels.length - 1] ?? whole, { ...size, resizeQuality: "medium" }));
  }
  return levels;
}

async function decodeAtMost(image: Blob): Promise<ImageBitmap> {
  const whole = await createImageBitmap(image);
  if (whole.width <= WIDEST_PX && whole.height <= WIDEST_PX) return whole;
  const share = WIDEST_PX / Math.max(whole.width, whole.height);
  const size = { resizeWidth: Math.ceil(whole.width * share), resizeHeight: Math.ceil(whole.height * share) };
  const small = await createImageBitmap(whole, { ...size, resizeQuality: "high" });
  whole.close();
  return small;
}
