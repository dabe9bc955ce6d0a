import { expect, test } from "vitest";
import { makeSyncedTeller } from "./synced-teller.ts";

function makeTeller() {
  let waiting: (() => void) | null = null;
  let told = 0;
  const take = makeSyncedTeller({
    after(_delayMs, task) {
      waiting = task;
      return () => {
        waiting = null;
      };
    },
    tell: () => told++,
  });
  const passTime = (): void => {
    const task = waiting;
    waiting = null;
    task?.();
  };
  return { take, passTime, told: () => told };
}

test("what has arrived elsewhere is said once", () => {
  const { take, passTime, told } = makeTeller();
  take("only-here");
  take("elsewhere");
  expect(told()).toBe(0);
  passTime();
  take("elsewhere");
  passTime();
  expect(told()).toBe(1);
});

test("lines typed in a row are said to have arrived when the last has", () => {
  const { take, passTime, told } = makeTeller();
  for (const now of ["only-here", "elsewhere", "only-here", "elsewhere", "unknown"] as const) take(now);
  passTime();
  expect(told()).toBe(0);
  take("elsewhere");
  passTime();
  expect(told()).toBe(1);
});

test("nothing is said where nothing was unsynced", () => {
  const { take, passTime, told } = makeTeller();
  for (const now of ["unknown", "elsewhere", "unknown", "elsewhere"] as const) take(now);
  passTime();
  expect(told()).toBe(0);
});
