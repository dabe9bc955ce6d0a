import { expect, test } from "vitest";
import { DEFAULT_RETENTION, retentionOf } from "./retention-setting.ts";

test("what was set counts, and what was not or makes no sense is as at first", () => {
  expect(retentionOf({ keepDays: null, keepMonths: null })).toEqual(DEFAULT_RETENTION);
  expect(retentionOf({ keepDays: "7", keepMonths: "0" })).toEqual({ days: 7, months: 0 });
  expect(retentionOf({ keepDays: "-1", keepMonths: "many" })).toEqual(DEFAULT_RETENTION);
});
