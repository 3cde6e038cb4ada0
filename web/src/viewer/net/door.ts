/** The one place that talks to the network. */

import { waitSeconds } from "../core/backoff.ts";

/** RFC 9457, as the server sends it. */
export interface Problem {
  readonly title?: string;
  readonly status?: number;
  readonly detail?: string;
  readonly code?: string;
  readonly errors?: readonly { readonly field: string; readonly message: string }[];
}

/** A request that failed: no answer (status 0), or an answer that says why. */
export class NetError extends Error {
  override name = "NetError";
  readonly status: number;
  readonly problem: Problem | null;
  readonly retryAfter: number;

  constructor(message: string, status: number, problem: Problem | null = null, retryAfter = 0) {
    super(message);
    this.status = status;
    this.problem = problem;
    this.retryAfter = retryAfter;
  }

  /** Whether the same request may succeed later. */
  get passing(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

export interface Progress {
  readonly received: number;
  /** Bytes in all, or null where the server compressed and cannot say. */
  readonly total: number | null;
}

async function ask(url: string, init: RequestInit = {}): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, { credentials: "same-origin", ...init });
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new NetError(`${url}: no answer`, 0);
  }
  if (response.ok) return response;
  const problem = (await response.json().catch(() => null)) as Problem | null;
  const after = Number(response.headers.get("Retry-After") ?? 0);
  throw new NetError(`${url}: ${String(response.status)}`, response.status, problem, Number.isFinite(after) ? after : 0);
}

export async function fetchJson(url: string, signal?: AbortSignal): Promise<unknown> {
  const response = await ask(url, { headers: { Accept: "application/json" }, ...(signal ? { signal } : {}) });
  return response.json();
}

export async function fetchBytes(
  url: string,
  onProgress?: (progress: Progress) => void,
  signal?: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  const response = await ask(url, signal ? { signal } : {});
  if (!onProgress || !response.body) return new Uint8Array(await response.arrayBuffer());
  const length = Number(response.headers.get("Content-Length"));
  const total = length > 0 && !response.headers.get("Content-Encoding") ? length : null;
  const chunks: Uint8Array[] = [];
  let received = 0;
  const reader = response.body.getReader();
  for (let step = await reader.read(); !step.done; step = await reader.read()) {
    chunks.push(step.value);
    received += step.value.byteLength;
    onProgress({ received, total });
  }
  const bytes = new Uint8Array(received);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.byteLength;
  }
  return bytes;
}

export async function postJson(url: string, body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<unknown> {
  const response = await ask(url, {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/json", ...headers },
    body: JSON.stringify(body),
  });
  return response.json();
}

/** Tries again, waiting longer each time, while the failure may pass. */
export async function retrying<T>(action: () => Promise<T>, tries: number): Promise<T> {
  for (let tried = 0; ; tried++) {
    try {
      return await action();
    } catch (error) {
      if (!(error instanceof NetError) || !error.passing || tried + 1 >= tries) throw error;
      const seconds = Math.max(error.retryAfter, waitSeconds(tried, Math.random()));
      await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
    }
  }
}
