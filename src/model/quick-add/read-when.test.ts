import { expect, test } from "vitest";
import type { QuickAddWorld } from "./line.ts";
import { readWhen } from "./read-when.ts";

/** A Saturday. */
const WORLD: QuickAddWorld = {
  today: "2026-11-28",
  now: "10:00",
  later: () => ({ day: "2026-11-28", time: "10:00" }),
  weekStart: 0,
  language: "en",
  monthFirst: false,
};

test.each([
  ["tomorrow", "2026-11-29", null],
  ["next fri 3pm", "2026-12-04", "15:00"],
  ["morgen 15 Uhr", "2026-11-29", "15:00"],
  ["24.12.", "2026-12-24", null],
])("%s says a day", (text, day, time) => {
  expect(readWhen(text, WORLD)).toMatchObject({ day, time });
});

test.each(["nonsense", "tomorrow or so", "31.2.", "kein Tag"])("%s is not a day, or not only one", (text) => {
  expect(readWhen(text, WORLD)).toBeNull();
});
