import { Color, ShaderMaterial, type Texture } from "three";

/** The haze that far things fade into: the warm white of a daylit hall. */
export const HAZE = new Color("#efe6d8");

const uniforms = {
  haze: { value: HAZE },
  hazeFrom: { value: 34 },
  hazeTo: { value: 150 },
  hazeMost: { value: 0.62 },
};

// The share in the vertex's alpha is not tinted by the instance's colour (ARCHITECTURE, "shell").
const VERTEX = /* glsl */ `
attribute vec4 tone;
varying vec3 vTone;
varying float vDistance;
#ifdef HAS_MAP
varying vec2 vUv;
#endif
#include <batching_pars_vertex>
void main() {
  vec3 tint = vec3(1.0);
  vec4 place = vec4(position, 1.0);
  #ifdef USE_BATCHING
  float id = getIndirectIndex(gl_DrawID);
  place = getBatchingMatrix(id) * place;
  #ifdef USE_BATCHING_COLOR
  tint = mix(getBatchingColor(id).rgb, vec3(1.0), tone.a);
  #endif
  #endif
  #ifdef HAS_MAP
  vUv = uv;
  #endif
  vTone = tone.rgb * tint;
  vec4 seen = modelViewMatrix * place;
  vDistance = -seen.z;
  gl_Position = projectionMatrix * seen;
}`;

const FRAGMENT = /* glsl */ `
uniform vec3 haze;
uniform float hazeFrom;
uniform float hazeTo;
uniform float hazeMost;
varying vec3 vTone;
varying float vDistance;
#ifdef HAS_MAP
uniform sampler2D map;
varying vec2 vUv;
#endif
void main() {
  vec3 colour = vTone;
  float alpha = 1.0;
  #ifdef HAS_MAP
  vec4 texel = texture2D(map, vUv);
  #ifdef HAS_INK
  alpha = texel.r;
  #else
  colour *= texel.rgb;
  #endif
  #endif
  colour = mix(colour, haze, smoothstep(hazeFrom, hazeTo, vDistance) * hazeMost);
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
