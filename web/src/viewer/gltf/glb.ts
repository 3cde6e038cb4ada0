/** The container of a GLB file and the part of glTF's JSON that our own files use. */

export class GltfError extends Error {
  override name = "GltfError";
}

export interface MeshoptView {
  readonly buffer: number;
  readonly byteOffset?: number;
  readonly byteLength: number;
  readonly byteStride: number;
  readonly count: number;
  readonly mode: string;
  readonly filter?: string;
}

export interface BufferView {
  readonly buffer: number;
  readonly byteOffset?: number;
  readonly byteLength: number;
  readonly byteStride?: number;
  readonly extensions?: { readonly EXT_meshopt_compression?: MeshoptView };
}

export interface Accessor {
  readonly bufferView?: number;
  readonly byteOffset?: number;
  readonly componentType: number;
  readonly normalized?: boolean;
  readonly count: number;
  readonly type: string;
}

export interface Primitive {
  readonly attributes: Readonly<Record<string, number>>;
  readonly indices?: number;
  readonly material?: number;
  readonly mode?: number;
}

export interface GltfNode {
  readonly name?: string;
  readonly mesh?: number;
  readonly children?: readonly number[];
  readonly matrix?: readonly number[];
  readonly translation?: readonly number[];
  readonly rotation?: readonly number[];
  readonly scale?: readonly number[];
  readonly extras?: Readonly<Record<string, unknown>>;
  readonly extensions?: {
    readonly EXT_mesh_gpu_instancing?: { readonly attributes: Readonly<Record<string, number>> };
  };
}

export interface GltfTexture {
  readonly source?: number;
  readonly extensions?: { readonly EXT_texture_webp?: { readonly source: number } };
}

export interface GltfMaterial {
  readonly pbrMetallicRoughness?: { readonly baseColorTexture?: { readonly index: number } };
}

export interface GltfJson {
  readonly scene?: number;
  readonly scenes?: readonly { readonly nodes?: readonly number[] }[];
  readonly nodes?: readonly GltfNode[];
  readonly meshes?: readonly { readonly primitives: readonly Primitive[] }[];
  readonly materials?: readonly GltfMaterial[];
  readonly textures?: readonly GltfTexture[];
  readonly images?: readonly { readonly bufferView?: number; readonly mimeType?: string }[];
  readonly accessors?: readonly Accessor[];
  readonly bufferViews?: readonly BufferView[];
  readonly extensionsRequired?: readonly string[];
}

export interface Glb {
  readonly json: GltfJson;
  readonly bin: Uint8Array<ArrayBuffer>;
}

const MAGIC = 0x46546c67;
const JSON_CHUNK = 0x4e4f534a;
const BIN_CHUNK = 0x004e4942;
const KNOWN = new Set([
  "EXT_mesh_gpu_instancing",
  "KHR_mesh_quantization",
  "EXT_meshopt_compression",
  "EXT_texture_webp",
  "KHR_materials_unlit",
]);

/** Takes a GLB file apart. Throws GltfError when it is not one, or needs what we cannot read. */
export function parseGlb(bytes: Uint8Array<ArrayBuffer>): Glb {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.byteLength < 20 || view.getUint32(0, true) !== MAGIC) throw new GltfError("not a GLB file");
  const total = view.getUint32(8, true);
  if (total > bytes.byteLength) throw new GltfError(`${total} bytes announced, ${bytes.byteLength} received`);
  let json: GltfJson | null = null;
  let bin = new Uint8Array(0);
  for (let at = 12; at + 8 <= total; ) {
    const length = view.getUint32(at, true);
    const kind = view.getUint32(at + 4, true);
    if (at + 8 + length > total) throw new GltfError(`the chunk at byte ${at} passes the end of the file`);
    const chunk = bytes.subarray(at + 8, at + 8 + length);
    if (kind === JSON_CHUNK) json = parseJson(chunk);
    else if (kind === BIN_CHUNK) bin = chunk;
    at += 8 + length;
  }
  if (!json) throw new GltfError("the file has no JSON chunk");
  const unknown = json.extensionsRequired?.find((name) => !KNOWN.has(name));
  if (unknown) throw new GltfError(`it requires the extension ${unknown}, which this viewer does not read`);
  return { json, bin };
}

function parseJson(chunk: Uint8Array): GltfJson {
  try {
    return JSON.parse(new TextDecoder().decode(chunk)) as GltfJson;
  } catch (error) {
    throw new GltfError(`its JSON is broken: ${String(error)}`);
  }
}

/** The element at an index that the file names. Throws GltfError when there is none. */
export function entry<T>(list: readonly T[] | undefined, index: number | undefined, noun: string): T {
  const value = index === undefined ? undefined : list?.[index];
  if (value === undefined) throw new GltfError(`${noun} ${String(index)} does not exist`);
  return value;
}
