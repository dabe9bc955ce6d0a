import { describe, expect, test } from "vitest";
import { readCsv, type CsvRow } from "./csv.ts";
import type { Imported } from "./imported.ts";
import { readTable } from "./read-table.ts";
import { BERLIN, parentTitles, reasonsIn, recogniseSample, taskIn } from "./samples.suite.ts";
import { orderIn, proposeMapping } from "./table-mapping.ts";

const read = (rows: readonly CsvRow[], change: Partial<ReturnType<typeof proposeMapping>> = {}): Imported =>
  readTable(rows, { ...proposeMapping(rows), ...change }, { clock: BERLIN, readDateText: () => null });

const rowsOf = (text: string): readonly CsvRow[] => [...readCsv(text, ",")];

describe("a table", () => {
  test("in German, with semicolons and of Windows-1252, is understood by its columns' names", () => {
    const found = recogniseSample("aufgaben-windows-1252.csv", "table");
    expect(found.encoding).toBe("windows-1252");
    expect(proposeMapping(found.rows).fields).toEqual(["title", "day", "priority", "done", "tags", "list", "keep"]);
    const imported = read(found.rows);
    expect(taskIn(imported, "Steuererklärung")).toMatchObject({
      day: "2026-12-31",
      priority: 1,
      isDone: false,
      tags: ["Geld"],
      list: 0,
      extras: [{ kind: "column", label: "Aufwand", text: "3 h" }],
    });
    expect(taskIn(imported, 'Gruß an "Müller"; bald')).toMatchObject({ day: "2027-03-01", time: "14:30", isDone: true, doneMs: null });
    // Neither a date nor a state that anybody here knows.
    expect(taskIn(imported, "Ohne Datum")).toMatchObject({
      day: null,
      isDone: false,
      extras: [
        { kind: "date", text: "irgendwann" },
        { kind: "column", text: "wartet", label: "" },
      ],
    });
    expect(imported.lists.map(({ name }) => name)).toEqual(["Büro"]);
  });

  test("as TickTick writes it has lines before it, parents, states and priorities of its own", () => {
    const { rows } = recogniseSample("ticktick.csv", "table");
    const imported = read(rows);
    expect(parentTitles(imported)).toEqual([
      ["Buy milk", null],
      ["Oat milk too", "Buy milk"],
      ["Read", null],
    ]);
    expect(taskIn(imported, "Buy milk")).toMatchObject({
      sourceId: "1",
      // Midnight in Berlin: the whole day.
      day: "2026-09-29",
      time: null,
      zone: null,
      priority: 1,
      tags: ["food", "errand"],
      notes: "2 litres",
      isDone: false,
    });
    expect(taskIn(imported, "Oat milk too")).toMatchObject({ isDone: true, doneMs: Date.UTC(2026, 8, 21, 9, 30), priority: null });
    // What it says of every task, for itself, is nothing for its notes.
    expect(imported.tasks.flatMap(({ extras }) => extras)).toEqual([]);
    expect(taskIn(imported, "Read")).toMatchObject({ priority: 3, list: null });
  });

  test("may say in one column whether, and in another when it was done", () => {
    const rows = rowsOf(
      "Task,Done,Completed at\na,yes,2026-10-02T10:00:00Z\nb,no,2026-10-02T10:00:00Z\nc,,2026-10-02T10:00:00Z\nd,yes,\ne,,",
    );
    const doneMs = Date.UTC(2026, 9, 2, 10);
    expect(read(rows).tasks.map((task) => [task.isDone, task.doneMs])).toEqual([
      [true, doneMs],
      [false, null],
      [true, doneMs],
      [true, null],
      [false, null],
    ]);
  });

  test("without names has its words as titles", () => {
    const rows = rowsOf("1,Buy milk,2026-10-01\n2,Call Tom,2026-10-02");
    expect(proposeMapping(rows)).toMatchObject({ hasHeader: false, fields: ["keep", "title", "keep"] });
    expect(read(rows).tasks.map(({ title }) => title)).toEqual(["Buy milk", "Call Tom"]);
  });

  test("asks for the order of days where it cannot be told", () => {
    const rows = rowsOf("Task,Due\nx,3/4/2026");
    const { fields, order } = proposeMapping(rows);
    expect([order, orderIn(rows.slice(1), fields)]).toEqual([null, "unclear"]);
    expect(read(rows).tasks[0]).toMatchObject({ day: null, extras: [{ kind: "date", text: "3/4/2026" }] });
    expect(read(rows, { order: "mdy" }).tasks[0]).toMatchObject({ day: "2026-03-04", extras: [] });
  });

  test("has a time in a column of its own, and a first day only before the day it is due", () => {
    const rows = rowsOf("Task,Due date,Due time,Start date\na,2026-10-02,9:15,2026-10-01\nb,2026-10-02,late,2026-10-02\nc,,9:15,");
    expect(read(rows).tasks.map(({ time, start, extras }) => [time, start, extras.length])).toEqual([
      ["09:15", "2026-10-01", 0],
      [null, null, 1],
      [null, null, 1],
    ]);
  });

  test("leaves rows without a title out, and those that come twice", () => {
    expect(reasonsIn(read(rowsOf("id,name,notes\n1,a,\n2,,only notes\n1,a again,")))).toEqual([
      ["no-title", 3],
      ["twice", 4],
    ]);
  });
});
