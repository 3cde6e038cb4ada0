/** The browser's back button closes what lies over the hall instead of leaving it. */

type Close = () => void;
interface Mark {
  readonly hall: "below" | "sheet";
}

const FORGET_MS = 100;
const open: Close[] = [];
let taken = false;

/** A sheet opens: one step back will now close it. Gives what to call once it has closed. */
export function openStep(close: Close): () => void {
  open.push(close);
  if (markOf(history.state) !== "sheet") {
    history.replaceState({ hall: "below" } satisfies Mark, "");
    history.pushState({ hall: "sheet" } satisfies Mark, "", location.href);
  }
  return () => {
    const at = open.lastIndexOf(close);
    if (at >= 0) open.splice(at, 1);
  };
}

/** Whether the address has just changed because a step back closed a sheet. */
export function closedByBack(): boolean {
  return taken;
}

// A link within the page changes the history too, but its new entry carries no mark.
addEventListener("popstate", (event) => {
  const close = open.at(-1);
  if (!close || markOf(event.state) !== "below") return;
  taken = true;
  setTimeout(() => (taken = false), FORGET_MS);
  close();
});

function markOf(state: unknown): Mark["hall"] | null {
  return (state as Mark | null)?.hall ?? null;
}
