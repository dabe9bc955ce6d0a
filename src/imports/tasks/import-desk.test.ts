import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { utf8ToBytes } from "../../base/bytes.ts";
import { makeId } from "../../base/ids.ts";
import type { CopiedTask } from "../../model/task-intent.ts";
import type { ExtraLabels } from "./fit.ts";
import { makeImportDesk, type DeskSetup, type Found, type ImportDesk, type Taking } from "./import-desk.ts";
import { BERLIN, sampleBytes } from "./samples.suite.ts";

const LABELS: ExtraLabels = {
  date: "Date",
  repeat: "Repeats",
  deadline: "Deadline",
  duration: "Duration",
  estimate: "Estimate",
  spent: "Spent",
  comment: "Comment",
  assignee: "Assignee",
  location: "Place",
  link: "Link",
  attachment: "Attachment",
  reminder: "Reminder",
  tag: "Tag",
  section: "Section",
};

const SPACE = makeId("space", new Uint8Array(32).fill(7));
const SETUP: DeskSetup = { space: SPACE, salt: "", labels: LABELS, unnamed: "Unnamed" };
const TAKING: Taking = { targets: new Map(), home: null, sections: new Map(), withDone: true, doneAtMs: 99 };

const open = (): ImportDesk =>
  makeImportDesk({
    clock: BERLIN,
    readDateText: () => null,
    nextDay: () => null,
    sha256: (message) => new Uint8Array(createHash("sha256").update(message).digest()),
  });

function found(result: ReturnType<ImportDesk["readText"]>): Found {
  if (!result.ok) throw new Error(result.error);
  return result.value;
}

function readText(text: string, setup = SETUP): { readonly desk: ImportDesk; readonly found: Found } {
  const desk = open();
  return { desk, found: found(desk.readText(text, setup)) };
}

function readSample(name: string, setup = SETUP) {
  const desk = open();
  return { desk, found: found(desk.readBytes(sampleBytes(name), name, setup)) };
}

const allOf = (desk: ImportDesk, taking: Partial<Taking> = {}): readonly CopiedTask[] => desk.take(0, 1_000, { ...TAKING, ...taking });

describe("what is found", () => {
  test("is told with its lists, counts and first rows", () => {
    const result = readSample("todoist-household.csv").found;
    expect(result).toMatchObject({
      kind: "todoist",
      encoding: "utf-8",
      open: 8,
      done: 0,
      parts: 2,
      withoutList: 0,
      looseSections: [],
      table: null,
    });
    expect(result.lists).toMatchObject([{ name: "todoist-household", open: 8, sections: [{ name: "Weekly" }] }]);
    expect(result.rows.map(({ title, depth, section }) => [title, depth, section]).slice(0, 4)).toEqual([
      ["Repot the basil", 0, null],
      ['Buy "peat-free" compost 🌱', 1, null],
      ["Compare prices", 2, null],
      ["Water the ferns", 0, "Weekly"],
    ]);
  });

  test("of a table is read again by another mapping", () => {
    const desk = open();
    const first = found(desk.readBytes(utf8ToBytes("Task,Due,Other\na,3/4/2026,b"), "x.csv", SETUP));
    expect(first.table).toMatchObject({
      columns: [{ name: "Task", sample: "a" }, { name: "Due", sample: "3/4/2026" }, { name: "Other" }],
      isOrderUnclear: true,
    });
    const again = desk.readAgain({ mapping: { hasHeader: true, fields: ["keep", "day", "title"], order: "dmy" } });
    expect(again.rows).toMatchObject([{ title: "b", day: "2026-04-03" }]);
  });

  test("that is no file of ours is a fault", () => {
    expect(open().readBytes(utf8ToBytes("%PDF-1"), "a.pdf", SETUP)).toEqual({ ok: false, error: "pdf" });
  });
});

const idsIn = (text: string, setup = SETUP): readonly string[] => readText(text, setup).desk.named(0, 100).ids;

function idsOfTable(title: string): readonly string[] {
  const desk = open();
  found(desk.readBytes(utf8ToBytes(`id,task,list\n7,${title},a`), "x.csv", SETUP));
  return desk.named(0, 9).ids;
}

