import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { makeId } from "../base/ids.ts";
import { actionOf, itemsOf, MAX_INTENT_ITEMS, parseTaskIntent, type TaskIntent } from "./task-intent.ts";

const itemId = (index: number) =>
  makeId(
    "item",
    Uint8Array.from({ length: 16 }, (_, i) => (i < 14 ? 0 : i === 14 ? index >> 8 : index & 255)),
  );
const [one, two] = [itemId(1), itemId(2)];
const end = { at: "end", list: null } as const;

const intents: readonly (readonly [TaskIntent, string, readonly string[]])[] = [
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
    [],
  ],
  [{ kind: "rename", id: one, title: "New" }, "edit", [one]],
  [{ kind: "set-done", ids: [one, two], done: true }, "complete", [one, two]],
  [{ kind: "set-done", ids: [one], done: false }, "reopen", [one]],
  [{ kind: "set-day", ids: [one], day: "2026-11-20" }, "schedule", [one]],
  [{ kind: "set-day", ids: [one], day: null }, "schedule", [one]],
  [{ kind: "trash", ids: [one] }, "trash", [one]],
  [{ kind: "restore", ids: [one] }, "restore", [one]],
  [{ kind: "move", id: one, position: { at: "before", task: two } }, "move", [one]],
  [{ kind: "move", id: one, position: { at: "start", list: two } }, "move", [one]],
  [{ kind: "resolve", id: one, field: "title", value: "This one" }, "resolve", [one]],
];

describe("an intent", () => {
  test("comes through postMessage and its parser unchanged, and names its action and items", () => {
    for (const [intent, action, items] of intents) {
      expect(parseTaskIntent(structuredClone(intent))).toEqual({ ok: true, value: intent });
      expect(actionOf(intent)).toBe(action);
      expect(itemsOf(intent)).toEqual(items);
    }
  });

  test("is normalised and cut down to what it means", () => {
    expect(parseTaskIntent({ kind: "rename", id: one, title: "  two\nlines ", extra: 1 })).toEqual({
      ok: true,
      value: { kind: "rename", id: one, title: "two lines" },
    });
  });

  test("with an unfit title or number of items says which", () => {
    const ids = Array.from({ length: MAX_INTENT_ITEMS + 1 }, (_, i) => itemId(i));
    for (const title of ["", " \n ", "x".repeat(1001)]) {
      expect(parseTaskIntent({ kind: "rename", id: one, title })).toEqual({ ok: false, error: { kind: "bad-title" } });
    }
    for (const bad of [[], [one, one], ids])
      expect(parseTaskIntent({ kind: "trash", ids: bad })).toEqual({ ok: false, error: { kind: "bad-items" } });
    expect(parseTaskIntent({ kind: "trash", ids: ids.slice(1) }).ok).toBe(true);
  });

  test("of another form is refused with the part at fault", () => {
    const bad: readonly (readonly [unknown, string])[] = [
      [null, "intent"],
      [[], "intent"],
      [{ kind: "purge" }, "kind"],
      [{ kind: "rename", id: "12", title: "x" }, "id"],
      [{ kind: "rename", id: one.toUpperCase().replace(/0/g, "A"), title: "x" }, "id"],
      [{ kind: "rename", id: one, title: 5 }, "title"],
      [{ kind: "set-done", ids: [one], done: 1 }, "done"],
      [{ kind: "set-day", ids: [one], day: "tomorrow" }, "day"],
      [{ kind: "set-day", ids: one, day: null }, "ids"],
      [{ kind: "trash", ids: [1] }, "ids"],
      [{ kind: "move", id: one, position: { at: "middle" } }, "position"],
      [{ kind: "move", id: one, position: { at: "before" } }, "position"],
      [{ kind: "move", id: one, position: { at: "end" } }, "position"],
      [{ kind: "create", tasks: [5], position: end }, "tasks"],
      [{ kind: "create", tasks: "x", position: end }, "tasks"],
      [{ kind: "resolve", id: one, field: "done", value: "x" }, "field"],
    ];
    for (const [value, part] of bad) expect(parseTaskIntent(value)).toEqual({ ok: false, error: { kind: "malformed-intent", part } });
  });

  test("parser never throws, and accepts only what it would accept again", () => {
    const nearly = fc.record(
      {
        kind: fc.constantFrom("create", "rename", "set-done", "set-day", "trash", "restore", "move", "resolve", "x"),
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
