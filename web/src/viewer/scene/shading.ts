/**
 * How the hall is lit, as GLSL: the same text for the first sight of the hall and for all pictures after it.
 * Nothing here needs three.js.
 */

/** The haze that far things fade into: the warm white of a daylit hall. Metres, and the most of it. */
export const HAZE = { colour: "#efe6d8", from: 34, to: 150, most: 0.62 } as const;
/** Light from above where nothing is known of it: open floor, no sun. */
export const EVEN_LIGHT = new Uint8Array([0, 77]);

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
export const VERTEX = /* glsl */ `
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

/** Light and shade of a place on the hall's surfaces; where daylight falls is told by who asks. */
export const SHADE = /* glsl */ `
uniform sampler2D light;
uniform vec4 lightBox;
varying vec3 vPlace;
flat varying float vSurface;
${DAY}vec2 lightAt(vec2 place) {
  return texture2D(light, (place - lightBox.xy) * lightBox.zw).rg;
}
float closedAt(float shut) {
  return shut * (1.0 - smoothstep(2.4, 3.0, vPlace.y));
}`;

/** For the first picture and while moving: one look-up a pixel, no lights, a program that compiles fast. */
export const QUICK = /* glsl */ `${SHADE}
vec3 lightUp(vec3 colour) {
  if (abs(vSurface - 1.0) < 0.5) return colour;
  vec2 here = lightAt(vPlace.xz);
  return colour * dayAt(vPlace.y, closedAt(here.r), vPlace.y < 0.05 ? here.g : 0.3);
}`;

/** What of its surroundings a picture is told. */
export const SURROUNDINGS = /* glsl */ `
uniform vec3 haze;
uniform float hazeFrom;
uniform float hazeTo;
uniform float hazeMost;
uniform float sight;
`;

/** Needs SURROUNDINGS before it; `//light` is where a hall's own light goes. */
export const FRAGMENT = /* glsl */ `
varying vec3 vTone;
varying float vDistance;
#ifdef HAS_MAP
uniform sampler2D map;
varying vec2 vUv;
#endif
#ifdef HALL
//light
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

/** Who asks for contrast gets flat colours: nothing moves between ink and ground. */
export function wantsPlain(): boolean {
  return (plain ??= matchMedia("(prefers-contrast: more), (forced-colors: active)").matches);
}

/** Asked once: the browser lays the page out before it answers. */
let plain: boolean | undefined;
