/** Seconds to wait before try number `tried + 1`: doubling, with chance, at most a minute. */
export function waitSeconds(tried: number, chance: number): number {
  return Math.min(60, 2 ** tried) * (0.75 + chance / 2);
}
