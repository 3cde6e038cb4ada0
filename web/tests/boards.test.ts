import { expect, test } from "vitest";
import type { HallPlan } from "../src/viewer/core/hall_plan.ts";
import type { Part } from "../src/viewer/gltf/model.ts";
import { listBoards, packBoards, readLook } from "../src/viewer/scene/board_places.ts";

const ROOMS = {
  zones: [
    { id: "stage", kind: "stage", name: "Stage", outline: [[40, 75], [56, 75], [56, 80], [40, 80]], walkable: false },
    { id: "bar", kind: "cafe", name: "Bar", outline: [[0, 0], [9, 0], [9, 9], [0, 9]], walkable: true },
  ],
} as unknown as HallPlan;

function makePart(extras: Readonly<Record<string, unknown>>): Part {
  return { name: "furniture", extras } as unknown as Part;
}

test("a board of the shell belongs to the zone that it stands in", () => {
  const parts = [makePart({}), makePart({ boards: [["stage", 48, 2.65, -79.8, 15.4, 3.9, 0]] })];
  const [board] = listBoards(parts, ROOMS);
  expect(board?.zone?.id).toBe("stage");
  expect(board?.place).toMatchObject({ x: 48, z: -79.8, width: 15.4, along: [1, -0] });
});

test("a shell without boards, or with damaged ones, has none", () => {
  expect(listBoards([makePart({}), makePart({ boards: "none" })], ROOMS)).toEqual([]);
});

test("the look is the fair's own, else a plain one", () => {
  expect(readLook([makePart({ look: ["#111", "#222", "#333", "atlas"] })], "Fair")).toEqual({
    primary: "#111", secondary: "#222", accent: "#333", motif: "atlas", fair: "Fair",
  });
  expect(readLook([], "Fair").motif).toBe("zellige");
});

test("boards keep their shape on the page and none covers another", () => {
  const sizes = [[15.4, 3.9], [7, 2.6], [7.5, 1.7], [7.5, 1.7], [3.2, 2.6], [0.9, 2]] as const;
  const { slots, width, height } = packBoards(sizes, 84);
  slots.forEach((slot, at) => {
    const [wide, high] = sizes[at] ?? [1, 1];
    expect(slot.width / slot.height).toBeCloseTo(wide / high, 1);
    expect(slot.x + slot.width).toBeLessThanOrEqual(width);
    expect(slot.y + slot.height).toBeLessThanOrEqual(height);
    for (const other of slots.slice(at + 1)) {
      const apart = slot.x + slot.width <= other.x || other.x + other.width <= slot.x || slot.y + slot.height <= other.y || other.y + other.height <= slot.y;
      expect(apart).toBe(true);
    }
  });
});

test("a stage as long as a street stays within what a card can hold", () => {
  expect(packBoards([[120, 4]], 84).width).toBeLessThanOrEqual(2048);
});
