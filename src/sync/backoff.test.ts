import { expect, test } from "vitest";
import { FRESH_BACKOFF, afterClosed, afterOpened, type Backoff } from "./backoff.ts";

const highest = (length: number): Uint8Array => new Uint8Array(length).fill(0xff);
const lowest = (length: number): Uint8Array => new Uint8Array(length);
const half = (): Uint8Array => Uint8Array.of(0x80, 0);

function longestDelays(count: number): readonly number[] {
  let backoff: Backoff = FRESH_BACKOFF;
  return Array.from({ length: count }, () => {
    const next = afterClosed(backoff, 0, highest);
    backoff = next.backoff;
    return next.delayMs;
  });
}

test("the longest delay doubles from half a second to a minute and stays there", () => {
  expect(longestDelays(9)).toEqual([499, 999, 1_999, 3_999, 7_999, 15_999, 31_999, 59_999, 59_999]);
  expect(longestDelays(3_000).at(-1)).toBe(59_999);
});

test("the delay is spread over the whole range from zero", () => {
  const worn = { failures: 20, openedAtMs: null };
  expect(afterClosed(worn, 0, lowest).delayMs).toBe(0);
  expect(afterClosed(worn, 0, half).delayMs).toBe(30_000);
});

test("a link that was up for 30 s starts again from the shortest delay", () => {
  const up = afterOpened({ failures: 7, openedAtMs: null }, 1_000);
  expect(afterClosed(up, 31_000, highest)).toEqual({ backoff: { failures: 1, openedAtMs: null }, delayMs: 499 });
});

test("a link that ended sooner counts as one more failure", () => {
  const up = afterOpened({ failures: 3, openedAtMs: null }, 1_000);
  expect(afterClosed(up, 30_999, highest)).toEqual({ backoff: { failures: 4, openedAtMs: null }, delayMs: 3_999 });
});

test("a clock that was set back does not make a link proven", () => {
  const up = afterOpened({ failures: 3, openedAtMs: null }, 100_000);
  expect(afterClosed(up, 5, highest).backoff.failures).toBe(4);
});
