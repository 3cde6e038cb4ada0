/** The plainest page that shows a GLB as a hall one stands in: three.js and its own loader. */
import {
  AmbientLight, Color, DirectionalLight, PerspectiveCamera, Raycaster, Scene, Vector2, WebGLRenderer,
} from "three";
import { GLTFLoader } from "three/addons/loaders/GLTFLoader.js";
import { MeshoptDecoder } from "three/addons/libs/meshopt_decoder.module.js";

const asked = new URLSearchParams(location.search);
const [x, y, heading] = (asked.get("at") ?? "0,0,0").split(",").map(Number);
const canvas = document.querySelector("canvas");
const renderer = new WebGLRenderer({ canvas, antialias: true, powerPreference: "high-performance" });
renderer.setPixelRatio(devicePixelRatio);
renderer.setSize(innerWidth, innerHeight, false);
const aspect = innerWidth / innerHeight;
const camera = new PerspectiveCamera(aspect < 0.8 ? 76 : 58, aspect, 0.1, 400);
const scene = new Scene();
scene.background = new Color("#e9e6e0");
scene.add(new AmbientLight("#ffffff", 1.6));
const sun = new DirectionalLight("#ffffff", 1.6);
sun.position.set(20, 60, 30);
scene.add(sun);

function draw(turned) {
  camera.position.set(x, 1.6, -y);
  camera.rotation.set(0, ((heading + turned) * Math.PI) / 180, 0, "YXZ");
  renderer.render(scene, camera);
}

const loader = new GLTFLoader();
loader.setMeshoptDecoder(MeshoptDecoder);
const { scene: hall } = await loader.loadAsync(asked.get("file"));
scene.add(hall);
draw(0);
performance.mark("peer:first-frame");
const caster = new Raycaster();
globalThis.peer = {
  /** Shows the hall turned by some degrees at the next frame. */
  turn: (degrees) => requestAnimationFrame(() => draw(degrees)),
  stats: () => {
    const { render, memory } = renderer.info;
    return { draw_calls: render.calls, triangles: render.triangles, textures: memory.textures };
  },
  /** What a tap is for such a page: a ray against every triangle; returns milliseconds a pick. */
  pick: (times) => {
    const start = performance.now();
    for (let at = 0; at < times; at++) {
      caster.setFromCamera(new Vector2(((at * 0.37) % 2) - 1, ((at * 0.23) % 1) - 0.5), camera);
      caster.intersectObject(hall, true);
    }
    return (performance.now() - start) / times;
  },
};
