import { prepare, type Prepared } from "./prepared.ts";

export interface Question {
  readonly id: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export interface Answer {
  readonly id: number;
  readonly prepared?: Prepared;
  readonly fault?: string;
}

interface Waiting {
  readonly take: (prepared: Prepared) => void;
  readonly fail: (error: unknown) => void;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Unpacks stands in a worker; here, where the browser allows none. */
export class Preparer {
  #worker: Worker | null = null;
  #here = false;
  #next = 0;
  readonly #waiting = new Map<number, Waiting>();

  /** Lets the worker start before there is something to unpack. */
  begin(): void {
    this.#start();
  }

  prepare(bytes: Uint8Array<ArrayBuffer>): Promise<Prepared> {
    const worker = this.#here ? null : this.#start();
    if (!worker) return unpack(bytes);
    return new Promise((take, fail) => {
      const id = this.#next++;
      this.#waiting.set(id, { take, fail, bytes });
      worker.postMessage({ id, bytes } satisfies Question);
    });
  }

  #start(): Worker | null {
    if (this.#worker) return this.#worker;
    try {
      const worker = new Worker(new URL("./preparing.ts", import.meta.url), { type: "module" });
      worker.addEventListener("message", ({ data }: MessageEvent<Answer>) => {
        this.#hear(data);
      });
      worker.addEventListener("error", () => {
        this.#giveUp();
      });
      this.#worker = worker;
    } catch {
      this.#here = true;
    }
    return this.#worker;
  }

  #hear({ id, prepared, fault }: Answer): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (prepared) waiting?.take(prepared);
    else waiting?.fail(new Error(fault));
  }

  /** It did not start: what waits for it is done here. */
  #giveUp(): void {
    this.#here = true;
    this.#worker?.terminate();
    this.#worker = null;
    for (const { take, fail, bytes } of this.#waiting.values()) unpack(bytes).then(take, fail);
    this.#waiting.clear();
  }
}

async function unpack(bytes: Uint8Array<ArrayBuffer>): Promise<Prepared> {
  const { readModel } = await import("../gltf/model.ts");
  return prepare(await readModel(bytes));
}
