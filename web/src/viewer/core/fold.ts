/**
 * Words as they are compared: the rules of the server's folding (`hall.model.folding`), so that
 * what a visitor types meets the keywords of the search file.
 */

// After NFKD and the loss of all marks: letters that mean the same to a reader.
const SAME: Readonly<Record<string, string>> = {
  "\u0640": "", "\u0621": "", "\u0671": "\u0627", "\u0649": "\u064a", "\u06cc": "\u064a", "\u0629": "\u0647",
  "\u06a9": "\u0643", "\u06ad": "\u0643", "\u06af": "\u0643", "\u06a4": "\u0641",
  œ: "oe", æ: "ae", ø: "o", ı: "i", ß: "ss",
};
const SAME_LETTERS = new RegExp(`[${Object.keys(SAME).join("")}]`, "g");
const ARTICLES = ["وال", "بال", "كال", "فال", "ال", "لل"];
const SHORTEST_STEM = 3;

const BEYOND_ASCII = /[^\0-\x7f]/;

/** Text without anything that people leave out when they search. */
export function fold(text: string): string {
  // Most words are plain: 25,000 names are folded when a large hall's search opens.
  if (!BEYOND_ASCII.test(text)) return text.toLowerCase();
  const bare = text.normalize("NFKD").toLowerCase().replace(/[\p{Mn}\p{Cf}]/gu, "");
  if (!BEYOND_ASCII.test(bare)) return bare;
  return bare
    .replace(SAME_LETTERS, (letter) => SAME[letter] ?? letter)
    .replace(/[\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
    .replace(/[\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) - 0x6f0));
}

/** A folded word without its article in Arabic (also l3sel), or its plural s or x in Latin. */
export function stem(word: string): string {
  const article = BEYOND_ASCII.test(word) && ARTICLES.find((start) => word.startsWith(start) && word.length - start.length >= SHORTEST_STEM);
  if (article) return word.slice(article.length);
  if (!/^[a-z0-9]+$/.test(word) || word.length <= SHORTEST_STEM) return word;
  const bare = word.replace(/^l(?=\d[a-z])/, "");
  return bare.length > SHORTEST_STEM && /[sx]$/.test(bare) ? bare.slice(0, -1) : bare;
}

/** The folded, stemmed words of a text in their order. */
export function foldedWords(text: string): string[] {
  return splitFolded(fold(text));
}

/** The stemmed words of a text that is folded already. */
export function splitFolded(folded: string): string[] {
  return (folded.match(/[\p{L}\p{N}]+/gu) ?? []).map(stem);
}
