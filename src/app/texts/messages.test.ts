import { expect, test } from "vitest";
import { english } from "./messages-en.ts";
import { t } from "./messages.ts";
import { plural } from "./plural.ts";

const sentences = Object.entries(english).map(([key, text]) => [key, typeof text === "string" ? text : text.toString()] as const);

test.each(sentences)("%s says something, calmly", (_key, text) => {
  expect(text.trim()).not.toBe("");
  expect(text).not.toMatch(/[A-Za-z]!/u);
});

test("a number chooses the form of the word and is written in it", () => {
  const forms = { one: "# task", other: "# tasks" };
  expect([0, 1, 2, 12_345].map((count) => plural(count, forms))).toEqual(["0 tasks", "1 task", "2 tasks", "12,345 tasks"]);
});

test("a text with arguments carries the user's own words unchanged", () => {
  expect(t("act.trash", "{{ name }} <b>#</b>")).toBe("Moved to trash: {{ name }} <b>#</b>");
});
