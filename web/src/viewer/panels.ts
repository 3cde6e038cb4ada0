import type { Desk } from "./cards/desk.ts";
import type { HallPlan, Point, Stand } from "./core/hall_plan.ts";
import type { Pose } from "./core/nearby.ts";
import type { PlaceLink } from "./core/place_link.ts";
import type { SearchFile } from "./core/search_rows.ts";
import { readModel, type Model } from "./gltf/model.ts";
import { onePiece } from "./gltf/piece.ts";
import type { Settings } from "./hud/settings.ts";
import type { Words } from "./hud/words.ts";
import type { Api, ProductCard, Programme } from "./net/api.ts";
import { fileUrl, type HallConfig } from "./net/config.ts";
import { fetchBytes, fetchJson, retrying } from "./net/door.ts";
import type { Outbox } from "./net/outbox.ts";
import { fetchPart } from "./net/parts.ts";
import type { Ways } from "./ways.ts";

/** What the panels need of the visit that they lie over. */
export interface PanelsHost {
  readonly plan: HallPlan;
  readonly walker: { readonly view: Pose };
  readonly ways: Ways;
  readonly outbox: Outbox;
  /** Waits until all stands of a large hall are there, as far as they can come. */
  readonly loader: { whole(): Promise<void> };
  reachStand(name: string): Promise<Stand | undefined>;
  goToStand(stand: Stand): void;
  goToRoom(zone: string): void;
  jumpToStand(stand: Stand): void;
  walkTo(place: Point): void;
  openStand(stand: Stand): Promise<void>;
  openProduct(id: string, lead: boolean): Promise<void>;
  showInAddress(link: PlaceLink | null): void;
}

/** The sheets over the hall: cards, plan, search. Their code is fetched when it is first wanted. */
export class Panels {
  readonly #words: Words;
  readonly #api: Api;
  readonly #config: () => HallConfig;
  readonly #host: PanelsHost;
  #desk: Promise<Desk> | null = null;
  #forgetSearch = (): void => undefined;

  constructor(words: Words, api: Api, config: () => HallConfig, host: PanelsHost) {
    this.#words = words;
    this.#api = api;
    this.#config = config;
    this.#host = host;
  }

  /** Fetches the panels' code while the visitor looks around, so that the first tap is answered at once. */
  async prepare(): Promise<void> {
    await Promise.all([fetchPart(loadDesk), fetchPart(loadPlan), fetchPart(loadSearch), fetchPart(loadList)]);
  }

  async openStand(stand: Stand): Promise<void> {
    await (await this.#openDesk()).openStand(stand);
  }

  async openProduct(id: string): Promise<void> {
    await (await this.#openDesk()).openProduct(id);
  }

  #openDesk(): Promise<Desk> {
    const host = this.#host;
    const { lang, base } = this.#config();
    const withStand = (number: string, act: (stand: Stand) => void) => {
      void host.reachStand(number).then((stand) => {
        if (stand) act(stand);
      });
    };
    this.#desk ??= fetchPart(loadDesk).then(
      ({ Desk: Cards }) =>
        new Cards({
          words: this.#words,
          api: this.#api,
          lang,
          pageBase: `${base}/${lang}`,
          book: host.ways.book,
          outbox: host.outbox,
          goTo: (number) => {
            withStand(number, (stand) => {
              host.goToStand(stand);
            });
          },
          leadTo: (number) => {
            withStand(number, (stand) => void host.ways.leadTo(stand));
          },
          loadModel: (product) => this.#loadModel(product),
          opened: (link) => {
            host.showInAddress(link);
          },
        }),
    ).catch((error: unknown) => {
      this.#desk = null; // the next tap asks anew
      throw error;
    });
    return this.#desk;
  }

