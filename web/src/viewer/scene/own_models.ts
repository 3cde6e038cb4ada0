import { Mesh, type BufferGeometry, type Scene, type ShaderMaterial, type Texture, type WebGLRenderer } from "three";
import type { Stand } from "../core/hall_plan.ts";
import { standPoint } from "../core/stand_frame.ts";
import { readModel } from "../gltf/model.ts";
import type { OwnPose } from "../streaming/stand_goods.ts";
import { createGoodsMaterial } from "./material.ts";
import { imageTexture, mergeParts } from "./own_picture.ts";
import { bytesOf } from "./signs.ts";

/** Products' own models on a stand, as their exhibitor sent them. */
export interface OwnModels {
  readonly meshes: readonly Mesh<BufferGeometry, ShaderMaterial>[];
  readonly textureBytes: number;
}

/** Builds the models of a stand, unseen: each in the place of the plainer piece that its file holds. */
export async function buildOwnModels(stand: Stand, files: ReadonlyMap<OwnPose, Uint8Array<ArrayBuffer>>): Promise<OwnModels> {
  const meshes: Mesh<BufferGeometry, ShaderMaterial>[] = [];
  let textureBytes = 0;
  for (const [pose, bytes] of files) {
    const { parts, images } = await readModel(bytes);
    const texture = images[0] ? await imageTexture(images[0]) : null;
    textureBytes += bytesOf(texture);
    const mesh = new Mesh(mergeParts(parts), createGoodsMaterial(texture));
    // The piece in the stand's file is the same shape: of two at one depth this one is seen.
    Object.assign(mesh.material, { polygonOffset: true, polygonOffsetFactor: -1, polygonOffsetUnits: -8 });
    mesh.visible = false;
    placeModel(mesh, stand, pose);
    meshes.push(mesh);
  }
  return { meshes, textureBytes };
}

/** Puts the middle of a model's foot where its piece stands. */
function placeModel(mesh: Mesh<BufferGeometry, ShaderMaterial>, stand: Stand, { foot: [u, height, back], turn, scale }: OwnPose): void {
  mesh.geometry.computeBoundingBox();
  const box = mesh.geometry.boundingBox;
  if (box) mesh.geometry.translate(-(box.min.x + box.max.x) / 2, -box.min.y, -(box.min.z + box.max.z) / 2);
  const [x, y] = standPoint(stand, u, -back);
  mesh.position.set(x, height, -y);
  mesh.rotation.y = stand.turn + turn;
  mesh.scale.setScalar(scale);
  mesh.updateMatrixWorld(true);
  mesh.matrixAutoUpdate = false;
}

export function hangModels({ meshes }: OwnModels, scene: Scene, renderer: WebGLRenderer): void {
  for (const mesh of meshes) {
    const map = mapOf(mesh);
    if (map) renderer.initTexture(map);
    scene.add(mesh);
  }
}

export function showModels({ meshes }: OwnModels, visible: boolean): void {
  for (const mesh of meshes) mesh.visible = visible;
}

export function dropModels({ meshes }: OwnModels, scene: Scene): void {
  for (const mesh of meshes) {
    scene.remove(mesh);
    mesh.geometry.dispose();
    const map = mapOf(mesh);
    (map?.image as ImageBitmap | undefined)?.close();
    map?.dispose();
    mesh.material.dispose();
  }
}

function mapOf({ material }: Mesh<BufferGeometry, ShaderMaterial>): Texture | undefined {
  return material.uniforms["map"]?.value as Texture | undefined;
}
