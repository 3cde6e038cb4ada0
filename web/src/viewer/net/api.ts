import type { HallConfig } from "./config.ts";
import { fetchJson, postJson, retrying } from "./door.ts";

export interface Told {
  readonly text: string;
  readonly lang: string;
  readonly dir: "ltr" | "rtl";
}

export interface StandRef {
  readonly id: string;
  readonly number: string;
  readonly url: string;
}

export interface ExhibitorCard {
  readonly id: string;
  readonly url: string;
  readonly name: Told;
  readonly about: Told;
  readonly story: Told;
  readonly kind_name: string | Told;
  readonly place: string | Told;
  readonly colour: string;
  readonly logo: string | Picture | null;
  readonly members: number | null;
  readonly women_members: number | null;
  readonly founded: number | null;
  readonly channels: readonly string[];
  readonly call_hours: string | Told;
  readonly stand: StandRef | null;
}

export interface Choice {
  readonly id: string;
  readonly name: string | Told;
}

/** What the forms offer, and the notice that a visitor agrees to. */
export interface OrderForm {
  readonly consent_version: string;
  readonly consent_text: string | Told;
  readonly privacy_url: string;
  readonly delivery_modes: readonly (Choice & { readonly needs_address: boolean })[];
  readonly payment_modes: readonly Choice[];
  readonly countries: readonly Choice[];
}

export interface Picture {
  readonly src: string;
  readonly srcset?: string;
  readonly width?: number;
  readonly height?: number;
  readonly alt?: string | Told;
}

export interface Price {
  readonly amount_minor: number | null;
  readonly currency: string;
  readonly text: string;
  readonly unit_text: string;
  readonly kind: string;
  readonly date_text: string;
  readonly to_confirm: boolean;
  /** About what it is in the visitor's currency, by the rate of `abroad_date`; empty without a choice. */
  readonly abroad: string;
  readonly abroad_date: string;
}

/** One way or note about reaching a place; `kind` is yes, agreed, no, note or ask. */
export interface ReachAnswer {
  readonly kind: string;
  readonly title: Told;
  readonly detail: string;
}

/** A session. Times are local ones of the fair (`2022-05-28T15:00`); `place` is a zone's id, or empty. */
export interface SessionCard {
  readonly id: string;
  readonly day: string;
  readonly starts: string;
  readonly ends: string;
  readonly title: Told;
  readonly speakers: Told;
  readonly language: string;
  readonly room: Told;
  readonly place: string;
  readonly url: string;
  readonly calendar_url: string;
  readonly exhibitors: readonly { readonly exhibitor: { readonly id: string; readonly name: Told; readonly url: string }; readonly stand: StandRef | null }[];
}

/** The programme, and what time it is at the fair. */
export interface Programme {
  readonly now: string;
  readonly calendar_url: string;
  readonly sessions: readonly SessionCard[];
}

export interface LabelCard {
  readonly name: string | Told;
  readonly law: string;
  readonly number: string;
  readonly certifier: string;
  readonly state: string;
  readonly evidence: string | Told;
}

export interface ProductCard {
  readonly id: string;
  readonly url: string;
  readonly exhibitor: { readonly id: string; readonly name: string | Told; readonly url: string };
  readonly stand: StandRef | null;
  readonly name: Told;
  readonly description: Told;
  readonly nature: Told;
  readonly how_made: Told;
  readonly origin: string | Told;
  readonly family: string | Told;
  readonly facts: readonly { readonly name: string | Told; readonly value: string | Told }[];
  readonly label: LabelCard | null;
  readonly price: Price | null;
  readonly wholesale_text: string;
  readonly stock_text: string;
  readonly can_order: boolean;
  /** What the phase of the fair changes for orders; empty while it is open. */
  readonly order_note: string;
  readonly min_quantity: number;
  readonly pictures: readonly Picture[];
  readonly model: string | null;
}

export interface StandCard {
  readonly id: string;
  readonly number: string;
  readonly sector: { readonly id: string; readonly name: string | Told };
  readonly url: string;
  readonly exhibitors: readonly ExhibitorCard[];
  readonly products: readonly ProductCard[];
}

/** A walk that the organiser laid out (tours.yaml). */
export interface TourCard {
  readonly id: string;
  readonly name: Told | null;
  readonly about: Told | null;
  readonly stops: readonly { readonly stand: string; readonly text: Told | null }[];
}

export interface Receipt {
  readonly number?: string;
  readonly receipt_url?: string;
  readonly whatsapp_url?: string;
}

export interface ContactAnswer {
  readonly value: string;
  readonly href: string;
}

const READ_TRIES = 3;

/** The server's JSON API, in the language of the page. */
export class Api {
  readonly #config: HallConfig;
  #places: Promise<{ readonly places: readonly Choice[] }> | null = null;
  /** Where the visitor said to live, for prices in that currency too; empty until then. */
  country = "";

  constructor(config: HallConfig) {
    this.#config = config;
  }

  #read<T>(path: string, query: Readonly<Record<string, string>> = {}): Promise<T> {
    const fields = new URLSearchParams({ ...query, lang: this.#config.lang });
    const url = `${this.#config.api}/${path}?${fields.toString()}`;
    return retrying(() => fetchJson(url) as Promise<T>, READ_TRIES);
  }

  #visitor(): Readonly<Record<string, string>> {
    return this.country ? { country: this.country } : {};
  }

  /** Read once a visit. */
  places(): Promise<{ readonly places: readonly Choice[] }> {
    this.#places ??= this.#read<{ readonly places: readonly Choice[] }>("places").catch((error: unknown) => {
      this.#places = null;
      throw error;
    });
    return this.#places;
  }

  reach(product: string, to: string): Promise<{ readonly answers: readonly ReachAnswer[] }> {
    return this.#read(`products/${encodeURIComponent(product)}/reach`, { to });
  }

  programme(): Promise<Programme> {
    return this.#read("programme");
  }

  stand(id: string): Promise<StandCard> {
    return this.#read(`stands/${encodeURIComponent(id)}`, this.#visitor());
  }

  product(id: string): Promise<ProductCard> {
    return this.#read(`products/${encodeURIComponent(id)}`, this.#visitor());
  }

  exhibitor(id: string): Promise<ExhibitorCard> {
    return this.#read(`exhibitors/${encodeURIComponent(id)}`);
  }

  orderForm(exhibitor: string): Promise<OrderForm> {
    return this.#read("order-form", { exhibitor });
  }

  async tours(): Promise<readonly TourCard[]> {
    return (await this.#read<{ readonly tours: readonly TourCard[] }>("tours")).tours;
  }

  hall(): Promise<HallConfig> {
    return this.#read("hall");
  }

  contact(exhibitor: string, channel: string): Promise<ContactAnswer> {
    return postJson(`${this.#config.api}/contacts/${encodeURIComponent(exhibitor)}`, { channel }) as Promise<ContactAnswer>;
  }

  /** Sends once more with the same key where the answer was lost: the server keeps one. */
  send(kind: "orders" | "messages", body: unknown, key: string): Promise<Receipt> {
    const url = `${this.#config.api}/${kind}?lang=${this.#config.lang}`;
    return retrying(() => postJson(url, body, { "Idempotency-Key": key }) as Promise<Receipt>, 2);
  }
}
