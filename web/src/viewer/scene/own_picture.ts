import { BufferAttribute, BufferGeometry, LinearMipmapLinearFilter, SRGBColorSpace, Texture } from "three";
import type { Part } from "../gltf/model.ts";
import { joinParts } from "../streaming/stand_goods.ts";

export async function imageTexture(image: Blob): Promise<Texture> {
  const texture = new Texture(await createImageBitmap(image));
  texture.colorSpace = SRGBColorSpace;
  texture.flipY = false;
  texture.minFilter = LinearMipmapLinearFilter;
  texture.anisotropy = 4;
  texture.needsUpdate = true;
  return texture;
}

/** All parts of a file as one geometry: one draw call. */
export function mergeParts(parts: readonly Part[]): BufferGeometry {
  const { positions, tones, uvs, indices } = joinParts(parts);
  const geometry = new BufferGeometry();
  geometry.setAttribute("position", new BufferAttribute(positions, 3));
  geometry.setAttribute("tone", new BufferAttribute(tones, 4, true));
  geometry.setAttribute("uv", new BufferAttribute(uvs, 2));
  geometry.setIndex(new BufferAttribute(indices, 1));
  return geometry;
}
