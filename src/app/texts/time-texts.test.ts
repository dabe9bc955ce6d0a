import { expect, it } from "vitest";
import { timeText } from "./time-texts.ts";

it("shows the minutes of every time, whichever hours the platform counts", () => {
  expect(timeText("09:05")).toMatch(/^0?9:05/u);
  expect(timeText("14:30")).toMatch(/^(?:14|2|02):30/u);
});
