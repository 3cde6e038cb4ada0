import { MeshoptDecoder } from "meshoptimizer/decoder";
import { entry, GltfError, type Accessor, type Glb } from "./glb.ts";

type Numbers = Int8Array | Uint8Array | Int16Array | Uint16Array | Uint32Array | Float32Array;

const WIDTHS: Readonly<Record<string, number>> = { SCALAR: 1, VEC2: 2, VEC3: 3, VEC4: 4 };
const MAX_ELEMENTS = 4_000_000;

interface Component {
  readonly bytes: number;
  /** What the greatest value means when the accessor is normalised. */
  readonly one: number;
  read(view: DataView, at: number): number;
}

const COMPONENTS: Readonly<Record<number, Component>> = {
  5120: { bytes: 1, one: 127, read: (view, at) => view.getInt8(at) },
  5121: { bytes: 1, one: 255, read: (view, at) => view.getUint8(at) },
  5122: { bytes: 2, one: 32767, read: (view, at) => view.getInt16(at, true) },
  5123: { bytes: 2, one: 65535, read: (view, at) => view.getUint16(at, true) },
  5125: { bytes: 4, one: 4294967295, read: (view, at) => view.getUint32(at, true) },
  5126: { bytes: 4, one: 1, read: (view, at) => view.getFloat32(at, true) },
};

/** Reads accessors of one file; each compressed view is decoded once. */
export class Accessors {
  readonly #glb: Glb;
  readonly #decoded = new Map<number, Uint8Array>();

  constructor(glb: Glb) {
    this.#glb = glb;
  }

  count(index: number): number {
    return entry(this.#glb.json.accessors, index, "accessor").count;
  }

  /** The values as numbers, dequantised where the accessor is normalised, `width` each. */
  floats(index: number, width: number): Float32Array {
    const accessor = entry(this.#glb.json.accessors, index, "accessor");
    const out = new Float32Array(accessor.count * width);
    const component = componentOf(accessor);
    this.#read(accessor, width, out);
    if (accessor.normalized) {
      for (let i = 0; i < out.length; i++) out[i] = Math.max(-1, (out[i] ?? 0) / component.one);
    }
    return out;
  }

  /** Colours as bytes 0 to 255, four each; a missing alpha is 255. */
  colours(index: number): Uint8Array {
    const accessor = entry(this.#glb.json.accessors, index, "accessor");
    const width = WIDTHS[accessor.type] ?? 0;
    if (width < 3) throw new GltfError(`accessor ${index} holds ${accessor.type}, a colour was expected`);
    const raw = this.floats(index, width);
    const scale = 255;
    const out = new Uint8Array(accessor.count * 4).fill(255);
    for (let i = 0; i < accessor.count; i++) {
      for (let c = 0; c < width; c++) out[i * 4 + c] = Math.round((raw[i * width + c] ?? 0) * scale);
    }
    return out;
  }

  indices(index: number): Uint32Array {
    const accessor = entry(this.#glb.json.accessors, index, "accessor");
    const out = new Uint32Array(accessor.count);
    this.#read(accessor, 1, out);
    return out;
  }

  /** The bytes of a view, decompressed. Throws GltfError when they pass the file's end. */
  bytes(index: number): Uint8Array {
    const done = this.#decoded.get(index);
    if (done) return done;
    const view = entry(this.#glb.json.bufferViews, index, "bufferView");
    const packed = view.extensions?.EXT_meshopt_compression;
    const { byteOffset = 0, byteLength } = packed ?? view;
    if (byteOffset < 0 || byteOffset + byteLength > this.#glb.bin.byteLength) {
      throw new GltfError(`bufferView ${index} passes the end of the file`);
    }
    let bytes: Uint8Array = this.#glb.bin.subarray(byteOffset, byteOffset + byteLength);
    if (packed) {
      if (packed.count * packed.byteStride > MAX_ELEMENTS * 16) throw new GltfError(`bufferView ${index} is too large`);
      const target = new Uint8Array(packed.count * packed.byteStride);
      MeshoptDecoder.decodeGltfBuffer(target, packed.count, packed.byteStride, bytes, packed.mode, packed.filter);
      bytes = target;
    }
    this.#decoded.set(index, bytes);
    return bytes;
  }

  #read(accessor: Accessor, width: number, out: Numbers): void {
    const component = componentOf(accessor);
    if (WIDTHS[accessor.type] !== width) throw new GltfError(`an accessor holds ${accessor.type}, ${width} expected`);
    const viewIndex = accessor.bufferView;
    const meta = entry(this.#glb.json.bufferViews, viewIndex, "bufferView");
    const bytes = this.bytes(viewIndex ?? -1);
    const stride =
      meta.extensions?.EXT_meshopt_compression?.byteStride ?? meta.byteStride ?? component.bytes * width;
    const offset = accessor.byteOffset ?? 0;
    const end = offset + (accessor.count - 1) * stride + component.bytes * width;
    if (accessor.count < 1 || accessor.count > MAX_ELEMENTS || end > bytes.byteLength) {
      throw new GltfError(`an accessor of ${accessor.count} elements does not fit its ${bytes.byteLength} bytes`);
    }
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    let o = 0;
    for (let i = 0; i < accessor.count; i++) {
      let at = offset + i * stride;
      for (let c = 0; c < width; c++, at += component.bytes) out[o++] = component.read(view, at);
    }
  }
}

function componentOf(accessor: Accessor): Component {
  const component = COMPONENTS[accessor.componentType];
  if (!component) throw new GltfError(`component type ${accessor.componentType} is not one of glTF's`);
  return component;
}
