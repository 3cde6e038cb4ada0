/** The hall in google/model-viewer, as its makers would embed it. */
import { ModelViewerElement } from "@google/model-viewer";

ModelViewerElement.meshoptDecoderLocation = new URL("./meshopt_decoder.js", location.href).href;
const viewer = document.querySelector("model-viewer");
viewer.addEventListener("model-visibility", (event) => {
  // It tells so before it draws: the picture is there two frames later.
  if (event.detail.visible) {
    requestAnimationFrame(() => requestAnimationFrame(() => performance.mark("peer:first-frame")));
  }
});
viewer.src = new URLSearchParams(location.search).get("file");
globalThis.peer = {
  turn: (degrees) => {
    viewer.cameraOrbit = `${degrees}deg 70deg auto`;
    viewer.jumpCameraToGoal();
  },
};
