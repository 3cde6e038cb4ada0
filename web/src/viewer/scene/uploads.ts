import { Mesh, ShaderMaterial, Texture, type IUniform, type Object3D, type WebGLRenderer } from "three";
import { breathe } from "../breath.ts";

/** Hands the textures of all that is shown to the device, one after the other: in a picture they would go all at once. */
export async function uploadTextures(what: Object3D, renderer: WebGLRenderer): Promise<void> {
  const textures = new Set<Texture>();
  what.traverseVisible((part) => {
    if (part instanceof Mesh) for (const texture of listTextures((part as Mesh).material)) textures.add(texture);
  });
  for (const texture of textures) {
    await breathe();
    renderer.initTexture(texture);
  }
}

function listTextures(material: unknown): Texture[] {
  if (!(material instanceof ShaderMaterial)) return [];
  return Object.values<IUniform<unknown>>(material.uniforms).flatMap(({ value }) => (value instanceof Texture && value.image ? [value as Texture] : []));
}
