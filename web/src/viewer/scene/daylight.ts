import type { ShaderMaterial, Texture } from "three";
import type { HallPlan } from "../core/hall_plan.ts";
import type { Part } from "../gltf/model.ts";
import { DETAIL_BYTES, growDetail } from "./detail.ts";
import { LightMap, SUN_SLANT } from "./light_map.ts";
import { createHallMaterial, lightHall } from "./material.ts";
import { SHADE } from "./shading.ts";

/**
 * Surfaces as in assets.booth.surface: 0 tinted paint, 1 what glows, 2 stone, 3 carpet, 4 fabric, 5 metal,
 * 6 wood, 7 paint. Daylight falls in slant shafts through the roof lights, and a polished floor
 * mirrors them; what is closed in is dimmer. Four look-ups a pixel, no lights.
 */
const FINE = /* glsl */ `${SHADE}
uniform sampler2D detail;
uniform float roof;
const vec3 SUN = vec3(${SUN_SLANT.map((slant) => slant.toFixed(2)).join(", 1.0, ")});
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
  vec3 normal = normalize(cross(dFdx(vPlace), dFdy(vPlace)));
  bool level = normal.y > 0.7;
  vec2 here = lightAt(level ? vPlace.xz : vPlace.xz + normal.xz * 0.2);
  float closed = closedAt(here.r);
  float sun = floored ? here.g : lightAt(vPlace.xz - SUN.xz * vPlace.y).g * clamp(dot(normal, SUN), 0.0, 1.0);
  vec3 lit = colour * dayAt(vPlace.y, closed, sun);
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

/** What the walls and the floor show once one looks: where light falls, and what things are made of. */
export class Daylight {
  /** With weave, grain, sheen and shafts on walls: twice the work of a quick frame. */
  readonly material: ShaderMaterial;
  #bytes = DETAIL_BYTES;

  static async grow(): Promise<Daylight> {
    return new Daylight(await growDetail());
  }

  private constructor(detail: Texture) {
    this.material = createHallMaterial(FINE, { detail: { value: detail } });
  }

  /** Lights a hall as its plan and its lights say. */
  async light(plan: HallPlan, parts: readonly Part[]): Promise<void> {
    const map = await LightMap.draw(plan, parts);
    this.#bytes = map.bytes + DETAIL_BYTES;
    lightHall(map.texture, map.box, plan.height);
  }

  get textureBytes(): number {
    return this.#bytes;
  }
}
