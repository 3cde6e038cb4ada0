/** The least that three.js can show: one box of one colour, nothing fetched. What no hall can be faster than. */
import { BoxGeometry, Mesh, MeshBasicMaterial, PerspectiveCamera, Scene, WebGLRenderer } from "three";

const canvas = document.querySelector("canvas");
const renderer = new WebGLRenderer({ canvas, powerPreference: "high-performance" });
renderer.setPixelRatio(devicePixelRatio);
renderer.setSize(innerWidth, innerHeight, false);
const camera = new PerspectiveCamera(76, innerWidth / innerHeight, 0.1, 400);
camera.position.z = 3;
const scene = new Scene();
scene.add(new Mesh(new BoxGeometry(), new MeshBasicMaterial({ color: "#b5651d" })));
renderer.render(scene, camera);
performance.mark("peer:first-frame");
