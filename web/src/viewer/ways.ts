import type { HallPlan, Point, Stand } from "./core/hall_plan.ts";
import type { Pose } from "./core/nearby.ts";
import type { PlaceLink } from "./core/place_link.ts";
import { VisitBook, findStorage } from "./core/visit_book.ts";
import type { Walls } from "./core/walls.ts";
import type { Guide, Stop } from "./guide/guide.ts";
import type { MiniPlan } from "./guide/mini_plan.ts";
import type { Settings } from "./hud/settings.ts";
import type { Words } from "./hud/words.ts";
import type { Api, TourCard } from "./net/api.ts";
import type { Outbox } from "./net/outbox.ts";
import { fetchPart } from "./net/parts.ts";
import type { Stage } from "./scene/stage.ts";

/** What finding one's way needs of the visit around it. */
export interface WaysHost {
  readonly plan: () => HallPlan;
  /** Waits for all stands of a large hall. */
  readonly whole: () => Promise<void>;
  readonly walls: () => Walls;
  readonly place: () => Point;
  readonly pose: () => Pose;
  readonly walkToPlace: (place: Point) => void;
  readonly entrance: () => void;
  readonly showPlan: () => void;
  readonly goTo: (stand: Stand) => void;
  readonly walkTo: (stand: Stand) => void;
  readonly face: (heading: number) => void;
  readonly open: (stand: Stand) => void;
  readonly say: (text: string) => void;
  readonly shareLink: (link: PlaceLink) => void;
  readonly outbox: () => Outbox;
}

/** Favourites, lit paths and tours. All but the book is fetched when it is first wanted. */
export class Ways {
  readonly book: VisitBook;
  readonly #stage: Stage;
  readonly #words: Words;
  readonly #api: Api;
  readonly #host: WaysHost;
  readonly #dock: HTMLElement;
  readonly #settings: Settings;
  #guide: Guide | null = null;
  #map: MiniPlan | null = null;
  #asked = 0;

  constructor(dock: HTMLElement, settings: Settings, stage: Stage, words: Words, api: Api, host: WaysHost) {
    this.#dock = dock;
    this.#settings = settings;
    this.#stage = stage;
    this.#words = words;
    this.#api = api;
    this.#host = host;
    this.book = new VisitBook(host.plan().fair, findStorage());
    this.book.onChange(() => this.#map?.update());
    settings.follow(() => this.#map?.update());
  }

  /** Fetches what may be wanted in a dead spot. */
  async prepare(): Promise<void> {
    await Promise.all([fetchPart(loadRoute), fetchPart(loadMyVisit), loadGuide()]);
  }

  /** Opens what lies beside the walk where somebody keeps it open, or there is room. */
  beside(): void {
    if (this.#settings.choices.map ?? (isRoomy() && !this.#settings.sparing)) {
      this.#openMap().catch((error: unknown) => {
        console.info("the plan does not lie beside the walk:", error);
      });
    }
  }

  get isMapOpen(): boolean {
    return this.#map !== null;
  }

  /** Opens the plan beside the walk or puts it away, and keeps it so; returns whether it is there now. */
  toggleMap(): boolean {
    const open = !this.#map;
    this.#settings.choose({ map: open });
    if (open) void this.#openMap();
    else this.#closeMap();
    return open;
  }

  async #openMap(): Promise<void> {
    const { MiniPlan: Beside } = await fetchPart(() => import("./guide/mini_plan.ts"));
    if (this.#map || this.#settings.choices.map === false) return;
    const host = this.#host;
    const scene = () => ({ plan: host.plan(), pose: host.pose(), book: this.book, way: this.#guide?.way ?? [] });
    this.#map = new Beside(this.#words, scene, {
      goTo: host.goTo,
      walkTo: host.walkToPlace,
      entrance: host.entrance,
      whole: host.showPlan,
      close: () => {
        this.toggleMap();
      },
    });
    this.#dock.append(this.#map.element);
  }

