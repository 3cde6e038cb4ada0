import { expect, test } from "vitest";
import { PixelRatio } from "../src/viewer/scene/pixel_ratio.ts";

/** A device that draws so many milliseconds at a ratio of one, on a display of 60 Hz. */
function walk(ratio: PixelRatio, frames: number, msAtOne: number): number[] {
  return Array.from({ length: frames }, () => {
    ratio.note(Math.max(16.7, msAtOne * ratio.moving ** 2));
    return ratio.moving;
  });
}

test("nothing is known at first: as many pixels as the page has, not as the glass", () => {
  expect(new PixelRatio(2).moving).toBe(1);
  expect(new PixelRatio(0.8).moving).toBe(0.8);
});

test("a fast device comes to all its pixels, and never to more", () => {
  const ratio = new PixelRatio(2);
  const seen = walk(ratio, 120, 3);
  expect(seen.at(-1)).toBe(2);
  expect(Math.max(...seen)).toBe(2);
});

test("a slow device is known after two pictures", () => {
  const ratio = new PixelRatio(1);
  walk(ratio, 2, 100);
  expect(ratio.moving).toBeLessThan(1);
  walk(ratio, 4, 100);
  expect(ratio.moving).toBe(0.7);
});

test("a device in between stays near what it can do, without swinging", () => {
  const ratio = new PixelRatio(2);
  const settled = walk(ratio, 600, 14).slice(200);
  expect(Math.max(...settled) / Math.min(...settled)).toBeLessThan(1.5);
  expect(Math.min(...settled)).toBeGreaterThan(0.9);
});

test("what took seconds was no picture, but a page in the background", () => {
  const ratio = new PixelRatio(1);
  for (let at = 0; at < 20; at++) ratio.note(5000);
  expect(ratio.moving).toBe(1);
});

test("at rest there are all pixels, on a slow device as many as are soon drawn", () => {
  const ratio = new PixelRatio(2);
  expect(ratio.resting).toBe(2);
  ratio.noteRest(1600, 2);
  expect(ratio.resting).toBe(1);
  ratio.noteRest(200, 1);
  expect(ratio.resting).toBeGreaterThan(1.2);
  ratio.noteRest(20, 1);
  expect(ratio.resting).toBe(2);
});
