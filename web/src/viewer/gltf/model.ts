import { MeshoptDecoder } from "meshoptimizer/decoder";
import { Accessors } from "./accessors.ts";
import { entry, GltfError, parseGlb, type Glb, type GltfJson, type GltfNode, type Primitive } from "./glb.ts";
import { compose, IDENTITY, multiply, transform, type Matrix } from "./matrix.ts";

export interface Instances {
  readonly count: number;
  /** One matrix an instance, already in the file's frame. */
  readonly matrices: readonly Matrix[];
  /** Four numbers an instance, 0 to 1; null when the file gives no tints. */
  readonly tints: Float32Array | null;
}

/** Corners, their colours (four bytes each) and triangles. */
export interface Shape {
  readonly positions: Float32Array;
  readonly colours: Uint8Array;
  readonly indices: Uint32Array;
}

/** One piece of geometry with what names it. Points are in the file's frame unless instanced. */
export interface Part extends Shape {
  readonly name: string;
  readonly extras: Readonly<Record<string, unknown>>;
  readonly uvs: Float32Array | null;
  readonly instances: Instances | null;
  /** Position in `Model.images`, or null. */
  readonly image: number | null;
}

export interface Model {
  readonly parts: readonly Part[];
  readonly images: readonly Blob[];
}

const TRIANGLES = 4;
const MAX_DEPTH = 16;

/** Reads one of our GLB files. Throws GltfError when it is damaged. */
export async function readModel(bytes: Uint8Array<ArrayBuffer>): Promise<Model> {
  await MeshoptDecoder.ready;
  const glb = parseGlb(bytes);
  try {
    return new ModelReader(glb).read();
  } catch (error) {
    if (error instanceof GltfError) throw error;
    throw new GltfError(`it cannot be decoded: ${String(error)}`);
  }
}

class ModelReader {
  readonly #json: GltfJson;
  readonly #accessors: Accessors;
  readonly #parts: Part[] = [];

  constructor(glb: Glb) {
    this.#json = glb.json;
    this.#accessors = new Accessors(glb);
  }

  read(): Model {
    const scene = entry(this.#json.scenes, this.#json.scene ?? 0, "scene");
    for (const node of scene.nodes ?? []) this.#readNode(node, IDENTITY, {}, 0);
    return { parts: this.#parts, images: this.#readImages() };
  }

  #readNode(index: number, above: Matrix, inherited: Readonly<Record<string, unknown>>, depth: number): void {
    if (depth > MAX_DEPTH) throw new GltfError("its nodes are nested too deeply");
    const node = entry(this.#json.nodes, index, "node");
    const matrix = multiply(above, ownMatrix(node));
    const extras = { ...inherited, ...node.extras };
    if (node.mesh !== undefined) {
      const mesh = entry(this.#json.meshes, node.mesh, "mesh");
      for (const primitive of mesh.primitives) this.#parts.push(this.#readPart(node, primitive, matrix, extras));
    }
    for (const child of node.children ?? []) this.#readNode(child, matrix, extras, depth + 1);
  }

  #readPart(node: GltfNode, primitive: Primitive, matrix: Matrix, extras: Readonly<Record<string, unknown>>): Part {
    if ((primitive.mode ?? TRIANGLES) !== TRIANGLES) throw new GltfError("it holds something other than triangles");
    const { POSITION, COLOR_0, TEXCOORD_0 } = primitive.attributes;
    const positions = this.#accessors.floats(POSITION ?? -1, 3);
    const vertices = positions.length / 3;
    const instances = this.#readInstances(node, matrix);
    if (!instances) transform(positions, matrix);
    const indices =
      primitive.indices === undefined
        ? Uint32Array.from({ length: vertices }, (_, i) => i)
        : this.#accessors.indices(primitive.indices);
    if (greatest(indices) >= vertices) throw new GltfError("an index passes the last vertex");
    const colours = COLOR_0 === undefined ? new Uint8Array(vertices * 4).fill(255) : this.#accessors.colours(COLOR_0);
    const uvs = TEXCOORD_0 === undefined ? null : this.#accessors.floats(TEXCOORD_0, 2);
    if (colours.length !== vertices * 4 || (uvs && uvs.length !== vertices * 2)) {
      throw new GltfError("its attributes have different lengths");
    }
    return { name: node.name ?? "", extras, positions, colours, uvs, indices, instances, image: this.#imageOf(primitive) };
  }

  #readInstances(node: GltfNode, matrix: Matrix): Instances | null {
    const attributes = node.extensions?.EXT_mesh_gpu_instancing?.attributes;
    if (!attributes) return null;
    const { TRANSLATION, ROTATION, SCALE, _COLOR_0 } = attributes;
    const some = TRANSLATION ?? ROTATION ?? SCALE;
    if (some === undefined) throw new GltfError("an instanced node has no instances");
    const count = this.#accessors.count(some);
    const read = (index: number | undefined, width: number, rest: readonly number[]) => {
      if (index === undefined) return () => rest;
      const values = this.#accessors.floats(index, width);
      return (i: number) => values.subarray(i * width, (i + 1) * width);
    };
    const t = read(TRANSLATION, 3, [0, 0, 0]);
    const r = read(ROTATION, 4, [0, 0, 0, 1]);
    const s = read(SCALE, 3, [1, 1, 1]);
    const matrices = Array.from({ length: count }, (_, i) => multiply(matrix, compose(t(i), r(i), s(i))));
    return { count, matrices, tints: _COLOR_0 === undefined ? null : this.#accessors.floats(_COLOR_0, 4) };
  }

  #imageOf(primitive: Primitive): number | null {
    if (primitive.material === undefined) return null;
    const material = entry(this.#json.materials, primitive.material, "material");
    const slot = material.pbrMetallicRoughness?.baseColorTexture;
    if (!slot) return null;
    const texture = entry(this.#json.textures, slot.index, "texture");
    return texture.extensions?.EXT_texture_webp?.source ?? texture.source ?? null;
  }

  #readImages(): Blob[] {
    return (this.#json.images ?? []).map((image) => {
      const bytes = this.#accessors.bytes(image.bufferView ?? -1);
      return new Blob([bytes as Uint8Array<ArrayBuffer>], { type: image.mimeType ?? "image/webp" });
    });
  }
}

function greatest(values: Uint32Array): number {
  let most = -1;
  for (const value of values) if (value > most) most = value;
  return most;
}

function ownMatrix(node: GltfNode): Matrix {
  if (node.matrix) return new Float32Array(node.matrix);
  return compose(node.translation ?? [0, 0, 0], node.rotation ?? [0, 0, 0, 1], node.scale ?? [1, 1, 1]);
}
