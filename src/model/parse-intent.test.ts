import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { makeId } from "../base/ids.ts";
import { MAX_ENTRY_LENGTH } from "./checklist.ts";
import { MAX_LIST_NAME_LENGTH } from "./list-schema.ts";
import { MAX_NOTES_LENGTH } from "./notes.ts";
import { parseTaskIntent } from "./parse-intent.ts";
import { MAX_INTENT_ITEMS } from "./task-intent.ts";
import { MAX_TAG_LENGTH } from "./tag.ts";
import { actionOf } from "./action-name.ts";
import type { TaskIntent } from "./task-intent.ts";

const itemId = (index: number) =>
  makeId(
    "item",
    Uint8Array.from({ length: 16 }, (_, i) => (i < 14 ? 0 : i === 14 ? index >> 8 : index & 255)),
  );
const [one, two] = [itemId(1), itemId(2)];
const end = { at: "end", list: null } as const;
const [entry, other] = ["0123456789abcdef", "fedcba9876543210"];
const clock = { time: "09:30", zone: "Europe/Berlin" };

const mirror = {
  kind: "websocket",
  address: "wss://rooms.example.org",
  room: "plans",
  password: "",
  rootName: "prosemirror",
  rootType: "fragment",
  device: makeId("device", new Uint8Array(32).fill(7)),
  stint: "00112233445566ff",
} as const;

const intents: readonly (readonly [TaskIntent, string])[] = [
  [
    {
      kind: "create",
      tasks: [
        { id: one, title: "Call", day: null },
        { id: two, title: "Write", day: "2026-11-20" },
      ],
      position: end,
    },
    "create",
  ],
  [{ kind: "rename", id: one, title: "New" }, "edit"],
  [{ kind: "create-note", id: one, title: "" }, "create"],
  [{ kind: "rename-note", id: one, title: "Plans" }, "edit"],
  [{ kind: "set-mirror", id: one, mirror }, "edit"],
  [{ kind: "set-mirror", id: one, mirror: null }, "edit"],
  [{ kind: "set-done", ids: [one, two], done: true }, "complete"],
  [{ kind: "set-done", ids: [one], done: false }, "reopen"],
  [{ kind: "set-day", ids: [one], day: "2026-11-20" }, "schedule"],
  [{ kind: "set-day", ids: [one], day: null }, "schedule"],
  [{ kind: "trash", ids: [one] }, "trash"],
  [{ kind: "restore", ids: [one] }, "restore"],
  [{ kind: "move", ids: [one], position: { at: "before", task: two } }, "move"],
  [{ kind: "move", ids: [one], position: { at: "start", list: two } }, "move"],
  [{ kind: "move", ids: [two, one], position: { at: "after", task: two } }, "move"],
  [{ kind: "resolve", id: one, field: "title", value: "This one" }, "resolve"],
  [{ kind: "resolve", id: one, field: "name", value: "This one" }, "resolve"],
  [
    {
      kind: "create",
      tasks: [{ id: one, title: "Call", day: "2026-11-20", ...clock, priority: 1, tags: ["home"], notes: "Two\n\tlines" }],
      position: end,
    },
    "create",
  ],
  [{ kind: "set-when", ids: [one], day: "2026-11-20", ...clock }, "schedule"],
  [{ kind: "set-when", ids: [one], day: null, time: null, zone: null }, "schedule"],
  [{ kind: "set-priority", ids: [one], priority: 3 }, "edit"],
  [{ kind: "set-priority", ids: [one], priority: null }, "edit"],
  [{ kind: "add-tag", ids: [one, two], tag: "At home" }, "edit"],
  [{ kind: "remove-tag", ids: [one], tag: "At home" }, "edit"],
  [{ kind: "set-notes", id: one, before: "", after: "text" }, "type"],
  [{ kind: "add-entries", id: one, entries: [{ id: entry, text: "milk" }], position: { at: "after", entry: other } }, "edit"],
  [{ kind: "edit-entry", id: one, entry, text: "bread" }, "edit"],
  [{ kind: "check-entries", id: one, entries: [entry, other], checked: true }, "edit"],
  [{ kind: "move-entry", id: one, entry, position: { at: "start" } }, "edit"],
  [{ kind: "remove-entries", id: one, entries: [entry] }, "edit"],
  [{ kind: "create-list", id: one, name: "Garden", color: "green", position: { at: "end" } }, "create"],
  [{ kind: "rename-list", id: one, name: "House" }, "edit"],
  [{ kind: "color-list", id: one, color: "red" }, "edit"],
  [{ kind: "move-list", id: one, position: { at: "before", list: two } }, "move"],
  [{ kind: "set-start", ids: [one, two], start: "2026-11-20" }, "schedule"],
  [{ kind: "set-repeat", ids: [one], repeat: { rule: "FREQ=DAILY;INTERVAL=2", from: "done", base: null } }, "schedule"],
  [{ kind: "set-repeat", ids: [one], repeat: null }, "schedule"],
  [{ kind: "add-reminder", ids: [one], reminder: "d1T09:00" }, "edit"],
  [{ kind: "remove-reminder", ids: [one], reminder: "b15" }, "edit"],
  [{ kind: "move", ids: [one], position: { at: "end", list: two, section: entry } }, "move"],
  [{ kind: "move", ids: [one], position: { at: "start", list: null, parent: two } }, "move"],
  [{ kind: "archive-list", id: one, archived: true }, "edit"],
  [{ kind: "add-section", id: one, section: entry, name: "Later", position: { at: "before", section: other } }, "edit"],
  [{ kind: "rename-section", id: one, section: entry, name: "Soon" }, "edit"],
  [{ kind: "move-section", id: one, section: entry, position: { at: "start" } }, "move"],
  [{ kind: "remove-section", id: one, section: entry }, "edit"],
  [{ kind: "trash-list", id: one }, "trash"],
  [{ kind: "restore-list", id: one }, "restore"],
];

