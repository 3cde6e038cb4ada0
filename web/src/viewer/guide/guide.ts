import type { Point, Stand } from "../core/hall_plan.ts";
import { headingTo, viewingPose } from "../core/nearby.ts";
import { findPath } from "../core/path.ts";
import type { Walls } from "../core/walls.ts";
import type { GuideBar } from "./guide_bar.ts";
import type { Trail } from "./trail.ts";

const ARRIVED_M = 2.2;
/** Off the path by so much, or on by so much, and it is drawn anew. */
const STRAY_M = 2.5;
const LOOK_AHEAD_M = 1.5;

/** Where a stop of a walk is, and what the tour says of it. */
export interface Stop {
  readonly stand: Stand;
  readonly text?: { readonly text: string; readonly lang: string; readonly dir: string } | undefined;
}

export interface GuideHost {
  readonly walls: () => Walls;
  readonly place: () => Point;
  readonly walkTo: (stand: Stand) => void;
  readonly open: (stand: Stand) => void;
  /** Turns the visitor's head, in radians. */
  readonly face: (heading: number) => void;
  readonly arrived: (stand: Stand) => void;
  readonly ended: () => void;
  readonly redraw: () => void;
}

/** Leads past the stops of a walk: a lit path to the next one, and a bar that says how far. */
export class Guide {
  readonly #trail: Trail;
  readonly #bar: GuideBar;
  readonly #host: GuideHost;
  readonly #stops: readonly Stop[];
  #at = 0;
  #way: Point[] = [];
  #there = false;

  constructor(stops: readonly Stop[], trail: Trail, bar: GuideBar, host: GuideHost) {
    this.#stops = stops;
    this.#trail = trail;
    this.#bar = bar;
    this.#host = host;
    bar.connect({
      walk: () => {
        if (this.stop) host.walkTo(this.stop.stand);
      },
      open: () => {
        if (this.stop) host.open(this.stop.stand);
      },
      next: () => {
        this.#leadTo(this.#at + 1);
      },
      end: host.ended,
    });
    this.#leadTo(0);
  }

  /** What is left of the lit path. */
  get way(): readonly Point[] {
    return this.#way;
  }

  get stop(): Stop | undefined {
    return this.#stops[this.#at];
  }

  #leadTo(at: number): void {
    this.#at = at;
    this.#way = [];
    this.#there = false;
    if (!this.stop) {
      this.#host.ended();
      return;
    }
    this.update();
    this.#showWay();
  }

  /** A path behind one's back is no help: one looks along its first few metres. */
  #showWay(): void {
    const [here, ...rest] = this.#way;
    const ahead = here && (rest.find((point) => Math.hypot(point[0] - here[0], point[1] - here[1]) > LOOK_AHEAD_M) ?? rest.at(-1));
    if (here && ahead) this.#host.face(headingTo(here, ahead));
  }

  /** Looks where the visitor is now. */
  update(): void {
    const { stop } = this;
    if (!stop) return;
    const place = this.#host.place();
    const goal = viewingPose(stop.stand, this.#host.walls());
    this.#there = Math.hypot(goal.x - place[0], goal.y - place[1]) < ARRIVED_M;
    if (this.#there) {
      this.#way = [];
      this.#trail.hide();
      this.#host.arrived(stop.stand);
    } else {
      this.#follow(place, [goal.x, goal.y]);
    }
    this.#bar.tell({ stop, at: this.#at, count: this.#stops.length, there: this.#there, metres: this.#there ? 0 : wayLength(place, this.#way) });
    this.#host.redraw();
  }

  /** What lies behind is taken away; the way is searched again only where one left it. */
  #follow(place: Point, goal: Point): void {
    const passed = this.#way.length > 0 ? nearestLeg(this.#way, place) : null;
    if (passed && passed.away < STRAY_M) this.#way = [passed.point, ...this.#way.slice(passed.leg + 1)];
    else this.#way = [place, ...(findPath(this.#host.walls(), place, goal) ?? [])];
    if (this.#way.length > 1) this.#trail.show(this.#way);
    else this.#trail.hide();
  }

  /** Another build of the hall: the way may have changed. */
  forgetWay(): void {
    this.#way = [];
    this.update();
  }

  dispose(): void {
    this.#trail.dispose();
    this.#bar.remove();
    this.#host.redraw();
  }
}

function nearestLeg(way: readonly Point[], [x, y]: Point): { leg: number; point: Point; away: number } | null {
  let best: { leg: number; point: Point; away: number } | null = null;
  for (let leg = 0; leg + 1 < way.length; leg++) {
    const [a, b] = [way[leg], way[leg + 1]];
    if (!a || !b) continue;
    const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
    const share = Math.min(1, Math.max(0, ((x - a[0]) * dx + (y - a[1]) * dy) / (dx * dx + dy * dy || 1)));
    const point: Point = [a[0] + dx * share, a[1] + dy * share];
    const away = Math.hypot(x - point[0], y - point[1]);
    if (!best || away < best.away - 1e-9) best = { leg, point, away };
  }
  return best;
}

function wayLength(from: Point, way: readonly Point[]): number {
  let length = 0;
  let before = from;
  for (const point of way) {
    length += Math.hypot(point[0] - before[0], point[1] - before[1]);
    before = point;
  }
  return length;
}
