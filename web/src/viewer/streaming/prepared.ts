import type { Model } from "../gltf/model.ts";
import { readGoods, type Goods } from "./stand_goods.ts";
import { decodeLevels, type PictureLevels } from "./stand_picture.ts";

/** A stand's file, unpacked. */
export interface Prepared {
  readonly goods: Goods;
  /** Empty where the stand carries no picture. */
  readonly picture: PictureLevels;
}

export async function prepare(model: Model): Promise<Prepared> {
  const image = model.images[0];
  return { goods: readGoods(model), picture: image ? await decodeLevels(image) : [] };
}

export function closePicture(picture: PictureLevels): void {
  for (const level of picture) level.close();
}
