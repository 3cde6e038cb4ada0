import { MeshoptDecoder } from "meshoptimizer/decoder";
import { entry, GltfError, type Accessor, type Glb } from "./glb.ts";

type Numbers = Int8Array | Uint8Array | Int16Array | Uint16Array | Uint32Array | Float32Array;

const WIDTHS: Readonly<Record<string, number>> = { SCALAR: 1, VEC2: 2, VEC3: 3, VEC4: 4 };
const MAX_ELEMENTS = 4_000_000;

interface Component {
  readonly array: new (buffer: ArrayBufferLike, byteOffset: number, length: number) => Numbers;
  readonly bytes: number;
  /** What the greatest value means when the accessor is normalised. */
  readonly one: number;
}

const COMPONENTS: Readonly<Record<number, Component>> = {
  5120: { array: Int8Array, bytes: 1, one: 127 },
  5121: { array: Uint8Array, bytes: 1, one: 255 },
  5122: { array: Int16Array, bytes: 2, one: 32767 },
  5123: { array: Uint16Array, bytes: 2, one: 65535 },
  5125: { array: Uint32Array, bytes: 4, one: 4294967295 },
  5126: { array: Float32Array, bytes: 4, one: 1 },
};
const BYTE = 5121;

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
    const out = new Uint8Array(accessor.count * 4).fill(255);
    if (accessor.componentType === BYTE && width === 4) {
      this.#read(accessor, width, out);
      return out;
    }
    const raw = this.floats(index, width);
    for (let i = 0; i < accessor.count; i++) {
      for (let c = 0; c < width; c++) out[i * 4 + c] = Math.round((raw[i * width + c] ?? 0) * 255);
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
    const step = stride / component.bytes;
    const length = (accessor.count - 1) * step + width;
    // The file's layout is aligned; where the whole file lies in memory need not be.
    const aligned = (bytes.byteOffset + offset) % component.bytes === 0 ? bytes.subarray(offset, end) : bytes.slice(offset, end);
    if (!Number.isInteger(step)) throw new GltfError(`an accessor steps ${stride} bytes, not a multiple of its ${component.bytes}`);
    const values = new component.array(aligned.buffer, aligned.byteOffset, length);
    for (let i = 0, o = 0, from = 0; i < accessor.count; i++, from += step) {
      for (let c = 0; c < width; c++) out[o++] = values[from + c] ?? 0;
    }
  }
}

function componentOf(accessor: Accessor): Component {
  const component = COMPONENTS[accessor.componentType];
  if (!component) throw new GltfError(`component type ${accessor.componentType} is not one of glTF's`);
  return component;
}
