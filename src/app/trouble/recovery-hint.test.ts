import { describe, expect, test } from "vitest";
import { parseNotBefore, putHintOff, recoveryHint } from "./recovery-hint.ts";

const DAY_MS = 86_400_000;
const NOW_MS = 1_800_000_000_000;

type Facts = Parameters<typeof recoveryHint>[0];

const status = (facts: Partial<Facts> = {}): Facts => ({
  recoveryPhrases: 0,
  relayAddress: "wss://relay.example",
  recordsHeld: 50,
  ...facts,
});

describe("a recovery phrase is suggested", () => {
  test("once it has been missing for three days, and not when one looks for the first time", () => {
    const first = recoveryHint(status(), NOW_MS, null);
    expect(first.isShown).toBe(false);
    expect(recoveryHint(status(), NOW_MS + 3 * DAY_MS - 1, first.notBefore).isShown).toBe(false);
    expect(recoveryHint(status(), NOW_MS + 3 * DAY_MS, first.notBefore)).toEqual({ isShown: true, notBefore: first.notBefore });
  });

  test("again a month after it was put off", () => {
    const notBefore = putHintOff(NOW_MS);
    expect(recoveryHint(status(), NOW_MS + 29 * DAY_MS, notBefore).isShown).toBe(false);
    expect(recoveryHint(status(), NOW_MS + 30 * DAY_MS, notBefore).isShown).toBe(true);
  });

  test.each([{ recoveryPhrases: 1 }, { relayAddress: null }, { recordsHeld: 49 }])("not where %o", (parts) => {
    expect(recoveryHint(status(parts), NOW_MS, 0)).toEqual({ isShown: false, notBefore: 0 });
    expect(recoveryHint(status(parts), NOW_MS, null)).toEqual({ isShown: false, notBefore: null });
  });
});

test("what is kept is a time or nothing", () => {
  expect(["1800000000000", null, "", "soon", "1e400"].map(parseNotBefore)).toEqual([1_800_000_000_000, null, null, null, null]);
});
