import { describe, expect, it } from "vitest";
import { clusterStands } from "../src/viewer/core/clusters.ts";
import { compareHalls } from "../src/viewer/core/hall_change.ts";
import { parsePlan } from "../src/viewer/core/hall_plan.ts";
import { findFacing, headingTo, listNear, turnBetween } from "../src/viewer/core/nearby.ts";
import { pickFloor, pickStand } from "../src/viewer/core/picking.ts";
import { formatLink, parseLink } from "../src/viewer/core/place_link.ts";
import { localPoint, openSides, sideOnPlan, standCorners, standPoint } from "../src/viewer/core/stand_frame.ts";
import { hallPlan, indexFile, seeded } from "./fixture/hall.ts";

const plan = hallPlan();
const stand = (number: string) => {
  const found = plan.byNumber.get(number.toLowerCase());
  if (!found) throw new Error(`the fixture has no ${number}`);
  return found;
};

describe("the index file", () => {
  it("gives every stand by id and by number, whatever the case", () => {
    expect(plan.stands).toHaveLength(260);
    expect(plan.byNumber.get("a12")).toBe(plan.byId.get("s-0-11"));
  });

  it("is refused with what is wrong", () => {
    expect(() => parsePlan({ ...indexFile(), v: 2 })).toThrow("version 2 found, 1 expected");
    expect(() => parsePlan(null)).toThrow("version undefined");
    const short = indexFile();
    (short["stands"] as { near: string[] }).near.pop();
    expect(() => parsePlan(short)).toThrow("stands.near has 259 entries, 260 expected");
  });
});

describe("a stand's own frame", () => {
  it("turns back what it turned, for any place", () => {
    const chance = seeded(3);
    for (let i = 0; i < 50; i++) {
      const at = { ...stand("C4"), turn: chance() * 7 };
      const [u, v] = [chance() * 6 - 3, chance() * 6 - 3];
      const [x, y] = standPoint(at, u, v);
      const [bu, bv] = localPoint(at, x, y);
      expect(Math.hypot(bu - u, bv - v)).toBeLessThan(1e-9);
    }
  });

  it("has its open sides outside, from a reader's left to right", () => {
    const island = { ...stand("A1"), open: 15 };
    const [cx, cy] = standPoint(island, 1.5, 1.5);
    expect(openSides(island)).toHaveLength(4);
    for (const side of openSides(island)) {
      const { middle, outward } = sideOnPlan(island, side);
      expect((middle[0] - cx) * outward[0] + (middle[1] - cy) * outward[1]).toBeCloseTo(1.5);
      expect(standCorners(island)).toContainEqual(standPoint(island, side.u, side.v));
    }
  });
});

describe("what is around", () => {
  it("is told nearest first, and the stand one looks at is the one before one", () => {
    const at = stand("A9");
    const pose = { x: at.x + 1.5, y: at.y - 2, heading: 0 };
    const near = listNear(plan, pose, 14);
    expect(near.map(({ distance }) => distance)).toEqual([...near.map(({ distance }) => distance)].sort((a, b) => a - b));
    expect(findFacing(near)?.stand.number).toBe("A9");
    expect(findFacing(listNear(plan, { ...pose, heading: Math.PI }, 14))).toBeNull();
  });

  it("headings follow the plan: 0 is north, counter-clockwise", () => {
    expect(headingTo([0, 0], [0, 5])).toBeCloseTo(0);
    expect(headingTo([0, 0], [-5, 0])).toBeCloseTo(Math.PI / 2);
    expect(turnBetween(3, -3)).toBeCloseTo(2 * Math.PI - 6);
  });
});

describe("a tap", () => {
  it("meets the nearest booth, or the floor where it points", () => {
    const at = stand("A9");
    const eye = [at.x + 1.5, at.y - 2, 1.6] as const;
    expect(pickStand(plan.stands, { origin: eye, direction: [0, 1, 0] }, 60)?.stand.number).toBe("A9");
    expect(pickFloor({ origin: eye, direction: [0, 1, -1] }, 60)).toEqual([eye[0], expect.closeTo(eye[1] + 1.6)]);
    expect(pickFloor({ origin: eye, direction: [0, 1, 0.2] }, 60)).toBeNull();
  });

  it("means the stand that one looks at, not the one on whose edge one stands", () => {
    // A9 opens to the south: a step inside it, looking out over the aisle and looking in.
    const { x, y } = stand("A9");
    const edge = [x + 1.5, y + 0.4, 1.6] as const;
    expect(pickStand(plan.stands, { origin: edge, direction: [0, -1, 0] }, 60)).toBeNull();
    expect(pickStand(plan.stands, { origin: edge, direction: [0, 1, 0] }, 60)?.stand.number).toBe("A9");
  });
});

describe("the address of a place", () => {
  it("is read back as it was written", () => {
    expect(parseLink(formatLink({ stand: "A 12/é" }))).toEqual({ stand: "A 12/é" });
    expect(parseLink(formatLink({ product: "miel-1" }))).toEqual({ product: "miel-1" });
    const { at } = parseLink(formatLink({ at: { x: 12.34, y: -5, heading: -Math.PI / 2 } }));
    expect([at?.x, at?.y, Math.sin(at?.heading ?? 0)]).toEqual([12.3, -5, expect.closeTo(-1)]);
  });

  it.each(["", "#", "#at=1", "#at=a,b,c", "#at=1,2,3,4", "#at=Infinity,0,0"])("%s names no place", (hash) => {
    expect(parseLink(hash).at).toBeUndefined();
  });
});

describe("neighbourhoods", () => {
  it("hold every stand once and none too many", () => {
    const groups = clusterStands(plan.stands, 32);
    expect(groups.flat().map(({ id }) => id).sort()).toEqual(plan.stands.map(({ id }) => id).sort());
    expect(Math.max(...groups.map((group) => group.length))).toBeLessThanOrEqual(32);
    expect(groups.length).toBeLessThanOrEqual(10);
  });
});

describe("another build of the hall", () => {
  it("names the stands whose goods must be fetched again", () => {
    const file = indexFile();
    const stands = file["stands"] as { near: string[]; x: number[] };
    stands.near[3] = "other.glb";
    stands.x[7] = 1;
    const change = compareHalls(plan, parsePlan(file));
    expect(change.nearChanged).toEqual(["s-0-3", "s-0-7"]);
    expect(compareHalls(plan, hallPlan()).nearChanged).toEqual([]);
  });
});
