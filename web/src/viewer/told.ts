import { degrees } from "./core/place_link.ts";
import type { Pose } from "./core/nearby.ts";
import type { Stage } from "./scene/stage.ts";
import type { Visit } from "./visit.ts";

/** What the viewer tells tests and tools (contract 4.6). */
export interface HallStats {
  readonly draw_calls: number;
  readonly triangles: number;
  readonly texture_bytes: number;
  readonly programs: number;
  /** Pictures drawn since the beginning: none while nothing moves. */
  readonly frames: number;
  /** What goods wait for, and the bytes of files kept for coming back. */
  readonly streaming: { readonly flights: number; readonly files: number };
  readonly tiers: { readonly far: number; readonly lite: number; readonly near: number; readonly at: string | null };
  /** How many parts of the picture (light, goods, boards) have neither come nor failed. */
  readonly coming: number;
  readonly stands: number;
  readonly position: readonly [number, number];
  readonly heading: number;
  readonly fps: number;
  /** Pixels of the last picture for each of the page's, each way. */
  readonly pixel_ratio: number;
}

declare global {
  interface Window {
    hall?: { stats(): HallStats; goTo(place: string | readonly [number, number, number]): Promise<boolean> };
  }
}

export function offerHall(visit: Visit, stage: Stage): void {
  window.hall = {
    stats: () => tellStats(visit, stage),
    goTo: (place) => moveTo(visit, place),
  };
}

/** Puts the visitor there at once: walking is for people. False where there is no such stand. */
async function moveTo(visit: Visit, place: string | readonly [number, number, number]): Promise<boolean> {
  if (typeof place !== "string") {
    const [x, y, heading] = place;
    visit.jump({ x, y, heading: (heading * Math.PI) / 180 } satisfies Pose);
    return true;
  }
  const stand = await visit.reachStand(place);
  if (stand) visit.jumpToStand(stand);
  return stand !== undefined;
}

function tellStats(visit: Visit, stage: Stage): HallStats {
  const { render, programs } = stage.renderer.info;
  const { x, y, heading } = visit.walker.view;
  const { near, lite } = visit.view.near?.shown ?? { near: 0, lite: 0 };
  const { facing } = visit;
  return {
    draw_calls: render.calls,
    triangles: render.triangles,
    texture_bytes: visit.view.textureBytes,
    programs: programs?.length ?? 0,
    frames: render.frame,
    streaming: visit.view.near?.keeping ?? { files: 0, flights: 1 }, // their code is on its way
    tiers: { far: visit.plan.total - near - lite, lite, near, at: facing && visit.view.near?.has(facing) ? facing.number : null },
    coming: visit.coming,
    stands: visit.plan.total,
    position: [x, y],
    heading: degrees(heading),
    fps: stage.fps,
    pixel_ratio: stage.pixelRatio,
  };
}
