import { breathe } from "./breath.ts";
import { compareHalls } from "./core/hall_change.ts";
import { findStand, type HallPlan, type Point, type Stand } from "./core/hall_plan.ts";
import { roomPose, viewingPose, type NearStand, type Pose } from "./core/nearby.ts";
import { pickFloor, pickStand } from "./core/picking.ts";
import { formatLink, parseLink, type PlaceLink } from "./core/place_link.ts";
import { standsAround } from "./core/tiles.ts";
import { findStorage } from "./core/visit_book.ts";
import { Walls } from "./core/walls.ts";
import { fetchHall } from "./arrival.ts";
import type { HallView } from "./hall_view.ts";
import type { Hud } from "./hud/hud.ts";
import { closedByBack } from "./hud/way_back.ts";
import type { Words } from "./hud/words.ts";
import { Api } from "./net/api.ts";
import { fileUrl, type HallConfig } from "./net/config.ts";
import { fetchBytes, retrying } from "./net/door.ts";
import { Outbox } from "./net/outbox.ts";
import { loadSignFonts } from "./scene/fonts.ts";
import type { NearFiles } from "./scene/near_tier.ts";
import type { Stage } from "./scene/stage.ts";
import type { OwnPose } from "./streaming/stand_goods.ts";
import { Address } from "./address.ts";
import { entrance, type Start } from "./start.ts";
import { TileLoader } from "./tile_loader.ts";
import { Walker } from "./walk/walker.ts";
import { Panels } from "./panels.ts";
import { Ways } from "./ways.ts";

const TAP_REACH_M = 60;
const PRODUCT_REACH_M = 7;
const OPEN_REACH_M = 7;
/** Farther than this one is taken there at once instead of walking. */
const WALK_UP_TO_M = 28;
const LOOK_AROUND_S = 0.15;

/** One visitor's visit: what is drawn, where one is, and what a tap, key or link does. */
export class Visit {
  readonly walker: Walker;
  readonly view: HallView;
  readonly ways: Ways;
  readonly panels: Panels;
  readonly outbox: Outbox;
  /** Brings the stands of a large hall that are not there yet. */
  readonly loader: TileLoader;
  /** Resolves when the first picture that one can walk in is there. */
  readonly walkable: Promise<void>;
  readonly #stage: Stage;
  readonly #hud: Hud;
  readonly #words: Words;
  readonly #api: Api;
  readonly #address = new Address();
  #config: HallConfig;
  #walls: Walls;
  #near: NearStand[] = [];
  #sinceLook = 1;
  #told = new Set<string>();
  #changing = false;
  #walkable = false;
  #tellWalkable = (): void => undefined;

