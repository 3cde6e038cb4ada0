const SEEN = "hall.help.seen";

/** Whether this is somebody's first visit; from now on it is not. */
export function isFirstVisit(): boolean {
  try {
    const first = localStorage.getItem(SEEN) === null;
    localStorage.setItem(SEEN, "1");
    return first;
  } catch {
    return false; // Storage is switched off: better no help card than one at every visit.
  }
}
