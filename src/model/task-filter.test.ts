import { expect, test } from "vitest";
import { makeId } from "../base/ids.ts";
import { fitsIn, type TaskFilter } from "./task-filter.ts";
import type { TaskRow } from "./task-row.ts";
import { idsOf, lettersOf, Tasks } from "./planned-tasks.suite.ts";

const list = makeId("item", new Uint8Array(16).fill(9));
const repeat = { rule: "FREQ=DAILY", from: "done", base: null } as const;

function tasks(): Tasks {
  const made = new Tasks(1);
  made.create("abcd");
  made.act({ kind: "rename", id: idsOf("a")[0] ?? list, title: "Call the Bank" });
  made.act({ kind: "set-day", ids: idsOf("a"), day: "2026-11-20" });
  made.act({ kind: "set-day", ids: idsOf("b"), day: "2026-11-26" });
  made.act({ kind: "set-day", ids: idsOf("c"), day: "2026-12-24" });
  made.act({ kind: "set-priority", ids: idsOf("ab"), priority: 1 });
  made.act({ kind: "add-tag", ids: idsOf("bc"), tag: "Home" });
  made.act({ kind: "set-repeat", ids: idsOf("c"), repeat });
  made.act({ kind: "move", ids: idsOf("d"), position: { at: "end", list } });
  return made;
}

const found = (filter: TaskFilter): string => {
  const made = tasks();
  return lettersOf("abcd").filter((name) => fitsIn<TaskRow>(filter, (row) => row.list)(made.row(name))).join(""); // prettier-ignore
};

const due = (kind: "overdue" | "today" | "soon" | "none"): TaskFilter => ({ due: { kind, today: "2026-11-26", last: "2026-12-02" } });

test.each<readonly [TaskFilter, string]>([
  [{}, "abcd"],
  [{ text: "bank  CALL" }, "a"],
  [{ text: "call mum" }, ""],
  [{ tag: "home" }, "bc"],
  [{ priority: 1 }, "ab"],
  [{ priority: null }, "cd"],
  [{ priority: 1, tag: "home" }, "b"],
  [{ list }, "d"],
  [{ list: null }, "abc"],
  [{ repeats: true }, "c"],
  [due("overdue"), "a"],
  [due("today"), "b"],
  [due("soon"), "ab"],
  [due("none"), "d"],
])("%o finds %s", (filter, names) => {
  expect(found(filter)).toBe(names);
});
