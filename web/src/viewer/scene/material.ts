import { Color, ShaderMaterial, Vector4, type Texture } from "three";
import { growDetail } from "./detail.ts";
import { SUN_SLANT, type LightMap } from "./light_map.ts";

/** The haze that far things fade into: the warm white of a daylit hall. */
export const HAZE = new Color("#efe6d8");

const uniforms = {
  haze: { value: HAZE },
  hazeFrom: { value: 34 },
  hazeTo: { value: 150 },
  hazeMost: { value: 0.62 },
  /** Where nothing is seen any more. */
  sight: { value: 1e6 },
};

/** What only the hall has: its light from above, and what its surfaces are made of. */
const hallUniforms = {
  light: { value: null as Texture | null },
  lightBox: { value: new Vector4() },
  roof: { value: 7 },
  detail: { value: null as Texture | null },
  fine: { value: 0 },
};

/** What is left of daylight at a height: dim near the floor of a stand, and warm where the lamps behind its fascia shine. */
const DAY = /* glsl */ `const vec3 SHADE = vec3(0.9, 0.9, 0.91);
const vec3 SHINE = vec3(1.14, 1.09, 1.01);
const vec3 DIM = vec3(0.72, 0.685, 0.65);
const vec3 LAMP = vec3(0.2, 0.15, 0.07);
vec3 dayAt(float height, float closed, float sun) {
  float low = 1.0 - smoothstep(0.0, 1.9, height);
  float lamp = smoothstep(0.9, 1.9, height) * (1.0 - smoothstep(1.9, 2.6, height));
  return mix(SHADE, SHINE, sun * (1.0 - 0.75 * closed)) * (mix(vec3(1.0), DIM, closed * low) + LAMP * (closed * lamp));
}
`;

// Alpha: the upper five bits are the share that the instance's colour does not tint, the lower three
// the surface (ARCHITECTURE, "shell").
const VERTEX = /* glsl */ `
attribute vec4 tone;
varying vec3 vTone;
varying float vDistance;
#ifdef HAS_MAP
varying vec2 vUv;
#endif
#ifdef HALL
varying vec3 vPlace;
flat varying float vSurface;
#endif
#ifdef GOODS
uniform sampler2D light;
uniform vec4 lightBox;
${DAY}
#endif
#include <batching_pars_vertex>
void main() {
  float alpha = floor(tone.a * 255.0 + 0.5);
  float untinted = floor(alpha / 8.0) / 31.0;
  vec3 tint = vec3(1.0);
  vec4 place = vec4(position, 1.0);
  #ifdef USE_BATCHING
  float id = getIndirectIndex(gl_DrawID);
  place = getBatchingMatrix(id) * place;
  #ifdef USE_BATCHING_COLOR
  tint = mix(getBatchingColor(id).rgb, vec3(1.0), untinted);
  #endif
  #endif
  #ifdef HAS_MAP
  vUv = uv;
  #endif
  vTone = tone.rgb * tint;
  #ifdef HALL
  vPlace = place.xyz;
  vSurface = mod(alpha, 8.0);
  #endif
  #ifdef GOODS
  // Goods are small: their corners tell how light it is where they stand, and no pixel costs more.
  vec3 stood = (modelMatrix * place).xyz;
  float closed = texture2D(light, (stood.xz - lightBox.xy) * lightBox.zw).r * (1.0 - smoothstep(2.4, 3.0, stood.y));
  vTone *= dayAt(stood.y, closed, 0.3);
  #endif
  vec4 seen = modelViewMatrix * place;
  vDistance = -seen.z;
  gl_Position = projectionMatrix * seen;
}`;

/**
 * Surfaces as in assets.booth.surface: 0 tinted paint, 1 what glows, 2 stone, 3 carpet, 4 fabric, 5 metal,
 * 6 wood, 7 paint. Daylight falls in slant shafts through the roof lights, and a polished floor
 * mirrors them; what is closed in is dimmer. One look-up a pixel in frames that must be quick, four in
 * fine ones, no lights.
 */
