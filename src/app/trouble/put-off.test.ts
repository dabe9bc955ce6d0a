import { expect, test } from "vitest";
import { parsePutOff, putOffToText } from "./put-off.ts";

test("what was put off is read as it was kept", () => {
  expect(parsePutOff(putOffToText({ atMs: 1_800_000_000_000, records: 50 }))).toEqual({ atMs: 1_800_000_000_000, records: 50 });
});

test.each([null, "", "1", "1 2 3", "soon 4"])("%j was not put off by us", (text) => {
  expect(parsePutOff(text)).toBeNull();
});
