import { describe, expect, it } from "vitest";
import { foldedWords } from "../src/viewer/core/fold.ts";
import { Finder } from "../src/viewer/core/search.ts";
import type { SearchFile } from "../src/viewer/core/search_rows.ts";
import cases from "./folding_cases.json";

const FILE: SearchFile = {
  exhibitors: [
    ["aziza", "Coopérative Aziza", "Figuig", 0, "تعاونيه عزيزه فجيج"],
    ["zegzel", "Coopérative Zegzel", "Berkane", null, "تعاونيه زكزل بركان"],
  ],
  products: [
    ["dattes", "Dattes Aziza Bouzid", 0, "120 DH", "", "تمور عزيزه date igp figuig فجيج", 120, 1],
    ["miel", "Miel de romarin", 1, "85 DH", "", "عسل ازير rosemary honey berkane", 85, 0],
    ["huile", "Huile d'olive", 1, "90 DH", "", "زيت زيتون olive oil berkane", 90, 0],
    ["plaid", "Plaid couleur miel", 1, "300 DH", "", "غطاء عسل blanket honey berkane", 300, 0],
    ["noix", "Huile de noix", 1, "99 DH", "", "زيت جوز walnut oil berkane", 99, 0],
  ],
  synonyms: {
    miel: ["عسل", "3sel", "honey"],
    "3sel": ["miel", "عسل", "honey"],
    "zit 3oud": ["huile d olive", "زيت زيتون", "olive oil"],
    "زيت عود": ["huile d olive", "زيت زيتون", "olive oil"],
  },
};

describe("folding", () => {
  it.each(cases as [string, string[]][])("%s folds as it does on the server", (text, words) => {
    expect(foldedWords(text)).toEqual(words);
  });
});

const finder = await Finder.build(FILE, String, () => Promise.resolve());

describe("search", () => {
  it.each([
    ["miel", ["miel", "plaid"]],
    ["mile", ["miel", "plaid"]],
    ["l3sel", ["miel", "plaid"]],
    ["العسل", ["miel", "plaid"]],
    ["miel de romarin", ["miel"]],
    ["miel au romarin", ["miel"]],
    ["zit l3oud", ["huile"]],
    ["زيت العود", ["huile"]],
    ["dattes figuig", ["dattes"]],
    ["فجيج", ["aziza", "dattes"]],
    ["romarain", ["miel"]],
    ["parapluie", []],
    ["", []],
  ])("%s finds %j", (question, found) => {
    expect(finder.ask(question, 40).hits.map((hit) => hit.id)).toEqual(found);
  });
});
