import { expect, test } from "vitest";
import { customsTag, isMonthFirst, weekStartOf } from "./read-line.ts";

test.each([
  ["en-GB", ["en-US", "de-DE"], true],
  ["en-GB", ["en-GB"], false],
  ["en-GB", ["de-DE"], true],
  ["de-DE", ["en-US"], false],
  ["de-DE", ["de-AT", "en-US"], false],
])("where %s is shown to a user of %j it is told whether months come first", (shown, preferred, isFirst) => {
  expect(isMonthFirst(customsTag(shown, preferred))).toBe(isFirst);
});

test("weeks begin as they do where the user is, or with Monday", () => {
  expect(weekStartOf("de-DE")).toBe(0);
  expect([weekStartOf("C"), customsTag("en-GB", ["C", "en_US"])]).toEqual([0, "en-US"]);
  expect([0, 6]).toContain(weekStartOf("en-US"));
});
