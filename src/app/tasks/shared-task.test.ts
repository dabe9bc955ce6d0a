import { describe, expect, it } from "vitest";
import { sharedTask } from "./shared-task.ts";

const LINK = "https://example.com/page";

describe("a task of what was shared", () => {
  it.each([
    ["a page with its link", { title: "A page", text: LINK, url: "" }, { line: "A page", notes: LINK }],
    ["a page with its link apart", { title: "A page", text: "", url: LINK }, { line: "A page", notes: LINK }],
    ["a page with a selection", { title: "A page", text: "What it says", url: LINK }, { line: "A page", notes: `What it says\n${LINK}` }],
    ["a text alone", { title: "", text: "Buy milk", url: "" }, { line: "Buy milk", notes: "" }],
    ["a text with its link", { title: "", text: `See ${LINK}`, url: LINK }, { line: `See ${LINK}`, notes: "" }],
    ["a link alone", { title: "", text: LINK, url: "" }, { line: LINK, notes: "" }],
    ["the same twice", { title: "Buy milk", text: "Buy milk", url: "" }, { line: "Buy milk", notes: "" }],
    ["a text of many lines", { title: "", text: "First\nSecond", url: "" }, { line: "First", notes: "First\nSecond" }],
  ])("has the title in its line and the rest in its notes: %s", (_what, shared, expected) => {
    expect(sharedTask(shared)).toEqual(expected);
  });

  it("loses nothing of a title that is too long for one", () => {
    const title = "word ".repeat(400).trim();
    const { line, notes } = sharedTask({ title, text: "", url: LINK });
    expect(line.length).toBeLessThanOrEqual(1000);
    expect(notes).toBe(`${title}\n${LINK}`);
  });
});