  #closeMap(): void {
    this.#map?.remove();
    this.#map = null;
  }

  /** Lights the path to one stand. */
  async leadTo(stand: Stand): Promise<void> {
    await this.#lead([{ stand }], this.#words.say("guide.title"));
  }

  /** Lights the path past several stands, in a good order from here. */
  async leadPast(stands: readonly Stand[]): Promise<void> {
    const { orderStops } = await fetchPart(loadRoute);
    const ordered = orderStops(this.#host.walls(), this.#host.place(), stands);
    await this.#lead(ordered.map((stand) => ({ stand })), this.#words.say("visit.title"));
  }

  /** A tour keeps the order that the organiser gave it; stops that left the fair are passed over. */
  async startTour(tour: TourCard): Promise<void> {
    await this.#host.whole();
    const { byId } = this.#host.plan();
    const stops = tour.stops.flatMap((stop): Stop[] => {
      const stand = byId.get(stop.stand);
      return stand ? [{ stand, text: stop.text ?? undefined }] : [];
    });
    if (stops.length > 0) await this.#lead(stops, tour.name?.text ?? "");
  }

  async #lead(stops: readonly Stop[], title: string): Promise<void> {
    const asked = ++this.#asked;
    const [{ Guide: Leader }, { GuideBar }, { Trail }] = await loadGuide();
    if (asked !== this.#asked) return;
    this.end();
    const bar = new GuideBar(title, this.#words);
    this.#dock.prepend(bar.element);
    const host = this.#host;
    this.#guide = new Leader(stops, new Trail(this.#stage.scene), bar, {
      walls: host.walls,
      place: host.place,
      walkTo: host.walkTo,
      face: host.face,
      open: host.open,
      arrived: (stand) => {
        this.book.see(stand.id);
      },
      ended: () => {
        this.end();
      },
      redraw: () => {
        this.#stage.invalidate();
      },
    });
    bar.focus();
  }

  end(): void {
    this.#guide?.dispose();
    this.#guide = null;
    this.#map?.update();
  }

  /** The visitor has moved. */
  update(): void {
    this.#guide?.update();
    this.#map?.update();
  }

  /** The visitor has turned or taken a step: only the small plan follows as closely. */
  step(): void {
    this.#map?.update();
  }

  /** Another build: paths are searched anew. */
  hallChanged(): void {
    this.#guide?.forgetWay();
  }

  /** Takes up what an address names; returns whether it named a walk. */
  async follow(link: PlaceLink): Promise<boolean> {
    if (link.tour) {
      const tour = (await this.#api.tours()).find(({ id }) => id === link.tour);
      if (tour) await this.startTour(tour);
      else this.#host.say(this.#words.say("guide.no_tour"));
      return true;
    }
    await this.#host.whole();
    const { byNumber } = this.#host.plan();
    const stands = (link.route ?? []).flatMap((number) => byNumber.get(number.toLowerCase()) ?? []);
    if (stands.length > 0) await this.leadPast(stands);
    return link.route !== undefined;
  }

  async showMyVisit(): Promise<void> {
    const [{ showMyVisit }] = await Promise.all([fetchPart(loadMyVisit), this.#host.whole()]);
    showMyVisit({
      words: this.#words,
      plan: this.#host.plan(),
      book: this.book,
      outbox: this.#host.outbox(),
      tours: () => this.#api.tours(),
      goTo: this.#host.goTo,
      open: this.#host.open,
      walkAll: (stands) => void this.leadPast(stands),
      startTour: (tour) => void this.startTour(tour),
      share: (stands) => {
        this.#host.shareLink({ route: stands.map(({ number }) => number) });
      },
    });
  }
}

/** A window in which the small plan takes nothing away. */
function isRoomy(): boolean {
  return matchMedia("(min-width: 1100px) and (min-height: 640px)").matches;
}

function loadGuide() {
  return fetchPart(() => Promise.all([import("./guide/guide.ts"), import("./guide/guide_bar.ts"), import("./guide/trail.ts")]));
}

const loadRoute = () => import("./core/route.ts");
const loadMyVisit = () => import("./guide/my_visit.ts");
