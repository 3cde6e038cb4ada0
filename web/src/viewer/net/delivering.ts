import type { HallConfig } from "./config.ts";
import type { Outbox } from "./outbox.ts";

const AGAIN_MS = 20_000;

/** Sends what waits whenever there is hope: now, when the network is back, and now and then. */
export function deliverLetters(outbox: Outbox, config: HallConfig): void {
  const tryNow = () => {
    if (navigator.onLine) void outbox.flush();
  };
  window.addEventListener("online", tryNow);
  document.addEventListener("visibilitychange", tryNow);
  // The browser may call a dead spot "online": only an answer tells.
  setInterval(tryNow, AGAIN_MS);
  tryNow();
  // Where the browser sends in the background, it may do so after this page is closed.
  if ("serviceWorker" in navigator && "SyncManager" in window) {
    void import("./handing_over.ts").then(({ handLettersOver }) => handLettersOver(outbox, config)).catch((error: unknown) => {
      console.info("letters wait for this page alone:", error);
    });
  }
}
