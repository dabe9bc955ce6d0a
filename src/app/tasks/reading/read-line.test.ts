import { afterEach, expect, test, vi } from "vitest";
import { customsTag, isMonthFirst, momentAfter, weekStartOf } from "./read-line.ts";

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

afterEach(() => vi.unstubAllEnvs());

test.each([
  ["Europe/Berlin", "2026-11-27T13:30:00Z", 45, "2026-11-27 15:15"],
  ["Europe/Berlin", "2026-12-31T22:30:00Z", 45, "2027-01-01 00:15"],
  // Clocks go from 2:00 to 3:00, and from 3:00 to 2:00.
  ["Europe/Berlin", "2026-03-29T00:30:00Z", 60, "2026-03-29 03:30"],
  ["Europe/Berlin", "2026-10-25T00:30:00Z", 60, "2026-10-25 02:30"],
  ["Europe/Berlin", "2026-10-24T22:30:00Z", 24 * 60, "2026-10-25 23:30"],
  ["America/New_York", "2026-03-08T06:59:30Z", 1, "2026-03-08 03:00"],
])("in %s at %s it is %i minutes later %s", (zone, now, minutes, expected) => {
  vi.stubEnv("TZ", zone);
  const { day, time } = momentAfter(new Date(now), minutes);
  expect(`${day} ${time}`).toBe(expected);
});
