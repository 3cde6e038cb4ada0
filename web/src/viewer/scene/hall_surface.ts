import { BatchedMesh, BufferAttribute, BufferGeometry, Mesh, Scene, Vector4, type Camera, type ShaderMaterial, type WebGLRenderer } from "three";
import { createHallMaterial, createInkMaterial, createMaterial } from "./material.ts";
import { makePrograms } from "./programs.ts";
import { pageTexture } from "./signs.ts";

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

  /** Lets the device make the programs of the first picture while the hall is still on its way. */
  async warmUp(renderer: WebGLRenderer, camera: Camera): Promise<void> {
    const page = pageTexture(document.createElement("canvas"));
    const scene = new Scene();
    scene.add(layOut(this.#quick), new Mesh(corner(), createMaterial(page)), new Mesh(corner(), createInkMaterial(page)));
    await makePrograms(scene, renderer, camera);
  }
}

/** The smallest thing that is drawn as the hall is. */
function layOut(material: ShaderMaterial): BatchedMesh {
  const mesh = new BatchedMesh(1, 3, 3, material);
  const id = mesh.addInstance(mesh.addGeometry(corner()));
  mesh.setColorAt(id, new Vector4(1, 1, 1, 1));
  return mesh;
}

function corner(): BufferGeometry {
  const geometry = new BufferGeometry();
  geometry.setAttribute("position", new BufferAttribute(new Float32Array(9), 3));
  geometry.setAttribute("tone", new BufferAttribute(new Uint8Array(12), 4, true));
  geometry.setIndex([0, 1, 2]);
  return geometry;
}
