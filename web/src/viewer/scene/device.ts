import { breathe } from "../breath.ts";
import { openInk } from "./ink.ts";

/** Whoever waits longer than this gets a page that waits with the device. */
const PATIENCE_MS = 3000;
/** The end of a worker that has drawn makes the page wait too: it ends once one walks. */
const END_MS = 10_000;

/** What three.js asks of a device when it begins, and what it would ask in the middle of a picture. */
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

/**
 * Opens the device that draws into a canvas, or returns null where there is none. Each question to it is a
 * wait of the page: none is asked while the device is busy, and no two without a breath between.
 */
export async function openDevice(canvas: HTMLCanvasElement): Promise<WebGL2RenderingContext | null> {
  await deviceIsFree();
  const gl = canvas.getContext("webgl2", { antialias: false, powerPreference: "high-performance" });
  for (const name of gl ? EXTENSIONS : []) {
    await breathe();
    gl?.getExtension(name);
  }
  await breathe();
  openInk();
  await breathe();
  return gl;
}

function deviceIsFree(): Promise<void> {
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
