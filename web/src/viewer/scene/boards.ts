import { Mesh, type BufferGeometry, type CanvasTexture, type Scene, type ShaderMaterial } from "three";
import type { HallPlan } from "../core/hall_plan.ts";
import { FairClock, hourOf } from "../core/fair_clock.ts";
import { standPoint } from "../core/stand_frame.ts";
import type { Part } from "../gltf/model.ts";
import type { Words } from "../hud/words.ts";
import type { Programme, SessionCard } from "../net/api.ts";
import { paintBoard, paintPoster, type BoardText } from "./board_paint.ts";
import { listBoards, packBoards, readLook, type Board, type BoardLook } from "./board_places.ts";
import { makeInk } from "./ink.ts";
import { createMaterial } from "./material.ts";
import { Quads } from "./quads.ts";
import type { Slot } from "./sign_board.ts";
import { bytesOf, pageTexture } from "./signs.ts";

const PX_A_M = 84;
const LOOK_EVERY_MS = 30_000;
const PIECE_MS = 40;
const SOON_MIN = 12 * 60;
const POSTER_M = [0.9, 2] as const;
/** One stands nearer to it than to a stage. */
const POSTER_FINER = 1.8;
/** Far enough in for nobody to walk into it, far enough out to be seen past a counter. */
const POSTER_IN = 0.42;

export interface BoardsHost {
  readonly plan: HallPlan;
  readonly parts: readonly Part[];
  readonly fair: string;
  readonly words: Words;
  readonly programme: Programme | null;
  /** Less on a device with little memory, 0 to 1. */
  readonly fineness: number;
  readonly changed: () => void;
}

/**
 * What is written inside the hall beside names: the stage with what is on and what comes next, rooms,
 * the wall behind the bar and the desk, a poster on each stand that is free. One mesh, one page, painted
 * piece by piece once the visitor walks.
 */
export class Boards {
  readonly #host: BoardsHost;
  readonly #scene: Scene;
  readonly #boards: readonly Board[];
  readonly #slots: readonly Slot[];
  readonly #poster: Slot | null;
  readonly #canvas = document.createElement("canvas");
  readonly #texture: CanvasTexture;
  readonly #mesh: Mesh<BufferGeometry, ShaderMaterial>;
  readonly #clock: FairClock | null;
  readonly #look: BoardLook;
  readonly #painted = new Map<number, string>();
  readonly #watch: number;
  #timer = 0;
  /** Painted, but not on the card yet. */
  #stale = false;

  constructor(host: BoardsHost, scene: Scene) {
    this.#host = host;
    this.#scene = scene;
    this.#boards = listBoards(host.parts, host.plan);
    this.#look = readLook(host.parts, host.fair);
    const free = host.plan.stands.filter(({ exhibitor }) => exhibitor === null);
    const sizes = this.#boards.map(({ place: { width, height } }) => [width, height] as const);
    const poster = [POSTER_M[0] * POSTER_FINER, POSTER_M[1] * POSTER_FINER] as const;
    const { slots, width, height } = packBoards(free.length > 0 ? [...sizes, poster] : sizes, PX_A_M * host.fineness);
    Object.assign(this.#canvas, { width, height });
    this.#slots = slots.slice(0, sizes.length);
    this.#poster = slots[sizes.length] ?? null;
    this.#texture = pageTexture(this.#canvas);
    const quads = new Quads();
    const box = (slot: Slot) => [slot.x / width, slot.y / height, slot.width / width, slot.height / height] as const;
    this.#boards.forEach(({ place }, at) => { quads.add(place, 0.01, box(this.#slots[at] ?? NOWHERE)); });
    for (const stand of this.#poster ? free : []) {
      const [x, y] = standPoint(stand, stand.width / 2, stand.depth * POSTER_IN);
      const along = [Math.cos(stand.turn), -Math.sin(stand.turn)] as const;
      const place = { x, y: POSTER_M[1] / 2, z: -y, width: POSTER_M[0], height: POSTER_M[1], along };
      quads.add(place, 0, box(this.#poster ?? NOWHERE));
      quads.add({ ...place, along: [-along[0], -along[1]] }, 0.02, box(this.#poster ?? NOWHERE));
    }
    this.#mesh = new Mesh(quads.build(), createMaterial(this.#texture));
    this.#mesh.matrixAutoUpdate = false;
    this.#mesh.visible = false;
    scene.add(this.#mesh);
    this.#clock = host.programme && new FairClock(host.programme.now, Date.now());
    this.#work();
    this.#watch = setInterval(() => { this.#work(); }, LOOK_EVERY_MS);
  }

  get textureBytes(): number {
    return bytesOf(this.#texture);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    clearInterval(this.#watch);
    this.#scene.remove(this.#mesh);
    this.#mesh.geometry.dispose();
    this.#mesh.material.dispose();
    this.#texture.dispose();
  }

  /** Paints one board that says something else by now, then looks for the next; shows them all together. */
  #work(): void {
    clearTimeout(this.#timer);
    const ink = makeInk(this.#canvas);
    if (!ink || this.#slots.length + (this.#poster ? 1 : 0) === 0) return;
    const texts = this.#boards.map((board) => this.#textOf(board));
    const at = texts.findIndex((text, i) => this.#painted.get(i) !== JSON.stringify(text));
    const [board, slot, text] = [this.#boards[at], this.#slots[at], texts[at]];
    if (board && slot && text) {
      paintBoard(ink, board.kind, text, this.#look, slot);
      this.#painted.set(at, JSON.stringify(text));
      this.#stale = true;
      this.#timer = setTimeout(() => { this.#work(); }, PIECE_MS);
      return;
    }
    if (this.#mesh.visible && !this.#stale) return;
    if (this.#poster && !this.#mesh.visible) paintPoster(ink, this.#host.words.say("stand.poster").split("|"), this.#look, this.#poster);
    this.#stale = false;
    this.#texture.needsUpdate = true;
    this.#mesh.visible = true;
    this.#host.changed();
  }

  /** What a board says: on a stage what is on or next in all the fair, in a room what is so in it. */
  #textOf({ kind, zone }: Board): BoardText {
    const { programme, words } = this.#host;
    const here = (programme?.sessions ?? []).filter(({ place }) => kind === "stage" || place === zone?.id);
    const device = Date.now();
    const on = this.#clock?.running(here, device) ?? [];
    const next = this.#clock?.coming(here, device, SOON_MIN) ?? [];
    const head = on.find(({ place }) => place === zone?.id) ?? on[0] ?? next[0];
    const line = (session: SessionCard) => ({
      hour: hourOf(session.starts), title: session.title.text, room: kind === "stage" ? session.room.text : "",
    });
    const when = head === next[0] && head ? `${words.say("programme.soon")} · ${hourOf(head.starts)}` : words.say("now.on");
    return {
      name: zone?.name ?? "",
      head: head ? { ...line(head), when, speakers: head.speakers.text } : null,
      next: next.filter((session) => session !== head).slice(0, 2).map(line),
    };
  }
}

const NOWHERE: Slot = { x: 0, y: 0, width: 1, height: 1 };
