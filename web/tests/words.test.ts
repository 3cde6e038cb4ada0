import { describe, expect, it } from "vitest";
import arabic from "../../hall/service/wording/viewer.ar.json";
import english from "../../hall/service/wording/viewer.en.json";
import french from "../../hall/service/wording/viewer.fr.json";
import { Words } from "../src/viewer/hud/words.ts";

const sources = import.meta.glob<string>("../src/viewer/**/*.ts", { query: "?raw", import: "default", eager: true });
const LANGUAGES: Readonly<Record<string, Readonly<Record<string, string>>>> = { ar: arabic, en: english, fr: french };

describe("the words of the viewer", () => {
  it.each(["ar", "en"])("%s says everything that French says, with the same places", (lang) => {
    const words = LANGUAGES[lang] ?? {};
    expect(Object.keys(words)).toEqual(Object.keys(french));
    for (const [key, text] of Object.entries(french)) {
      const places = (value: string) => (value.match(/\{\w+\}/g) ?? []).sort();
      expect(places(words[key] ?? ""), key).toEqual(places(text));
    }
  });

  it("has every key that the code asks for", () => {
    const asked = Object.values(sources).flatMap((source) => [...source.matchAll(/say\("([^"]+)"/g)].map((match) => match[1] ?? ""));
    expect(asked.length).toBeGreaterThan(50);
    for (const key of asked) expect(french, key).toHaveProperty([`viewer.${key}`]);
  });

  it("keeps a value apart from the words around it", () => {
    const words = new Words({ hello: "الرواق {number}!" }, "ar");
    expect(words.say("hello", { number: "A12" })).toBe("الرواق \u2068A12\u2069!");
  });
});
