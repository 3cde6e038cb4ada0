import { describe, expect, it, vi } from "vitest";
import { parsePlan, withTile, type HallPlan, type Point } from "../src/viewer/core/hall_plan.ts";
import { listNear } from "../src/viewer/core/nearby.ts";
import { findPath } from "../src/viewer/core/path.ts";
import { ringHolds } from "../src/viewer/core/ring.ts";
import { standSolid } from "../src/viewer/core/stand_frame.ts";
import { chooseShown, findTileOf, listMissing, standsAround, tileDistance, type Tile } from "../src/viewer/core/tiles.ts";
import { Walls } from "../src/viewer/core/walls.ts";
import { TileLoader } from "../src/viewer/tile_loader.ts";
import { hallPlan, HALL_DEPTH_M, HALL_WIDTH_M, seeded } from "./fixture/hall.ts";
import { tiledIndex } from "./fixture/tiled_hall.ts";

const { index, tiles: files } = tiledIndex();
const whole = hallPlan();

function grow(plan: HallPlan, ...tiles: number[]): HallPlan {
  return tiles.reduce((grown, at) => withTile(grown, at, files[at]), plan);
}

describe("the index in tiles", () => {
  it("first has the stands of one tile and knows how many there are", () => {
    const plan = parsePlan(index);
    expect(plan.stands).toHaveLength(52);
    expect(plan.total).toBe(260);
  });

  it("has every stand in its place once all tiles have come, in whatever order", () => {
    const plan = grow(parsePlan(index), 3, 1, 4, 2);
    expect(plan.stands.map(({ id }) => id)).toEqual(whole.stands.map(({ id }) => id));
    expect(plan.stands.every((stand, at) => stand.at === at)).toBe(true);
    expect(plan.byNumber.get("j26")?.id).toBe("s-9-25");
  });

  it("refuses a tile that is not the one expected", () => {
    const plan = parsePlan(index);
    expect(() => withTile(plan, 1, { v: 2 })).toThrow("tile 1");
    const { stands } = files[1] as { stands: Record<string, unknown[]> };
    const short = Object.fromEntries(Object.entries(stands).map(([name, column]) => [name, column.slice(1)]));
    expect(() => withTile(plan, 1, { v: 1, stands: short })).toThrow("51 stands, 52 expected");
  });

  it("finds the tile of a number in its runs", () => {
    const { tiles } = parsePlan(index);
    expect(findTileOf(tiles, "C1")?.at).toBe(1);
    expect(findTileOf(tiles, "j26")?.at).toBe(4);
    expect(findTileOf(tiles, "J27")).toBeUndefined();
    expect(findTileOf(tiles, "Z1")).toBeUndefined();
    const odd = [{ ...tiles[0], numbers: "12-b A05" } as Tile];
    expect(findTileOf(odd, "a05")?.at).toBe(0);
    expect(findTileOf(odd, "A5")).toBeUndefined();
  });
});

describe("the stands around one", () => {
  it("are the same as those of a hall that comes whole", () => {
    const plan = grow(parsePlan(index), 1, 2, 3, 4);
    const chance = seeded(3);
    for (let look = 0; look < 60; look++) {
      const pose = { x: chance() * HALL_WIDTH_M, y: chance() * HALL_DEPTH_M, heading: chance() * 6 };
      const ids = (of: HallPlan) => listNear(of, pose, 14).map(({ stand }) => stand.id);
      expect(ids(plan)).toEqual(ids(whole));
    }
  });

  it("leave out what is far", () => {
    const plan = grow(parsePlan(index), 1, 2, 3, 4);
    expect(standsAround(plan, 45, 2, 5)).toHaveLength(52);
  });
});

