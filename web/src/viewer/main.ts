/** The composition root of the viewer: puts the parts together and starts the visit. */

import "../styles/viewer.css";
import { ARRIVAL_PARTS, fetchHall } from "./arrival.ts";
import { breathe } from "./breath.ts";
import { PlanError } from "./core/hall_plan.ts";
import { parseLink } from "./core/place_link.ts";
import { findStorage } from "./core/visit_book.ts";
import { GltfError } from "./gltf/glb.ts";
import { showFailure } from "./hud/failure.ts";
import { isFirstVisit } from "./hud/first_visit.ts";
import { HallView } from "./hall_view.ts";
import { Hud } from "./hud/hud.ts";
import { Settings } from "./hud/settings.ts";
import { make } from "./hud/dom.ts";
import { Loading } from "./hud/loading.ts";
import { Words } from "./hud/words.ts";
import { readConfig, type HallConfig } from "./net/config.ts";
import { keepForNextVisit } from "./net/keeping.ts";
import { deliverLetters } from "./net/delivering.ts";
import { NetError } from "./net/door.ts";
import { fetchPart } from "./net/parts.ts";
import { listenForHall } from "./net/news.ts";
import { Stage } from "./scene/stage.ts";
import { chooseTier } from "./streaming/device.ts";
import { offerHall } from "./told.ts";
import { Visit } from "./visit.ts";
import { listenToKeys } from "./walk/keyboard.ts";
import { listenToPointers } from "./walk/pointer.ts";

const RESTORE_MS = 8000;
const PREPARE_MS = 1500;

function findHost(): HTMLElement {
  const host = document.getElementById("hall-app") ?? document.querySelector("main") ?? document.body;
  host.classList.add("hall-viewer");
  return host;
}

async function createStage(host: HTMLElement): Promise<Stage | null> {
  const canvas = make("canvas", { class: "picture", attrs: { "aria-hidden": "true" } });
  host.append(canvas);
  try {
    return await Stage.open(canvas, chooseTier().mostPixels);
  } catch (error) {
    console.warn("no picture can be drawn here:", error);
    canvas.remove();
    return null;
  }
}

async function start(): Promise<void> {
  const config = readConfig(document);
  const words = new Words(config.words, config.lang);
  const settings = new Settings(findStorage());
  const host = findHost();
  const loading = new Loading(words, ARRIVAL_PARTS, document.getElementById("hall-poster"));
  const arriving = fetchHall(config, loading, parseLink(location.hash));
  arriving.catch(() => undefined); // told where it is waited for
  host.replaceChildren(loading.element);
  const again = () => {
    location.reload();
  };
  const stage = await createStage(host);
  if (!stage) {
    loading.remove();
    showFailure(host, words, config, "no_webgl", null);
    return;
  }
  try {
    const arrival = await arriving;
    await breathe();
    const view = await HallView.open(stage, arrival, chooseTier(), host.dataset["fair"] ?? "");
    await breathe();
    const visit = await open(host, stage, words, config, settings, view);
    watchContext(host, stage, words, config);
    await visit.walkable;
    loading.remove();
    setTimeout(() => void afterArrival(visit, config, settings), PREPARE_MS);
    listenForHall(config.events, (build) => void visit.takeBuild(build));
  } catch (error) {
    console.error("the hall could not be opened:", error);
    loading.element.remove();
    const damaged = error instanceof GltfError || error instanceof PlanError || error instanceof SyntaxError;
    showFailure(host, words, config, damaged ? "damaged" : "download", again);
  }
}

/** What can wait until the visitor looks around: panels, letters of an earlier visit, the next visit. */
async function afterArrival(visit: Visit, config: HallConfig, settings: Settings): Promise<void> {
  visit.beside();
  if (!settings.sparing) {
    await Promise.all([visit.panels.prepare(), visit.ways.prepare()]).catch((error: unknown) => {
      console.info("what was not fetched ahead comes when it is wanted:", error);
    });
  }
  deliverLetters(visit.outbox, config);
  // Who spares gets the far tiles when a list, the plan or a way asks for them.
  if (!settings.sparing) visit.loader.fetchRest();
  await keepForNextVisit(config).catch((error: unknown) => {
    console.info("nothing is kept for the next visit:", error);
  });
}

async function open(host: HTMLElement, stage: Stage, words: Words, config: HallConfig, settings: Settings, view: HallView): Promise<Visit> {
  const hud = new Hud(host, words, config, settings, {
    search: () => void visit.panels.showSearch(),
    plan: () => void visit.panels.showPlan(),
    entrance: () => {
      visit.goToEntrance();
    },
    help: () => void showHelp(words),
    share: () => void visit.panels.showShare(location.hash),
    programme: () => void visit.panels.showProgramme(),
    map: () => visit.ways.toggleMap(),
    settings: () => void visit.panels.showSettings(settings),
    visit: () => void visit.ways.showMyVisit(),
    open: (stand) => void visit.openStand(stand),
    list: () => void visit.panels.showStandList(),
  });
  const visit = new Visit(stage, hud, words, config, view);
  const wake = () => {
    stage.invalidate();
  };
  listenToKeys(visit.walker, () => settings.choices.letters, wake);
  listenToPointers(stage.renderer.domElement, visit.walker, {
    tap: (x, y) => {
      visit.tap(x, y);
    },
    input: wake,
    inverted: () => settings.choices.invert,
    stick: (origin, at) => {
      hud.showStick(origin, at);
    },
  });
  new ResizeObserver(() => {
    stage.resize();
  }).observe(stage.renderer.domElement);
  visit.outbox.onChange((sent) => {
    if (sent) hud.say(words.say("outbox.sent", { about: sent.about }));
  });
  tellWhatIsMissing(hud, words);
  await breathe();
  await visit.begin();
  offerHall(visit, stage);
  if (isFirstVisit() && !location.hash) {
    visit.walkable.then(() => showHelp(words)).catch((error: unknown) => {
      console.info("nobody asked for the help that has not come:", error);
    });
  }
  return visit;
}

/** What somebody asked for and the line did not bring is told, wherever it was asked for. */
function tellWhatIsMissing(hud: Hud, words: Words): void {
  window.addEventListener("unhandledrejection", (event) => {
    if (!(event.reason instanceof NetError)) return;
    event.preventDefault();
    console.info("asked for and not here:", event.reason);
    hud.say(words.say(event.reason.status === 0 ? "failure.offline" : "failure.server"));
  });
}

/** How to get about; its code comes when somebody wants to know. */
async function showHelp(words: Words): Promise<void> {
  const help = await fetchPart(() => import("./hud/help.ts"));
  help.showHelp(words);
}

/** Phones take the picture away when they need the memory; mostly they give it back. */
function watchContext(host: HTMLElement, stage: Stage, words: Words, config: HallConfig): void {
  const canvas = stage.renderer.domElement;
  let timer = 0;
  canvas.addEventListener("webglcontextlost", (event) => {
    event.preventDefault();
    stage.lost = true;
    timer = setTimeout(() => {
      showFailure(host, words, config, "lost", () => {
        location.reload();
      });
    }, RESTORE_MS);
  });
  canvas.addEventListener("webglcontextrestored", () => {
    clearTimeout(timer);
    host.querySelector(".failure")?.remove();
    stage.lost = false;
  });
}

void start();
