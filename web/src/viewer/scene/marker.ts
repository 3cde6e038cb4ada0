import { BufferAttribute, BufferGeometry, Mesh, type Scene, type ShaderMaterial } from "three";
import type { Point } from "../core/hall_plan.ts";
import { createMaterial } from "./material.ts";

const SEGMENTS = 40;

/** The ring on the floor where a walk will end. */
export class Marker {
  readonly #mesh: Mesh<BufferGeometry, ShaderMaterial>;

  constructor(scene: Scene) {
    this.#mesh = new Mesh(ringGeometry(0.24, 0.34), createMaterial());
    this.#mesh.visible = false;
    scene.add(this.#mesh);
  }

  show([x, y]: Point): void {
    this.#mesh.position.set(x, 0.03, -y);
    this.#mesh.updateMatrixWorld();
    this.#mesh.visible = true;
  }

  hide(): void {
    this.#mesh.visible = false;
  }
}

function ringGeometry(inner: number, outer: number): BufferGeometry {
  const positions: number[] = [];
  const indices: number[] = [];
  for (let i = 0; i <= SEGMENTS; i++) {
    const angle = (i / SEGMENTS) * 2 * Math.PI;
    positions.push(Math.cos(angle) * inner, 0, -Math.sin(angle) * inner);
    positions.push(Math.cos(angle) * outer, 0, -Math.sin(angle) * outer);
    if (i < SEGMENTS) indices.push(2 * i, 2 * i + 1, 2 * i + 3, 2 * i, 2 * i + 3, 2 * i + 2);
  }
  const tones = new Uint8Array((positions.length / 3) * 4);
  for (let i = 0; i < tones.length; i += 4) tones.set([196, 62, 24, 255], i);
  const geometry = new BufferGeometry();
  geometry.setAttribute("position", new BufferAttribute(new Float32Array(positions), 3));
  geometry.setAttribute("tone", new BufferAttribute(tones, 4, true));
  geometry.setIndex(indices);
  return geometry;
}
