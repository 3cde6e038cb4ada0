import { expect, test } from "vitest";
import type { HallPlan, Stand } from "../src/viewer/core/hall_plan.ts";
import { growDetail } from "../src/viewer/scene/detail.ts";
import { LightMap } from "../src/viewer/scene/light_map.ts";
import { listRowSigns } from "../src/viewer/scene/row_signs.ts";

function makeStand(at: number, x: number, over: Partial<Stand> = {}): Stand {
  return {
    at, id: `s${at}`, number: `A${at}`, sector: 0, x, y: 10, turn: 0, width: 3, depth: 3, open: 1,
    kit: "shell_scheme", exhibitor: null, latin: "", arabic: "", near: "", booth: -1, ...over,
  };
}

function makePlan(stands: readonly Stand[]): HallPlan {
  return {
    outline: [[0, 0], [40, 0], [40, 30], [0, 30]], holes: [], height: 7, stands, tiles: [],
    sectors: [{ id: "a", name: "A", colour: "#112233" }],
  } as unknown as HallPlan;
}

function closedAt(map: LightMap, x: number, y: number): number {
  const { data, width, height } = map.texture.image;
  const [west, north, perX, perZ] = map.box;
  const column = Math.floor((x - west) * perX * width);
  const row = Math.floor((-y - north) * perZ * height);
  return (data as Uint8Array)[(row * width + column) * 2] ?? 0;
}

test("a stand is closed in, its surroundings a little, the aisle not at all", async () => {
  const map = await LightMap.draw(makePlan([makeStand(1, 10)]), []);
  const [inside, beside, aisle] = [closedAt(map, 11.5, 12), closedAt(map, 9.8, 11.5), closedAt(map, 11.5, 6)];
  expect(inside).toBeGreaterThan(beside);
  expect(beside).toBeGreaterThan(aisle);
  expect(aisle).toBe(0);
});

test("an open side is lighter than a wall", async () => {
  const map = await LightMap.draw(makePlan([makeStand(1, 10)]), []);
  expect(closedAt(map, 11.5, 10.2)).toBeLessThan(closedAt(map, 11.5, 12.8));
});

test("daylight falls through the roof lights only", async () => {
  const matrix = new Float32Array([0.001, 0, 0, 0, 0, 0.001, 0, 0, 0, 0, 0.001, 0, 20, 7, -15, 1]);
  const part = { name: "roof_lights", instances: { count: 1, matrices: [matrix], tints: null } };
  const map = await LightMap.draw(makePlan([]), [part as never]);
  const bright = (map.texture.image.data as Uint8Array).filter((value, at) => at % 2 === 1 && value === 255);
  const texels = 3 * 5.2 * 25;
  expect(Math.abs(bright.length - texels)).toBeLessThan(texels * 0.15);
});

test("a hall of any size keeps its light within half a mebibyte", async () => {
  const far = { ...makePlan([]), outline: [[0, 0], [900, 0], [900, 700], [0, 700]] } as unknown as HallPlan;
  expect((await LightMap.draw(far, [])).bytes).toBeLessThanOrEqual(512 * 1024);
});

test("from afar no surface is lighter or darker than its colour", async () => {
  const { data } = (await growDetail()).image as unknown as { data: Uint8Array };
  for (let channel = 0; channel < 4; channel++) {
    const values = data.filter((_, at) => at % 4 === channel);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(Math.abs(mean - 127.5), `channel ${channel}`).toBeLessThan(3);
  }
});

test("a long row is named at both ends, a gap ends it, a short one is not named", () => {
  const row = [1, 2, 3, 4].map((at) => makeStand(at, 3 * at));
  const other = [5, 6].map((at) => makeStand(at, 3 * at + 5));
  const signs = listRowSigns(makePlan([...row, ...other]), 4);
  expect(signs.map(({ text }) => text)).toEqual(["A1 – A4", "A1 – A4"]);
  expect(signs.map(({ place }) => Math.sign(place.along[1]))).toEqual([-1, 1]);
  expect(signs.every(({ place }) => -place.z < 10), "it hangs over the aisle").toBe(true);
});