  constructor(stage: Stage, hud: Hud, words: Words, config: HallConfig, view: HallView, start: Start) {
    this.#stage = stage;
    this.#hud = hud;
    this.#words = words;
    this.#config = config;
    this.#api = new Api(config);
    this.walkable = new Promise((tell) => (this.#tellWalkable = tell));
    this.#walls = start.walls;
    this.view = view;
    this.walker = new Walker(start.walls, start.pose);
    hud.settings.follow(() => {
      const { turn, pace, angle } = hud.settings.choices;
      Object.assign(this.walker.comfort, { calm: hud.settings.calm, turn: (turn * Math.PI) / 180, pace });
      stage.widen(angle);
    });
    this.outbox = new Outbox(this.plan.fair, findStorage(), (kind, body, key) => this.#api.send(kind, body, key));
    this.loader = this.#bringTiles();
    this.ways = this.#findWays();
    this.panels = new Panels(words, this.#api, () => this.#config, this);
    stage.onFrame((seconds) => this.#update(seconds));
    stage.afterFrame(() => {
      if (!this.#walkable) this.#open();
      hud.hotspots.update(this.#near, this.walker.view, (x, y, height) => stage.project(x, y, height));
    });
  }

  #bringTiles(): TileLoader {
    const plan = () => this.plan;
    const pose = () => this.walker.view;
    return new TileLoader({
      get plan() {
        return plan();
      },
      get pose() {
        return pose();
      },
      url: (file) => fileUrl(this.#config, file),
      take: (grown, tile) => {
        this.#walls.open(tile);
        this.view.takeTile(grown);
        this.#look();
        this.#letterOn();
        this.#stage.invalidate();
      },
    });
  }

  #findWays(): Ways {
    const { dock, settings } = this.#hud;
    return new Ways(dock, settings, this.#stage, this.#words, this.#api, {
      plan: () => this.plan,
      whole: () => this.loader.whole(),
      walls: () => this.#walls,
      place: () => [this.walker.view.x, this.walker.view.y],
      pose: () => this.walker.view,
      walkToPlace: (place) => {
        this.walkTo(place);
      },
      entrance: () => {
        this.goToEntrance();
      },
      showPlan: () => void this.panels.showPlan(),
      goTo: (stand) => {
        this.goToStand(stand);
      },
      walkTo: (stand) => {
        this.walkToStand(stand);
      },
      face: (heading) => {
        this.walker.face(heading);
      },
      open: (stand) => void this.openStand(stand),
      say: (text) => {
        this.#hud.say(text);
      },
      outbox: () => this.outbox,
      shareLink: (link) => void this.panels.showShare(formatLink(link)),
    });
  }

  get plan(): HallPlan {
    return this.view.plan;
  }

  /** The stand before the visitor. */
  get facing(): Stand | null {
    return this.#hud.where.stand;
  }

  findStand(name: string): Stand | undefined {
    return findStand(this.plan, name);
  }

  /** The same in a large hall, where the stand may have to come first. */
  async reachStand(name: string): Promise<Stand | undefined> {
    if (!this.findStand(name)) await this.loader.reach(name);
    return this.findStand(name);
  }

  /** Letters the signs around, shows the first picture, and takes up what the address names. */
  async begin(): Promise<void> {
    this.#stage.look(this.walker.view);
    await this.view.drawSignsAround(this.walker.view);
    this.#look();
    this.#stage.show();
    const link = parseLink(location.hash);
    const { product, stand, room } = link;
    if (room) this.goToRoom(room);
    else if (link.route || link.tour) void this.ways.follow(link);
    else if (product) void this.openProduct(product, true);
    else if (stand) {
      const found = this.findStand(stand);
      if (found) void this.openStand(found);
      else this.#tellUnknown(stand);
    }
    window.addEventListener("hashchange", () => {
      if (!closedByBack() && !this.#address.isOwn(location.hash)) void this.#followAddress();
    });
  }

  async #followAddress(): Promise<void> {
    const link = parseLink(location.hash);
    const found = link.stand ? await this.reachStand(link.stand) : undefined;
    if (link.room) this.goToRoom(link.room);
    else if (link.route || link.tour) void this.ways.follow(link);
    else if (link.product) void this.openProduct(link.product, true);
    else if (found) this.goToStand(found);
    else if (link.stand) this.#tellUnknown(link.stand);
    else if (link.at) this.jump(link.at);
  }

  /** Links outlive plans: a stand may have left the fair since one was shared. */
  #tellUnknown(number: string): void {
    this.#hud.say(this.#words.say("stand.unknown", { number }));
  }

  /** What lies beside the walk: the small plan, and what is on at the fair. */
  beside(): void {
    this.ways.beside();
    // Without an answer the visit goes on without the line.
    const programme = this.panels.tellNow(this.#hud.dock).catch((error: unknown) => {
      console.info("the programme is not known:", error);
      return null;
    });
    this.#bring(programme.then((told) => this.view.putUpBoards(this.#words, told)), "the boards stay blank:");
  }

  /** The first picture is there: one can walk, and only now goods may take the line. */
  #open(): void {
    this.#walkable = true;
    this.#tellWalkable();
    performance.mark("hall:walkable");
    document.documentElement.dataset["viewer"] = "walkable";
  }

  /** What comes once one walks: nobody waits for it, nor the first picture. */
  async furnish(): Promise<void> {
    await breathe();
    this.#letterOn();
    this.#bring(this.view.bringLight(), "the hall stays without daylight:");
    this.#bring(this.#bringGoods(), "the stands stay without goods:");
  }

  #bring(part: Promise<void>, failure: string): void {
    const end = () => { this.#coming--; };
    part.then(end, (error: unknown) => {
      console.warn(failure, error);
      end();
    });
  }

  async #bringGoods(): Promise<void> {
    const files: NearFiles = {
      load: (stand, signal) => this.#loadNear(stand, signal),
      loadModels: (stand, own, signal) => this.#loadModels(stand, own, signal),
    };
    await this.view.bringGoods(files, (stand) => {
      this.#tellNear(stand);
      this.#look();
      this.#stage.invalidate();
    });
    this.#lookAtGoods(false);
    await this.view.hangGoods();
  }

  /** Whether goods are on their way: what can wait leaves them the line. */
  get fetching(): boolean {
    return (this.view.near?.keeping.flights ?? 1) > 0;
  }

  #update(seconds: number): boolean {
    const moving = this.walker.update(seconds);
    this.#hud.move(moving);
    this.ways.step();
    this.#stage.look(this.walker.view);
    this.#sinceLook += seconds;
    if (this.#sinceLook > LOOK_AROUND_S || !moving) this.#look(moving);
    const { target } = this.walker;
    if (target) this.view.marker.show(target);
    else this.view.marker.hide();
    if (!moving) {
      this.#address.rest(this.walker.view);
      this.#letterOn();
    }
    return (this.view.near?.work(moving) ?? false) || moving;
  }

  /** Goods to fetch, to show and to let go of. */
  #lookAtGoods(moving: boolean): void {
    this.view.near?.look(this.walker.view, this.#stage.lens, { moving, sparing: this.#hud.settings.sparing });
  }

  /** Takes stock of what is around: goods, names to say. */
  #look(moving = this.walker.walking): void {
    this.#sinceLook = 0;
    this.view.lookAround(this.walker.view);
    if (this.#walkable) this.loader.look();
    this.#near = this.view.listNear(this.walker.view);
    if (this.#walkable) this.#lookAtGoods(moving);
    this.#hud.where.update(this.plan, this.#near);
    this.#hud.around.update(this.#near);
    this.ways.update();
  }

  #lettering = 0;
  #coming = 3;

  /** How many of light, goods and boards have neither come nor failed. */
  get coming(): number {
    return this.#coming;
  }

  /** Letters the rest of the signs, a few at a time, when there is nothing better to do. */
  #letterOn(): void {
    if (this.#lettering || !this.#walkable) return;
    const work = () => {
      this.#lettering = 0;
      const changed = this.view.workOnSigns(this.walker.view);
      if (changed) this.#stage.invalidate();
      if (changed !== null) this.#lettering = setTimeout(work, this.walker.walking ? 60 : 12);
    };
    this.#lettering = setTimeout(work, 30);
  }

  async #loadNear(stand: Stand, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
    return retrying(() => fetchBytes(fileUrl(this.#config, stand.near), undefined, signal), 3);
  }

  async #loadModels(stand: Stand, own: readonly OwnPose[], signal: AbortSignal): Promise<Map<OwnPose, Uint8Array<ArrayBuffer>>> {
    const { products } = await this.#api.stand(stand.id);
    const files = new Map<OwnPose, Uint8Array<ArrayBuffer>>();
    for (const pose of own) {
      const model = products.find(({ id }) => id === pose.product)?.model;
      if (model) files.set(pose, await fetchBytes(model, undefined, signal));
    }
    return files;
  }

  #tellNear(stand: Stand): void {
    if (this.#hud.where.stand?.id !== stand.id && this.#near[0]?.stand.id !== stand.id) return;
    if (this.#told.size === 0) performance.mark("hall:stand-near");
    this.#told.add(stand.id);
  }

  /** A tap on the picture: a product or a stand opens, the floor is walked to. */
  tap(clientX: number, clientY: number): void {
    const ray = this.#stage.rayAt(clientX, clientY);
    const booth = pickStand(standsAround(this.plan, ray.origin[0], ray.origin[1], TAP_REACH_M), ray, TAP_REACH_M);
    const product = this.view.near?.pick(ray, PRODUCT_REACH_M);
    const floor = pickFloor(ray, TAP_REACH_M);
    const floorAway = floor ? Math.hypot(floor[0] - ray.origin[0], floor[1] - ray.origin[1]) : Infinity;
    if (product) void this.openProduct(product.product, false);
    else if (booth && booth.distance < floorAway) {
      if (booth.distance <= OPEN_REACH_M) void this.openStand(booth.stand);
      else this.goToStand(booth.stand);
    } else if (floor) this.walkTo(floor);
    this.#stage.invalidate();
  }

  walkTo(place: Point): void {
    const { x, y } = this.walker.view;
    if (Math.hypot(place[0] - x, place[1] - y) > TAP_REACH_M || !this.walker.walkTo(place)) {
      this.jump({ x: place[0], y: place[1], heading: this.walker.view.heading });
    }
    this.#stage.invalidate();
  }

  /** Leads to a stand: on foot where it is near, at once where it is far. */
  goToStand(stand: Stand): void {
    this.#goTo(viewingPose(stand, this.#walls));
  }

  /** Leads to where sessions are held. */
  goToRoom(id: string): void {
    const zone = this.plan.zones.find((zone) => zone.id === id);
    if (zone) this.#goTo(roomPose(zone, this.#walls));
    else this.#hud.say(this.#words.say("room.unknown"));
  }

  #goTo(pose: Pose): void {
    const { x, y } = this.walker.view;
    const far = Math.hypot(pose.x - x, pose.y - y) > WALK_UP_TO_M;
    if (far || !this.walker.walkTo([pose.x, pose.y], pose.heading)) this.jump(pose);
    this.#stage.invalidate();
  }

  /** Walks the whole way to a stand, however far: one follows the lit path. */
  walkToStand(stand: Stand): void {
    const pose = viewingPose(stand, this.#walls);
    if (!this.walker.walkTo([pose.x, pose.y], pose.heading)) this.jump(pose);
    this.#stage.invalidate();
  }

  /** Puts the visitor before a stand at once. */
  jumpToStand(stand: Stand): void {
    this.jump(viewingPose(stand, this.#walls));
  }

  jump(pose: Pose): void {
    this.#hud.fade();
    this.walker.jump(pose);
    this.#stage.look(this.walker.view);
    this.#look();
    this.#stage.invalidate();
  }

  goToEntrance(): void {
    this.jump(entrance(this.plan));
  }

  async openStand(stand: Stand): Promise<void> {
    this.walker.stop();
    this.ways.book.see(stand.id);
    await this.panels.openStand(stand);
  }

  /** Opens a product; `lead` also takes the visitor to its stand. */
  async openProduct(id: string, lead: boolean): Promise<void> {
    this.walker.stop();
    await this.panels.openProduct(id);
    if (!lead) return;
    // The card has said what went wrong; there is nowhere to lead then.
    const stand = (await this.#api.product(id).catch(() => null))?.stand;
    const found = stand && (await this.reachStand(stand.number));
    if (found) this.jumpToStand(found);
  }

  /** The card that is open belongs in the page's address. */
  showInAddress(link: PlaceLink | null): void {
    this.#address.open(link, this.walker.view);
  }

  /** Another build of the hall: swapped in while the visitor walks on. */
  async takeBuild(build: string): Promise<void> {
    if (this.#changing || build === this.#config.build) return;
    this.#changing = true;
    try {
      const config = { ...this.#config, ...(await this.#api.hall()) };
      const [arrival] = await Promise.all([fetchHall(config, null, { at: this.walker.view }), loadSignFonts(config.fonts)]);
      const { nearChanged } = compareHalls(this.plan, arrival.plan);
      this.#config = config;
      this.#walls = new Walls(arrival.plan);
      this.walker.changeWalls(this.#walls);
      await this.view.change(arrival, nearChanged, this.walker.view);
      this.ways.hallChanged();
      this.panels.hallChanged();
      this.#look();
      this.#letterOn();
      this.#hud.say(this.#words.say("hall.changed"));
    } catch (error) {
      console.warn("the new build was not shown; the hall stays as it is:", error);
    } finally {
      this.#changing = false;
    }
  }
}
