import type { Camera, Scene, WebGLRenderer } from "three";
import type { HallPlan, Stand } from "../core/hall_plan.ts";
import type { Pose } from "../core/nearby.ts";
import { crossBox, standRay, type Ray } from "../core/picking.ts";
import { countBlocks, type Cell } from "../streaming/blocks.ts";
import { Allowance, type Tier } from "../streaming/device.ts";
import { FileShelf } from "../streaming/file_shelf.ts";
import { AT, FAR, LITE, NEAR, plan as planGoods, type Budget, type Cost, type Level, type Wish } from "../streaming/planner.ts";
import { closePicture, type Prepared } from "../streaming/prepared.ts";
import { Preparer } from "../streaming/preparer.ts";
import { weighStands, type Lens } from "../streaming/screen_weight.ts";
import type { Goods, OwnPose, ProductBox } from "../streaming/stand_goods.ts";
import type { PictureLevels } from "../streaming/stand_picture.ts";
import { Uploads } from "../streaming/uploads.ts";
import { buildOwnModels, dropModels, hangModels, showModels, type OwnModels } from "./own_models.ts";
import { StandPage, type StandInstance } from "./stand_page.ts";

const GIVE_UP_AFTER = 2;
/** A file of the near tier before one knows it: the mean of the sample fair. */
const TYPICAL: readonly [Cost, Cost] = [
  { texels: 4, triangles: 200, draws: 0, bytes: 52_000 },
  { texels: 14, triangles: 1600, draws: 0, bytes: 52_000 },
];
const SPARING_WEIGHT = 300;
/** So much beside the picture one may turn to within one look around, radians. */
const MARGIN = 0.35;

export interface NearFiles {
  load(stand: Stand, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>>;
  /** The models that the exhibitor of a stand sent, by what they stand for. */
  loadModels(stand: Stand, own: readonly OwnPose[], signal: AbortSignal): Promise<ReadonlyMap<OwnPose, Uint8Array<ArrayBuffer>>>;
}

export interface Looking {
  readonly moving: boolean;
  /** Whoever pays for every byte gets the goods of the stands that they stand before. */
  readonly sparing: boolean;
}

/** A stand of which something is on the card. */
interface DressedStand {
  readonly stand: Stand;
  level: Level;
  models: OwnModels | null;
  readonly cell: Cell;
  readonly near: StandInstance | null;
  readonly lite: StandInstance;
  readonly goods: Goods;
  /** The picture from its half downwards, to step back without the line. */
  readonly small: PictureLevels;
  shown: Level;
}

interface Flight {
  readonly level: Level;
  readonly abort: AbortController;
}

/** What lies on the stands: chosen by how large each is seen, within what the device can hold. */
export class NearTier {
  readonly #page: StandPage;
  readonly #scene: Scene;
  readonly #renderer: WebGLRenderer;
  readonly #files: NearFiles;
  readonly #allowance: Allowance;
  readonly #shelf: FileShelf;
  readonly #preparer = new Preparer();
  readonly #uploads = new Uploads();
  readonly #onArrival: (stand: Stand) => void;
  readonly #wake: () => void;
  readonly #dressed = new Map<string, DressedStand>();
  readonly #flights = new Map<string, Flight>();
  readonly #failures = new Map<string, number>();
  readonly #costs = new Map<string, readonly Cost[]>();
  #plan: HallPlan;
  #hallTriangles = 0;
  /** The page is in the picture: before, goods are fetched and unpacked but not shown. */
  #hung = false;
  /** Blocks that are free but lie apart. */
  #scattered = 0;

  constructor(
    { scene, renderer }: { readonly scene: Scene; readonly renderer: WebGLRenderer },
    plan: HallPlan,
    tier: Tier,
    files: NearFiles,
    on: { arrival: (stand: Stand) => void; wake: () => void },
  ) {
    this.#scene = scene;
    this.#renderer = renderer;
    this.#page = new StandPage(renderer, ...tier.pagePx);
    this.#plan = plan;
    this.#files = files;
    this.#allowance = new Allowance(tier, this.#page.blocks);
    this.#shelf = new FileShelf(tier.fileBytes);
    this.#onArrival = on.arrival;
    this.#wake = on.wake;
  }

