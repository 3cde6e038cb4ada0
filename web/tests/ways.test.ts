import { describe, expect, it } from "vitest";
import type { Point, Stand } from "../src/viewer/core/hall_plan.ts";
import { viewingPose } from "../src/viewer/core/nearby.ts";
import { findPath, measureWalks } from "../src/viewer/core/path.ts";
import { formatLink, parseLink } from "../src/viewer/core/place_link.ts";
import { orderByWalks, orderStops } from "../src/viewer/core/route.ts";
import { VisitBook } from "../src/viewer/core/visit_book.ts";
import { Walls } from "../src/viewer/core/walls.ts";
import { hallPlan, seeded } from "./fixture/hall.ts";

const plan = hallPlan();
const walls = new Walls(plan);
const door: Point = [plan.start[0], plan.start[1]];

function lengthOf(walks: readonly (readonly number[])[], order: readonly number[]): number {
  return order.reduce((sum, stop, i) => sum + (walks[order[i - 1] ?? 0]?.[stop] ?? 0), 0);
}

function everyOrder(stops: readonly number[]): number[][] {
  return stops.length === 0 ? [[]] : stops.flatMap((stop) => everyOrder(stops.filter((other) => other !== stop)).map((rest) => [stop, ...rest]));
}

function randomWalks(count: number, seed: number): number[][] {
  const chance = seeded(seed);
  const places = Array.from({ length: count + 1 }, () => [chance() * 90, chance() * 60]);
  return places.map(([x = 0, y = 0]) => places.map(([u = 0, v = 0]) => Math.abs(x - u) + Math.abs(y - v)));
}

describe("a walk past several stops", () => {
  it("is the shortest of all orders", () => {
    for (let seed = 1; seed <= 12; seed++) {
      const walks = randomWalks(6, seed);
      const best = Math.min(...everyOrder([1, 2, 3, 4, 5, 6]).map((order) => lengthOf(walks, order)));
      expect(lengthOf(walks, orderByWalks(walks))).toBeCloseTo(best, 6);
    }
  });

  it("of many stops visits each once and beats the order in which they were chosen", () => {
    for (let seed = 1; seed <= 6; seed++) {
      const walks = randomWalks(40, seed);
      const order = orderByWalks(walks);
      expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, i) => i + 1));
      expect(lengthOf(walks, order)).toBeLessThan(0.5 * lengthOf(walks, Array.from({ length: 40 }, (_, i) => i + 1)));
    }
  });

  it("keeps all stands, also one that no way leads to", () => {
    const stops = [4, 17, 9].flatMap((at) => plan.stands[at] ?? []);
    const lost = { ...plan.stands[0], id: "lost", x: 9000, y: 9000 } as Stand;
    const ordered = orderStops(walls, door, [...stops, lost]);
    expect(ordered.map(({ id }) => id).sort()).toEqual([...stops, lost].map(({ id }) => id).sort());
  });

  it("measures the walk around booths, not through them", () => {
    for (const at of [3, 11, 25]) {
      const stand = plan.stands[at];
      if (!stand) throw new Error("the fixture is too small");
      const { x, y } = viewingPose(stand, walls);
      const [metres = 0] = measureWalks(walls, door, [[x, y]]);
      const way = [door, ...(findPath(walls, door, [x, y]) ?? [])];
      const walked = way.slice(1).reduce((sum, [u, v], i) => sum + Math.hypot(u - (way[i]?.[0] ?? 0), v - (way[i]?.[1] ?? 0)), 0);
      expect(metres).toBeGreaterThan(walked * 0.9 - 1);
      expect(metres).toBeLessThan(walked * 2 + 2);
      expect(metres).toBeGreaterThanOrEqual(Math.hypot(x - door[0], y - door[1]) - 1);
    }
  });
});

class Memory implements Storage {
  readonly #kept = new Map<string, string>();
  [name: string]: unknown;
  get length(): number {
    return this.#kept.size;
  }
  clear(): void {
    this.#kept.clear();
  }
  getItem(key: string): string | null {
    return this.#kept.get(key) ?? null;
  }
  key(index: number): string | null {
    return [...this.#kept.keys()][index] ?? null;
  }
  removeItem(key: string): void {
    this.#kept.delete(key);
  }
  setItem(key: string, value: string): void {
    this.#kept.set(key, value);
  }
}

describe("the book of a visit", () => {
  it("remembers favourites and what was seen for the next visit of the same fair only", () => {
    const storage = new Memory();
    const book = new VisitBook("oriental", storage);
    expect(book.toggle("s-1")).toBe(true);
    book.toggle("s-2");
    expect(book.toggle("s-1")).toBe(false);
    book.see("s-9");
    const next = new VisitBook("oriental", storage);
    expect(next.favourites).toEqual(["s-2"]);
    expect(next.isSeen("s-9")).toBe(true);
    expect(new VisitBook("elsewhere", storage).favourites).toEqual([]);
  });

  it("opens empty where storage holds rubbish or nothing can be kept", () => {
    const storage = new Memory();
    for (const rubbish of ["{", "null", "[]", '{"favourites":3,"seen":[1,null]}']) {
      storage.setItem("hall.visit.x", rubbish);
      expect(new VisitBook("x", storage).favourites).toEqual([]);
    }
    const book = new VisitBook("x", null);
    book.toggle("s-1");
    expect(book.favourites).toEqual(["s-1"]);
  });

  it("tells who listens, and forgets all when asked", () => {
    const book = new VisitBook("x", new Memory());
    let told = 0;
    book.onChange(() => told++);
    book.toggle("s-1");
    book.see("s-1");
    book.see("s-1");
    book.forgetAll();
    expect(told).toBe(3);
    expect(book.seenCount).toBe(0);
  });
});

describe("the address of a walk", () => {
  it("leads back to the same stands or tour", () => {
    expect(parseLink(formatLink({ route: ["A12", "B 3,4"] })).route?.[0]).toBe("A12");
    expect(parseLink(formatLink({ tour: "honey" })).tour).toBe("honey");
    expect(parseLink("#route=").route).toBeUndefined();
    expect(parseLink(`#route=${"A1,".repeat(500)}`).route).toHaveLength(60);
  });
});
