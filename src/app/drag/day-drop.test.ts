import { describe, expect, it } from "vitest";
import { dayDropAt, type DayLine } from "./day-drop.ts";

/** Lines of 40 pixels: `#05` is the heading of a day, `#` one of none, `05` a row of that day, `-` a row of none. */
const linesOf = (text: string): readonly DayLine[] =>
  text.split(" ").map((word, line): DayLine => {
    const day = word.replace("#", "").replace("-", "");
    return {
      top: line * 40,
      bottom: line * 40 + 40,
      kind: word.startsWith("#") ? "heading" : "row",
      day: day === "" ? null : `2026-12-${day}`,
    };
  });

const drop = (text: string, y: number) => {
  const found = dayDropAt(y, linesOf(text));
  return found === null ? null : [found.day.slice(-2), found.lineY];
};

describe("the day that a dropped task goes to", () => {
  it("is that of the heading it is held on", () => {
    expect(drop("#05 05 #06 06", 10)).toEqual(["05", 40]);
    expect(drop("#05 05 #06 06", 85)).toEqual(["06", 120]);
  });

  it("is that of the rows it is held between", () => {
    expect(drop("#05 05 05 #06 06", 75)).toEqual(["05", 80]);
    expect(drop("#05 05 #06 06", 75)).toEqual(["05", 80]);
    expect(drop("#05 05 #06 06", 125)).toEqual(["06", 120]);
    expect(drop("#05 05 #06 06", 900)).toEqual(["06", 160]);
  });

  it("is that of the row above in a month, and of the first row on its heading", () => {
    expect(drop("# 05 09", 10)).toEqual(["05", 40]);
    expect(drop("# 05 09", 75)).toEqual(["05", 80]);
    expect(drop("# 05 09", 45)).toEqual(["05", 40]);
    expect(drop("# 05 09", 119)).toEqual(["09", 120]);
  });

  it("is none among what is of no day to choose, and in an empty view", () => {
    expect(drop("# - #05 05", 10)).toBeNull();
    expect(drop("# - #05 05", 75)).toBeNull();
    expect(drop("# - #05 05", 125)).toEqual(["05", 120]);
    expect(dayDropAt(10, [])).toBeNull();
  });
});
