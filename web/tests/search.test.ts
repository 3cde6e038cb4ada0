import { describe, expect, it } from "vitest";
import { fold, foldedWords } from "../src/viewer/core/fold.ts";
import { parseQuestion } from "../src/viewer/core/price_words.ts";
import { allowedSlips, nearWords, sharedBeginnings } from "../src/viewer/core/spelling.ts";
import PRICES from "./price_cases.json";
import { Finder } from "../src/viewer/core/search.ts";
import type { Filter, SearchFile } from "../src/viewer/core/search_rows.ts";

const FILE: SearchFile = {
  exhibitors: [
    ["coop-nahla", "Coopérative Nahla", "Berkane", 4, "تعاونيه نحله"],
    ["coop-zarbia", "Tissage Zarbia", "Taourirt", 9, "نسيج زربيه"],
    ["office", "Office du développement", "Oujda", null, ""],
  ],
  products: [
    ["honey", "Miel de romarin", 0, "85 DH", "a.webp", "عسل ازير honey rosemary", 85, 0],
    ["honey-2", "Miel de thym", 0, "95 DH", "", "عسل زعتر honey thyme", 95, 0],
    ["rug", "Tapis de Beni Bouyahi", 1, "1 900 DH", "", "زربيه rug laine", 1900, 0],
  ],
  synonyms: { "3sel": ["miel", "عسل"], "3asal": ["miel"], asal: ["miel"] },
};
const finder = await Finder.build(FILE, (at) => `B${at}`, () => Promise.resolve());
const find = (question: string, filter?: Filter) => finder.ask(question, 40, filter).hits;
const ids = (question: string, filter?: Filter) => find(question, filter).map(({ id }) => id);

describe("folding", () => {
  it.each([["Éléphant", "elephant"], ["أزير", "ازير"], ["زَرْبِيَّة", "زربيه"], ["عســل", "عسل"], ["٣", "3"], ["Œuf", "oeuf"]])("%s → %s", (text, folded) => {
    expect(fold(text)).toBe(folded);
  });

  it("takes off the Arabic article and the plural", () => {
    expect(foldedWords("العسل والزيوت")).toEqual(["عسل", "زيوت"]);
    expect(foldedWords("Tapis bijoux")).toEqual(["tapi", "bijou"]);
  });
});

describe("search", () => {
  it("finds by part of a word, in any case and accent", () => {
    expect(ids("ROMAR")).toEqual(["honey"]);
    expect(ids("coopérative nah")).toEqual(["coop-nahla"]);
  });

  it("finds in Arabic with the article and hamza written or not", () => {
    expect(ids("العسل").sort()).toEqual(["honey", "honey-2"]);
    expect(ids("أزير")).toEqual(["honey"]);
  });

  it("knows Darija in Latin letters through the synonyms", () => {
    expect(ids("3sel")).toContain("honey");
  });

  it("forgives a slip of the finger", () => {
    expect(ids("mile")).toEqual(expect.arrayContaining(["honey"]));
    expect(ids("romatin")).toEqual(["honey"]);
  });

  it("asks for every word, and says when nothing has them all", () => {
    expect(ids("miel thym")).toEqual(["honey-2"]);
    expect(finder.ask("miel thym", 40).partial).toBe(false);
    const near = finder.ask("miel zzzzzz", 40);
    expect(near.hits.map(({ id }) => id)).toEqual(["honey", "honey-2"]);
    expect(near.partial).toBe(true);
    expect(finder.ask("zzzzzz", 40)).toEqual({ hits: [], count: 0, partial: false });
  });

  it("takes what few have for more than what many have, when nothing has both", () => {
    expect(ids("miel bouyahi")[0]).toBe("rug");
  });

  it("knows half a word that is typed in Darija, and a slip in it", () => {
    expect(ids("3se").sort()).toEqual(["honey", "honey-2"]);
    expect(ids("asall").sort()).toEqual(["honey", "honey-2"]);
  });

  it("finds a word inside another where no word begins so", () => {
    expect(ids("ouyahi")).toEqual(["rug"]);
    expect(ids("uya")).toEqual([]);
  });

  it("finds a stand by its number", () => {
    expect(ids("B9")).toEqual(["coop-zarbia"]);
  });

  it("finds what comes from a place and who has the place as theirs first", () => {
    expect(ids("berkane")).toEqual(["coop-nahla"]);
  });

  it("says how many there are beyond those that it gives", () => {
    const found = finder.ask("miel", 1);
    expect(found.hits).toHaveLength(1);
    expect(found.count).toBe(2);
  });

  it("puts a name before a mention, and gives the stand of the exhibitor", () => {
    const [first] = find("zarbia");
    expect(first?.id).toBe("coop-zarbia");
    expect(find("tapis")[0]?.stand).toBe(9);
    expect(find("office")[0]?.stand).toBeNull();
  });

  it("answers nothing to nothing", () => {
    expect(find("  ،. ")).toEqual([]);
  });
});

