import type { Receipt } from "./api.ts";
import { NetError } from "./door.ts";

/** An order or a message that waits for the network, exactly as it will be sent. */
export interface Letter {
  /** The Idempotency-Key: however often it is sent, the server keeps one. */
  readonly key: string;
  readonly kind: "orders" | "messages";
  readonly body: unknown;
  /** What it is about, for the person who wrote it. */
  readonly about: string;
  /** Why the server would not take it; it waits for its writer then. */
  readonly fault?: string;
}

export interface SentLetter {
  readonly about: string;
  readonly receipt: Receipt;
}

interface Pages {
  readonly waiting: Letter[];
  readonly sent: SentLetter[];
}

export type Post = (kind: Letter["kind"], body: unknown, key: string) => Promise<Receipt>;

const MOST_SENT = 20;
const MOST_WAITING = 30;

/** Keeps what could not be sent on this device, and sends it once, later. */
export class Outbox {
  readonly #name: string;
  readonly #storage: Storage | null;
  readonly #post: Post;
  readonly #listeners = new Set<(sent: SentLetter | null) => void>();
  #sending: Promise<void> | null = null;

  constructor(fair: string, storage: Storage | null, post: Post) {
    this.#name = `hall.outbox.${fair}`;
    this.#storage = storage;
    this.#post = post;
  }

  get waiting(): readonly Letter[] {
    return this.#read().waiting;
  }

  get sent(): readonly SentLetter[] {
    return this.#read().sent;
  }

  /** Gives what to call when the listener is no longer wanted. */
  onChange(listener: (sent: SentLetter | null) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  /** Sends a letter now; returns null when it waits for the network instead. Throws what the server refuses. */
  async send(letter: Letter): Promise<Receipt | null> {
    try {
      const receipt = await this.#post(letter.kind, letter.body, letter.key);
      this.#note(letter, receipt);
      return receipt;
    } catch (error) {
      if (!(error instanceof NetError) || error.status !== 0) throw error;
      const { waiting, sent } = this.#read();
      if (waiting.length >= MOST_WAITING) throw error;
      // Where nothing can be kept, nothing may be promised.
      if (!this.#write({ waiting: [...waiting.filter(({ key }) => key !== letter.key), letter], sent })) throw error;
      this.#tell(null);
      return null;
    }
  }

  /** Sends all that waits, one after the other; two tabs do not do it at once. */
  async flush(): Promise<void> {
    this.#sending ??= this.#flushLocked().finally(() => {
      this.#sending = null;
    });
    await this.#sending;
  }

  async #flushLocked(): Promise<void> {
    if (this.waiting.length === 0) return;
    // Some browsers have no locks; the key keeps the server from taking a letter twice.
    if ("locks" in navigator) await navigator.locks.request(this.#name, () => this.#flushAll());
    else await this.#flushAll();
  }

  async #flushAll(): Promise<void> {
    for (const letter of this.waiting) {
      if (letter.fault !== undefined) continue;
      try {
        const receipt = await this.#post(letter.kind, letter.body, letter.key);
        // Meanwhile the service worker may have sent it too: the server kept one, and so do we.
        if (this.waiting.some(({ key }) => key === letter.key)) this.#note(letter, receipt);
      } catch (error) {
        if (!(error instanceof NetError) || error.passing) return;
        this.#replace(letter.key, { ...letter, fault: error.problem?.detail ?? "" });
        this.#tell(null);
      }
    }
  }

  /** Takes in what became of a letter that was sent without this page. */
  settle(key: string, answer: { readonly receipt?: Receipt; readonly fault?: string }): void {
    const letter = this.waiting.find((waits) => waits.key === key);
    if (!letter) return;
    if (answer.receipt) this.#note(letter, answer.receipt);
    else {
      this.#replace(key, { ...letter, fault: answer.fault ?? "" });
      this.#tell(null);
    }
  }

  forget(key: string): void {
    this.#replace(key, null);
    this.#tell(null);
  }

  #note(letter: Letter, receipt: Receipt): void {
    const { waiting, sent } = this.#read();
    const told: SentLetter = { about: letter.about, receipt };
    this.#write({ waiting: waiting.filter(({ key }) => key !== letter.key), sent: [told, ...sent].slice(0, MOST_SENT) });
    this.#tell(told);
  }

  #replace(key: string, by: Letter | null): void {
    const { waiting, sent } = this.#read();
    this.#write({ waiting: waiting.flatMap((letter) => (letter.key === key ? (by ?? []) : letter)), sent });
  }

  #tell(sent: SentLetter | null): void {
    for (const listener of this.#listeners) listener(sent);
  }

  #read(): Pages {
    try {
      const kept = JSON.parse(this.#storage?.getItem(this.#name) ?? "{}") as Partial<Pages> | null;
      return { waiting: Array.isArray(kept?.waiting) ? kept.waiting.filter(isLetter) : [], sent: Array.isArray(kept?.sent) ? kept.sent : [] };
    } catch {
      return { waiting: [], sent: [] };
    }
  }

  #write(pages: Pages): boolean {
    try {
      this.#storage?.setItem(this.#name, JSON.stringify(pages));
      return this.#storage !== null;
    } catch {
      return false;
    }
  }
}

function isLetter(value: unknown): value is Letter {
  const letter = value as Partial<Letter> | null;
  return typeof letter?.key === "string" && (letter.kind === "orders" || letter.kind === "messages") && typeof letter.about === "string";
}
