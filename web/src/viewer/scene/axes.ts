import type { Object3D } from "three";
import type { Stand } from "../core/hall_plan.ts";

/** Puts an object built in a stand's own frame where the stand is: plan x → x, plan y → −z. */
export function placeAtStand(object: Object3D, stand: Stand): void {
  object.position.set(stand.x, 0, -stand.y);
  object.rotation.y = stand.turn;
  object.updateMatrixWorld(true);
}
