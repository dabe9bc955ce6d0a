import { expect, test } from "vitest";
import { act, addList, addTask, newItem, TestProfile } from "../space.suite.ts";
import { plainText } from "./plain-text.ts";

test("tasks stand in their lists, done ones last, and what is in the trash is left out", async () => {
  const space = await new TestProfile(1).open();
  const list = await addList(space, "Garden");
  const first = await addTask(space, "Done already");
  await addTask(space, "To do");
  const gone = await addTask(space, "Thrown away");
  await act(space, { kind: "set-done", ids: [first], done: true });
  await act(space, { kind: "trash", ids: [gone] });
  const water = newItem(space);
  await act(space, { kind: "create", tasks: [{ id: water, title: "Water", day: "2026-12-01" }], position: { at: "end", list } });
  await act(space, { kind: "set-notes", id: water, before: "", after: "Early,\nnot late" });
  expect(await plainText(space.core)).toBe(
    "# Daybook\n\n- [ ] To do\n- [x] Done already\n\n## Garden\n\n- [ ] Water (2026-12-01)\n  Early,\n  not late\n",
  );
});
