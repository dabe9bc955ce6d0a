import { describe, expect, test } from "vitest";
import { MAX_LEFT_OUT_TOLD, type Imported, type ReadDateText } from "./imported.ts";
import { readTodoist } from "./read-todoist.ts";
import { BERLIN, parentTitles, reasonsIn, recogniseSample, taskIn } from "./samples.suite.ts";

const noWords: ReadDateText = () => null;

const read = (readDateText: ReadDateText = noWords): Imported => {
  const { rows } = recogniseSample("todoist-household.csv", "todoist");
  return readTodoist(rows, { listName: "Household", clock: BERLIN, readDateText });
};

describe("Todoist's CSV", () => {
  test("is one list with its sections, and tasks that are parts of others", () => {
    const imported = read();
    expect(imported.lists).toEqual([{ sourceId: null, name: "Household" }]);
    expect(imported.sections).toEqual([{ sourceId: null, list: 0, name: "Weekly" }]);
    expect(parentTitles(imported)).toEqual([
      ["Repot the basil", null],
      ['Buy "peat-free" compost 🌱', "Repot the basil"],
      // However deep it says to stand.
      ["Compare prices", 'Buy "peat-free" compost 🌱'],
      ["Water the ferns", null],
      ["Aufräumen", null],
      ["שלום עולם", null],
      ["Write to mira@example.org", null],
      ["Water the ferns", null],
    ]);
    expect(imported.tasks.map(({ section }) => section)).toEqual([null, null, null, 0, 0, 0, 0, 0]);
  });

  test("gives labels, priorities, dates and descriptions, and the rest to the notes", () => {
    const imported = read();
    expect(taskIn(imported, "Repot the basil")).toMatchObject({
      tags: ["garden", "weekend"],
      priority: 1,
      day: "2026-10-05",
      time: null,
      notes: "Pot in the shed,\r\nsecond shelf",
      extras: [{ kind: "duration", text: "30 minute" }],
      line: 3,
    });
    expect(taskIn(imported, 'Buy "peat-free" compost 🌱')).toMatchObject({
      priority: null,
      day: "2026-10-06",
      time: "17:30",
      zone: "Europe/Berlin",
      extras: [
        { kind: "assignee", text: "Tom (42)" },
        { kind: "comment", text: "Ask for the receipt" },
        { kind: "comment", text: "Two sacks,\r\nnot one" },
      ],
    });
    expect(taskIn(imported, "שלום עולם").tags).toEqual(["بيت"]);
    expect(taskIn(imported, "Write to mira@example.org").tags).toEqual([]);
  });

  test("keeps a date in words as it was written until somebody reads it", () => {
    expect(taskIn(read(), "Aufräumen").extras).toEqual([
      { kind: "date", text: "jeden Tag" },
      { kind: "deadline", text: "12. Okt. 2026" },
    ]);
    const daily = { rule: "FREQ=DAILY", from: "day", base: null } as const;
    const asked: string[] = [];
    const words: ReadDateText = (text, language) => {
      asked.push(`${language}: ${text}`);
      return text === "jeden Tag" ? { day: "2026-10-05", time: "09:00", repeat: daily } : null;
    };
    expect(taskIn(read(words), "Aufräumen")).toMatchObject({ day: "2026-10-05", time: "09:00", zone: "Europe/Berlin", repeat: daily });
    expect(asked).toEqual(["en: every day at 9am", "de: jeden Tag", "en: tomorrow"]);
  });

  test("tells what it could not take, by its line", () => {
    expect(reasonsIn(read())).toEqual([
      ["no-owner", 12],
      ["no-title", 17],
      ["unknown-type", 18],
    ]);
  });

  test("tells a bounded number one by one, and counts all", () => {
    const header = { line: 1, fields: ["TYPE", "CONTENT", "INDENT"] };
    const rows = Array.from({ length: 1_000 }, (_, index) => ({ line: index + 2, fields: ["strange", "x", "1"] }));
    const { leftOut, leftOutCounts } = readTodoist([header, ...rows], { listName: "", clock: BERLIN, readDateText: noWords });
    expect([leftOut.length, leftOutCounts.get("unknown-type")]).toEqual([MAX_LEFT_OUT_TOLD, 1_000]);
  });
});

const readRows = (...rows: readonly (readonly string[])[]): Imported =>
  readTodoist(
    rows.map((fields, index) => ({ line: index + 1, fields })),
    { listName: "Old", clock: BERLIN, readDateText: noWords },
  );

describe("an older file of Todoist's", () => {
  test.each(["DUE_DATE", "DUE DATE", "DATE"])("has its days under %s", (name) => {
    const header = ["TYPE", "CONTENT", "PRIORITY", "INDENT", "AUTHOR", "RESPONSIBLE", name, "DUE_DATE_LANG"];
    expect(readRows(header, ["task", "Pay", "1", "1", "", "", "2026-10-05", "en"]).tasks).toMatchObject([
      { title: "Pay", day: "2026-10-05" },
    ]);
  });
});

const withNote = (text: string) => readRows(["TYPE", "CONTENT"], ["task", "Paint"], ["note", text]).tasks[0]?.extras;

describe("what is attached to a comment", () => {
  const FILE = '[[file {"file_name":"a ] b.png","file_size":3,"file_url":"https://example.org/a.png"}]]';

  test("is a name and a link, and what was said with it stays", () => {
    const attachment = { kind: "attachment", text: "a ] b.png https://example.org/a.png" };
    expect(withNote(` ${FILE}`)).toEqual([attachment]);
    expect(withNote(`As agreed ${FILE}`)).toEqual([{ kind: "comment", text: "As agreed" }, attachment]);
  });

  test("stays as it is written where it cannot be read", () => {
    for (const text of ["[[file {broken}]]", "[[file]]", "[[ {} ]]"]) expect(withNote(text)).toEqual([{ kind: "comment", text }]);
  });
});
