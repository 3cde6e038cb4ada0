import { BufferAttribute, BufferGeometry, Mesh, type Scene, type ShaderMaterial } from "three";
import type { Point } from "../core/hall_plan.ts";
import { createMaterial } from "../scene/material.ts";

const PITCH_M = 0.9;
const MOST_CHEVRONS = 400;
const HALF_M = 0.26;
const ARM_M = 0.3;
const THICK_M = 0.2;
const LIFT_M = 0.028;
/** Lamp yellow: it stands out on carpet, stone and wood alike. */
const LIGHT = [255, 178, 24, 255];

/** The lit path on the floor: chevrons that point the way. One draw call, and none without a way. */
export class Trail {
  readonly #mesh: Mesh<BufferGeometry, ShaderMaterial>;
  readonly #scene: Scene;

  constructor(scene: Scene) {
    this.#scene = scene;
    this.#mesh = new Mesh(new BufferGeometry(), createMaterial());
    this.#mesh.visible = false;
    this.#mesh.frustumCulled = false;
    scene.add(this.#mesh);
  }

  show(way: readonly Point[]): void {
    const { positions, indices } = chevrons(way);
    const geometry = new BufferGeometry();
    const tones = new Uint8Array((positions.length / 3) * 4);
    for (let i = 0; i < tones.length; i += 4) tones.set(LIGHT, i);
    geometry.setAttribute("position", new BufferAttribute(new Float32Array(positions), 3));
    geometry.setAttribute("tone", new BufferAttribute(tones, 4, true));
    geometry.setIndex(indices);
    this.#mesh.geometry.dispose();
    this.#mesh.geometry = geometry;
    this.#mesh.visible = indices.length > 0;
  }

  hide(): void {
    this.#mesh.visible = false;
  }

  dispose(): void {
    this.#scene.remove(this.#mesh);
    this.#mesh.geometry.dispose();
    this.#mesh.material.dispose();
  }
}

function chevrons(way: readonly Point[]): { positions: number[]; indices: number[] } {
  const positions: number[] = [];
  const indices: number[] = [];
  let rest = PITCH_M / 2;
  for (let leg = 0; leg + 1 < way.length; leg++) {
    const [from, to] = [way[leg], way[leg + 1]];
    if (!from || !to) continue;
    const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
    const [ux, uy] = [(to[0] - from[0]) / (length || 1), (to[1] - from[1]) / (length || 1)];
    let along = rest;
    for (; along < length && indices.length < MOST_CHEVRONS * 12; along += PITCH_M) {
      addChevron(positions, indices, [from[0] + ux * along, from[1] + uy * along], [ux, uy]);
    }
    rest = along - length;
  }
  return { positions, indices };
}

/** Two arms that meet in a point ahead; seen from above they are drawn counter-clockwise. */
function addChevron(positions: number[], indices: number[], [x, y]: Point, [ux, uy]: Point): void {
  const first = positions.length / 3;
  const put = (ahead: number, left: number) => {
    positions.push(x + ux * ahead - uy * left, LIFT_M, -(y + uy * ahead + ux * left));
  };
  put(ARM_M, 0);
  put(ARM_M - THICK_M, 0);
  put(0, HALF_M);
  put(-THICK_M, HALF_M);
  put(0, -HALF_M);
  put(-THICK_M, -HALF_M);
  for (const corner of [0, 2, 3, 0, 3, 1, 0, 5, 4, 0, 1, 5]) indices.push(first + corner);
}
