/** The way in: brings the hall and shows it, before what one walks with has come; then hands over to the visit. */

import "../styles/viewer.css";
import { fetchHall } from "./arrival.ts";
import { breathe } from "./breath.ts";
import { PlanError } from "./core/hall_plan.ts";
import { parseLink } from "./core/place_link.ts";
import { findStorage } from "./core/visit_book.ts";
import { GltfError } from "./gltf/glb.ts";
import { showFailure } from "./hud/failure.ts";
import { Loading } from "./hud/loading.ts";
import { Settings } from "./hud/settings.ts";
import { Words } from "./hud/words.ts";
import { readConfig } from "./net/config.ts";
import { fetchPart } from "./net/parts.ts";
import { layCanvas } from "./scene/canvas.ts";
import { askDevice, deviceIsFree, NoDevice, openDevice } from "./scene/device.ts";
import { FirstSight } from "./scene/first_sight.ts";
import { loadSignFonts } from "./scene/fonts.ts";
import { chooseTier } from "./streaming/device.ts";
import { findStart } from "./start.ts";

/** Plan, shell, letters, and what one walks with. */
const PARTS = 4;
/** A dead spot of a quarter of a minute is waited for; then the plain pages are offered. */
const PATIENT_TRIES = 5;

function findHost(): HTMLElement {
  const host = document.getElementById("hall-app") ?? document.querySelector("main") ?? document.body;
  host.classList.add("hall-viewer");
  return host;
}

async function start(): Promise<void> {
  const free = deviceIsFree();
  const config = readConfig(document);
  const words = new Words(config.words, config.lang);
  const settings = new Settings(findStorage());
  const host = findHost();
  const loading = new Loading(words, PARTS, document.getElementById("hall-poster"));
  host.replaceChildren(loading.element);
  const tier = chooseTier();
  const canvas = layCanvas(host, tier.mostPixels);
  try {
    const opening = free.then(() => openSight(canvas));
    const [arrival, { device, sight }] = await Promise.all([fetchHall(config, loading, parseLink(location.hash)), opening]);
    await breathe();
    const lettering = loading.follow("letters", loadSignFonts(config.fonts));
    const start = findStart(arrival.plan, parseLink(location.hash));
    await breathe();
    sight.draw(arrival.plan, arrival.shell, start.pose, settings.choices.angle);
    performance.mark("hall:first-frame");
    loading.uncover();
    const asked = askDevice(device);
    await breathe();
    const { openHall } = await loading.follow("visit", fetchPart(() => import("./opening.ts"), PATIENT_TRIES));
    await openHall({ host, config, words, settings, tier, canvas, device: asked, arrival, start, lettering }, () => { loading.remove(); });
  } catch (error) {
    loading.remove();
    if (error instanceof NoDevice) canvas.remove();
    showFailure(host, words, config, ...nameFailure(error));
  }
}

async function openSight(canvas: HTMLCanvasElement): Promise<{ readonly device: WebGL2RenderingContext; readonly sight: FirstSight }> {
  const device = openDevice(canvas);
  await breathe();
  const sight = new FirstSight(device);
  await sight.made();
  return { device, sight };
}

/** Why the hall cannot be shown, as the page's words name it, and what may help. */
function nameFailure(error: unknown): [key: string, retry: (() => void) | null] {
  if (error instanceof NoDevice) {
    console.warn("no picture can be drawn here:", error);
    return ["no_webgl", null];
  }
  console.error("the hall could not be opened:", error);
  const damaged = error instanceof GltfError || error instanceof PlanError || error instanceof SyntaxError;
  return [damaged ? "damaged" : "download", () => { location.reload(); }];
}

void start();
