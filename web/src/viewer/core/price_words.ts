import { fold } from "./fold.ts";

/** What one wants to pay, in whole units of the fair's currency; null does not limit. */
export interface PriceBounds {
  readonly least: number | null;
  readonly most: number | null;
}

export interface Question {
  /** What is left to be found by words. */
  readonly text: string;
  readonly bounds: PriceBounds;
}

const LONGEST = 120;
// Also 1 500 and 1.500, as a price tag has it.
const NUMBER = "(\\d{1,3}(?:[ .,]\\d{3})+(?!\\d)|\\d{1,7}(?:[.,]\\d{1,2}(?!\\d))?)";
const CURRENCY = "(?:\\s*(?:dhs?|mad|dirhams?|drhm|درهما|درهم|دراهم)(?!\\p{L}))";
// Folded, as on the server (hall.service.search.query): no accents, no hamza; ى is ي and ة is ه.
const BELOW =
  "a moins de|moins cher que|moins de|pas plus de|maximum|max|jusqu.?a|under|below|less than|at most|up to|cheaper than" +
  "|no more than|باقل من|اقل من|تحت|حتي|الي حدود|لا يتجاوز|9al mn|9el men|9el mn|qal mn|ta7t|<=|<|≤";
const ABOVE =
  "plus de|au moins|a partir de|minimum|min|over|above|more than|at least|اكثر من|باكثر من|فوق|ابتداء من|kter mn|ktar men|>=|>|≥";
const BETWEEN = new RegExp(`(?:entre|between|from|بين|من)\\s+${NUMBER}${CURRENCY}?\\s*(?:et|and|a|to|-|و|الي|w|7ta)\\s*${NUMBER}${CURRENCY}?`, "u");
const MOST = new RegExp(`(?<![\\p{L}\\p{N}])(?:${BELOW})\\s*${NUMBER}${CURRENCY}?`, "u");
const LEAST = new RegExp(`(?<![\\p{L}\\p{N}])(?:${ABOVE})\\s*${NUMBER}${CURRENCY}?`, "u");
const AMOUNT = new RegExp(`(?<![\\p{L}\\p{N}])${NUMBER}${CURRENCY}`, "u");

const PHRASES = `${BELOW}|${ABOVE}`.replace("jusqu.?a", "jusqu a|jusqua").split("|").filter((phrase) => phrase.length > 2);
const SHORTEST_BEGINNING = 3;

/** “argan moins de 150 DH”, “عسل أقل من 100”: the words, and the price to keep to. */
export function parseQuestion(typed: string): Question {
  let text = fold(typed.slice(0, LONGEST));
  const between = BETWEEN.exec(text);
  if (between) {
    const [low, high] = [amountOf(between[1]), amountOf(between[2])];
    return { text: without(text, between), bounds: { least: Math.min(low, high), most: Math.max(low, high) } };
  }
  let least: number | null = null;
  let most: number | null = null;
  const below = MOST.exec(text);
  if (below) [most, text] = [amountOf(below[1]), without(text, below)];
  const above = LEAST.exec(text);
  if (above) [least, text] = [amountOf(above[1]), without(text, above)];
  const alone = least === null && most === null ? AMOUNT.exec(text) : null;
  if (alone) [most, text] = [amountOf(alone[1]), without(text, alone)];
  return { text: least === null && most === null ? withoutBeginning(text) : text, bounds: { least, most } };
}

export function isLimited({ least, most }: PriceBounds): boolean {
  return least !== null || most !== null;
}

/** Without “moins d”, which someone is about to make a price of. */
function withoutBeginning(text: string): string {
  const words = text.split(" ");
  for (let at = 1; at < words.length; at++) {
    const end = words.slice(at).join(" ").trim();
    if (end.length >= SHORTEST_BEGINNING && PHRASES.some((phrase) => phrase.startsWith(end))) return words.slice(0, at).join(" ");
  }
  return text;
}

export function admits(bounds: PriceBounds, amount: number | null): boolean {
  if (!isLimited(bounds)) return true;
  if (amount === null) return false;
  return (bounds.least === null || amount >= bounds.least) && (bounds.most === null || amount <= bounds.most);
}

function amountOf(text: string | undefined): number {
  const plain = (text ?? "0").replace(/[ .,](?=\d{3})/g, "");
  return Number(plain.replace(",", "."));
}

function without(text: string, found: RegExpExecArray): string {
  return `${text.slice(0, found.index)} ${text.slice(found.index + found[0].length)}`;
}
