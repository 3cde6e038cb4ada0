import { describe, expect, it } from "vitest";
import { viewingPose } from "../src/viewer/core/nearby.ts";
import { groupInWalkingOrder } from "../src/viewer/core/walking_order.ts";
import { Walls } from "../src/viewer/core/walls.ts";
import { hallPlan, seeded } from "./fixture/hall.ts";

const plan = hallPlan();

describe("all stands in walking order", () => {
  it("names each stand once, in groups of one sector and of a length that can be read", () => {
    const groups = groupInWalkingOrder(plan, 3);
    const ids = groups.flatMap(({ stands }) => stands.map(({ id }) => id));
    expect([...ids].sort()).toEqual(plan.stands.map(({ id }) => id).sort());
    for (const { sector, stands } of groups) {
      expect(stands.length).toBeGreaterThan(0);
      expect(stands.length).toBeLessThanOrEqual(3);
      for (const stand of stands) expect(stand.sector).toBe(sector);
    }
  });

  it("does not come back to a sector that it has left", () => {
    const sectors = groupInWalkingOrder(plan, 2).map(({ sector }) => sector);
    const changes = sectors.filter((sector, at) => sector !== sectors[at - 1]);
    expect(new Set(changes).size).toBe(changes.length);
  });

  it("is a shorter walk than any of twenty orders drawn by lot", () => {
    const walls = new Walls(plan);
    const length = (stands: readonly (typeof plan.stands)[number][]) => {
      const places = stands.map((stand) => viewingPose(stand, walls));
      return places.reduce((sum, { x, y }, at) => sum + Math.hypot(x - (places[at - 1]?.x ?? x), y - (places[at - 1]?.y ?? y)), 0);
    };
    const walk = length(groupInWalkingOrder(plan).flatMap(({ stands }) => stands));
    for (let seed = 1; seed <= 20; seed++) {
      const chance = seeded(seed);
      const drawn = plan.stands.map((stand) => ({ stand, lot: chance() })).sort((a, b) => a.lot - b.lot);
      expect(walk).toBeLessThan(length(drawn.map(({ stand }) => stand)));
    }
  });
});
