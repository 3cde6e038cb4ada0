import { describe, expect, it, vi } from "vitest";
import { ownPage } from "../src/viewer/core/own_page.ts";
import type { Receipt } from "../src/viewer/net/api.ts";
import { NetError } from "../src/viewer/net/door.ts";
import { Outbox, type Letter } from "../src/viewer/net/outbox.ts";

class Shelf {
  readonly #kept = new Map<string, string>();
  getItem(name: string): string | null {
    return this.#kept.get(name) ?? null;
  }
  setItem(name: string, text: string): void {
    this.#kept.set(name, text);
  }
}

const LETTER: Letter = { key: "k-1", kind: "orders", body: { note: "" }, about: "Miel" };
const RECEIPT: Receipt = { number: "AB-12", receipt_url: "/fr/receipts/x" };

async function queue(): Promise<Outbox> {
  const outbox = new Outbox("fair", new Shelf() as unknown as Storage, () => Promise.reject(new NetError("no answer", 0)));
  expect(await outbox.send(LETTER)).toBeNull();
  return outbox;
}

describe("a letter that the service worker sent", () => {
  it("leaves what waits and is told once", async () => {
    const outbox = await queue();
    const told: unknown[] = [];
    outbox.onChange((sent) => told.push(sent?.about));
    outbox.settle("k-1", { receipt: RECEIPT });
    outbox.settle("k-1", { receipt: RECEIPT });
    expect(outbox.waiting).toEqual([]);
    expect(outbox.sent).toEqual([{ about: "Miel", receipt: RECEIPT }]);
    expect(told).toEqual(["Miel"]);
  });

  it("waits for its writer where the server would not take it", async () => {
    const outbox = await queue();
    outbox.settle("k-1", { fault: "sold out" });
    expect(outbox.waiting.map(({ fault }) => fault)).toEqual(["sold out"]);
    expect(outbox.sent).toEqual([]);
  });

  it("is told once also where the page sends it at the same time", async () => {
    vi.stubGlobal("navigator", {}); // a browser without locks
    let answer: ((receipt: Receipt) => void) | null = null;
    let offline = true;
    const outbox = new Outbox("fair", new Shelf() as unknown as Storage, () =>
      offline ? Promise.reject(new NetError("no answer", 0)) : new Promise<Receipt>((resolve) => (answer = resolve)),
    );
    await outbox.send(LETTER);
    offline = false;
    const flushed = outbox.flush();
    await vi.waitUntil(() => answer !== null);
    outbox.settle("k-1", { receipt: RECEIPT });
    (answer as unknown as (receipt: Receipt) => void)(RECEIPT);
    await flushed;
    expect(outbox.sent).toHaveLength(1);
  });

  it("is nothing to an outbox that does not know it", async () => {
    const outbox = await queue();
    outbox.settle("another", { receipt: RECEIPT });
    expect(outbox.waiting).toHaveLength(1);
    expect(outbox.sent).toEqual([]);
  });
});

describe("what is shared", () => {
  const config = { base: "/salon", lang: "ar" };
  const hall = "https://fair.example/salon/ar/hall";

  it.each([
    ["#stand=A12", "/salon/ar/stands/A12"],
    ["#product=miel-romarin", "/salon/ar/products/miel-romarin"],
    ["#stand=%D8%A31", "/salon/ar/stands/%D8%A31"],
  ])("is the page of what %s names, which messengers can read", (hash, path) => {
    expect(ownPage(hall + hash, config)).toBe(`https://fair.example${path}`);
  });

  it.each(["", "#at=1.0,2.0,90", "#tour=honey", "#route=A1,A2"])("is the hall itself at %s", (hash) => {
    expect(ownPage(hall + hash, config)).toBe(hall + hash);
  });
});
