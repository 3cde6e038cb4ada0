import { breathe } from "../breath.ts";
import { idle } from "./fence.ts";
import { openInk } from "./ink.ts";

/** Whoever waits longer than this gets a page that waits with the device. */
const PATIENCE_MS = 3000;
/** The end of a worker that has drawn makes the page wait too: it ends once one walks. */
const END_MS = 10_000;

/** What three.js and we ask of a device when we begin, and what it would ask in the middle of a picture. */
const EXTENSIONS = [
  "EXT_color_buffer_float",
  "WEBGL_clip_cull_distance",
  "OES_texture_float_linear",
  "EXT_color_buffer_half_float",
  "WEBGL_multisampled_render_to_texture",
  "WEBGL_render_shared_exponent",
  "EXT_texture_filter_anisotropic",
  "WEBGL_multi_draw",
  "KHR_parallel_shader_compile",
];

/** Here nothing can be drawn. */
export class NoDevice extends Error {}

/**
 * Opens the device that draws into a canvas; the page waits for its answer, so wait for `deviceIsFree` before.
 *
 * @throws NoDevice where there is none.
 */
export function openDevice(canvas: HTMLCanvasElement): WebGL2RenderingContext {
  const gl = canvas.getContext("webgl2", { antialias: false, powerPreference: "high-performance" });
  if (!gl) throw new NoDevice("no WebGL 2");
  return gl;
}

/**
 * Asks the device, once it has nothing else to do, what would be asked of it later behind pictures and programs;
 * no two questions without a breath between.
 */
export async function askDevice(gl: WebGL2RenderingContext): Promise<WebGL2RenderingContext> {
  await idle(gl);
  for (const name of EXTENSIONS) {
    await breathe();
    gl.getExtension(name);
  }
  await breathe();
  openInk();
  await breathe();
  return gl;
}

/** Resolves when the device has done what the browser wants of it first, or after some seconds. */
export function deviceIsFree(): Promise<void> {
  return new Promise((resolve) => {
    const watcher = new Worker(new URL("./device_watch.ts", import.meta.url), { type: "module" });
    const free = () => {
      resolve();
    };
    watcher.onmessage = free;
    watcher.onerror = free;
    setTimeout(free, PATIENCE_MS);
    setTimeout(() => {
      watcher.terminate();
    }, END_MS);
  });
}