const LIGHT = /* glsl */ `
uniform sampler2D light;
uniform sampler2D detail;
uniform vec4 lightBox;
uniform float roof;
uniform float fine;
varying vec3 vPlace;
flat varying float vSurface;
const vec3 SUN = vec3(${SUN_SLANT.map((slant) => slant.toFixed(2)).join(", 1.0, ")});
${DAY}vec2 lightAt(vec2 place) {
  return texture2D(light, (place - lightBox.xy) * lightBox.zw).rg;
}
float findTexture(bool level) {
  vec2 uv = level ? vPlace.xz : vec2(vPlace.x + vPlace.z, vPlace.y);
  if (vSurface < 2.5) return (texture2D(detail, uv * 0.31).a - 0.5) * 0.2;
  if (vSurface < 3.5) return (texture2D(detail, uv * 1.1).r - 0.5) * 0.42;
  if (vSurface < 4.5) return (texture2D(detail, uv * 2.2).b - 0.5) * 0.3;
  if (vSurface < 5.5) return (texture2D(detail, uv.yx * vec2(0.1, 2.4)).g - 0.5) * 0.1;
  return (texture2D(detail, uv * vec2(0.5, 1.3)).g - 0.5) * 0.5;
}
vec3 lightUp(vec3 colour) {
  if (abs(vSurface - 1.0) < 0.5) return colour;
  bool floored = vPlace.y < 0.05;
  vec3 normal = vec3(0.0, 1.0, 0.0);
  if (fine > 0.5) normal = normalize(cross(dFdx(vPlace), dFdy(vPlace)));
  bool level = normal.y > 0.7;
  vec2 here = lightAt(level ? vPlace.xz : vPlace.xz + normal.xz * 0.2);
  float closed = here.r * (1.0 - smoothstep(2.4, 3.0, vPlace.y));
  float sun = floored ? here.g : 0.3;
  if (fine > 0.5 && !floored) {
    sun = lightAt(vPlace.xz - SUN.xz * vPlace.y).g * clamp(dot(normal, SUN), 0.0, 1.0);
  }
  vec3 lit = colour * dayAt(vPlace.y, closed, sun);
  if (fine < 0.5) return lit;
  if (vSurface > 1.5 && vSurface < 6.5) lit *= 1.0 + findTexture(level);
  if (floored && level) {
    vec3 sight = normalize(vPlace - cameraPosition);
    float slant = 1.0 + sight.y;
    float mirror = lightAt(vPlace.xz + sight.xz * (roof / max(-sight.y, 0.03)) - SUN.xz * roof).g;
    float polish = vSurface < 2.5 ? 0.55 : vSurface > 5.5 ? 0.3 : 0.1;
    lit += mirror * (0.06 + slant * slant * slant) * polish * (1.0 - closed);
  }
  return lit;
}`;

const FRAGMENT = /* glsl */ `
uniform vec3 haze;
uniform float hazeFrom;
uniform float hazeTo;
uniform float hazeMost;
uniform float sight;
varying vec3 vTone;
varying float vDistance;
#ifdef HAS_MAP
uniform sampler2D map;
varying vec2 vUv;
#endif
#ifdef HALL
${LIGHT}
#endif
void main() {
  vec3 colour = vTone;
  #ifdef HALL
  colour = lightUp(colour);
  #endif
  float alpha = 1.0;
  #ifdef HAS_MAP
  vec4 texel = texture2D(map, vUv);
  #ifdef HAS_INK
  alpha = texel.r;
  #else
  colour *= texel.rgb;
  #endif
  #endif
  float hazy = smoothstep(hazeFrom, hazeTo, vDistance) * hazeMost;
  colour = mix(colour, haze, max(hazy, smoothstep(sight * 0.55, sight, vDistance)));
  gl_FragColor = vec4(colour, alpha);
  #include <colorspace_fragment>
}`;

/** The one kind of material: unlit, coloured by vertex, with or without a picture. */
export function createMaterial(map: Texture | null = null): ShaderMaterial {
  return new ShaderMaterial({
    vertexShader: VERTEX,
    fragmentShader: FRAGMENT,
    uniforms: map ? { ...uniforms, map: { value: map } } : { ...uniforms },
    defines: map ? { HAS_MAP: "" } : {},
  });
}

/** The one of the hall itself; `light` may come later, and change with the hall. */
export function createHallMaterial(): ShaderMaterial {
  const material = createMaterial();
  if (wantsPlain()) return material;
  hallUniforms.detail.value ??= growDetail();
  material.uniforms = { ...material.uniforms, ...hallUniforms };
  material.defines["HALL"] = "";
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

/** Who asks for contrast gets flat colours: nothing moves between ink and ground. */
export function wantsPlain(): boolean {
  return matchMedia("(prefers-contrast: more)").matches || matchMedia("(forced-colors: active)").matches;
}

/** Whether frames show weave, grain, sheen and shafts on walls: twice the work of a quick one. */
export function drawFine(fine: boolean): void {
  hallUniforms.fine.value = fine ? 1 : 0;
}

/** Lets everything end in the haze before what is farther than `metres`, so that it need not be drawn. */
export function limitSight(metres: number): void {
  uniforms.sight.value = metres;
}

/** Takes the light of another hall. */
export function lightHall(map: LightMap, roofM: number): void {
  hallUniforms.light.value?.dispose();
  hallUniforms.light.value = map.texture;
  hallUniforms.lightBox.value.set(...map.box);
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
