import { describe, expect, test } from "vitest";
import { MAX_CHECKLIST_ENTRIES, MAX_ENTRY_LENGTH } from "../../model/checklist.ts";
import { splitChecklist } from "./notes-checklist.ts";

describe("notes with boxes", () => {
  test("become a checklist in its order, and the rest stays", () => {
    expect(splitChecklist("For the weekend:\r\n- [ ] milk\r\n- [x] eggs\r\n\r\n* [X]  tea \n  - [ ] green one\n\nPaid by Tom")).toEqual({
      notes: "For the weekend:\n\nPaid by Tom",
      entries: [
        { text: "milk", checked: false },
        { text: "eggs", checked: true },
        { text: "tea", checked: true },
        { text: "green one", checked: false },
      ],
    });
  });

  test.each(["", "a\n\n\n\nb\r\n", "- milk", "- []", "- [ ]", "- [link](x)", "[ ] without a mark", "-[ ] glued", "x - [ ] y"])(
    "and notes without any are as they were: %j",
    (notes) => {
      expect(splitChecklist(notes)).toEqual({ notes, entries: [] });
    },
  );

  test("keep what is too long or too much for a checklist", () => {
    const long = `- [ ] ${"x".repeat(MAX_ENTRY_LENGTH + 1)}`;
    expect(splitChecklist(`${long}\n- [ ] short`)).toEqual({ notes: long, entries: [{ text: "short", checked: false }] });
    const many = Array.from({ length: MAX_CHECKLIST_ENTRIES + 2 }, (_, index) => `- [ ] ${index}`).join("\n");
    const { notes, entries } = splitChecklist(many);
    expect([entries.length, notes]).toEqual([MAX_CHECKLIST_ENTRIES, `- [ ] ${MAX_CHECKLIST_ENTRIES}\n- [ ] ${MAX_CHECKLIST_ENTRIES + 1}`]);
  });
});
