import { MeshoptEncoder } from "meshoptimizer/encoder";
import { beforeAll, describe, expect, it } from "vitest";
import { readModel, type Part } from "../src/viewer/gltf/model.ts";
import { listPieces, onePiece, pieceTriangles } from "../src/viewer/gltf/piece.ts";
import { listSignPlaces } from "../src/viewer/scene/sign_places.ts";
import { hallPlan } from "./fixture/hall.ts";
import { bytesOf, GlbWriter, instancedTriangle } from "./fixture/glb.ts";

beforeAll(() => MeshoptEncoder.ready);

async function onlyPart(glb: GlbWriter): Promise<Part> {
  const { parts } = await readModel(glb.bytes());
  expect(parts).toHaveLength(1);
  return parts[0] as Part;
}

/** Where an instance puts a point. */
function placed(part: Part, instance: number, [x, y, z]: readonly [number, number, number]): number[] {
  const m = part.instances?.matrices[instance] ?? new Float32Array(16);
  const at = (i: number) => m[i] ?? NaN;
  return [0, 1, 2].map((row) => Math.round((at(row) * x + at(4 + row) * y + at(8 + row) * z + at(12 + row)) * 1000) / 1000 + 0);
}

describe("reading a GLB file", () => {
  it("places each instance by translation, rotation and scale", async () => {
    const part = await onlyPart(instancedTriangle());
    expect(placed(part, 0, [1000, 0, 0])).toEqual([6, 0, 0]);
    expect(placed(part, 1, [1000, 0, 0])).toEqual([0, 0, -8]);
  });

  it("keeps the share that is not tinted in the alpha of the colours", async () => {
    const part = await onlyPart(instancedTriangle());
    expect([...part.colours]).toEqual([255, 0, 0, 0, 0, 255, 0, 255, 0, 0, 255, 128]);
    expect([...(part.instances?.tints ?? [])]).toEqual([1, 0, 0, 1, 0, 0, 1, 1]);
  });

  it("reads meshopt-compressed views as the same points", async () => {
    const plain = await onlyPart(instancedTriangle());
    const packed = await onlyPart(instancedTriangle({ packed: true }));
    expect([...packed.positions]).toEqual([...plain.positions]);
  });

  it("applies the node's own place where nothing is instanced", async () => {
    const glb = instancedTriangle();
    glb.json.nodes[0] = { mesh: 0, name: "floor", translation: [10, 0, 0], scale: [0.001, 0.001, 0.001] };
    const part = await onlyPart(glb);
    expect([...part.positions].map((value) => Math.round(value * 1000) / 1000)).toEqual([10, 0, 0, 11, 0, 0, 10, 1, 0]);
  });
});

describe("a damaged file is refused with its fault", () => {
  const faults: readonly (readonly [string, (glb: GlbWriter) => void, RegExp])[] = [
    ["a view past the end", (glb) => { glb.json.bufferViews[0] = { buffer: 0, byteOffset: 0, byteLength: 1_000_000, byteStride: 8 }; }, /passes the end/],
    ["more elements than bytes", (glb) => { Object.assign(glb.json.accessors[0] ?? {}, { count: 400_000_000 }); }, /does not fit/],
    ["an index past the last vertex", (glb) => { glb.json.accessors[2] = { bufferView: glb.view(bytesOf(new Uint16Array([0, 1, 9]))), componentType: 5123, type: "SCALAR", count: 3 }; }, /past the last|passes the last/],
    ["an extension that we do not read", (glb) => { glb.json["extensionsRequired"] = ["KHR_draco_mesh_compression"]; }, /KHR_draco_mesh_compression/],
    ["a node that contains itself", (glb) => { glb.json.nodes[0] = { children: [0] }; }, /nested too deeply/],
    ["a missing mesh", (glb) => { glb.json.nodes[0] = { mesh: 3 }; }, /mesh 3/],
    ["lines instead of triangles", (glb) => { glb.json.meshes[0] = { primitives: [{ attributes: { POSITION: 0 }, mode: 1 }] }; }, /triangles/],
  ];
  it.each(faults)("%s", async (_, damage, message) => {
    const glb = instancedTriangle();
    damage(glb);
    await expect(readModel(glb.bytes())).rejects.toThrow(message);
  });

  it("bytes cut off on the way", async () => {
    await expect(readModel(instancedTriangle().bytes().slice(0, 200))).rejects.toThrow(/announced/);
  });

  it("a page of an error instead of a file", async () => {
    await expect(readModel(new TextEncoder().encode("<!doctype html><title>502</title>"))).rejects.toThrow(/not a GLB/);
  });
});

describe("one piece of a product", () => {
  it("is the first triangles, with only their vertices", async () => {
    const part = await onlyPart(instancedTriangle());
    const shelf: Part = { ...part, instances: null, extras: { product: "honey", triangles: 1 }, indices: new Uint32Array([2, 0, 2, 0, 1, 2]) };
    expect(pieceTriangles(shelf)).toBe(1);
    const model = onePiece({ parts: [shelf], images: [] }, "honey");
    expect([...(model?.parts[0]?.indices ?? [])]).toEqual([0, 1, 0]);
    expect(model?.parts[0]?.positions).toHaveLength(6);
    expect(onePiece({ parts: [shelf], images: [] }, "rug")).toBeNull();
  });

  it("is followed by copies that may be plainer than it", async () => {
    const part = await onlyPart(instancedTriangle());
    const shelf: Part = { ...part, instances: null, extras: { product: "honey", triangles: 2, copy_triangles: 1 }, indices: new Uint32Array([0, 1, 2, 2, 1, 0, 2, 0, 1, 1, 2, 0]) };
    expect(listPieces(shelf).map((piece) => [...piece])).toEqual([[0, 1, 2, 2, 1, 0], [2, 0, 1], [1, 2, 0]]);
  });
});

describe("the places of the fascia lettering", () => {
  it("stand where the instance stands, facing the way it faces", async () => {
    const part = await onlyPart(instancedTriangle());
    const plan = hallPlan();
    const places = listSignPlaces([part], plan);
    const [first] = places.get(plan.stands[0] ?? ({} as never)) ?? [];
    expect([first?.x, first?.y, first?.z].map((value) => Math.round((value ?? 0) * 100) / 100)).toEqual([6.5, 2.3, 0]);
    expect(first?.along).toEqual([1, 0]);
    const turned = places.get(plan.byId.get("s-1-0") ?? ({} as never))?.[0];
    expect(turned?.along.map((value) => Math.round(value * 100) / 100 + 0)).toEqual([0, -1]);
  });
});
