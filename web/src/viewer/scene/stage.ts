import { PerspectiveCamera, Scene, Vector3, WebGLRenderer } from "three";
import { breathe, pause } from "../breath.ts";
import type { Pose } from "../core/nearby.ts";
import type { Ray } from "../core/picking.ts";
import type { Lens } from "../streaming/screen_weight.ts";
import { finestRatio, sizeInPixels } from "./canvas.ts";
import { NoDevice } from "./device.ts";
import { caughtUp } from "./fence.ts";
import { Film } from "./film.ts";
import { HallSurface } from "./hall_surface.ts";
import { angleOfView, EYE_M, FARTHEST_M, NEAREST_M } from "./lens.ts";
import { BACKGROUND } from "./material.ts";
import { PixelRatio } from "./pixel_ratio.ts";
import { askAhead, makePrograms } from "./programs.ts";
import { uploadTextures } from "./uploads.ts";

const REST_MS = 220;
/** Who draws this many frames at this pace may have fine ones while moving. */
const QUICK_MS = 20;
const QUICK_FRAMES = 24;
const MADE_BEFORE_MS = 60;

export interface View extends Pose {
  /** Radians, up is positive. */
  readonly pitch: number;
}

/** What is done before a frame; returns whether something still moves. */
export type FrameTask = (seconds: number) => boolean;

/** The picture: renders when asked, rests when nothing moves. */
export class Stage {
  readonly scene = new Scene();
  readonly camera = new PerspectiveCamera(60, 1, NEAREST_M, FARTHEST_M);
  readonly canvas: HTMLCanvasElement;
  readonly surface = new HallSurface();
  readonly #ratio: PixelRatio;
  readonly #quickFilm = new Film(0);
  readonly #fineFilm = new Film(4);
  readonly #tasks: FrameTask[] = [];
  readonly #after: (() => void)[] = [];
  readonly #paced: ((frameMs: number) => void)[] = [];
  #asked = 0;
  #lastMs = 0;
  #restTimer = 0;
  #frameMs = 16;
  #frames = 0;
  #fine = false;
  /** The pixel ratio of the last picture. */
  #drawn = 0;
  #lost = false;
  #shown = false;
  readonly #opened: Promise<void>;
  readonly #programs: Promise<void>;
  #renderer: WebGLRenderer | null = null;
  #widened = 0;

  /**
   * Takes a canvas and the device that will draw into it: the page puts the hall up while it cannot answer yet.
   * Nothing is drawn before `show`: what is seen on the canvas stays.
   */
  constructor(canvas: HTMLCanvasElement, device: Promise<WebGL2RenderingContext>, mostPixels: number) {
    this.canvas = canvas;
    this.#ratio = new PixelRatio(finestRatio(mostPixels));
    this.scene.background = BACKGROUND;
    this.scene.matrixAutoUpdate = false;
    this.#frameView();
    this.#opened = device.then((gl) => { this.#open(gl); });
    this.#programs = this.#opened.then(() => this.#warmUp());
    this.#programs.catch(() => undefined); // who waits for the device is told
  }

  #open(device: WebGL2RenderingContext): void {
    try {
      this.#renderer = new WebGLRenderer({ canvas: this.canvas, context: device });
    } catch (error) {
      throw new NoDevice("no picture can be drawn here", { cause: error });
    }
    this.#sizePicture();
    askAhead(this.#renderer);
  }

