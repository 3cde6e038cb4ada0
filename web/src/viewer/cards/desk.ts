import type { Stand } from "../core/hall_plan.ts";
import type { VisitBook } from "../core/visit_book.ts";
import { Sheet } from "../hud/dialog.ts";
import { make } from "../hud/dom.ts";
import type { Words } from "../hud/words.ts";
import type { Api, ExhibitorCard, ProductCard, StandCard } from "../net/api.ts";
import type { Outbox } from "../net/outbox.ts";
import type { Model } from "../gltf/model.ts";
import { buildMessageForm } from "./message_form.ts";
import { buildOrderForm } from "./order_form.ts";
import { buildProductCard } from "./product_card.ts";
import { buildStandCard } from "./stand_card.ts";
import { tellFailure } from "./telling.ts";

/** What the cards need from the visit around them. */
export interface DeskHost {
  readonly words: Words;
  readonly api: Api;
  readonly lang: string;
  readonly pageBase: string;
  /** Walks to a stand; the card closes. */
  goTo(stand: string): void;
  /** Lights the path to a stand; the card closes. */
  leadTo(stand: string): void;
  readonly book: VisitBook;
  readonly outbox: Outbox;
  /** The 3D model of a product: its own file, or the node in its stand's near file. */
  loadModel(product: ProductCard): Promise<Model | null>;
  /** The card that is open, for the address of the page. */
  opened(link: { readonly stand?: string; readonly product?: string } | null): void;
}

/** The cards of stands and products, and the forms that lead on from them. One sheet for all. */
export class Desk {
  readonly #host: DeskHost;
  readonly #sheet: Sheet;
  #asked = 0;
  #leave: (() => void) | null = null;

  constructor(host: DeskHost) {
    this.#host = host;
    const { words } = host;
    this.#sheet = new Sheet("card", { close: words.say("close"), back: words.say("back") }, () => {
      this.#asked++;
      this.#release();
      host.opened(null);
    });
  }

  get isOpen(): boolean {
    return this.#sheet.isOpen;
  }

  async openStand(stand: Pick<Stand, "id" | "number">): Promise<void> {
    const { words, api } = this.#host;
    this.#host.opened({ stand: stand.number });
    const title = words.say("stand.title", { number: stand.number });
    await this.#load(title, () => api.stand(stand.id), (card) => {
      this.#showStand(card);
    }, () => void this.openStand(stand));
  }

  async openProduct(id: string): Promise<void> {
    const { words, api } = this.#host;
    this.#host.opened({ product: id });
    await this.#load(words.say("product.title"), () => api.product(id), (card) => {
      this.#showProduct(card, null);
    }, () => void this.openProduct(id));
  }

  async #load<T>(title: string, read: () => Promise<T>, show: (card: T) => void, again: () => void): Promise<void> {
    const asked = ++this.#asked;
    const { words } = this.#host;
    this.#show(title, [make("p", { class: "waiting", text: words.say("card.loading"), attrs: { role: "status" } })]);
    // A sheet tells that it was closed a moment later: an answer may come before.
    const waits = () => asked === this.#asked && this.#sheet.isOpen;
    try {
      const card = await read();
      if (waits()) show(card);
    } catch (error) {
      if (!waits()) return;
      const retry = make("button", { class: "action main", text: words.say("failure.retry"), attrs: { type: "button" }, on: { click: again } });
      this.#show(title, [tellFailure(words, error), retry]);
    }
  }

  #showStand(card: StandCard): void {
    const { words } = this.#host;
    this.#host.opened({ stand: card.number });
    const content = buildStandCard(card, this.#host, {
      product: (product) => {
        this.#showProduct(product, card);
      },
      message: (exhibitor) => {
        this.#showMessage(exhibitor, null, () => {
          this.#showStand(card);
        });
      },
      goTo: () => {
        this.#sheet.close();
        this.#host.goTo(card.number);
      },
      leadTo: () => {
        this.#sheet.close();
        this.#host.leadTo(card.number);
      },
    });
    this.#show(words.say("stand.title", { number: card.number }), content);
  }

  #showProduct(product: ProductCard, from: StandCard | null): void {
    const back = from
      ? () => {
          this.#showStand(from);
        }
      : undefined;
    const again = () => {
      this.#showProduct(product, from);
    };
    this.#host.opened({ product: product.id });
    const exhibitor = from?.exhibitors.find(({ id }) => id === product.exhibitor.id) ?? null;
    const { content, leave } = buildProductCard(product, exhibitor, this.#host, {
      order: () => {
        void this.#showOrder(product, again);
      },
      message: (writeTo) => {
        this.#showMessage(writeTo, product, again);
      },
      goTo: () => {
        this.#sheet.close();
        if (product.stand) this.#host.goTo(product.stand.number);
      },
      stand: () => {
        if (product.stand) void this.openStand(product.stand);
      },
    });
    this.#show(product.name.text, content, back);
    this.#leave = leave;
  }

  async #showOrder(product: ProductCard, back: () => void): Promise<void> {
    const { words, api } = this.#host;
    const title = words.say("order.title");
    await this.#load(title, () => api.orderForm(product.exhibitor.id), (options) => {
      this.#show(title, buildOrderForm(product, options, this.#host), back);
    }, () => void this.#showOrder(product, back));
  }

  #showMessage(exhibitor: Pick<ExhibitorCard, "id" | "name">, product: ProductCard | null, back: () => void): void {
    const { words, api } = this.#host;
    const title = words.say("message.title");
    void this.#load(title, () => api.orderForm(exhibitor.id), (options) => {
      this.#show(title, buildMessageForm(exhibitor, product, options, this.#host), back);
    }, () => {
      this.#showMessage(exhibitor, product, back);
    });
  }

  #show(title: string, content: readonly Node[], back?: () => void): void {
    this.#release();
    this.#sheet.show(title, content, { back });
  }

  #release(): void {
    this.#leave?.();
    this.#leave = null;
  }
}
