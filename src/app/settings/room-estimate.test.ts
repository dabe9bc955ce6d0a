import { expect, test } from "vitest";
import { estimateRoom, MAX_DAYS, parseCount } from "./room-estimate.ts";

const figures = {
  recordBytes: 5_000,
  packBytes: 3_400,
  presentBytes: 2_000,
  keptMonths: 3,
  recordBytesPerDay: 100,
  monthBytes: 500,
  retention: { days: 30, months: 3 },
};

test("more days take more for changes, more months more for states", () => {
  expect(estimateRoom(figures, 30, 3)).toEqual({ changesBytes: 3_000, statesBytes: 3_500, allBytes: 6_500 });
  expect(estimateRoom(figures, 60, 0)).toEqual({ changesBytes: 6_000, statesBytes: 2_000, allBytes: 8_000 });
});

test("the packs of earlier months count as the months that are chosen, and not a second time", () => {
  expect(estimateRoom({ ...figures, packBytes: 9_000 }, 30, 3)).toEqual(estimateRoom(figures, 30, 3));
});

test.each([
  ["30", 30],
  [" 7 ", 7],
  ["0", null],
  ["3651", null],
  ["1.5", null],
  ["-1", null],
  ["", null],
])("%j days read as %j", (text, days) => {
  expect(parseCount(text, 1, MAX_DAYS)).toBe(days);
});
