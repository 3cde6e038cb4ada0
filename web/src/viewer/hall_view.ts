import type { HallPlan, Stand } from "./core/hall_plan.ts";
import { listNear, type NearStand, type Pose } from "./core/nearby.ts";
import type { Arrival } from "./arrival.ts";
import { Banners } from "./scene/banners.ts";
import { Booths } from "./scene/booths.ts";
import type { Daylight } from "./scene/daylight.ts";
import { farthest, sightOf } from "./scene/lens.ts";
import { limitSight } from "./scene/material.ts";
import { wantsPlain } from "./scene/shading.ts";
import { Marker } from "./scene/marker.ts";
import type { NearFiles, NearTier } from "./scene/near_tier.ts";
import { listBannerPlaces } from "./scene/sign_places.ts";
import type { Boards } from "./scene/boards.ts";
import type { Stage } from "./scene/stage.ts";
import type { Words } from "./hud/words.ts";
import type { Programme } from "./net/api.ts";
import { fetchPart } from "./net/parts.ts";
import type { Tier } from "./streaming/device.ts";

/** What is around a visitor, for hotspots and for the stand before one. */
const AROUND_M = 16;
/** The hall is looked at while these come: some four minutes of dead spot are waited for. */
const PATIENT_TRIES = 9;

/** What is drawn of one build of the hall: shell, signs, banners, and the goods near by. */
export class HallView {
  /** The goods; none before the first picture. */
  near: NearTier | null = null;
  readonly marker: Marker;
  readonly #stage: Stage;
  readonly #tier: Tier;
  readonly #fair: string;
  #arrival: Arrival;
  #plan: HallPlan;
  #booths: Booths;
  #banners: Banners | null = null;
  #daylight: Daylight | null = null;
  #boards: Boards | null = null;
  #putUpBoards: (() => void) | null = null;

  /** Puts the hall up, with nothing lettered yet. Nothing of it is seen before the stage is shown. */
  constructor(stage: Stage, arrival: Arrival, tier: Tier, fair: string) {
    this.#stage = stage;
    this.#tier = tier;
    this.#fair = fair;
    this.#arrival = arrival;
    this.#plan = arrival.plan;
    this.#limitSight(arrival);
    this.#booths = this.#putUpBooths(arrival);
    this.marker = new Marker(stage.scene);
  }

  /** Hangs the names overhead, little by little. */
  async hangBanners({ plan, shell }: Arrival = this.#arrival): Promise<void> {
    const hung = await Banners.hang(plan, listBannerPlaces(shell.parts), this.#fair, this.#stage.scene);
    this.#banners?.dispose();
    this.#banners = hung;
  }

  /** Shows goods from now on. Their code comes here, so that nobody waits for it before walking. */
  async bringGoods(files: NearFiles, arrival: (stand: Stand) => void): Promise<void> {
    const { NearTier } = await fetchPart(() => import("./scene/near_tier.ts"), PATIENT_TRIES);
    const stage = this.#stage;
    const wake = () => {
      stage.invalidate();
    };
    const near = new NearTier(stage, this.#plan, this.#tier, files, { arrival, wake });
    stage.onPace((frameMs) => {
      near.notePace(frameMs);
    });
    this.near = near;
  }

  /** Takes the goods into the picture, while the first of them are on their way. */
  async hangGoods(): Promise<void> {
    const { near } = this;
    await near?.begin(this.#stage.camera);
    this.#stage.canvas.addEventListener("webglcontextrestored", () => {
      near?.restore();
    });
  }

  #limitSight({ plan }: Arrival): void {
    limitSight(sightOf(plan));
    this.#stage.camera.far = farthest(plan);
    this.#stage.resize();
  }

  /** Writes on stage, rooms and free stands, once the visitor walks; again after each build. */
  async putUpBoards(words: Words, programme: Programme | null): Promise<void> {
    const { Boards } = await fetchPart(() => import("./scene/boards.ts"), PATIENT_TRIES);
    const changed = () => { this.#stage.invalidate(); };
    this.#putUpBoards = () => {
      this.#boards?.dispose();
      const { plan } = this;
      this.#boards = new Boards({ plan, parts: this.#booths.parts, fair: this.#fair, words, programme, fineness: this.#tier.signCellPx / 768, changed }, this.#stage.scene);
    };
    this.#putUpBoards();
  }

  /** Lets daylight in, once one can walk: nobody waits for how light falls. */
  async bringLight(): Promise<void> {
    if (wantsPlain()) return;
    const { Daylight } = await fetchPart(() => import("./scene/daylight.ts"), PATIENT_TRIES);
    const { surface, renderer, camera } = this.#stage;
    this.#daylight = await Daylight.grow();
    await this.#light();
    await surface.refine(this.#daylight.material, renderer, camera);
    this.#stage.invalidate();
  }

  async #light(): Promise<void> {
    await this.#daylight?.light(this.#arrival.plan, this.#arrival.shell.parts);
    this.#stage.invalidate();
  }

  #putUpBooths({ plan, shell }: Arrival): Booths {
    return new Booths(plan, shell, this.#stage, this.#tier.signCellPx);
  }

  get plan(): HallPlan {
    return this.#plan;
  }

  get textureBytes(): number {
    return this.#booths.textureBytes + (this.#banners?.textureBytes ?? 0) + (this.#boards?.textureBytes ?? 0) + (this.near?.textureBytes ?? 0) + (this.#daylight?.textureBytes ?? 0);
  }

  listNear(pose: Pose, within = AROUND_M): NearStand[] {
    return listNear(this.#plan, pose, within);
  }

  /** Letters what must be legible before one may walk. */
  async drawSignsAround(pose: Pose): Promise<void> {
    this.#booths.look(pose);
    await this.#booths.drawSignsAround(pose);
  }

  /** A tile of a large hall has come. */
  takeTile(plan: HallPlan): void {
    this.#plan = plan;
    this.#booths.take(plan);
    this.near?.takePlan(plan);
  }

  /** Shows more of what one has come near to, and less of what one has left. */
  lookAround(pose: Pose): void {
    if (this.#booths.look(pose)) this.#stage.invalidate();
  }

  /** A piece of lettering; see Signs.workOn. */
  workOnSigns(pose: Pose): boolean | null {
    return this.#booths.workOnSigns(pose);
  }

  /** Swaps in another build. What did not change stays where it is. */
  async change(arrival: Arrival, changed: readonly string[], pose: Pose): Promise<void> {
    const booths = this.#booths;
    await this.hangBanners(arrival);
    this.#arrival = arrival;
    this.#plan = arrival.plan;
    this.#limitSight(arrival);
    booths.dispose();
    this.#booths = this.#putUpBooths(arrival);
    this.near?.changeHall(arrival.plan, changed);
    await this.drawSignsAround(pose);
    await this.#light();
    this.#putUpBoards?.();
    this.#stage.invalidate();
  }
}
