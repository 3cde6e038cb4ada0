import type { Receipt } from "./api.ts";
import type { HallConfig } from "./config.ts";
import type { Outbox } from "./outbox.ts";

interface Answered {
  readonly answered?: readonly { readonly key: string; readonly receipt?: Receipt; readonly fault?: string }[];
}

/** Hands what waits to the service worker, which sends it once the network is back, also without this page. */
export async function handLettersOver(outbox: Outbox, config: HallConfig): Promise<void> {
  const registration = await navigator.serviceWorker.ready;
  if (!("sync" in registration)) return;
  navigator.serviceWorker.addEventListener("message", ({ data }: MessageEvent<Answered | null>) => {
    for (const { key, ...answer } of data?.answered ?? []) outbox.settle(key, answer);
  });
  navigator.serviceWorker.startMessages();
  const handOver = () => {
    const letters = outbox.waiting.filter(({ fault }) => fault === undefined);
    registration.active?.postMessage({
      letters: letters.map(({ key, kind, body }) => ({ key, body, url: `${config.api}/${kind}?lang=${config.lang}` })),
    });
  };
  outbox.onChange(handOver);
  registration.active?.postMessage({ answers: true });
  handOver();
}
