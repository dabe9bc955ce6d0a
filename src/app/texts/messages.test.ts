import { afterEach, describe, expect, test } from "vitest";
import { german } from "./de/catalogue.ts";
import { english } from "./en/catalogue.ts";
import { plural as englishPlural } from "./en/plural.ts";
import { plural as germanPlural } from "./de/plural.ts";
import { wantedLanguage } from "./language.ts";
import { dayText, longDayText } from "./day-texts.ts";
import { ENGLISH, showCatalogue, t, type Catalogue } from "./messages.ts";
import { pseudo, pseudoText } from "./pseudo/catalogue.ts";

const CATALOGUES: Readonly<Record<string, Catalogue>> = { english, german, pseudo };

const AREAS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  ...import.meta.glob<Record<string, unknown>>("./en/*.ts", { eager: true }),
  ...import.meta.glob<Record<string, unknown>>("./de/*.ts", { eager: true }),
};

/** Apart from the catalogue: the service worker says them too, or they come with their own part. */
const OWN_TEXTS = ["reminders", "rings"];

const areaKeys = (language: string): readonly string[] =>
  Object.entries(AREAS)
    .filter(
      ([path]) =>
        path.startsWith(`./${language}/`) &&
        !/\/(?:catalogue|first|later)\.ts$/u.test(path) &&
        !OWN_TEXTS.some((name) => path.endsWith(`/${name}.ts`)),
    )
    .flatMap(([, exported]) => Object.values(exported))
    .flatMap((area) => (typeof area === "object" && area !== null ? Object.keys(area) : []));

afterEach(() => showCatalogue(ENGLISH));

describe.each(Object.entries(CATALOGUES))("%s", (_name, catalogue) => {
  test.each(Object.entries(catalogue))("%s says something, calmly", (_key, text) => {
    const words = typeof text === "string" ? text : text.toString();
    expect(words.trim()).not.toBe("");
    expect(words).not.toMatch(/\p{L}!(?!=)/u);
  });
});

test.each([
  ["en", english],
  ["de", german],
])("no text of %s stands in two areas, and every area is in the catalogue", (language, catalogue) => {
  expect(areaKeys(language).toSorted()).toEqual(Object.keys(catalogue).toSorted());
});

test("a number chooses the form of the word and is written as the language writes it", () => {
  const tasks = { one: "# task", other: "# tasks" };
  expect([0, 1, 2, 12_345].map((count) => englishPlural(count, tasks))).toEqual(["0 tasks", "1 task", "2 tasks", "12,345 tasks"]);
  const aufgaben = { one: "# Aufgabe", other: "# Aufgaben" };
  expect([0, 1, 12_345].map((count) => germanPlural(count, aufgaben))).toEqual(["0 Aufgaben", "1 Aufgabe", "12.345 Aufgaben"]);
});

test("a text with arguments carries the user's own words unchanged", () => {
  expect(t("act.trash", "{{ name }} <b>#</b>")).toBe("Moved to trash: {{ name }} <b>#</b>");
  showCatalogue({ tag: "de-DE", catalogue: german });
  expect(t("act.trash", "{{ name }} <b>#</b>")).toBe("In den Papierkorb gelegt: {{ name }} <b>#</b>");
});

test("texts and days follow the language that is shown", () => {
  showCatalogue({ tag: "de-DE", catalogue: german });
  expect(t("view.open")).toBe("Alle Aufgaben");
  expect(dayText("2026-12-01", "2026-11-20")).toBe("1. Dez.");
  expect(longDayText("2026-11-20")).toBe("Freitag, 20. November");
});

test.each([
  ["de", ["en-GB"], "de"],
  [null, ["fr-CA", "de-AT", "en"], "de"],
  [null, ["DE"], "de"],
  [null, ["fr", "nl"], "en"],
  [null, [], "en"],
  ["klingon", ["de"], "de"],
  ["pseudo", ["de"], "pseudo"],
])("with %s chosen and %j preferred, %s is shown", (stored, preferred, language) => {
  expect(wantedLanguage(stored, preferred)).toBe(language);
});

test("the language for tests is 40 % longer in letters, and leaves alone what is put into a text", () => {
  expect(pseudoText("Settings")).toBe("ŠŠétttîññgšš");
  expect(pseudo["task.complete"]("Buy milk, and 12 eggs")).toMatch(/^\S{12}: Buy milk, and 12 eggs$/u);
});
