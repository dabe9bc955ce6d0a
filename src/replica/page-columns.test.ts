import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { makeSampleId } from "../model/sample.ts";
import { itemRow } from "./item-row.ts";
import { pageToText } from "./engine/page-to-text.ts";
import { itemsToRows, joinBaseRows, textToPage, type PageItem } from "./page-columns.ts";
import { act, addList, addTask, entryNumber, newItem, TestProfile } from "./space.suite.ts";
import { arbitraryRow, itemNumber, listNumber, noteNumber, rowNumber } from "./task-row.suite.ts";

const again = (items: readonly PageItem[]): readonly PageItem[] => textToPage(pageToText(items)).items();

const plain = { sample: null, packs: [1], isPurged: false } as const;

const arbitraryItem: fc.Arbitrary<PageItem> = fc.oneof(
  fc.record({ row: arbitraryRow, packs: fc.array(fc.nat(5), { maxLength: 3 }), edited: fc.option(fc.boolean()) }).map(
    ({ row, packs, edited }): PageItem => ({ id: row.id, row, sample: edited === null ? null : { edited }, packs, isPurged: false }), // prettier-ignore
  ),
  fc.integer({ min: 50, max: 90 }).map((number): PageItem => ({ ...plain, id: itemNumber(number), row: listNumber(number) })),
  fc.record({ number: fc.integer({ min: 100, max: 140 }), changedMs: fc.nat(9) }).map(({ number, changedMs }): PageItem => ({ ...plain, id: itemNumber(number), row: noteNumber(number, { changedMs }) })), // prettier-ignore
  fc.boolean().map((isPurged): PageItem => ({ ...plain, id: itemNumber(99), row: null, isPurged })),
);

describe("a page of rows", () => {
  test("reads back as it was, each field in its place", () => {
    fc.assert(
      fc.property(fc.array(arbitraryItem, { maxLength: 30 }), (items) => {
        expect(again(items)).toEqual(items);
        expect(JSON.stringify(again(items).map(({ row }) => row))).toBe(JSON.stringify(items.map(({ row }) => row)));
      }),
    );
  });

  test("gives a start the same rows as its items do, and pages give them together", () => {
    fc.assert(
      fc.property(fc.array(arbitraryItem, { maxLength: 30 }), fc.nat(30), (items, middle) => {
        const pages = [items.slice(0, middle), items.slice(middle)].map((part) => textToPage(pageToText(part)));
        const { tasks, lists, notes, samples, purged, changedMs } = joinBaseRows(pages);
        const expected = itemsToRows(items);
        expect({ tasks, lists, notes, purged, changedMs, samples }).toEqual(expected);
      }),
    );
  });

  test("holds the rows that the documents make, whatever a person did to them", async () => {
    const space = await new TestProfile(1).open();
    const [id, list, sample] = [await addTask(space, "“task” 🌱"), await addList(space, "Home"), makeSampleId(new Uint8Array(8))];
    await act(space, { kind: "create", tasks: [{ id: sample, title: "try", day: null }], position: { at: "start", list } });
    await act(space, { kind: "set-when", ids: [id], day: "2026-12-24", time: "18:00", zone: "Europe/Berlin" });
    await act(space, { kind: "add-tag", ids: [id], tag: "home" });
    await act(space, { kind: "set-priority", ids: [id], priority: 1 });
    await act(space, { kind: "set-start", ids: [id], start: "2026-12-01" });
    await act(space, { kind: "set-repeat", ids: [id], repeat: { rule: "FREQ=YEARLY", from: "day", base: "2026-12-24" } });
    await act(space, { kind: "add-reminder", ids: [id], reminder: "b15" });
    await act(space, { kind: "add-section", id: list, section: entryNumber(2), name: "Later", position: { at: "end" } });
    await act(space, { kind: "move", ids: [sample], position: { at: "end", list, section: entryNumber(2), parent: id } });
    await act(space, { kind: "set-notes", id, before: "", after: "notes" });
    await act(space, { kind: "add-entries", id, entries: [{ id: entryNumber(1), text: "milk" }], position: { at: "end" } });
    await act(space, { kind: "create", tasks: [{ id: newItem(space), title: "gone", day: null }], position: { at: "end", list } });
    await act(space, { kind: "set-done", ids: [sample], done: true });
    await act(space, { kind: "trash", ids: [sample] });
    const { items } = space.core;
    const rows = [...(await items.readDocuments([...items.ids]))].map(([item, document]) => ({ ...plain, ...itemRow(item, document) }));
    expect(rows).toHaveLength(4);
    expect(again(rows)).toEqual(rows);
    const tasks = again(rows).flatMap(({ row }) => (row?.kind === "task" ? [row] : []));
    expect(tasks).toEqual(tasks.map((row) => items.index.row(row.id)));
  });

  test("of form 4 is this text", () => {
    const items: readonly PageItem[] = [
      { ...plain, id: itemNumber(1), row: rowNumber(1, { done: true, doneMs: 5, day: "2026-11-25", list: itemNumber(3), tags: ["home"], hasNotes: true, priority: 2, start: "2026-11-24", reminders: ["b0"] }) }, // prettier-ignore
      { ...plain, id: itemNumber(2), row: rowNumber(2, { time: "09:00", zone: "Europe/Berlin", day: "2026-11-26", checklist: { done: 1, total: 2 }, parent: itemNumber(1) }), packs: [1, 4] }, // prettier-ignore
      { ...plain, id: itemNumber(3), row: listNumber(3) },
      { ...plain, id: itemNumber(4), row: null, isPurged: true },
      { ...plain, id: itemNumber(5), row: rowNumber(5, { trashed: true, trashedMs: 9 }), sample: { edited: true } },
      { ...plain, id: itemNumber(6), row: noteNumber(6, { excerpt: "text" }) },
    ];
    expect(pageToText(items)).toBe(FORM_4);
    expect(textToPage(FORM_4).items()).toEqual(items);
  });
});

