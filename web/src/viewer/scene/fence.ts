const LOOK_MS = 6;

/** Resolves when the device has done what it was told so far, or will do nothing any more; the page goes on meanwhile. */
export async function caughtUp(gl: WebGL2RenderingContext): Promise<void> {
  const fence = gl.fenceSync(gl.SYNC_GPU_COMMANDS_COMPLETE, 0);
  if (!fence) return;
  gl.flush();
  while (!gl.isContextLost() && gl.getSyncParameter(fence, gl.SYNC_STATUS) === gl.UNSIGNALED) await later();
  gl.deleteSync(fence);
}

const IDLE_MS = 25;
const MOST_LOOKS = 30;

/** Resolves when the device is idle, as far as one can tell: what it is told next, it does at once. */
export async function idle(gl: WebGL2RenderingContext): Promise<void> {
  for (let look = 0; look < MOST_LOOKS; look++) {
    const start = performance.now();
    await caughtUp(gl);
    if (performance.now() - start < IDLE_MS) return;
  }
}

export function later(): Promise<void> {
  return new Promise((done) => setTimeout(done, LOOK_MS));
}