  /** What draws; there is none before the device answers. */
  get renderer(): WebGLRenderer {
    if (!this.#renderer) throw new NoDevice("the device does not answer yet");
    return this.#renderer;
  }

  /**
   * Resolves when the programs are made, or soon after the device has begun with them. One that has made them before
   * does so at once; while the page is busy, it would be heard only at the end.
   *
   * @throws NoDevice where nothing can be drawn.
   */
  async heard(): Promise<void> {
    await this.#opened;
    await Promise.race([this.#programs, pause(MADE_BEFORE_MS)]);
  }

  async #warmUp(): Promise<void> {
    await breathe();
    const sample = this.surface.sample();
    await makePrograms(sample, this.renderer, this.camera);
  }

  /** Pictures from now on, as soon as the device has the programs for them: one would wait, and the page with it. */
  show(): void {
    void this.upload().finally(() => {
      this.#shown = true;
      this.invalidate();
    });
  }

  /** Hands the device the textures of what is in the scene so far: it unpacks them while the page goes on. */
  async upload(): Promise<void> {
    await this.#programs;
    await uploadTextures(this.scene, this.renderer);
  }

  get fps(): number {
    return Math.round(1000 / this.#frameMs);
  }

  /** Pixels of the last picture for each of the page's, each way. */
  get pixelRatio(): number {
    return this.#drawn;
  }

  set lost(value: boolean) {
    this.#lost = value;
    if (value) return;
    this.#quickFilm.forget();
    this.#fineFilm.forget();
    this.invalidate();
  }

  /** Widens (or narrows) the angle of the picture by degrees. */
  widen(degrees: number): void {
    if (degrees === this.#widened) return;
    this.#widened = degrees;
    this.resize();
  }

  resize(): void {
    this.#frameView();
    this.#sizePicture();
    this.invalidate();
  }

  #frameView(): void {
    const { clientWidth: width, clientHeight: height } = this.canvas;
    this.camera.aspect = width / Math.max(1, height);
    this.camera.fov = angleOfView(this.camera.aspect) + this.#widened;
    this.camera.updateProjectionMatrix();
  }

  /** Only where it changes: the page waits for the device until the canvas has another size, and the picture is lost. */
  #sizePicture(): void {
    const [width, height] = sizeInPixels(this.canvas, this.#ratio.most);
    if (this.canvas.width !== width || this.canvas.height !== height) this.#renderer?.setDrawingBufferSize(width, height, 1);
  }

  onFrame(task: FrameTask): void {
    this.#tasks.push(task);
  }

  afterFrame(task: () => void): void {
    this.#after.push(task);
  }

  /** Is told the time between two frames while something moves. */
  onPace(task: (frameMs: number) => void): void {
    this.#paced.push(task);
  }

  /** How one sees now: what is how large in the picture. */
  get lens(): Lens {
    const half = (this.camera.fov * Math.PI) / 360;
    return { focalPx: this.canvas.clientHeight / 2 / Math.tan(half), halfAngle: Math.atan(Math.tan(half) * this.camera.aspect) };
  }

  /** Asks for a frame. */
  invalidate(): void {
    if (!this.#asked && !this.#lost && this.#shown) this.#asked = requestAnimationFrame(this.#frame);
  }

  look(view: View): void {
    this.camera.position.set(view.x, EYE_M, -view.y);
    this.camera.rotation.set(view.pitch, view.heading, 0, "YXZ");
    this.camera.updateMatrixWorld();
  }

  #frame = (now: number): void => {
    this.#asked = 0;
    if (this.#lost) return;
    const continuous = this.#lastMs > 0;
    const elapsed = continuous ? now - this.#lastMs : 16;
    const seconds = Math.min(0.1, elapsed / 1000);
    let moving = false;
    for (const task of this.#tasks) moving = task(seconds) || moving;
    if (continuous) {
      this.#frameMs += (elapsed - this.#frameMs) * 0.1;
      this.#frames++;
      this.#ratio.note(elapsed);
      for (const task of this.#paced) task(elapsed);
    }
    this.#draw(this.#frames > QUICK_FRAMES && this.#frameMs < QUICK_MS, this.#ratio.moving);
    this.#lastMs = moving ? now : 0;
    if (moving) this.invalidate();
    else this.#restLater();
    if (!continuous) void this.#time((ms) => { this.#ratio.note(ms); });
  };

  #draw(fine: boolean, ratio: number): void {
    this.#fine = fine;
    this.surface.choose(fine);
    this.#drawn = ratio;
    this.#render(this.scene, fine, ratio);
    for (const task of this.#after) task();
  }

  #render(scene: Scene, fine: boolean, ratio: number): void {
    const share = ratio / this.#ratio.most;
    if (!fine && share === 1) this.renderer.render(scene, this.camera);
    else (fine ? this.#fineFilm : this.#quickFilm).draw(this.renderer, scene, this.camera, share);
  }

  /** Once still, the picture is drawn again finely, with all the pixels that the device has the time for. */
  #restLater(): void {
    clearTimeout(this.#restTimer);
    if (this.#fine && this.#drawn > this.#ratio.resting * 0.9) return;
    this.#restTimer = setTimeout(() => {
      if (this.#asked || this.#lost) return;
      const ratio = this.#ratio.resting;
      this.#draw(true, ratio);
      void this.#time((ms) => {
        this.#ratio.noteRest(ms, ratio);
        if (!this.#asked) this.#restLater();
      });
    }, REST_MS);
  }

  /** Tells how long the device takes for the picture it was just told to draw. */
  async #time(tell: (ms: number) => void): Promise<void> {
    const start = performance.now();
    await caughtUp(this.renderer.getContext() as WebGL2RenderingContext);
    tell(performance.now() - start);
  }

  /** The ray through a point of the window, in plan metres. */
  rayAt(clientX: number, clientY: number): Ray {
    const box = this.canvas.getBoundingClientRect();
    const point = new Vector3(((clientX - box.left) / box.width) * 2 - 1, 1 - ((clientY - box.top) / box.height) * 2, 0.5);
    point.unproject(this.camera).sub(this.camera.position).normalize();
    const { x, y, z } = this.camera.position;
    return { origin: [x, -z, y], direction: [point.x, -point.z, point.y] };
  }

  /** Where a place (plan metres, height) appears in the window, or null behind the eye. */
  project(x: number, y: number, height: number): readonly [number, number] | null {
    const point = new Vector3(x, height, -y).project(this.camera);
    if (point.z > 1 || Math.abs(point.x) > 1.05 || Math.abs(point.y) > 1.05) return null;
    return [((point.x + 1) / 2) * this.canvas.clientWidth, ((1 - point.y) / 2) * this.canvas.clientHeight];
  }
}
