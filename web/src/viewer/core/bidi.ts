const FIRST_STRONG_ISOLATE = "\u2068";
const POP_ISOLATE = "\u2069";

/** Keeps a number, a price or a name from reordering the words around it. */
export function isolate(text: string | number): string {
  return `${FIRST_STRONG_ISOLATE}${String(text)}${POP_ISOLATE}`;
}
