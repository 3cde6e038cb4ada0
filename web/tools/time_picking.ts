/** Prints how long one pick and one step take in a hall, from its index file: `node time_picking.js INDEX`. */
import { readFileSync } from "node:fs";
import { parsePlan } from "../src/viewer/core/hall_plan.ts";
import { pickFloor, pickStand, type Ray } from "../src/viewer/core/picking.ts";
import { Walls } from "../src/viewer/core/walls.ts";

const ROUNDS = 4000;
const plan = parsePlan(JSON.parse(readFileSync(process.argv[2] ?? "", "utf8")));
const walls = new Walls(plan);
const xs = plan.outline.map(([x]) => x);
const ys = plan.outline.map(([, y]) => y);
const [west, east, south, north] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
const places = Array.from({ length: ROUNDS }, (_, n) => {
  const share = (n * 0.618034) % 1;
  return walls.nearestFree(west + (east - west) * share, south + (north - south) * ((n * 0.414214) % 1));
});

function time(work: (n: number) => unknown): number {
  for (let n = 0; n < 500; n++) work(n % ROUNDS);
  const before = performance.now();
  for (let n = 0; n < ROUNDS; n++) work(n);
  return (performance.now() - before) / ROUNDS;
}

const rayAt = (n: number): Ray => {
  const [x, y] = places[n] ?? [0, 0];
  const turn = n * 2.4;
  return { origin: [x, y, 1.6], direction: [Math.cos(turn), Math.sin(turn), -0.15] };
};
const picking = time((n) => [pickStand(plan.stands, rayAt(n), 60), pickFloor(rayAt(n), 60)]);
const collision = time((n) => walls.step(places[n] ?? [0, 0], Math.cos(n) * 0.05, Math.sin(n) * 0.05));
console.log(`${plan.stands.length} stands: picking ${picking.toFixed(4)} ms, collision ${collision.toFixed(4)} ms`);
