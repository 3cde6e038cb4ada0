/** Photos made small on the phone: at most 1600 px, about 400 KB, and without what EXIF tells. */

export const MOST_PX = 1600;
export const WANTED_BYTES = 400_000;
const QUALITIES = [0.86, 0.76, 0.66, 0.55] as const;

/** Returns the size to draw a picture in, its longer side at most `most` pixels. */
export function fit(width: number, height: number, most = MOST_PX): [number, number] {
  const scale = Math.min(1, most / Math.max(width, height, 1));
  return [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
}

/** Returns a file name whose ending tells the type: the server compares it with the content. */
export function renamed(name: string, type: string): string {
  const stem = name.replace(/\.[^.]*$/, "").slice(-60) || "photo";
  return `${stem}.${type === "image/webp" ? "webp" : type === "image/png" ? "png" : "jpg"}`;
}

/**
 * Returns `file` drawn anew, or as it is where that would not make it smaller or the browser
 * cannot read it. Drawing leaves out place, time and camera, and applies the camera's rotation.
 */
export async function shrinkPicture(file: File, keepsTransparency: boolean): Promise<File> {
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
  } catch {
    return file;
  }
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = fit(bitmap.width, bitmap.height);
  const context = canvas.getContext("2d");
  if (!context) return file;
  context.imageSmoothingQuality = "high";
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  const blob = await encode(canvas, keepsTransparency ? "image/webp" : "image/jpeg");
  return blob ? new File([blob], renamed(file.name, blob.type), { type: blob.type }) : file;
}

/** Encodes with less and less quality until it is small; some browsers answer WebP with PNG. */
async function encode(canvas: HTMLCanvasElement, type: string): Promise<Blob | null> {
  let blob: Blob | null = null;
  for (const quality of QUALITIES) {
    blob = await new Promise<Blob | null>((done) => {
      canvas.toBlob(done, type, quality);
    });
    if (!blob || blob.size <= WANTED_BYTES || blob.type !== type) break;
  }
  return blob;
}