describe("ids", () => {
  test("are the same for the same file, wherever else something was added, and others for each of several alike", () => {
    const before = idsIn("# Home\n- milk\n- milk\n  - fat\n- bread");
    const after = idsIn("# Home\n- butter\n- milk\n- milk\n  - fat\n- [x] bread\n- milk");
    expect(new Set(before).size).toBe(4);
    expect(after.slice(1, 5)).toEqual(before);
    expect(before).not.toContain(after[5]);
  });

  test("of the source's own are the same whatever has changed there", () => {
    expect(idsOfTable("one")).toEqual(idsOfTable("another"));
  });

  test("are others in another list, another space, and once more", () => {
    const first = idsIn("# Home\n- milk");
    expect(idsIn("# Work\n- milk")).not.toEqual(first);
    expect(idsIn("# Home\n- milk", { ...SETUP, space: makeId("space", new Uint8Array(32)) })).not.toEqual(first);
    expect(idsIn("# Home\n- milk", { ...SETUP, salt: "1" })).not.toEqual(first);
    const lists = (salt: string) => readText("# Home\n- milk", { ...SETUP, salt }).found.lists.map(({ id }) => id);
    expect(lists("1")).toEqual(lists(""));
  });
});

describe("what is taken", () => {
  test("goes to its lists and sections, or where the user says", () => {
    const { desk, found: told } = readText("- loose\n# Home\n## Kitchen\n- [x] clean\n  - sink");
    const [home] = told.lists;
    const kitchen = home?.sections[0]?.id;
    if (home === undefined || kitchen === undefined) throw new Error("a list with a section");
    expect(allOf(desk).map(({ title, list, section }) => [title, list, section])).toEqual([
      ["loose", null, null],
      ["clean", home.id, kitchen],
      ["sink", home.id, null],
    ]);
    const elsewhere = makeId("item", new Uint8Array(16).fill(1));
    const moved = allOf(desk, {
      targets: new Map([[home.id, elsewhere]]),
      home: elsewhere,
      sections: new Map([[kitchen, "00".repeat(8)]]),
    });
    expect(moved.map(({ list, section }) => [list, section])).toEqual([
      [elsewhere, null],
      [elsewhere, "00".repeat(8)],
      [elsewhere, null],
    ]);
    // The inbox has no sections.
    expect(allOf(desk, { targets: new Map([[home.id, null]]) })[1]).toMatchObject({ list: null, section: null, notes: "Section: Kitchen" });
  });

  test("is done since it was, or since now, or left out", () => {
    const { desk } = readText("- [x] done\n- open\n  - [x] part");
    expect(allOf(desk).map(({ doneMs }) => doneMs)).toEqual([99, null, 99]);
    expect(allOf(desk, { withDone: false }).map(({ title }) => title)).toEqual(["open"]);
    const [, flour] = allOf(readSample("reminders.ics").desk);
    expect(flour).toMatchObject({ title: "Buy flour", doneMs: Date.UTC(2026, 9, 2, 10, 15) });
  });

  test("has what a task has no field for in its notes", () => {
    const [basil, compost] = allOf(readSample("todoist-household.csv").desk);
    expect(basil).toMatchObject({ notes: "Pot in the shed,\nsecond shelf\n\nDuration: 30 minute", tags: ["garden", "weekend"] });
    expect(compost?.notes).toBe("Assignee: Tom (42)\nComment: Ask for the receipt\nComment: Two sacks,\nnot one");
  });

  test("has reminders and repeats as the model writes them, and what is none in its notes", () => {
    const tasks = allOf(readSample("reminders.ics").desk);
    expect(tasks[0]).toMatchObject({ reminders: ["b15", "b120"] });
    expect(tasks[3]).toMatchObject({
      reminders: ["d1T09:00"],
      repeat: { rule: "FREQ=MONTHLY;BYMONTHDAY=3", from: "day", base: "2026-10-01" },
    });
    const hourly = ["BEGIN:VCALENDAR", "BEGIN:VTODO", "SUMMARY:x", "RRULE:FREQ=HOURLY", "END:VTODO", "END:VCALENDAR"].join("\n");
    expect(allOf(readText(hourly).desk)[0]).toMatchObject({ repeat: null, notes: "Repeats: FREQ=HOURLY" });
  });

  test("is never cut in silence", () => {
    const long = `${"word ".repeat(250)}end`;
    const tags = Array.from({ length: 60 }, (_, index) => `t${index}`);
    const desk = open();
    const rows = [
      ["task", "notes", "tags"],
      [long, "n".repeat(150_000), [...tags, "x".repeat(50)].join(" | ")],
    ];
    const told = found(desk.readBytes(utf8ToBytes(rows.map((row) => row.join(";")).join("\n")), "x.csv", SETUP));
    const [task] = allOf(desk);
    expect(task?.title.length).toBeLessThanOrEqual(1_000);
    expect(task?.notes?.startsWith(long)).toBe(true);
    expect(task?.notes).toHaveLength(100_000);
    expect(task?.tags).toHaveLength(50);
    expect(told.leftOutCounts).toEqual([["long-notes", 1]]);
    const wide = readText(`- a\n  ${"好".repeat(99_000)}`);
    expect(utf8ToBytes(allOf(wide.desk)[0]?.notes ?? "").length).toBeLessThan(200_001);
    expect(wide.found.leftOutCounts).toEqual([["long-notes", 1]]);
  });
});

