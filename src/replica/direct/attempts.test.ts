import { expect, test } from "vitest";
import { makeId } from "../../base/ids.ts";
import type { Signal } from "../../members/sealed-signal.ts";
import { Attempts } from "./attempts.ts";

const [phone, tablet] = [1, 2].map((n) => makeId("device", new Uint8Array(32).fill(n)));
if (phone === undefined || tablet === undefined) throw new Error("two devices");

const signalOf = (attempt: number, number: number): Signal => ({
  attempt: `0${attempt}`.repeat(16),
  answers: null,
  number,
  content: { kind: "candidate", candidate: "" },
});

test("signals of an attempt are heard once each and in their order", () => {
  const attempts = new Attempts();
  expect([1, 1, 3, 2, 3, 4].map((number) => attempts.hear(phone, signalOf(1, number), 0))).toEqual([true, false, true, false, false, true]);
});

test("an attempt is its device's: another one cannot go on with it", () => {
  const attempts = new Attempts();
  expect(attempts.hear(phone, signalOf(1, 1), 0)).toBe(true);
  expect(attempts.hear(tablet, signalOf(1, 2), 0)).toBe(false);
});

test("a minute after its last signal an attempt is over and does not begin again, unless it has come to a connection", () => {
  const attempts = new Attempts();
  for (const attempt of [1, 2]) attempts.hear(phone, signalOf(attempt, 1), 0);
  attempts.keep(phone, signalOf(2, 1).attempt, true, 0);
  expect(attempts.hear(phone, signalOf(1, 2), 60_000)).toBe(false);
  expect(attempts.hear(phone, signalOf(2, 2), 3_600_000)).toBe(true);
  attempts.keep(phone, signalOf(2, 1).attempt, false, 0);
  expect(attempts.hear(phone, signalOf(2, 3), 7_200_000)).toBe(false);
  expect(attempts.hear(phone, signalOf(1, 1), 7_200_000)).toBe(false);
});

test("what came to a connection without a signal may say some at any time", () => {
  const attempts = new Attempts();
  attempts.keep(phone, signalOf(1, 1).attempt, true, 0);
  expect(attempts.hear(tablet, signalOf(1, 1), 3_600_000)).toBe(false);
  expect([1, 1, 2].map((number) => attempts.hear(phone, signalOf(1, number), 3_600_000))).toEqual([true, false, true]);
});

test("of a device four attempts a minute are heard, whatever others do", () => {
  const attempts = new Attempts();
  expect([1, 2, 3, 4, 5].map((attempt) => attempts.hear(phone, signalOf(attempt, 1), 1_000))).toEqual([true, true, true, true, false]);
  expect(attempts.hear(tablet, signalOf(6, 1), 1_000)).toBe(true);
  expect(attempts.hear(phone, signalOf(7, 1), 61_000)).toBe(true);
});

test("attempts that came to a connection do not count: a page opened for the fifth time within a minute is heard", () => {
  const attempts = new Attempts();
  for (const attempt of [1, 2, 3, 4]) {
    expect(attempts.hear(phone, signalOf(attempt, 1), 1_000)).toBe(true);
    attempts.keep(phone, signalOf(attempt, 1).attempt, true, 1_000);
    attempts.keep(phone, signalOf(attempt, 1).attempt, false, 1_000);
  }
  expect([5, 6, 7, 8, 9].map((attempt) => attempts.hear(phone, signalOf(attempt, 1), 1_000))).toEqual([true, true, true, true, false]);
});