  async #loadModel(product: ProductCard): Promise<Model | null> {
    const stand = product.stand && this.#host.plan.byId.get(product.stand.id);
    const url = product.model ?? (stand?.near ? fileUrl(this.#config(), stand.near) : "");
    if (!url) return null;
    const model = await readModel(await retrying(() => fetchBytes(url), 3));
    if (product.model) return model;
    return onePiece(model, product.id);
  }

  /** The plan; stands that were found stand out on it. */
  async showPlan(found: readonly Stand[] = []): Promise<void> {
    const [{ showPlan }] = await Promise.all([fetchPart(loadPlan), this.#host.loader.whole()]);
    const host = this.#host;
    showPlan({ plan: host.plan, pose: host.walker.view, book: host.ways.book, found, isBeside: host.ways.isMapOpen }, this.#words, {
      leadTo: (stand) => void host.ways.leadTo(stand),
      keepBeside: () => host.ways.toggleMap(),
      goTo: (stand) => {
        host.goToStand(stand);
      },
      walkTo: (place) => {
        host.walkTo(place);
      },
      open: (stand) => void host.openStand(stand),
      list: () => void this.showStandList(),
    });
  }

  async showProgramme(): Promise<void> {
    const { showProgramme } = await fetchPart(() => import("./cards/programme_panel.ts"));
    const host = this.#host;
    showProgramme({
      words: this.#words,
      load: () => this.#api.programme(),
      hasRoom: (id) => host.plan.zones.some((zone) => zone.id === id),
      goToRoom: (id) => {
        host.goToRoom(id);
      },
      openStand: (number) => void this.#openAt(number),
    });
  }

  async #openAt(number: string): Promise<void> {
    const stand = await this.#host.reachStand(number);
    if (!stand) return;
    this.#host.jumpToStand(stand);
    await this.openStand(stand);
  }

  async showSettings(settings: Settings): Promise<void> {
    const { showSettings } = await fetchPart(() => import("./cards/settings_panel.ts"));
    showSettings(settings, this.#words);
  }

  /** Hands a place on; `link` is what stands behind the #, or empty for the hall as such. */
  async showShare(link: string): Promise<void> {
    const { showShare } = await fetchPart(() => import("./cards/share_panel.ts"));
    const page = new URL(location.pathname, location.href).href;
    showShare({ page, link, code: `${page}/code.svg`, site: this.#config() }, this.#words);
  }

  /** Says what is on now or next at the fair, where something is. */
  async tellNow(dock: HTMLElement): Promise<Programme> {
    const [programme, { NowLine }] = await Promise.all([this.#api.programme(), fetchPart(() => import("./guide/now_line.ts"))]);
    dock.prepend(new NowLine(programme, this.#words, () => void this.showProgramme()).element);
    return programme;
  }

  /** Every stand in walking order: the hall for those who do not use its picture. */
  async showStandList(): Promise<void> {
    const [{ showStandList }] = await Promise.all([fetchPart(loadList), this.#host.loader.whole()]);
    const host = this.#host;
    showStandList({ plan: host.plan, pose: host.walker.view, book: host.ways.book }, this.#words, {
      goTo: (stand) => {
        host.goToStand(stand);
      },
      open: (stand) => {
        host.jumpToStand(stand);
        void host.openStand(stand);
      },
    });
  }

  async showSearch(): Promise<void> {
    const { showSearch, forgetSearch } = await fetchPart(loadSearch);
    this.#forgetSearch = forgetSearch;
    const host = this.#host;
    const withStand = (at: number, act: (stand: Stand) => void) => {
      const stand = host.plan.stands[at];
      if (stand) act(stand);
    };
    showSearch({
      words: this.#words,
      sectors: host.plan.sectors,
      sectorOf: (at) => host.plan.stands[at]?.sector ?? -1,
      showOnPlan: (stands) => void this.showPlan(stands.flatMap((at) => host.plan.stands[at] ?? [])),
      load: async () => {
        const [file] = await Promise.all([retrying(() => fetchJson(this.#config().search) as Promise<SearchFile>, 3), host.loader.whole()]);
        return file;
      },
      thumb: (file) => fileUrl(this.#config(), file),
      standNumber: (at) => host.plan.stands[at]?.number ?? "",
      goTo: (at) => {
        withStand(at, (stand) => {
          host.goToStand(stand);
        });
      },
      openProduct: (id) => void host.openProduct(id, true),
      openStand: (at) => {
        withStand(at, (stand) => {
          host.jumpToStand(stand);
          void host.openStand(stand);
        });
      },
    });
  }

  /** A new build of the hall brings a new search file. */
  hallChanged(): void {
    this.#forgetSearch();
  }
}

const loadDesk = () => import("./cards/desk.ts");
const loadPlan = () => import("./cards/plan_panel.ts");
const loadSearch = () => import("./cards/search_panel.ts");
const loadList = () => import("./cards/stand_list.ts");
