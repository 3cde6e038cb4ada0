import type { Budget } from "./planner.ts";

const MIB = 1024 * 1024;
const KIB = 1024;

/** How much a device is asked to hold and to draw. */
export interface Tier {
  readonly signCellPx: number;
  readonly mostPixels: number;
  /** The page for the pictures of the stands around. */
  readonly pagePx: readonly [width: number, height: number];
  /** Of a whole picture, hall and goods. */
  readonly triangles: number;
  readonly flights: number;
  readonly bytesInFlight: number;
  /** Files kept as they came, for coming back to a stand. */
  readonly fileBytes: number;
  /** Products' own models at once. */
  readonly models: number;
}

export interface Device {
  readonly coarse: boolean;
  readonly memoryGb: number;
  readonly saveData: boolean;
}

const DESKTOP: Tier = {
  signCellPx: 768, mostPixels: 2, pagePx: [2048, 3072], triangles: 110_000, flights: 6, bytesInFlight: 600 * KIB, fileBytes: 16 * MIB, models: 6,
};
const PHONE: Tier = {
  signCellPx: 512, mostPixels: 2, pagePx: [2048, 2048], triangles: 47_000, flights: 4, bytesInFlight: 240 * KIB, fileBytes: 6 * MIB, models: 2,
};
/** Who saves data sees what they stand before, and no more is fetched. */
const SPARING = { flights: 2, bytesInFlight: 110 * KIB, models: 0 } as const;

export function readDevice(): Device {
  const told = navigator as { deviceMemory?: number; connection?: { saveData?: boolean } };
  return {
    coarse: matchMedia("(pointer: coarse)").matches,
    memoryGb: told.deviceMemory ?? 8,
    saveData: told.connection?.saveData ?? false,
  };
}

export function chooseTier({ coarse, memoryGb, saveData }: Device = readDevice()): Tier {
  const tier = coarse || memoryGb <= 4 ? PHONE : DESKTOP;
  return saveData ? { ...tier, ...SPARING } : tier;
}

const LEAST_TRIANGLES = 6_000;
const SLOW_MS = 40;
const FAST_MS = 22;
const SAMPLES = 30;
const LEAST_SHARE = 0.4;

/** What goods may take, after what the hall itself takes and as fast as the device draws. */
export class Allowance {
  readonly #tier: Tier;
  readonly #blocks: number;
  #share = 1;
  #sum = 0;
  #count = 0;

  constructor(tier: Tier, blocks: number) {
    this.#tier = tier;
    this.#blocks = blocks;
  }

  /** Takes the time between two frames while moving. */
  note(frameMs: number): void {
    if (frameMs > 500) return;
    this.#sum += frameMs;
    if (++this.#count < SAMPLES) return;
    const mean = this.#sum / this.#count;
    this.#sum = this.#count = 0;
    if (mean > SLOW_MS) this.#share = Math.max(LEAST_SHARE, this.#share * 0.85);
    else if (mean < FAST_MS) this.#share = Math.min(1, this.#share * 1.1);
  }

  /** `hallTriangles` is what the hall drew in the last picture. */
  budget(hallTriangles: number): Budget {
    const left = Math.max(LEAST_TRIANGLES, this.#tier.triangles - hallTriangles);
    return {
      texels: this.#blocks,
      triangles: Math.floor((left * this.#share) / 500) * 500,
      draws: this.#tier.models,
      bytes: this.#tier.bytesInFlight,
      flights: this.#tier.flights,
    };
  }
}
