import { Color, DataTexture, RGFormat, ShaderMaterial, Vector4, type IUniform, type Texture } from "three";
import { NO_LIMIT_M } from "./lens.ts";
import { EVEN_LIGHT, FRAGMENT, HAZE, QUICK, SURROUNDINGS, VERTEX, wantsPlain } from "./shading.ts";

/** What is behind all that is drawn. */
export const BACKGROUND = new Color(HAZE.colour);

const uniforms = {
  haze: { value: BACKGROUND },
  hazeFrom: { value: HAZE.from },
  hazeTo: { value: HAZE.to },
  hazeMost: { value: HAZE.most },
  /** Where nothing is seen any more. */
  sight: { value: NO_LIMIT_M },
};

const EVEN = new DataTexture(EVEN_LIGHT, 1, 1, RGFormat);
EVEN.needsUpdate = true;

/** What only the hall has: its light from above. */
const hallUniforms = {
  light: { value: EVEN as Texture },
  lightBox: { value: new Vector4() },
  roof: { value: 7 },
};

/** The one kind of material: unlit, coloured by vertex, with or without a picture. */
export function createMaterial(map: Texture | null = null): ShaderMaterial {
  return new ShaderMaterial({
    vertexShader: VERTEX,
    fragmentShader: SURROUNDINGS + FRAGMENT,
    uniforms: map ? { ...uniforms, map: { value: map } } : { ...uniforms },
    defines: map ? { HAS_MAP: "" } : {},
  });
}

/** The one of the hall itself: `lightUp` is GLSL that lights a colour, with what it needs beyond SHADE's. */
export function createHallMaterial(lightUp = QUICK, more: Readonly<Record<string, IUniform>> = {}): ShaderMaterial {
  const material = createMaterial();
  if (wantsPlain()) return material;
  material.uniforms = { ...material.uniforms, ...hallUniforms, ...more };
  material.defines["HALL"] = "";
  material.fragmentShader = material.fragmentShader.replace("//light", lightUp);
  return material;
}

/** The one of goods: as light as the stand that they are on. */
export function createGoodsMaterial(map: Texture | null): ShaderMaterial {
  const material = createMaterial(map);
  if (wantsPlain()) return material;
  material.uniforms = { ...material.uniforms, ...hallUniforms };
  material.defines["GOODS"] = "";
  return material;
}

/** Lets everything end in the haze before what is farther than `metres`, so that it need not be drawn. */
export function limitSight(metres: number): void {
  uniforms.sight.value = metres;
}

/** Takes the light of another hall: the map, the box that it covers (see LightMap.box), the roof's height. */
export function lightHall(map: Texture, box: readonly [number, number, number, number], roofM: number): void {
  if (hallUniforms.light.value !== EVEN) hallUniforms.light.value.dispose();
  hallUniforms.light.value = map;
  hallUniforms.lightBox.value.set(...box);
  hallUniforms.roof.value = roofM;
}

/** The same for lettering: the picture says where there is ink, the vertices which colour it has. */
export function createInkMaterial(map: Texture): ShaderMaterial {
  const material = createMaterial(map);
  material.defines["HAS_INK"] = "";
  material.transparent = true;
  material.depthWrite = false;
  return material;
}

export function setMap(material: ShaderMaterial, map: Texture): void {
  const slot = material.uniforms["map"];
  if (slot) slot.value = map;
}
