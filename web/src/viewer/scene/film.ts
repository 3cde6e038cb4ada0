import { SRGBColorSpace, WebGLRenderTarget, type Camera, type Scene, type WebGLRenderer } from "three";

/** What three.js's types leave out. */
interface TargetDoor {
  setRenderTargetFramebuffer(target: WebGLRenderTarget, framebuffer: WebGLFramebuffer): void;
}

/** What is drawn into: `drawn` with its samples, and where they are averaged the same without. */
interface Buffers {
  readonly drawn: WebGLFramebuffer;
  readonly whole: WebGLFramebuffer;
  readonly colour: WebGLRenderbuffer;
  readonly depth: WebGLRenderbuffer;
  readonly averaged: WebGLRenderbuffer;
}

/**
 * Pictures of fewer pixels than the canvas has, or of more samples. The canvas itself never changes its
 * size, for which the page would wait until the device has drawn all before; and its own smoothing
 * could not be left out of a picture that must be quick (half as much work where the processor draws).
 */
export class Film {
  /** Drawn into as if it were the canvas: three.js knows such targets from headsets. */
  readonly #target = Object.assign(new WebGLRenderTarget(1, 1), { isXRRenderTarget: true });
  readonly #samples: number;
  #buffers: Buffers | null = null;

  constructor(samples: 0 | 4) {
    this.#samples = samples;
    this.#target.texture.colorSpace = SRGBColorSpace;
  }

  /** Draws with a share of the canvas's pixels each way, and shows it on the canvas. */
  draw(renderer: WebGLRenderer, scene: Scene, camera: Camera, share: number): void {
    const gl = renderer.getContext() as WebGL2RenderingContext;
    const [width, height] = [Math.ceil(gl.drawingBufferWidth * share), Math.ceil(gl.drawingBufferHeight * share)];
    const { drawn, whole } = this.#sized(gl, width, height);
    (renderer as unknown as TargetDoor).setRenderTargetFramebuffer(this.#target, drawn);
    renderer.setRenderTarget(this.#target);
    renderer.render(scene, camera);
    renderer.setRenderTarget(null);
    // Samples are averaged at their own size and format only.
    if (this.#samples) copy(gl, drawn, [width, height], whole, [width, height]);
    gl.bindFramebuffer(gl.READ_FRAMEBUFFER, drawn);
    gl.invalidateFramebuffer(gl.READ_FRAMEBUFFER, this.#samples ? [gl.COLOR_ATTACHMENT0, gl.DEPTH_ATTACHMENT] : [gl.DEPTH_ATTACHMENT]);
    copy(gl, this.#samples ? whole : drawn, [width, height], null, [gl.drawingBufferWidth, gl.drawingBufferHeight]);
    gl.bindFramebuffer(gl.FRAMEBUFFER, null);
  }

  /** The device has lost everything. */
  forget(): void {
    this.#buffers = null;
  }

  #sized(gl: WebGL2RenderingContext, width: number, height: number): Buffers {
    const fresh = this.#buffers === null;
    const buffers = (this.#buffers ??= makeBuffers(gl));
    if (!fresh && this.#target.width === width && this.#target.height === height) return buffers;
    this.#target.setSize(width, height);
    const { drawn, whole, colour, depth, averaged } = buffers;
    const attach = (frame: WebGLFramebuffer, place: number, buffer: WebGLRenderbuffer, format: number, samples: number) => {
      gl.bindRenderbuffer(gl.RENDERBUFFER, buffer);
      gl.renderbufferStorageMultisample(gl.RENDERBUFFER, samples, format, width, height);
      gl.bindFramebuffer(gl.FRAMEBUFFER, frame);
      gl.framebufferRenderbuffer(gl.FRAMEBUFFER, place, gl.RENDERBUFFER, buffer);
    };
    attach(drawn, gl.COLOR_ATTACHMENT0, colour, gl.RGBA8, this.#samples);
    attach(drawn, gl.DEPTH_ATTACHMENT, depth, gl.DEPTH_COMPONENT24, this.#samples);
    if (this.#samples) attach(whole, gl.COLOR_ATTACHMENT0, averaged, gl.RGBA8, 0);
    gl.bindFramebuffer(gl.FRAMEBUFFER, null);
    return buffers;
  }
}

function makeBuffers(gl: WebGL2RenderingContext): Buffers {
  const [drawn, whole] = [gl.createFramebuffer(), gl.createFramebuffer()];
  return { drawn, whole, colour: gl.createRenderbuffer(), depth: gl.createRenderbuffer(), averaged: gl.createRenderbuffer() };
}

type Size = readonly [width: number, height: number];

function copy(gl: WebGL2RenderingContext, from: WebGLFramebuffer, size: Size, to: WebGLFramebuffer | null, toSize: Size): void {
  gl.bindFramebuffer(gl.READ_FRAMEBUFFER, from);
  gl.bindFramebuffer(gl.DRAW_FRAMEBUFFER, to);
  gl.blitFramebuffer(0, 0, ...size, 0, 0, ...toSize, gl.COLOR_BUFFER_BIT, size[0] === toSize[0] ? gl.NEAREST : gl.LINEAR);
}
