import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isStamp, MAX_LEAD_MS, NO_STAMP, nextStamp, observeStamp, stampToMs } from "./stamp.ts";

const NOW_MS = Date.UTC(2026, 10, 20, 12);
const anyMs = fc.integer({ min: Date.UTC(2020, 1), max: Date.UTC(2088, 0) });

describe("a stamp", () => {
  test("is the milliseconds since 2020 times 4096 plus a counter", () => {
    expect(nextStamp(NO_STAMP, Date.UTC(2020, 0, 1) + 5)).toBe(5 * 4096);
    expect(stampToMs(nextStamp(NO_STAMP, NOW_MS))).toBe(NOW_MS);
  });

  test("grows by its counter within a millisecond and when the wall clock goes back", () => {
    const first = nextStamp(NO_STAMP, NOW_MS);
    expect(nextStamp(first, NOW_MS)).toBe(first + 1);
    expect(nextStamp(first, NOW_MS - 3_600_000)).toBe(first + 1);
  });

  test("carries a full counter into the milliseconds", () => {
    let clock = nextStamp(NO_STAMP, NOW_MS);
    for (let i = 0; i < 4096; i++) clock = nextStamp(clock, NOW_MS);
    expect(stampToMs(clock)).toBe(NOW_MS + 1);
  });

  test("stays a stamp whatever the wall clock says", () => {
    for (const nowMs of [-1, 0, Date.UTC(1970, 0), Date.UTC(2200, 0), Number.MAX_SAFE_INTEGER])
      expect(isStamp(nextStamp(NO_STAMP, nowMs))).toBe(true);
    for (const value of [-1, 0.5, 2 ** 53, Number.NaN, Infinity, "1", null, undefined, 1n]) expect(isStamp(value)).toBe(false);
  });
});

describe("the clock", () => {
  test("is always ahead of what it made and of what it has seen within five minutes of its own time", () => {
    fc.assert(
      fc.property(
        anyMs,
        fc.array(fc.tuple(fc.boolean(), fc.integer({ min: -10 * MAX_LEAD_MS, max: MAX_LEAD_MS - 1 })), { maxLength: 30 }),
        (nowMs, events) => {
          let clock = NO_STAMP;
          for (const [isForeign, offsetMs] of events) {
            const seen = nextStamp(NO_STAMP, nowMs + offsetMs);
            const before = clock;
            clock = isForeign ? observeStamp(clock, seen, nowMs) : nextStamp(clock, nowMs);
            expect(clock).toBeGreaterThanOrEqual(before);
            expect(nextStamp(clock, nowMs)).toBeGreaterThan(isForeign ? seen : before);
          }
        },
      ),
    );
  });

  test("never adopts a stamp more than five minutes ahead", () => {
    const clock = nextStamp(NO_STAMP, NOW_MS);
    const atTheLimit = nextStamp(NO_STAMP, NOW_MS + MAX_LEAD_MS);
    expect(observeStamp(clock, atTheLimit, NOW_MS)).toBe(atTheLimit);
    expect(observeStamp(clock, atTheLimit + 1, NOW_MS)).toBe(clock);
    expect(observeStamp(clock, Number.MAX_SAFE_INTEGER, NOW_MS)).toBe(clock);
  });
});