describe("walls of a hall that has come in part", () => {
  it("let nobody into what has not come, and open as it comes", () => {
    let plan = parsePlan(index);
    const walls = new Walls(plan);
    const chance = seeded(11);
    const solids = whole.stands.map(standSolid);
    for (let tile = 1; tile < 6; tile++) {
      for (let walk = 0; walk < 12; walk++) {
        let place: Point = walls.nearestFree(chance() * HALL_WIDTH_M, chance() * HALL_DEPTH_M);
        for (let step = 0; step < 40; step++) {
          const angle = chance() * 2 * Math.PI;
          place = walls.step(place, Math.cos(angle) * 0.8, Math.sin(angle) * 0.8);
          expect(solids.some((ring) => ringHolds(ring, place[0], place[1]))).toBe(false);
        }
      }
      if (tile === 5) break;
      plan = withTile(plan, tile, files[tile]);
      const taken = plan.tiles[tile];
      if (taken) walls.open(taken);
    }
    const complete = new Walls(whole);
    for (let at = 0; at < 400; at++) {
      const [x, y] = [chance() * HALL_WIDTH_M, chance() * HALL_DEPTH_M];
      expect(walls.clearance(x, y, 2)).toBeCloseTo(complete.clearance(x, y, 2), 9);
    }
  });

  it("lead past what has not come", () => {
    const walls = new Walls(parsePlan(index));
    const way = findPath(walls, [40, 2], [40, 60]);
    expect(way).not.toBeNull();
    let before: Point = [40, 2];
    for (const corner of way ?? []) {
      expect(new Walls(whole).isLineFree(before, corner, 0.25)).toBe(true);
      before = corner;
    }
  });
});

describe("which tiles", () => {
  it("are fetched first: near ones, and of those the ones ahead", () => {
    const { tiles } = parsePlan(index);
    expect(listMissing(tiles, 45, 2, 0).map(({ at }) => at)).toEqual([1, 2, 3, 4]);
    const middle = tiles.map((tile) => ({ ...tile, stands: null }));
    const ahead = listMissing(middle, 45, 25, 0)[1]?.at;
    const behind = listMissing(middle, 45, 25, Math.PI)[1]?.at;
    expect([ahead, behind]).toEqual([3, 1]);
  });

  it("are shown stand by stand: the nearest, no more than asked for, but always one", () => {
    const { tiles } = grow(parsePlan(index), 1, 2, 3, 4);
    const at = (most: number, y: number) => chooseShown(tiles, 45, y, new Set(), most, 75).map((tile) => tile.at);
    expect(at(110, 2)).toEqual([0, 1]);
    expect(at(10, 40)).toEqual([4]);
    expect(chooseShown(tiles, 45, 2, new Set(), 999, 12).map((tile) => tile.at)).toEqual([0, 1]);
  });

  it("stay shown a little longer, so that two do not take turns", () => {
    const { tiles } = grow(parsePlan(index), 1, 2, 3, 4);
    const between = 20.4; // nearer to tile 2 than to tile 1 by a hand
    const first = tiles.filter((tile) => tile.at === 1);
    expect(chooseShown(tiles, 45, between, new Set(first), 52, 75)).toEqual(first);
  });
});

describe("the loader", () => {
  const answer = (asked: string[]) =>
    vi.stubGlobal("fetch", (url: string) => {
      asked.push(url);
      const at = ["", "one.json", "two.json", "three.json", "four.json"].indexOf(url);
      return Promise.resolve(new Response(JSON.stringify(files[at])));
    });

  function visit(): { host: { plan: HallPlan; pose: { x: number; y: number; heading: number } }; loader: TileLoader } {
    const host = {
      plan: parsePlan(index),
      pose: { x: 45, y: 2, heading: 0 },
      url: (file: string) => file,
      take: (plan: HallPlan) => {
        host.plan = plan;
      },
    };
    return { host, loader: new TileLoader(host) };
  }

  it("brings the one tile that holds a stand asked for", async () => {
    const asked: string[] = [];
    answer(asked);
    const { host, loader } = visit();
    await loader.reach("H3");
    expect(asked[0]).toBe("three.json");
    expect(host.plan.byNumber.get("h3")).toBeDefined();
    await loader.reach("Z9");
    expect(host.plan.tiles.filter(({ stands }) => stands).length).toBeGreaterThanOrEqual(2);
  });

  it("brings everything for those who want all, each tile once", async () => {
    const asked: string[] = [];
    answer(asked);
    const { host, loader } = visit();
    await Promise.all([loader.whole(), loader.whole()]);
    expect(host.plan.stands).toHaveLength(260);
    expect([...asked].sort()).toEqual(["four.json", "one.json", "three.json", "two.json"]);
  });

  it("leaves those who want all with what has come where the line is dead", async () => {
    vi.spyOn(console, "warn").mockImplementation(() => undefined);
    vi.stubGlobal("fetch", () => Promise.resolve(new Response("{}", { status: 404 })));
    const { host, loader } = visit();
    await loader.whole();
    expect(host.plan.stands).toHaveLength(52);
    expect(tileDistance(host.plan.tiles[1] as Tile, 45, 2)).toBe(11);
  });
});
