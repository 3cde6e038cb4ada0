import { describe, expect, it } from "vitest";
import { fold, foldedWords } from "../src/viewer/core/fold.ts";
import { parseQuestion } from "../src/viewer/core/price_words.ts";
import PRICES from "./price_cases.json";
import { Finder, type SearchFile } from "../src/viewer/core/search.ts";

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
  synonyms: { "3sel": ["miel", "عسل"], "zit l3oud": ["huile d olive"] },
};
const finder = new Finder(FILE);
const ids = (question: string) => finder.find(question).map(({ id }) => id);

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

  it("asks for every word", () => {
    expect(ids("miel thym")).toEqual(["honey-2"]);
    expect(ids("miel zzzzzz")).toEqual([]);
  });

  it("puts a name before a mention, and gives the stand of the exhibitor", () => {
    const [first] = finder.find("zarbia");
    expect(first?.id).toBe("coop-zarbia");
    expect(finder.find("tapis")[0]?.stand).toBe(9);
    expect(finder.find("office")[0]?.stand).toBeNull();
  });

  it("answers nothing to nothing", () => {
    expect(finder.find("  ،. ")).toEqual([]);
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

  it("filters by kind and by stand", () => {
    expect(finder.find("zarbia", 40, { kind: "product" })).toEqual([]);
    expect(finder.find("zarbia", 40, { kind: "exhibitor" }).map(({ id }) => id)).toEqual(["coop-zarbia"]);
    expect(finder.find("miel", 40, { stand: (at) => at === 9 })).toEqual([]);
  });
});
