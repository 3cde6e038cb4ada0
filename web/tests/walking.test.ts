import { describe, expect, it } from "vitest";
import type { Point } from "../src/viewer/core/hall_plan.ts";
import { viewingPose } from "../src/viewer/core/nearby.ts";
import { findPath } from "../src/viewer/core/path.ts";
import { ringHolds } from "../src/viewer/core/ring.ts";
import { localPoint, standSolid } from "../src/viewer/core/stand_frame.ts";
import { BODY_M, Walls } from "../src/viewer/core/walls.ts";
import { Walker } from "../src/viewer/walk/walker.ts";
import { hallPlan, HALL_DEPTH_M, HALL_WIDTH_M, seeded } from "./fixture/hall.ts";

const plan = hallPlan();
const walls = new Walls(plan);
const closed = [...plan.stands.map(standSolid), ...plan.zones.map((zone) => zone.outline)];

function isInside([x, y]: Point): boolean {
  return x > 0 && y > 0 && x < HALL_WIDTH_M && y < HALL_DEPTH_M;
}

describe("walls", () => {
  it("nobody gets into a booth, a closed zone or out of the hall, however they push", () => {
    const chance = seeded(7);
    for (let walk = 0; walk < 40; walk++) {
      let place: Point = walls.nearestFree(chance() * HALL_WIDTH_M, chance() * HALL_DEPTH_M);
      for (let step = 0; step < 60; step++) {
        const angle = chance() * 2 * Math.PI;
        const far = chance() * 0.9;
        place = walls.step(place, Math.cos(angle) * far, Math.sin(angle) * far);
        expect(isInside(place)).toBe(true);
        expect(closed.some((ring) => ringHolds(ring, place[0], place[1]))).toBe(false);
      }
    }
  });

  it("one walks straight at a wall and is stopped at arm's length", () => {
    let place: Point = [2, 40];
    for (let step = 0; step < 100; step++) place = walls.step(place, -0.2, 0);
    expect(place[0]).toBeGreaterThanOrEqual(BODY_M - 0.01);
    expect(place[0]).toBeLessThan(BODY_M + 0.05);
  });

  it("one slides along a wall instead of sticking to it", () => {
    let place: Point = [2, 40];
    for (let step = 0; step < 50; step++) place = walls.step(place, -0.1, 0.1);
    expect(place[1]).toBeGreaterThan(44);
  });

  it("one may step through an open side, but not through a closed one", () => {
    const stand = plan.stands[5];
    if (!stand) throw new Error("the fixture has no stand");
    let inFront: Point = [stand.x + 1.5, stand.y - 1];
    for (let step = 0; step < 40; step++) inFront = walls.step(inFront, 0, 0.1);
    const [, deep] = localPoint(stand, ...inFront);
    expect(deep).toBeGreaterThan(0.2);
    expect(deep).toBeLessThan(0.6);
    let behind: Point = [4, stand.y + 1.5];
    for (let step = 0; step < 60; step++) behind = walls.step(behind, 0.1, 0);
    expect(behind[0]).toBeLessThan(6);
  });

  it("after the hall changed one is put beside what now stands there", () => {
    const stand = plan.stands[40];
    if (!stand) throw new Error("the fixture has no stand");
    const [x, y] = walls.nearestFree(stand.x + 1.5, stand.y + (stand.turn === 0 ? 1.5 : -1.5));
    expect(walls.isFree(x, y)).toBe(true);
  });
});

describe("the way to a place", () => {
  const chance = seeded(11);
  const pairs = Array.from({ length: 12 }, () => {
    const place = (): Point => walls.nearestFree(chance() * HALL_WIDTH_M, chance() * HALL_DEPTH_M);
    return [place(), place()] as const;
  });

  it.each(pairs)("%s to %s touches nothing solid and arrives", (from, to) => {
    const way = findPath(walls, from, to);
    expect(way).not.toBeNull();
    let before: Point = from;
    for (const point of way ?? []) {
      expect(walls.isLineFree(before, point, BODY_M - 0.02)).toBe(true);
      before = point;
    }
    expect(Math.hypot(before[0] - to[0], before[1] - to[1])).toBeLessThan(0.01);
  });

  it("leads to before a booth when the booth itself is tapped", () => {
    const way = findPath(walls, [45, 3], [20, 12]);
    const end = way?.[way.length - 1] ?? [0, 0];
    expect(walls.isFree(end[0], end[1])).toBe(true);
  });
});

describe("the visitor", () => {
  it("arrives where it was sent, looking as it was asked", () => {
    const walker = new Walker(walls, { x: 45, y: 3, heading: 0 });
    const stand = plan.byNumber.get("c9");
    if (!stand) throw new Error("the fixture has no C9");
    const pose = viewingPose(stand, walls);
    expect(walker.walkTo([pose.x, pose.y], pose.heading)).toBe(true);
    for (let frame = 0; frame < 6000 && walker.update(1 / 60); frame++);
    expect(Math.hypot(walker.view.x - pose.x, walker.view.y - pose.y)).toBeLessThan(0.4);
    expect(Math.cos(walker.view.heading - pose.heading)).toBeGreaterThan(0.99);
    expect(walker.update(1 / 60)).toBe(false);
  });

  it("is there at once where movement should be calm", () => {
    const walker = new Walker(walls, { x: 45, y: 3, heading: 0 }, { calm: true });
    walker.walkTo([10, 3]);
    expect(walker.view.x).toBeCloseTo(10, 1);
    expect(walker.walking).toBe(false);
  });

  it("walks at 1.7 m/s, at 3 m/s with Shift, and rests when nothing is pushed", () => {
    for (const [brisk, speed] of [[false, 1.7], [true, 3]] as const) {
      const walker = new Walker(walls, { x: 20, y: 2.5, heading: -Math.PI / 2 });
      walker.push.brisk = brisk;
      walker.push.forward = 1;
      for (let frame = 0; frame < 60; frame++) walker.update(1 / 60);
      const before = walker.view.x;
      for (let frame = 0; frame < 60; frame++) walker.update(1 / 60);
      expect(walker.view.x - before).toBeCloseTo(speed, 1);
      walker.push.forward = 0;
      for (let frame = 0; frame < 120; frame++) walker.update(1 / 60);
      expect(walker.update(1 / 60)).toBe(false);
    }
  });

  it("a push of the stick ends a walk on its own", () => {
    const walker = new Walker(walls, { x: 45, y: 3, heading: 0 });
    walker.walkTo([10, 3]);
    walker.push.forward = 0.5;
    walker.update(1 / 60);
    expect(walker.target).toBeNull();
  });
});
