/** On a slow phone four times as long: a tap is answered within a twentieth of a second. */
const LONG_MS = 6;
let since = 0;

/** Between two pieces of long work: lets the page answer whoever has tapped meanwhile. */
export async function breathe(): Promise<void> {
  if (performance.now() - since < LONG_MS) return;
  const { scheduler } = globalThis as { scheduler?: { yield?(): Promise<void> } };
  await (scheduler?.yield?.() ?? new Promise((done) => setTimeout(done)));
  since = performance.now();
}

export function pause(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms));
}
