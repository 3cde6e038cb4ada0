import { pause } from "../breath.ts";

const LOOK_MS = 6;

/**
 * Resolves when the device has done what it was told so far, or will do nothing any more; the page goes on meanwhile.
 * Tells how often one had to look.
 */
export async function caughtUp(gl: WebGL2RenderingContext): Promise<number> {
  const fence = gl.fenceSync(gl.SYNC_GPU_COMMANDS_COMPLETE, 0);
  if (!fence) return 0;
  gl.flush();
  let looks = 0;
  while (!gl.isContextLost() && gl.getSyncParameter(fence, gl.SYNC_STATUS) === gl.UNSIGNALED) {
    await later();
    looks++;
  }
  gl.deleteSync(fence);
  return looks;
}

const MOST_TRIES = 30;
const IDLE_TRIES = 2;

/**
 * Resolves when the device is idle, as far as one can tell: what it is told next, it does at once. Milliseconds would
 * tell how busy the page is; a busy page that looks only once may have given the device much time.
 */
export async function idle(gl: WebGL2RenderingContext): Promise<void> {
  for (let tries = 0, quick = 0; quick < IDLE_TRIES && tries < MOST_TRIES; tries++) quick = (await caughtUp(gl)) <= 1 ? quick + 1 : 0;
}

export function later(): Promise<void> {
  return pause(LOOK_MS);
}
