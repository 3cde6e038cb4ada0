/** Orders and messages that pages handed over: sent by the service worker, also when no page is open. */

/** A letter exactly as a page would send it; `key` is its Idempotency-Key. */
export interface Handed {
  readonly key: string;
  readonly url: string;
  readonly body: unknown;
}

/** What became of a letter: the server's receipt, or why it would not take it. */
export interface Answer {
  readonly key: string;
  readonly receipt?: unknown;
  readonly fault?: string;
}

interface Kept {
  readonly letter: Handed;
  readonly answer?: Answer;
}

export const LETTERS = "hall-letters-1";
const TOO_MANY = 429;
const SERVER_FAULT = 500;

/** Keeps letters in a cache of their own until the page that wrote them knows their answers. */
export class Postbox {
  readonly #root: string;
  #sending: Promise<void> | null = null;

  constructor(root: string) {
    this.#root = root;
  }

  /** Takes what waits now; what is not among it any more is forgotten. */
  async take(letters: readonly Handed[]): Promise<void> {
    const wanted = new Set(letters.map(({ key }) => key));
    const kept = new Map((await this.#list()).map((entry) => [entry.letter.key, entry]));
    const cache = await caches.open(LETTERS);
    for (const key of kept.keys()) if (!wanted.has(key)) await cache.delete(this.#address(key));
    for (const letter of letters) if (!kept.has(letter.key)) await this.#keep({ letter });
  }

  async answers(): Promise<Answer[]> {
    return (await this.#list()).flatMap(({ answer }) => answer ?? []);
  }

  /** Sends what has no answer yet. Rejects where the network fails: the browser tries again later. */
  async send(): Promise<void> {
    this.#sending ??= this.#sendAll().finally(() => {
      this.#sending = null;
    });
    await this.#sending;
  }

  async #sendAll(): Promise<void> {
    for (const { letter, answer } of await this.#list()) {
      if (answer) continue;
      const told = await post(letter);
      // The page may have sent it meanwhile and taken it back.
      const cache = await caches.open(LETTERS);
      if (await cache.match(this.#address(letter.key))) await this.#keep({ letter, answer: told });
    }
  }

  async #list(): Promise<Kept[]> {
    const cache = await caches.open(LETTERS);
    const found = await Promise.all((await cache.keys()).map((request) => cache.match(request)));
    return Promise.all(found.flatMap((answer) => (answer ? (answer.json() as Promise<Kept>) : [])));
  }

  async #keep(entry: Kept): Promise<void> {
    const cache = await caches.open(LETTERS);
    await cache.put(this.#address(entry.letter.key), new Response(JSON.stringify(entry)));
  }

  #address(key: string): string {
    return `${this.#root}letters/${encodeURIComponent(key)}`;
  }
}

async function post({ key, url, body }: Handed): Promise<Answer> {
  const response = await fetch(url, {
    method: "POST",
    credentials: "same-origin",
    headers: { "Content-Type": "application/json", Accept: "application/json", "Idempotency-Key": key },
    body: JSON.stringify(body),
  });
  if (response.ok) return { key, receipt: await response.json() };
  if (response.status === TOO_MANY || response.status >= SERVER_FAULT) throw new Error(`${url}: ${String(response.status)}`);
  const problem = (await response.json().catch(() => null)) as { detail?: string } | null;
  return { key, fault: problem?.detail ?? "" };
}
