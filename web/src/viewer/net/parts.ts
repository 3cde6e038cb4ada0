/** Code and styles that come only when they are wanted: in a dead spot they come later, not never. */

import { NetError, retrying } from "./door.ts";

/** Who tapped waits a second for another try, not longer. */
const TRIES = 2;

/**
 * Styles that did not come. The builder's own code fetches a part's styles beside it, but once
 * that failed takes them for fetched: the part would be shown without them.
 */
const lost = new Set<HTMLLinkElement>();
window.addEventListener(
  "error",
  ({ target }) => {
    if (target instanceof HTMLLinkElement && target.rel === "stylesheet") lost.add(target);
  },
  true, // such errors do not bubble
);

/**
 * Fetches a part of the viewer and its styles, some times if need be.
 *
 * @throws NetError when it does not come; the next call asks anew.
 */
export function fetchPart<T>(load: () => Promise<T>, tries = TRIES): Promise<T> {
  const whole = async () => {
    const part = await load();
    await Promise.all([...lost].map(fetchAgain));
    return part;
  };
  return retrying(() => whole().catch(missing), tries);
}

function fetchAgain(link: HTMLLinkElement): Promise<void> {
  const again = link.cloneNode() as HTMLLinkElement;
  lost.delete(link);
  return new Promise((resolve, reject) => {
    again.onload = () => {
      resolve();
    };
    again.onerror = () => {
      reject(new Error(again.href));
    };
    link.replaceWith(again);
  });
}

function missing(error: unknown): never {
  throw new NetError(`a part of the page has not come: ${String(error)}`, 0);
}
