import { BatchedMesh, BufferAttribute, BufferGeometry, Matrix4, Vector4 } from "three";
import type { Model, Part } from "../gltf/model.ts";
import { createHallMaterial } from "./material.ts";

/**
 * The whole shell as one batch: one draw call, and each booth culled on its own. Measured beside
 * one InstancedMesh an archetype (web/TESTCASES.md, "What was tried").
 */
export function buildHallMesh(model: Model): BatchedMesh {
  const instances = model.parts.reduce((sum, part) => sum + (part.instances?.count ?? 1), 0);
  const vertices = model.parts.reduce((sum, part) => sum + part.positions.length / 3, 0);
  const indices = model.parts.reduce((sum, part) => sum + part.indices.length, 0);
  const mesh = new BatchedMesh(instances, vertices, indices, createHallMaterial());
  const matrix = new Matrix4();
  const tint = new Vector4();
  for (const part of model.parts) {
    const geometry = mesh.addGeometry(partGeometry(part));
    const count = part.instances?.count ?? 1;
    for (let i = 0; i < count; i++) {
      const id = mesh.addInstance(geometry);
      mesh.setMatrixAt(id, matrix.fromArray(part.instances?.matrices[i] ?? IDENTITY));
      const tints = part.instances?.tints;
      mesh.setColorAt(id, tints ? tint.fromArray(tints, i * 4) : tint.set(1, 1, 1, 1));
    }
  }
  return mesh;
}

const IDENTITY = new Matrix4().elements;

/** A part's points as a geometry of the one vertex layout. */
export function partGeometry(part: Part): BufferGeometry {
  const geometry = new BufferGeometry();
  geometry.setAttribute("position", new BufferAttribute(part.positions, 3));
  geometry.setAttribute("tone", new BufferAttribute(part.colours, 4, true));
  if (part.uvs) geometry.setAttribute("uv", new BufferAttribute(part.uvs, 2));
  geometry.setIndex(new BufferAttribute(part.indices, 1));
  return geometry;
}
