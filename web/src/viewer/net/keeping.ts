import type { HallConfig } from "./config.ts";

/** Lets the browser keep what was fetched, so that the next visit starts at once, also offline. */
export async function keepForNextVisit(config: HallConfig): Promise<void> {
  // Not every browser has it, whatever the type declarations say; plain http has it nowhere but here.
  if (!("serviceWorker" in navigator)) return;
  await navigator.serviceWorker.register(`${config.base}/sw.js`, { scope: `${config.base}/` });
  const { active } = await navigator.serviceWorker.ready;
  const fetched = performance.getEntriesByType("resource").map(({ name }) => name);
  active?.postMessage({ keep: [location.href.replace(/#.*/, ""), ...fetched.filter((url) => /\/(f|a|look)\//.test(url))] });
}