describe("an intent", () => {
  test("comes through postMessage and its parser unchanged, and names its action", () => {
    for (const [intent, action] of intents) {
      expect(parseTaskIntent(structuredClone(intent))).toEqual({ ok: true, value: intent });
      expect(actionOf(intent)).toBe(action);
    }
  });

  test("is normalised and cut down to what it means", () => {
    expect(parseTaskIntent({ kind: "rename", id: one, title: "  two\nlines ", extra: 1 })).toEqual({
      ok: true,
      value: { kind: "rename", id: one, title: "two lines" },
    });
    const texts: readonly (readonly [object, object])[] = [
      [{ kind: "add-tag", ids: [one], tag: " at \t\n  home " }, { tag: "at home" }],
      [
        { kind: "set-notes", id: one, before: "a\r\nb", after: "a\rb\u0000\ud800 " },
        { before: "a\nb", after: "a\nb\ufffd " },
      ],
      [{ kind: "edit-entry", id: one, entry, text: " Cafe\u0301\n" }, { text: "Café" }],
      [{ kind: "rename-list", id: one, name: " my\nlist " }, { name: "my list" }],
      [
        { kind: "set-when", ids: [one], day: "2026-11-20" },
        { day: "2026-11-20", time: null, zone: null },
      ],
    ];
    for (const [given, value] of texts) expect(parseTaskIntent(given)).toMatchObject({ ok: true, value });
  });

  test("with an unfit text or number of items says which", () => {
    const ids = Array.from({ length: MAX_INTENT_ITEMS + 1 }, (_, i) => itemId(i));
    for (const title of ["", " \n ", "x".repeat(1001)]) {
      expect(parseTaskIntent({ kind: "rename", id: one, title })).toEqual({ ok: false, error: { kind: "bad-text", part: "title" } });
    }
    const tooLong: readonly (readonly [object, string])[] = [
      [{ kind: "add-tag", ids: [one], tag: "x".repeat(MAX_TAG_LENGTH + 1) }, "tag"],
      [{ kind: "edit-entry", id: one, entry, text: "x".repeat(MAX_ENTRY_LENGTH + 1) }, "text"],
      [{ kind: "rename-list", id: one, name: "x".repeat(MAX_LIST_NAME_LENGTH + 1) }, "name"],
      [{ kind: "set-notes", id: one, before: "", after: "x".repeat(MAX_NOTES_LENGTH + 1) }, "notes"],
    ];
    for (const [intent, part] of tooLong) expect(parseTaskIntent(intent)).toEqual({ ok: false, error: { kind: "bad-text", part } });
    for (const bad of [[], [one, one], ids])
      expect(parseTaskIntent({ kind: "trash", ids: bad })).toEqual({ ok: false, error: { kind: "bad-items" } });
    expect(parseTaskIntent({ kind: "trash", ids: ids.slice(1) }).ok).toBe(true);
  });

  test("with a rule, a reminder or a section that is none is malformed", () => {
    const bad: readonly (readonly [object, string])[] = [
      [{ kind: "set-repeat", ids: [one], repeat: { rule: "FREQ=HOURLY", from: "day", base: null } }, "repeat"],
      [{ kind: "set-repeat", ids: [one], repeat: { rule: "FREQ=DAILY;INTERVAL=0", from: "day", base: null } }, "repeat"],
      [{ kind: "set-repeat", ids: [one] }, "repeat"],
      [{ kind: "set-start", ids: [one], start: "tomorrow" }, "day"],
      [{ kind: "add-reminder", ids: [one], reminder: "b99999" }, "reminder"],
      [{ kind: "move", ids: [one], position: { at: "end", list: null, section: "first" } }, "section"],
      [{ kind: "rename-section", id: one, section: "first", name: "Soon" }, "section"],
    ];
    for (const [intent, part] of bad) expect(parseTaskIntent(intent)).toEqual({ ok: false, error: { kind: "malformed-intent", part } });
  });

  test("to edit notes that have become too long is let through if they do not grow", () => {
    const long = "x".repeat(MAX_NOTES_LENGTH + 5);
    const edits = [long.slice(1), `${long.slice(1)}y`, `${long}y`].map((after) => ({ kind: "set-notes", id: one, before: long, after }));
    expect(edits.map((edit) => parseTaskIntent(edit).ok)).toEqual([true, true, false]);
  });

  test("of another form is refused with the part at fault", () => {
    const bad: readonly (readonly [unknown, string])[] = [
      [null, "intent"],
      [[], "intent"],
      [{ kind: "scatter" }, "kind"],
      [{ kind: "rename", id: "12", title: "x" }, "id"],
      [{ kind: "rename", id: one.toUpperCase().replace(/0/g, "A"), title: "x" }, "id"],
      [{ kind: "rename", id: one, title: 5 }, "title"],
      [{ kind: "set-done", ids: [one], done: 1 }, "done"],
      [{ kind: "set-day", ids: [one], day: "tomorrow" }, "day"],
      [{ kind: "set-day", ids: one, day: null }, "ids"],
      [{ kind: "trash", ids: [1] }, "ids"],
      [{ kind: "move", ids: [one], position: { at: "middle" } }, "position"],
      [{ kind: "move", ids: [one], position: { at: "before" } }, "position"],
      [{ kind: "move", ids: [one], position: { at: "end" } }, "position"],
      [{ kind: "create", tasks: [5], position: end }, "tasks"],
      [{ kind: "create", tasks: "x", position: end }, "tasks"],
      [{ kind: "resolve", id: one, field: "done", value: "x" }, "field"],
      [{ kind: "set-when", ids: [one], day: null, ...clock }, "time"],
      [{ kind: "set-when", ids: [one], day: "2026-11-20", ...clock, time: "24:00" }, "time"],
      [{ kind: "set-when", ids: [one], day: "2026-11-20", ...clock, zone: null }, "zone"],
      [{ kind: "set-when", ids: [one], day: "2026-11-20", time: null, zone: "Europe/Berlin" }, "time"],
      [{ kind: "set-priority", ids: [one], priority: 0 }, "priority"],
      [{ kind: "add-tag", ids: [one] }, "tag"],
      [{ kind: "set-notes", id: one, after: "" }, "notes"],
      [{ kind: "set-mirror", id: one }, "mirror"],
      [{ kind: "set-mirror", id: one, mirror: { ...mirror, stint: "" } }, "mirror"],
      [{ kind: "set-mirror", id: one, mirror: { ...mirror, address: "http://rooms.example.org" } }, "mirror"],
      [{ kind: "edit-entry", id: one, entry: entry.toUpperCase(), text: "x" }, "entry"],
      [{ kind: "check-entries", id: one, entries: [entry], checked: null }, "checked"],
      [{ kind: "move-entry", id: one, entry, position: { at: "before" } }, "entry"],
      [{ kind: "create-list", id: one, name: "x", color: "mauve", position: { at: "end" } }, "color"],
      [{ kind: "move-list", id: one, position: { at: "end of line" } }, "position"],
      [{ kind: "create", tasks: [{ id: one, title: "x", day: null, tags: "home" }], position: end }, "tags"],
    ];
    for (const [value, part] of bad) expect(parseTaskIntent(value)).toEqual({ ok: false, error: { kind: "malformed-intent", part } });
  });

  test("parser never throws, and accepts only what it would accept again", () => {
    const nearly = fc.record(
      {
        kind: fc.constantFrom(
          "create",
          "rename",
          "set-done",
          "set-day",
          "trash",
          "restore",
          "move",
          "resolve",
          "set-when",
          "set-notes",
          "add-entries",
          "edit-entry",
          "check-entries",
          "create-list",
          "move-list",
          "x",
        ),
        id: fc.constantFrom(one, "x", null),
        ids: fc.oneof(fc.array(fc.constantFrom(one, two)), fc.anything()),
        title: fc.oneof(fc.string(), fc.anything()),
        done: fc.oneof(fc.boolean(), fc.anything()),
        day: fc.constantFrom(null, "2026-11-20", "2026-99-20", 4),
        tasks: fc.oneof(fc.array(fc.record({ id: fc.constantFrom(one, two), title: fc.string(), day: fc.constant(null) })), fc.anything()),
        position: fc.oneof(fc.constant(end), fc.anything()),
        field: fc.constantFrom("title", "done"),
        value: fc.string(),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.oneof(nearly, fc.anything()), (value) => {
        const parsed = parseTaskIntent(value);
        expect(parsed.ok ? parseTaskIntent(parsed.value) : parsed).toEqual(parsed);
      }),
    );
  });
});

