/**
 * The service worker: a second visit starts from what the first one fetched, and in a dead spot
 * what was seen can be seen again, and what was written is sent when the network is back. It shares no
 * module with pages, so that it is one file that every browser runs as a classic script. Pages that the server marks `no-store` (forms, receipts, the desk) are never kept.
 */

import { LETTERS, Postbox, type Handed } from "./letters.ts";

/** What this worker uses of its global scope; TypeScript's own types clash with those of pages. */
interface WorkerScope {
  readonly registration: { readonly scope: string; readonly sync?: { register(tag: string): Promise<void> } };
  readonly clients: { claim(): Promise<void>; matchAll(): Promise<readonly { postMessage(told: unknown): void }[]> };
  skipWaiting(): Promise<void>;
  addEventListener(type: "install" | "activate", act: (event: Waiting) => void): void;
  addEventListener(type: "message", act: (event: Waiting & { readonly data: unknown }) => void): void;
  addEventListener(type: "sync", act: (event: Waiting & { readonly tag: string }) => void): void;
  addEventListener(type: "fetch", act: (event: FetchAsked) => void): void;
}
interface Waiting {
  waitUntil(work: Promise<unknown>): void;
}
interface FetchAsked extends Waiting {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}

const worker = self as unknown as WorkerScope;
/** What a hall starts from, as its page tells it; and apart from that, what came on the way. */
const FILES = "hall-files-1";
const GOODS = "hall-goods-1";
const PAGES = "hall-pages-1";
const MOST_FILES = 600;
/** A walk past all stands of a fair; of one of thousands, past the last of them. */
const MOST_GOODS = 1400;
const MOST_PAGES = 120;
/** A link this slow is a dead spot: what is kept is shown. */
const PATIENCE_MS = 4000;
const root = new URL(worker.registration.scope).pathname;
const postbox = new Postbox(root);
const SEND_LETTERS = "hall-letters";
const ONCE_NAMED = /^(f|a|look)\//;
const TOLD = /^api\/v1\/(hall|tours|order-form|stands\/|products\/|exhibitors\/)/;

worker.addEventListener("install", (event) => {
  event.waitUntil(worker.skipWaiting());
});

worker.addEventListener("activate", (event) => {
  event.waitUntil(forgetOldCaches().then(() => worker.clients.claim()));
});

/** The page tells what it fetched before this worker was there; the browser's own cache still has it. */
worker.addEventListener("message", (event) => {
  const { keep, letters, answers } = event.data as { keep?: unknown; letters?: unknown; answers?: unknown };
  if (Array.isArray(letters)) event.waitUntil(takeLetters(letters as Handed[]));
  if (answers) event.waitUntil(tellAnswers());
  if (Array.isArray(keep)) event.waitUntil(keepAll(keep.filter((url): url is string => typeof url === "string")));
});

/** The network is back, and perhaps no page is open any more. */
worker.addEventListener("sync", (event) => {
  if (event.tag === SEND_LETTERS) event.waitUntil(postbox.send().finally(tellAnswers));
});

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const path = localPath(request.url);
  if (request.method !== "GET" || path === null) return;
  if (ONCE_NAMED.test(path)) event.respondWith(fromKept(event));
  else if (request.mode === "navigate" || TOLD.test(path)) event.respondWith(fromNetwork(event));
});

function localPath(address: string): string | null {
  const url = new URL(address);
  if (url.origin !== location.origin || !url.pathname.startsWith(root)) return null;
  return url.pathname.slice(root.length);
}

/** Files are named by their content: what is kept under a name is right for ever. */
async function fromKept(event: FetchAsked): Promise<Response> {
  const [files, goods] = await Promise.all([caches.open(FILES), caches.open(GOODS)]);
  const kept = (await files.match(event.request, { ignoreVary: true })) ?? (await goods.match(event.request, { ignoreVary: true }));
  if (kept) return kept;
  const answer = await fetch(event.request);
  if (answer.ok) event.waitUntil(keep(GOODS, event.request, answer.clone(), MOST_GOODS));
  return answer;
}

/** The newest where the network answers in time, else what was seen last. */
async function fromNetwork(event: FetchAsked): Promise<Response> {
  const { request } = event;
  const pages = await caches.open(PAGES);
  const kept = await pages.match(request, { ignoreVary: true });
  const asked = fetch(request).then((answer) => {
    if (answer.ok && !answer.redirected) event.waitUntil(keep(PAGES, request, answer.clone(), MOST_PAGES));
    return answer;
  });
  if (!kept) return asked;
  event.waitUntil(asked.catch(() => undefined));
  const patience = new Promise<Response>((resolve) => {
    setTimeout(() => {
      resolve(kept);
    }, PATIENCE_MS);
  });
  return Promise.race([asked.catch(() => kept), patience]);
}

async function keep(name: string, request: Request | string, answer: Response, most: number): Promise<void> {
  if (/no-store|private/.test(answer.headers.get("Cache-Control") ?? "")) return;
  const cache = await caches.open(name);
  try {
    await cache.put(request, answer);
  } catch {
    return; // The device is full: the visit goes on from the network.
  }
  const kept = await cache.keys();
  await Promise.all(kept.slice(0, Math.max(0, kept.length - most)).map((old) => cache.delete(old)));
}

async function keepAll(urls: readonly string[]): Promise<void> {
  for (const url of urls) {
    const path = localPath(url);
    if (path === null) continue;
    const name = ONCE_NAMED.test(path) ? FILES : PAGES;
    const cache = await caches.open(name);
    if (await cache.match(url, { ignoreVary: true })) continue;
    const answer = await fetch(url).catch(() => null);
    if (answer?.ok) await keep(name, url, answer, name === FILES ? MOST_FILES : MOST_PAGES);
  }
}

async function takeLetters(letters: readonly Handed[]): Promise<void> {
  await postbox.take(letters);
  if (letters.length > 0) await worker.registration.sync?.register(SEND_LETTERS);
}

async function tellAnswers(): Promise<void> {
  const answered = await postbox.answers();
  if (answered.length === 0) return;
  for (const page of await worker.clients.matchAll()) page.postMessage({ answered });
}

async function forgetOldCaches(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith("hall-") && ![FILES, GOODS, PAGES, LETTERS].includes(name)).map((name) => caches.delete(name)));
}
