import { DataTexture, LinearFilter, LinearMipmapLinearFilter, RepeatWrapping } from "three";
import { breathe } from "../breath.ts";

const SIZE = 128;

/**
 * What surfaces look like close by, grown here instead of downloaded: red the pile of a carpet,
 * green the grain of wood, blue a linen weave, alpha the clouds of plaster. One half is plain, so
 * that far away (smaller mipmaps) nothing is left of it.
 */
export async function growDetail(): Promise<DataTexture> {
  const data = new Uint8Array(SIZE * SIZE * 4);
  const coarse = [growNoise(8, 1), growNoise(16, 2), growNoise(32, 3)] as const;
  const fine = growNoise(SIZE, 4);
  const streak = growNoise(SIZE, 5);
  for (let y = 0; y < SIZE; y++) {
    await breathe();
    for (let x = 0; x < SIZE; x++) {
      const at = y * SIZE + x;
      const clouds = (sample(coarse[0], 8, x, y) + sample(coarse[1], 16, x, y) * 0.5 + sample(coarse[2], 32, x, y) * 0.25) / 1.75;
      const pile = 0.75 * (fine[at] ?? 0) + 0.25 * clouds;
      const bend = Math.round(clouds * 10);
      const grain = 0.65 * (streak[((y + bend) % SIZE) * SIZE] ?? 0) + 0.35 * clouds;
      const over = (Math.floor(x / 4) + Math.floor(y / 4)) % 2 === 0;
      const thread = Math.sin((((over ? x : y) % 4) + 0.5) * (Math.PI / 4));
      data.set([pile, grain, 0.25 + 0.5 * thread * (over ? 1 : 0.7), clouds].map((v) => Math.round(v * 255)), at * 4);
    }
  }
  for (let channel = 0; channel < 4; channel++) centre(data, channel);
  const texture = new DataTexture(data, SIZE, SIZE);
  texture.wrapS = texture.wrapT = RepeatWrapping;
  texture.minFilter = LinearMipmapLinearFilter;
  texture.magFilter = LinearFilter;
  texture.generateMipmaps = true;
  texture.needsUpdate = true;
  return texture;
}

export const DETAIL_BYTES = Math.round((SIZE * SIZE * 4 * 4) / 3);

/** Even noise in 0..1 on a square of `side` that repeats; the same on every device. */
function growNoise(side: number, seed: number): Float32Array {
  let state = seed * 0x9e3779b9;
  return Float32Array.from({ length: side * side }, () => {
    state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x7f4a7c15;
    return ((state ^ (state >>> 12)) >>> 0) / 0xffffffff;
  });
}

function sample(noise: Float32Array, side: number, x: number, y: number): number {
  const [u, v] = [(x / SIZE) * side, (y / SIZE) * side];
  const [i, j] = [Math.floor(u), Math.floor(v)];
  const [a, b] = [smooth(u - i), smooth(v - j)];
  const at = (di: number, dj: number) => noise[((j + dj) % side) * side + ((i + di) % side)] ?? 0;
  return (at(0, 0) * (1 - a) + at(1, 0) * a) * (1 - b) + (at(0, 1) * (1 - a) + at(1, 1) * a) * b;
}

function smooth(share: number): number {
  return share * share * (3 - 2 * share);
}

/** Shifts a channel so that its mean is one half. */
function centre(data: Uint8Array, channel: number): void {
  let sum = 0;
  for (let at = channel; at < data.length; at += 4) sum += data[at] ?? 0;
  const shift = 127.5 - sum / (SIZE * SIZE);
  for (let at = channel; at < data.length; at += 4) data[at] = Math.min(255, Math.max(0, (data[at] ?? 0) + shift));
}