const fileOf = (name: string, text: string) => ({ name, bytes: utf8ToBytes(text) });

const readFiles = (...files: readonly ReturnType<typeof fileOf>[]) => {
  const desk = open();
  return { desk, result: desk.readFiles(files, "todoist.zip", SETUP) };
};

describe("an archive", () => {
  const HOME = "TYPE,CONTENT,INDENT\nsection,Kitchen,\ntask,Cook,1\ntask,Chop,2\nodd,thing,";
  const WORK = "TYPE,CONTENT,INDENT\ntask,Report,1\nsection,Later,\ntask,Plan,1";
  test("of all projects is one list for each, and says which file something was left out of", () => {
    const { desk, result } = readFiles(
      fileOf("Home [12].csv", HOME),
      fileOf("Work [13].csv", WORK),
      fileOf("notes.ics", "BEGIN:VCALENDAR\nEND:VCALENDAR"),
    );
    const { lists, parts, leftOut } = found(result);
    expect(lists.map(({ name, open: count, sections }) => [name, count, sections.map((section) => section.name)])).toEqual([
      ["Home", 2, ["Kitchen"]],
      ["Work", 2, ["Later"]],
    ]);
    expect(parts).toBe(1);
    expect(leftOut.map(({ reason, text }) => [reason, text])).toEqual([
      ["unknown-type", "Home [12].csv: odd thing"],
      ["file", "notes.ics"],
    ]);
    const tasks = allOf(desk);
    const [cook, chop] = tasks;
    expect([chop?.parent, chop?.list]).toEqual([cook?.id, lists[0]?.id]);
    expect(tasks[3]?.section).toBe(lists[1]?.sections[0]?.id);
  });

  test("names the same tasks as each of its files by itself", () => {
    const { desk, result } = readFiles(fileOf("Home [12].csv", HOME), fileOf("Work [13].csv", WORK));
    expect(result.ok).toBe(true);
    const alone = open();
    expect(alone.readBytes(utf8ToBytes(WORK), "Work [13].csv", SETUP).ok).toBe(true);
    expect(allOf(alone).map(({ id }) => id)).toEqual(
      allOf(desk)
        .slice(2)
        .map(({ id }) => id),
    );
  });

  test("with one file in it is that file, with several tables it is none", () => {
    const table = "Title,Due\nBuy stamps,2026-10-01";
    expect(found(readFiles(fileOf("mine.csv", table), fileOf("bad.json", "{")).result)).toMatchObject({ kind: "table", open: 1 });
    expect(readFiles(fileOf("a.csv", table), fileOf("b.csv", table)).result).toEqual({ ok: false, error: "zip-tables" });
    expect(readFiles(fileOf("bad.json", "{")).result).toEqual({ ok: false, error: "bad-json" });
    expect(readFiles().result).toEqual({ ok: false, error: "zip-empty" });
  });
});

test("boxes in notes become a checklist, with the same entries whenever it is read", () => {
  const csv = utf8ToBytes('Title,Notes\nTrip,"By train\n- [x] bag\n- [ ] map"\nHome,"- [ ] keys"\n');
  const read = () => {
    const desk = open();
    const { rows } = found(desk.readBytes(csv, "a.csv", SETUP));
    return { rows, tasks: allOf(desk) };
  };
  const { rows, tasks } = read();
  expect(rows.map(({ entries, hasNotes }) => [entries, hasNotes])).toEqual([
    [2, true],
    [1, false],
  ]);
  expect(tasks.map(({ notes, checklist }) => [notes, checklist.map(({ text, checked }) => [text, checked])])).toEqual([
    [
      "By train",
      [
        ["bag", true],
        ["map", false],
      ],
    ],
    ["", [["keys", false]]],
  ]);
  expect(new Set(tasks.flatMap(({ checklist }) => checklist.map(({ id }) => id))).size).toBe(3);
  expect(read().tasks).toEqual(tasks);
});