describe("saved views", () => {
  const id = makeId("item", new Uint8Array(16).fill(3));
  const view = { kind: "create-view", id, name: " Home ", asks: { tag: "home", due: "" }, position: { at: "end" } };

  test("are read with what they ask for", () => {
    expect(parseTaskIntent(view)).toEqual({ ok: true, value: { ...view, name: "Home", beyond: {} } });
    const more = { ...view, name: "Home", asks: { among: "done" }, beyond: { waiting: "Ada", due: "next-month" }, color: "red" };
    expect(parseTaskIntent(more)).toEqual({ ok: true, value: more });
    expect(parseTaskIntent({ kind: "color-view", id, color: "teal" })).toMatchObject({ ok: true });
    expect(parseTaskIntent({ kind: "move-view", id, position: { at: "before", view: id } })).toMatchObject({ ok: true });
  });

  test.each([
    { ...view, name: " " },
    { ...view, asks: { waiting: "Ada" } },
    { ...view, asks: { due: "next-month" } },
    { ...view, asks: { list: "no id" } },
    { ...view, asks: { text: "x".repeat(201) } },
    { ...view, asks: "everything" },
    { ...view, asks: { among: "trash" } },
    { ...view, beyond: { waiting: "" } },
    { ...view, beyond: { waiting: "x".repeat(201) } },
    { ...view, beyond: { waiting: 1 } },
    { ...view, beyond: { ["x".repeat(65)]: "Ada" } },
    { ...view, beyond: Object.fromEntries(Array.from({ length: 65 }, (_, at) => [`ask${at}`, "Ada"])) },
    { ...view, color: "mauve" },
    { kind: "color-view", id, color: null },
    { ...view, position: { at: "after", view: 1 } },
  ])("are refused where something is not understood: %o", (intent) => {
    expect(parseTaskIntent(intent).ok).toBe(false);
  });
});
