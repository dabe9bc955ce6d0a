import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readOutline } from "./read-outline.ts";
import { parentTitles, taskIn } from "./samples.suite.ts";

describe("pasted text", () => {
  test("is a task for each line, without its marks", () => {
    const { tasks } = readOutline("- [ ] open\n* [x] done\n1. first\n☑ ticked\n\n\u2022 bullet\n-\nplain");
    expect(tasks.map(({ title, isDone, line }) => [title, isDone, line])).toEqual([
      ["open", false, 1],
      ["done", true, 2],
      ["first", false, 3],
      ["ticked", true, 4],
      ["bullet", false, 6],
      ["-", false, 7],
      ["plain", false, 8],
    ]);
  });

  test("has parts by what stands deeper, in tabs or blanks", () => {
    expect(parentTitles(readOutline("- a\n\t- b\n\t\t- c\n    - d\n  - e\n- f"))).toEqual([
      ["a", null],
      ["b", "a"],
      ["c", "b"],
      ["d", "a"],
      ["e", "a"],
      ["f", null],
    ]);
    expect(parentTitles(readOutline("trip\n  pack\n  go"))).toEqual([
      ["trip", null],
      ["pack", "trip"],
      ["go", "trip"],
    ]);
  });

  test("without marks below a task with one is that task's notes", () => {
    const imported = readOutline("- call Tom\n  about the car\n  before noon\n- next");
    expect(taskIn(imported, "call Tom").notes).toBe("about the car\nbefore noon");
    expect(imported.tasks).toHaveLength(2);
  });

  test("has lists and sections by its headings", () => {
    const { lists, sections, tasks } = readOutline(
      "before\n# Home #\nin the list\n## Kitchen\n- clean\nBath:\n- scrub\n# Work\nmail: Tom\n10:30",
    );
    expect(lists.map(({ name }) => name)).toEqual(["Home", "Work"]);
    expect(sections).toEqual([
      { sourceId: null, list: 0, name: "Kitchen" },
      { sourceId: null, list: 0, name: "Bath" },
    ]);
    expect(tasks.map(({ title, list, section }) => [title, list, section])).toEqual([
      ["before", null, null],
      ["in the list", 0, null],
      ["clean", 0, 0],
      ["scrub", 0, 1],
      ["mail: Tom", 1, null],
      ["10:30", 1, null],
    ]);
  });

  test("of any kind loses no line that says something", () => {
    const unit = fc.constantFrom("a", " ", "\t", "-", "[x]", "\n", "#", ":", "1.", "é");
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 60 }), (text) => {
        const { lists, sections, tasks } = readOutline(text);
        const said = [...lists, ...sections].map(({ name }) => name).concat(tasks.flatMap(({ title, notes }) => [title, notes]));
        for (const word of text.match(/[aé]+/gu) ?? []) expect(said.join("\n")).toContain(word);
        for (const [index, { parent }] of tasks.entries()) expect(parent ?? -1).toBeLessThan(index);
      }),
    );
  });
});
