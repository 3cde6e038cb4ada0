/** How many slips of the finger a word of a length may hold. */
export function allowedSlips(length: number): number {
  return length < 4 ? 0 : length < 8 ? 1 : 2;
}

const LONGEST_WORD = 64;
/** Three rows of the table of edits, used over and over: this runs for thousands of words a key press. */
const ROWS = [new Uint8Array(LONGEST_WORD + 1), new Uint8Array(LONGEST_WORD + 1), new Uint8Array(LONGEST_WORD + 1)] as const;

/** Whether `word` begins with something at most `slips` edits away from `typed`. */
export function isNearly(typed: string, word: string, slips: number): boolean {
  if (slips === 0 || word.length + slips < typed.length) return false;
  // What follows the part that can still be compared makes no difference.
  const width = Math.min(word.length, typed.length + slips, LONGEST_WORD);
  const height = Math.min(typed.length, LONGEST_WORD);
  let [before, row, next]: [Uint8Array, Uint8Array, Uint8Array] = [...ROWS];
  for (let j = 0; j <= width; j++) row[j] = j;
  for (let i = 1; i <= height; i++) {
    next[0] = i;
    let least = i;
    for (let j = 1; j <= width; j++) {
      const same = typed.charCodeAt(i - 1) === word.charCodeAt(j - 1);
      let cost = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (same ? 0 : 1));
      if (i > 1 && j > 1 && typed.charCodeAt(i - 1) === word.charCodeAt(j - 2) && typed.charCodeAt(i - 2) === word.charCodeAt(j - 1)) {
        cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      }
      next[j] = cost;
      if (cost < least) least = cost;
    }
    if (least > slips) return false;
    [before, row, next] = [row, next, before];
  }
  for (let length = Math.max(0, typed.length - slips); length <= width; length++) if ((row[length] ?? Infinity) <= slips) return true;
  return false;
}
