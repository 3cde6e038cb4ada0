import { describe, expect, it } from "vitest";
import { between, lightOf } from "../src/viewer/core/colour.ts";
import { parsePlan, withTile } from "../src/viewer/core/hall_plan.ts";
import { IDENTITY } from "../src/viewer/gltf/matrix.ts";
import type { Part } from "../src/viewer/gltf/model.ts";
import { listSeen } from "../src/viewer/scene/seen_parts.ts";
import { hallPlan } from "./fixture/hall.ts";
import { tiledIndex } from "./fixture/tiled_hall.ts";

const { index, tiles } = tiledIndex();
const TILE_STANDS = 52;

function part(more: Partial<Part> = {}): Part {
  return { name: "", extras: {}, positions: new Float32Array(9), colours: new Uint8Array(12), indices: new Uint32Array([0, 1, 2]), uvs: null, instances: null, image: null, ...more };
}

describe("what is seen of a hall at first", () => {
  it("is every part where it stands, in a hall that comes whole", () => {
    const instances = { count: 2, matrices: [IDENTITY, IDENTITY], tints: new Float32Array(8).fill(0.5) };
    const [floor, booths] = listSeen(hallPlan(), [part(), part({ instances })], { x: 10, y: 1 });
    expect(floor).toMatchObject({ matrices: [IDENTITY], tints: null });
    expect(booths?.matrices).toHaveLength(2);
    expect(Array.from(booths?.tints ?? [])).toEqual(Array(8).fill(0.5));
  });

  it("is the stands that have come one by one and the other tiles as blocks, in a hall of tiles", () => {
    const booth = part({ extras: { booth: 0, size: [3, 3] } });
    const plan = parsePlan(index);
    const [booths, ...blocks] = listSeen(plan, [booth], { x: 10, y: 7 });
    expect(booths?.matrices).toHaveLength(TILE_STANDS);
    expect(booths?.tints).toHaveLength(TILE_STANDS * 4);
    expect(blocks).toHaveLength(4);
    for (const { shape } of blocks) expect(Math.max(...shape.indices)).toBeLessThan(shape.positions.length / 3);
    const [more, ...fewer] = listSeen(withTile(plan, 1, tiles[1]), [booth], { x: 10, y: 7 });
    expect(more?.matrices).toHaveLength(2 * TILE_STANDS);
    expect(fewer).toHaveLength(3);
  });
});

describe("a colour's light", () => {
  it("goes from black to white, and is less than half in the middle", () => {
    expect(lightOf("#000000")).toEqual([0, 0, 0]);
    expect(lightOf("#ffffff")).toEqual([1, 1, 1]);
    const [grey] = lightOf("#808080");
    expect(grey).toBeCloseTo(0.2159, 3);
  });

  it("lies between two others", () => {
    expect(between([0, 0, 1], [1, 0, 0], 0.25)).toEqual([0.25, 0, 0.75]);
  });
});
