import type { Camera, Material, Object3D, WebGLProgram, WebGLRenderer } from "three";
import { breathe } from "../breath.ts";
import { idle, later } from "./fence.ts";

/** What three.js's types leave out. */
type Program = Omit<WebGLProgram, "program"> & { readonly program: globalThis.WebGLProgram; isReady(): boolean };

/**
 * Lets the device make the programs that something is drawn with, while the page goes on. A question
 * to the device waits until it has done all that it was told before, a second and more where the
 * processor draws: so what there is to ask of a program is asked once it is made, not in a picture.
 */
export async function makePrograms(what: Object3D, renderer: WebGLRenderer, camera: Camera): Promise<void> {
  const gl = renderer.getContext() as WebGL2RenderingContext;
  const materials: Material[] = [];
  for (const part of what.children.length > 0 ? [...what.children] : [what]) {
    await breathe();
    materials.push(...renderer.compile(part, camera));
  }
  const programs = materials.map((material) => (renderer.properties.get(material) as { currentProgram: Program }).currentProgram);
  // ANGLE links a program when something is first asked of it; this asks, and wants no answer.
  for (const { program } of programs) gl.validateProgram(program);
  await idle(gl);
  // With the extension that makes them beside everything else they may take longer than that.
  while (!gl.isContextLost() && !programs.every((program) => program.isReady())) await later();
  for (const program of programs) {
    await breathe();
    program.getUniforms();
    program.getAttributes();
  }
}

/** Asks what three.js would ask later, behind pictures and programs: now there is nothing to wait for. */
export function askAhead({ capabilities, extensions, state, debug }: WebGLRenderer): void {
  capabilities.getMaxAnisotropy();
  for (const name of ["WEBGL_multi_draw", "KHR_parallel_shader_compile"]) extensions.has(name);
  const { UNPACK_ROW_LENGTH, UNPACK_IMAGE_HEIGHT, UNPACK_SKIP_PIXELS, UNPACK_SKIP_ROWS, UNPACK_SKIP_IMAGES } = WebGL2RenderingContext;
  for (const name of [UNPACK_ROW_LENGTH, UNPACK_IMAGE_HEIGHT, UNPACK_SKIP_PIXELS, UNPACK_SKIP_ROWS, UNPACK_SKIP_IMAGES]) state.pixelStorei(name, 0);
  debug.checkShaderErrors = import.meta.env.DEV;
}