  /** Takes the goods into the picture, without letting it wait for them; those around may come meanwhile. */
  async begin(camera: Camera): Promise<void> {
    this.#preparer.begin();
    await this.#page.hang(this.#scene, camera);
    this.#hung = true;
    this.#wake();
  }

  /** How many stands show everything, and how many only boxes. */
  get shown(): { readonly near: number; readonly lite: number } {
    const levels = [...this.#dressed.values()].map(({ shown }) => shown);
    return { near: levels.filter((level) => level >= NEAR).length, lite: levels.filter((level) => level === LITE).length };
  }

  get textureBytes(): number {
    return [...this.#dressed.values()].reduce((sum, { models }) => sum + (models?.textureBytes ?? 0), this.#page.textureBytes);
  }

  /** What is kept in memory for goods, in bytes of files; and what waits for line or card. */
  get keeping(): { readonly files: number; readonly flights: number } {
    return { files: this.#shelf.bytes, flights: this.#flights.size };
  }

  has(stand: Stand): boolean {
    return (this.#dressed.get(stand.id)?.shown ?? FAR) >= NEAR;
  }

  notePace(frameMs: number): void {
    this.#allowance.note(frameMs);
  }

  /** Looks around: decides what to fetch, show and let go of. */
  look(pose: Pose, lens: Lens, { moving, sparing }: Looking): void {
    this.#hallTriangles = Math.max(this.#page.hallTriangles, this.#hallTriangles * 0.97);
    const budget = this.#allowance.budget(this.#hallTriangles);
    const wishes = this.#listWishes(pose, lens, sparing ? SPARING_WEIGHT : 0);
    const { show, load, cancel, lower } = planGoods(wishes, this.#withoutScattered(budget));
    for (const id of cancel) this.#cancel(id);
    for (const { id, level } of lower) this.#lower(id, level);
    for (const [id, dressed] of this.#dressed) this.#show(dressed, show.get(id) ?? FAR);
    for (const { id, level } of load) {
      const stand = this.#plan.byId.get(id);
      const dressed = this.#dressed.get(id);
      if (!stand) continue;
      if (level < AT || (dressed?.level ?? FAR) < NEAR) void this.#fetch(stand, least(level, NEAR));
      else if (!moving && dressed) void this.#fetchModels(dressed);
    }
  }

  /** Puts a little of what came onto the card; tells whether more waits. */
  work(moving: boolean): boolean {
    return this.#hung && this.#uploads.waiting > 0 && this.#uploads.work(moving);
  }

  #withoutScattered(budget: Budget): Budget {
    return { ...budget, texels: Math.max(0, budget.texels - this.#scattered) };
  }

  #listWishes(pose: Pose, lens: Lens, least: number): Wish[] {
    const wishes = new Map<string, Wish>();
    for (const { stand, weight, aside } of weighStands(this.#plan, pose, lens)) {
      if (weight < least || (this.#failures.get(stand.id) ?? 0) >= GIVE_UP_AFTER) continue;
      wishes.set(stand.id, this.#wish(stand.id, weight, aside < lens.halfAngle + MARGIN));
    }
    for (const id of [...this.#dressed.keys(), ...this.#flights.keys()]) {
      if (!wishes.has(id)) wishes.set(id, this.#wish(id, 0, false));
    }
    return [...wishes.values()];
  }

  /** What is out of the picture costs no triangles. */
  #wish(id: string, weight: number, inView: boolean): Wish {
    const costs = this.#costs.get(id) ?? TYPICAL;
    return {
      id,
      weight,
      costs: inView ? costs : costs.map((cost) => ({ ...cost, triangles: 0 })),
      held: this.#dressed.get(id)?.level ?? FAR,
      coming: this.#flights.get(id)?.level ?? null,
    };
  }

  #cancel(id: string): void {
    this.#flights.get(id)?.abort.abort();
    this.#flights.delete(id);
  }

  #show(dressed: DressedStand, level: Level): void {
    if (dressed.shown === level) return;
    dressed.shown = level;
    if (dressed.near) this.#page.show(dressed.near, level >= NEAR);
    this.#page.show(dressed.lite, level === LITE);
    if (dressed.models) showModels(dressed.models, level >= AT);
  }

  async #fetch(stand: Stand, level: Level): Promise<void> {
    const abort = new AbortController();
    const flight: Flight = { level, abort };
    this.#flights.set(stand.id, flight);
    try {
      const bytes = this.#shelf.find(stand.near) ?? (await this.#files.load(stand, abort.signal));
      this.#shelf.put(stand.near, bytes);
      if (abort.signal.aborted) return;
      const prepared = await this.#preparer.prepare(bytes);
      this.#uploads.push(() => {
        this.#settle(stand, prepared, flight);
      });
      this.#wake();
    } catch (error) {
      if (abort.signal.aborted) return;
      // A stand without its goods is still a stand: the walk goes on.
      console.warn(`stand ${stand.number}: its near file was not shown:`, error);
      this.#flights.delete(stand.id);
      this.#failures.set(stand.id, (this.#failures.get(stand.id) ?? 0) + 1);
    }
  }

  /** The models of a stand that one stands before. */
  async #fetchModels(dressed: DressedStand): Promise<void> {
    const { stand, goods } = dressed;
    const abort = new AbortController();
    this.#flights.set(stand.id, { level: AT, abort });
    try {
      const models = await buildOwnModels(stand, await this.#files.loadModels(stand, goods.own, abort.signal));
      this.#uploads.push(() => {
        if (!abort.signal.aborted) this.#flights.delete(stand.id);
        if (abort.signal.aborted || this.#dressed.get(stand.id) !== dressed) {
          dropModels(models, this.#scene);
          return;
        }
        hangModels(models, this.#scene, this.#renderer);
        Object.assign(dressed, { models, level: AT });
        this.#onArrival(stand);
      });
      this.#wake();
    } catch (error) {
      if (abort.signal.aborted) return;
      console.warn(`stand ${stand.number}: its products' own models were not shown:`, error);
      this.#flights.delete(stand.id);
      this.#costs.set(stand.id, (this.#costs.get(stand.id) ?? TYPICAL).slice(0, NEAR));
    }
  }

  /** What came is put onto the card in place of what was there. */
  #settle(stand: Stand, prepared: Prepared, { level, abort }: Flight): void {
    if (abort.signal.aborted) {
      closePicture(prepared.picture);
      return;
    }
    this.#flights.delete(stand.id);
    this.#costs.set(stand.id, measure(prepared));
    const before = this.#dressed.get(stand.id);
    const [whole, ...rest] = prepared.picture;
    const small = rest.length > 0 ? rest : prepared.picture;
    if (this.#dress(stand, prepared.goods, level, level >= NEAR ? prepared.picture : small, small)) {
      if (before) this.#undress(before);
      if (rest.length > 0) whole?.close();
    } else closePicture(prepared.picture);
    this.#onArrival(stand);
  }

  /** False where the page has no gap that is large enough. */
  #dress(stand: Stand, goods: Goods, level: Level, picture: PictureLevels, small: PictureLevels): boolean {
    const cell = this.#page.putPicture(picture);
    if (!cell) {
      this.#scattered = this.#page.freeBlocks;
      return false;
    }
    const lite = this.#page.putShape(goods.lite, cell, stand);
    const near = lite && level >= NEAR ? this.#page.putShape(goods.near, cell, stand) : null;
    if (!lite || (level >= NEAR && !near)) {
      if (lite) this.#page.takeShape(lite);
      this.#page.giveBack(cell);
      return false;
    }
    this.#dressed.set(stand.id, { stand, level, cell, near, lite, goods, small, models: null, shown: FAR });
    return true;
  }

  /** Takes what was on the card off it; what replaced it stays. */
  #undress({ near, lite, cell, small, stand, models }: DressedStand): void {
    if (models) dropModels(models, this.#scene);
    if (near) this.#page.takeShape(near);
    this.#page.takeShape(lite);
    this.#page.giveBack(cell);
    this.#scattered = 0;
    const now = this.#dressed.get(stand.id);
    if (now?.small !== small) closePicture(small);
    if (now?.lite === lite) this.#dressed.delete(stand.id);
  }

  #lower(id: string, level: Level): void {
    const dressed = this.#dressed.get(id);
    if (!dressed) return;
    if (level === NEAR) {
      if (dressed.models) dropModels(dressed.models, this.#scene);
      Object.assign(dressed, { models: null, level, shown: least(dressed.shown, level) });
      return;
    }
    if (level === LITE) {
      const { stand, goods, small, shown } = dressed;
      if (this.#dress(stand, goods, LITE, small, small)) {
        const lowered = this.#dressed.get(id);
        if (lowered) this.#show(lowered, shown > FAR ? LITE : FAR);
      }
    }
    this.#undress(dressed);
  }

  /** The product that a ray meets first within `reach`. */
  pick(ray: Ray, reach: number): { stand: Stand; product: string; distance: number } | null {
    let best: { stand: Stand; product: string; distance: number } | null = null;
    for (const { stand, goods, shown } of this.#dressed.values()) {
      if (shown === FAR || Math.hypot(stand.x - ray.origin[0], stand.y - ray.origin[1]) > reach + 12) continue;
      const hit = pickProduct(goods.boxes, standRay(stand, ray), best?.distance ?? reach);
      if (hit) best = { stand, ...hit };
    }
    return best;
  }

  /** More stands of a large hall have come. */
  takePlan(plan: HallPlan): void {
    this.#plan = plan;
  }

  /** After a new build: drops what changed, keeps and re-anchors the rest. */
  changeHall(plan: HallPlan, changed: readonly string[]): void {
    this.#plan = plan;
    for (const id of changed) this.#forget(id);
    this.#failures.clear();
    for (const [id, dressed] of this.#dressed) {
      const stand = plan.byId.get(id);
      if (!stand) {
        this.#forget(id);
        continue;
      }
      if (dressed.level === AT) this.#lower(id, NEAR);
      for (const shape of [dressed.near, dressed.lite]) if (shape) this.#page.move(shape, stand);
      this.#dressed.set(id, { ...dressed, stand });
    }
  }

  /** The card lost everything and is there again. */
  restore(): void {
    for (const id of [...this.#dressed.keys(), ...this.#flights.keys()]) this.#forget(id);
    this.#page.restore();
  }

  #forget(id: string): void {
    this.#cancel(id);
    this.#costs.delete(id);
    const dressed = this.#dressed.get(id);
    if (dressed) this.#undress(dressed);
  }
}

function measure({ goods: { near, lite, own }, picture }: Prepared): readonly Cost[] {
  const [whole, half] = [picture[0], picture[1] ?? picture[0]];
  const cost = (image: ImageBitmap | undefined, triangles: number): Cost => ({
    texels: image ? countBlocks(image.width, image.height) : 0,
    triangles,
    draws: 0,
    bytes: TYPICAL[0].bytes,
  });
  const few = lite.indices.length / 3;
  // All of it is on the card where the boxes are, too.
  const all = cost(whole, Math.max(few, near.indices.length / 3));
  const models = own.length > 0 ? [{ ...all, triangles: all.triangles * 2, draws: own.length }] : [];
  return [cost(half, few), all, ...models];
}

function least(a: Level, b: Level): Level {
  return a < b ? a : b;
}

function pickProduct(boxes: readonly ProductBox[], ray: Ray, reach: number): { product: string; distance: number } | null {
  let best: { product: string; distance: number } | null = null;
  for (const { product, low, high } of boxes) {
    const distance = crossBox(ray, low, high);
    if (distance !== null && distance < (best?.distance ?? reach)) best = { product, distance };
  }
  return best;
}
