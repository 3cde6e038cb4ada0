import type { Outbox } from "./outbox.ts";

const AGAIN_MS = 20_000;

/** Sends what waits whenever there is hope: now, when the network is back, and now and then. */
export function deliverLetters(outbox: Outbox): void {
  const tryNow = () => {
    if (navigator.onLine) void outbox.flush();
  };
  window.addEventListener("online", tryNow);
  document.addEventListener("visibilitychange", tryNow);
  // The browser may call a dead spot "online": only an answer tells.
  setInterval(tryNow, AGAIN_MS);
  tryNow();
}
