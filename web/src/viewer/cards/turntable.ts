import { Box3, Mesh, PerspectiveCamera, Scene, Vector3, WebGLRenderer, type BufferGeometry, type ShaderMaterial } from "three";
import type { Model } from "../gltf/model.ts";
import { createMaterial } from "../scene/material.ts";
import { imageTexture, mergeParts } from "../scene/own_picture.ts";

const TURN_PER_PX = 0.012;
const SPIN = 0.5;
const KEY_TURN = 0.3;

/** One product that a finger turns: a small picture of its own, let go of when left. */
export class Turntable {
  readonly #renderer: WebGLRenderer;
  readonly #scene = new Scene();
  readonly #camera = new PerspectiveCamera(32, 1, 0.01, 50);
  readonly #mesh: Mesh<BufferGeometry, ShaderMaterial>;
  readonly #far: number;
  #turn = 0.5;
  #tilt = 0.22;
  #spinning = !matchMedia("(prefers-reduced-motion: reduce)").matches;
  #asked = 0;
  #last = 0;

  static async create(canvas: HTMLCanvasElement, model: Model): Promise<Turntable> {
    const image = model.images[0];
    return new Turntable(canvas, new Mesh(mergeParts(model.parts), createMaterial(image ? await imageTexture(image) : null)));
  }

  private constructor(canvas: HTMLCanvasElement, mesh: Mesh<BufferGeometry, ShaderMaterial>) {
    this.#renderer = new WebGLRenderer({ canvas, antialias: true, alpha: true });
    this.#renderer.setPixelRatio(Math.min(2, window.devicePixelRatio));
    this.#renderer.setSize(canvas.clientWidth, canvas.clientHeight, false);
    this.#camera.aspect = canvas.clientWidth / Math.max(1, canvas.clientHeight);
    this.#camera.updateProjectionMatrix();
    this.#mesh = mesh;
    const box = new Box3().setFromObject(mesh);
    const size = box.getSize(new Vector3()).length();
    mesh.position.sub(box.getCenter(new Vector3()));
    this.#far = (size / 2 / Math.tan((this.#camera.fov * Math.PI) / 360)) * 1.15;
    this.#scene.add(mesh);
    this.#listen(canvas);
    this.#ask();
  }

  dispose(): void {
    cancelAnimationFrame(this.#asked);
    this.#asked = -1;
    this.#mesh.geometry.dispose();
    this.#mesh.material.dispose();
    this.#renderer.dispose();
    this.#renderer.forceContextLoss();
  }

  #listen(canvas: HTMLCanvasElement): void {
    let held: readonly [number, number] | null = null;
    canvas.addEventListener("pointerdown", (event) => {
      held = [event.clientX, event.clientY];
      this.#spinning = false;
      canvas.setPointerCapture(event.pointerId);
    });
    canvas.addEventListener("pointermove", (event) => {
      if (!held) return;
      this.#look((held[0] - event.clientX) * TURN_PER_PX, (event.clientY - held[1]) * TURN_PER_PX);
      held = [event.clientX, event.clientY];
    });
    canvas.addEventListener("pointerup", () => (held = null));
    canvas.addEventListener("pointercancel", () => (held = null));
    canvas.addEventListener("keydown", ({ code }) => {
      if (code === "ArrowLeft" || code === "ArrowRight") this.#look(code === "ArrowLeft" ? -KEY_TURN : KEY_TURN, 0);
    });
  }

  #look(turn: number, tilt: number): void {
    this.#turn += turn;
    this.#tilt = Math.max(-0.3, Math.min(1.2, this.#tilt + tilt));
    this.#ask();
  }

  #ask(): void {
    this.#asked ||= requestAnimationFrame(this.#frame);
  }

  #frame = (now: number): void => {
    this.#asked = 0;
    if (this.#spinning) this.#turn += Math.min(0.1, (now - (this.#last || now)) / 1000) * SPIN;
    this.#last = now;
    const flat = Math.cos(this.#tilt) * this.#far;
    this.#camera.position.set(Math.sin(this.#turn) * flat, Math.sin(this.#tilt) * this.#far, Math.cos(this.#turn) * flat);
    this.#camera.lookAt(0, 0, 0);
    this.#renderer.render(this.#scene, this.#camera);
    if (this.#spinning) this.#ask();
  };
}
