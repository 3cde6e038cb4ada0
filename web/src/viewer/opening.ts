/** The composition root of the visit: puts its parts together once the hall has been seen, and starts it. */

import type { Arrival } from "./arrival.ts";
import { breathe, pause } from "./breath.ts";
import { showFailure } from "./hud/failure.ts";
import { isFirstVisit } from "./hud/first_visit.ts";
import { HallView } from "./hall_view.ts";
import { Hud } from "./hud/hud.ts";
import type { Settings } from "./hud/settings.ts";
import type { Words } from "./hud/words.ts";
import type { HallConfig } from "./net/config.ts";
import { deliverLetters } from "./net/delivering.ts";
import { NetError } from "./net/door.ts";
import { keepForNextVisit } from "./net/keeping.ts";
import { listenForHall } from "./net/news.ts";
import { fetchPart } from "./net/parts.ts";
import { Stage } from "./scene/stage.ts";
import type { Tier } from "./streaming/device.ts";
import type { Start } from "./start.ts";
import { offerHall } from "./told.ts";
import { Visit } from "./visit.ts";
import { listenToKeys } from "./walk/keyboard.ts";
import { listenToPointers } from "./walk/pointer.ts";

const RESTORE_MS = 8000;
const PREPARE_MS = 1500;
/** Line and device are for what is read first, so long. */
const READING_MS = 1000;
/** So long at most what is fetched ahead leaves the line to the goods before the visitor. */
const GOODS_MS = 4000;
const LOOK_MS = 250;

/** What the way in has brought: the page's parts, the hall, and the canvas with the device that drew its first picture. */
export interface WayIn {
  readonly host: HTMLElement;
  readonly config: HallConfig;
  readonly words: Words;
  readonly settings: Settings;
  readonly tier: Tier;
  readonly canvas: HTMLCanvasElement;
  /** Resolves when the first picture is drawn and the device answers at once. */
  readonly device: Promise<WebGL2RenderingContext>;
  readonly arrival: Arrival;
  readonly start: Start;
  /** Resolves when signs can be lettered. */
  readonly lettering: Promise<void>;
}

/** Puts the visit together; `ready` is called when there is something to walk with in place of the way in. */
export async function openHall({ host, config, words, settings, tier, canvas, device, arrival, start, lettering }: WayIn, ready: () => void): Promise<void> {
  const stage = new Stage(canvas, device, tier.mostPixels);
  watchContext(host, stage, words, config);
  await breathe();
  const view = new HallView(stage, arrival, tier, host.dataset["fair"] ?? "");
  await stage.heard(); // a stroke on any canvas waits for the device
  await lettering;
  await view.hangBanners();
  void stage.upload();
  await breathe();
  ready();
  const visit = await open(host, stage, words, config, settings, view, start);
  await visit.walkable;
  void afterArrival(visit, config, settings);
  listenForHall(config.events, (build) => void visit.takeBuild(build));
}

/** What can wait until the visitor looks around: panels, letters of an earlier visit, the next visit. */
async function afterArrival(visit: Visit, config: HallConfig, settings: Settings): Promise<void> {
  await pause(PREPARE_MS);
  visit.beside();
  for (let waited = 0; visit.fetching && waited < GOODS_MS; waited += LOOK_MS) await pause(LOOK_MS);
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

async function open(host: HTMLElement, stage: Stage, words: Words, config: HallConfig, settings: Settings, view: HallView, start: Start): Promise<Visit> {
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
  const visit = new Visit(stage, hud, words, config, view, start);
  const wake = () => {
    stage.invalidate();
  };
  listenToKeys(visit.walker, () => settings.choices.letters, wake);
  listenToPointers(stage.canvas, visit.walker, {
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
  }).observe(stage.canvas);
  visit.outbox.onChange((sent) => {
    if (sent) hud.say(words.say("outbox.sent", { about: sent.about }));
  });
  tellWhatIsMissing(hud, words);
  await breathe();
  await visit.begin();
  offerHall(visit, stage);
  void visit.walkable.then(() => greet(words)).then(() => visit.furnish());
  return visit;
}

/** Whoever comes for the first time is told how to get about, and reads that before the stands are dressed. */
async function greet(words: Words): Promise<void> {
  if (!isFirstVisit() || location.hash) return;
  showHelp(words).catch((error: unknown) => {
    console.info("nobody asked for the help that has not come:", error);
  });
  await pause(READING_MS);
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
  const canvas = stage.canvas;
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
