import { expect, test } from "vitest";
import { dayOf } from "./had-data.ts";

test("only a relay's answer with a day says that there was data", () => {
  expect(dayOf({ paired: "2026-11-25" })).toBe("2026-11-25");
  for (const answer of [{ paired: null }, { paired: "<b>" }, {}, null, "2026-11-25", 7]) expect(dayOf(answer)).toBeNull();
});
