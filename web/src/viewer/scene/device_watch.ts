/**
 * Waits, where nobody else waits, until the device that draws has nothing left to do: the first
 * question to it is answered only after its own start and all that the browser wants drawn of the
 * page, which takes a second where the processor draws.
 */

const QUICK_MS = 6;
const QUICK_LOOKS = 3;
const MOST_LOOKS = 60;
const PAUSE_MS = 16;

async function watch(): Promise<void> {
  const gl = new OffscreenCanvas(1, 1).getContext("webgl2");
  const pixel = new Uint8Array(4);
  for (let look = 0, quick = 0; gl && quick < QUICK_LOOKS && look < MOST_LOOKS; look++) {
    const start = performance.now();
    gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel);
    quick = performance.now() - start < QUICK_MS ? quick + 1 : 0;
    await new Promise((done) => setTimeout(done, PAUSE_MS));
  }
}

// Where a worker cannot draw, nobody is kept waiting.
void watch().catch(() => undefined).then(() => {
  postMessage(null);
});
