import { BatchedMesh, BufferAttribute, BufferGeometry, Mesh, Scene, Vector4, type Camera, type ShaderMaterial, type WebGLRenderer } from "three";
import { createHallMaterial, createInkMaterial, createMaterial } from "./material.ts";
import { makePrograms } from "./programs.ts";
import { Quads } from "./quads.ts";
import { inkTexture, pageTexture } from "./signs.ts";

/**
 * What the hall's walls and floors wear: a small program for the first picture and for moving, and one
 * with everything for looking, which comes later. One program with a switch took longer to compile
 * than all else before the first picture took on a slow processor.
 */
export class HallSurface {
  readonly #quick = createHallMaterial();
  readonly #worn = new Set<Mesh>();
  #fine: ShaderMaterial | null = null;

  dress(mesh: Mesh): void {
    mesh.material = this.#quick;
    this.#worn.add(mesh);
  }

  undress(mesh: Mesh): void {
    this.#worn.delete(mesh);
  }

  /** Chooses before a frame whether it is a fine one. */
  choose(fine: boolean): void {
    for (const mesh of this.#worn) mesh.material = (fine && this.#fine) || this.#quick;
  }

  /** Fine frames are drawn with this from the moment when the device has made its program. */
  async refine(material: ShaderMaterial, renderer: WebGLRenderer, camera: Camera): Promise<void> {
    await makePrograms(layOut(material), renderer, camera);
    this.#fine = material;
  }

  /** The smallest scene that is drawn as the hall is: the device makes its programs for it before there is a hall. */
  sample(): Scene {
    const scene = new Scene();
    const canvas = Object.assign(document.createElement("canvas"), { width: 1, height: 1 });
    const cloth = new Mesh(speck(), createMaterial(pageTexture(canvas)));
    const letters = new Mesh(speck(), createInkMaterial(inkTexture(canvas)));
    scene.add(layOut(this.#quick), cloth, letters);
    for (const mesh of scene.children) mesh.frustumCulled = false;
    return scene;
  }
}

/** A batch of one corner of no size. */
function layOut(material: ShaderMaterial): BatchedMesh {
  const mesh = new BatchedMesh(1, 3, 3, material);
  mesh.perObjectFrustumCulled = false;
  const id = mesh.addInstance(mesh.addGeometry(corner()));
  mesh.setColorAt(id, new Vector4(1, 1, 1, 1));
  return mesh;
}

/** A banner of no size. */
function speck(): BufferGeometry {
  const quads = new Quads();
  quads.add({ x: 0, y: 0, z: 0, width: 0, height: 0, along: [1, 0] }, 0, [0, 0, 1, 1]);
  return quads.build();
}

function corner(): BufferGeometry {
  const geometry = new BufferGeometry();
  geometry.setAttribute("position", new BufferAttribute(new Float32Array(9), 3));
  geometry.setAttribute("tone", new BufferAttribute(new Uint8Array(12), 4, true));
  geometry.setIndex([0, 1, 2]);
  return geometry;
}
