import { expect, test } from "vitest";
import { LOCK_AFTER_MINUTES, lockAfterMinutes, lockAfterMs, minutesToSetting } from "./lock-after.ts";

test("what was chosen is what is kept and read again", () => {
  for (const minutes of LOCK_AFTER_MINUTES) {
    const profile = { lockAfterMs: minutesToSetting(minutes) };
    expect([lockAfterMinutes(profile), lockAfterMs(profile)]).toEqual([minutes, minutes * 60_000]);
  }
});

test("where nothing was chosen, or nothing that can be, it locks after a quarter of an hour and not never", () => {
  for (const stored of [null, "", "never", "-1", "0", "1", "Infinity", "1e99"]) expect(lockAfterMinutes({ lockAfterMs: stored })).toBe(15);
  expect(lockAfterMinutes(null)).toBe(15);
});
