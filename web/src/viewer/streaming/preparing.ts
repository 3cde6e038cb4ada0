/** The worker that unpacks stands, so that decoding never takes a frame from walking. */

import { readModel } from "../gltf/model.ts";
import type { Answer, Question } from "./preparer.ts";
import { prepare } from "./prepared.ts";

const scope = self as unknown as {
  postMessage(answer: Answer, transfer: Transferable[]): void;
  addEventListener(type: "message", hear: (event: MessageEvent<Question>) => void): void;
};

scope.addEventListener("message", ({ data: { id, bytes } }) => {
  void answer(id, bytes);
});

async function answer(id: number, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  try {
    const prepared = await prepare(await readModel(bytes));
    const { near, lite } = prepared.goods;
    const buffers = [near, lite].flatMap((shape) => [shape.positions, shape.tones, shape.uvs, shape.indices].map(({ buffer }) => buffer));
    scope.postMessage({ id, prepared }, [...new Set<Transferable>([...buffers, ...prepared.picture])]);
  } catch (error) {
    scope.postMessage({ id, fault: String(error) }, []);
  }
}