/** Stored so by devices: another text is another form, with another number. */
const FORM_4 =
  '{"ids":"010101010101010101010101010101010202020202020202020202020202020203030303030303030303030303030303040404040404040404040404040404040505050505050505050505050505050506060606060606060606060606060606","pack":[1,0,1,1,4,0],"packs":[[1],[1,4]],"purged":[3],"samples":{"at":[4],"is":[true]},"lists":{"at":[2],"is":[{"id":"03030303030303030303030303030303","kind":"list","name":"list 3","color":"blue","order":"a3","sections":[],"archived":false,"template":false,"trashed":false,"trashedMs":null,"conflicts":[],"createdMs":0,"changedMs":0,"newer":false}]},"noteRows":{"at":[5],"is":[{"id":"06060606060606060606060606060606","kind":"note","title":"note 6","excerpt":"text","mirror":null,"trashed":false,"trashedMs":null,"conflicts":[],"createdMs":0,"changedMs":0,"newer":false}]},"others":[2,3,5],"title":["task 1","task 2","task 5"],"order":["a1","a2","a5"],"home":[0,-1,-1],"homes":["03030303030303030303030303030303"],"since":0,"created":[0,0,0],"changed":[0,0,0],"day":[0,1,-1],"days":["2026-11-25","2026-11-26"],"done":{"at":[0],"is":[5]},"priority":{"at":[0],"is":[2]},"tags":{"at":[0],"is":[["home"]]},"notes":[0],"planned":{"at":[0],"is":[{"start":"2026-11-24","repeat":null,"reminders":["b0"]}]},"nested":{"at":[1],"is":[{"section":null,"parent":"01010101010101010101010101010101"}]},"rare":{"at":[1,2],"is":[{"time":"09:00","zone":"Europe/Berlin","conflicts":[],"newer":false,"checklist":{"done":1,"total":2},"trashedMs":null},{"time":null,"zone":null,"conflicts":[],"newer":false,"checklist":{"done":0,"total":0},"trashedMs":9}]}}';