describe("a price in the question", () => {
  it.each(PRICES as [string, string, number | null, number | null][])("%s", (typed, words, least, most) => {
    const { text, bounds } = parseQuestion(typed);
    expect(foldedWords(text).join(" ")).toBe(words);
    expect(bounds).toEqual({ least, most });
  });

  it("keeps to it, and to nothing else without one", () => {
    expect(ids("miel moins de 90 DH")).toEqual(["honey"]);
    expect(ids("عسل أقل من 100").sort()).toEqual(["honey", "honey-2"]);
    expect(ids("moins de 90 dh")).toEqual(["honey"]);
    expect(ids("miel plus de 5000")).toEqual([]);
    expect(ids("")).toEqual([]);
  });

  it("gives the cheapest first where only a price is asked for", () => {
    expect(ids("moins de 2000 dh")).toEqual(["honey", "honey-2", "rug"]);
    expect(ids("plus de 90 dh")).toEqual(["honey-2", "rug"]);
  });

  it.each(["miel moi", "miel moins", "miel moins d", "miel moins de ", "miel à partir", "عسل أقل", "عسل أقل من"])("waits for the number: %s", (typed) => {
    expect(finder.ask(typed, 40)).toEqual(finder.ask(typed.split(" ")[0] ?? "", 40));
  });

  it("filters by kind and by stand", () => {
    expect(ids("zarbia", { kind: "product" })).toEqual([]);
    expect(ids("zarbia", { kind: "exhibitor" })).toEqual(["coop-zarbia"]);
    expect(ids("miel", { stand: (at) => at === 9 })).toEqual([]);
  });
});

describe("spelling", () => {
  const near = (typed: string, ...words: string[]) => {
    const sorted = words.sort();
    return nearWords(typed, sorted, sharedBeginnings(sorted)).map(({ at, slips }) => `${sorted[at] ?? ""} ${slips}`);
  };

  it("forgives one slip from four letters, two from seven, none in a number", () => {
    expect(near("mile", "miel", "mil", "mille", "moule")).toEqual(["miel 1", "mil 1", "mille 1"]);
    expect(near("kouskous", "couscous", "discours")).toEqual(["couscous 2"]);
    expect(near("mei", "mie")).toEqual([]);
    expect(near("1900", "1901")).toEqual([]);
  });

  it("prefers whole words to such as begin so", () => {
    expect(near("tapsi", "tapisserie", "tapi")).toEqual(["tapi 1"]);
    expect(near("tapsis", "tapisserie", "zellige")).toEqual(["tapisserie 1"]);
  });

  it("gives the same as comparing with every word by itself", () => {
    const letters = "abc";
    const words = Array.from({ length: 300 }, (_, n) => Array.from({ length: 4 + (n % 5) }, (_, i) => letters[(n * 7 + i * i * (n % 11)) % 3]).join(""));
    const all = [...new Set(words)];
    for (const typed of ["abca", "aabbcc", "cabbacab", "bbbbbbbbb"]) {
      const whole = all.filter((word) => editsBetween(typed, word) <= allowedSlips(typed)).sort();
      if (whole.length > 0) expect(near(typed, ...all).map((told) => told.split(" ")[0])).toEqual(whole);
    }
  });
});

/** Optimal string alignment, the plain table. */
function editsBetween(one: string, other: string): number {
  const table = Array.from({ length: one.length + 1 }, (_, i) => Array.from({ length: other.length + 1 }, (_, j) => (i === 0 ? j : j === 0 ? i : 0)));
  const at = (i: number, j: number) => table[i]?.[j] ?? 0;
  for (let i = 1; i <= one.length; i++) {
    for (let j = 1; j <= other.length; j++) {
      const changed = at(i - 1, j - 1) + (one[i - 1] === other[j - 1] ? 0 : 1);
      const swapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1] ? at(i - 2, j - 2) + 1 : Infinity;
      (table[i] ?? [])[j] = Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, changed, swapped);
    }
  }
  return at(one.length, other.length);
}
