import { describe, expect, test } from "vitest";
import { makeId } from "../base/ids.ts";
import { makeDocument } from "../items/document.ts";
import { KIND_FIELD, kindValue } from "../items/item-schema.ts";
import { readItem } from "../items/read-item.ts";
import { updateItem } from "../items/update-item.ts";
import { planView } from "./plan-view.ts";
import type { PlanContext } from "./plan.ts";
import { neighboursAmong, ordersAmong } from "./task-order.ts";
import { itemSchemas } from "./task-schema.ts";
import { asksBeyond, NOTHING_ASKED, readAsks } from "./view-asks.ts";
import { viewRow } from "./view-row.ts";
import { viewSchema } from "./view-schema.ts";

const id = makeId("item", new Uint8Array(16).fill(1));
const writer = makeId("log", new Uint8Array(8).fill(1));

describe("what a view asks for", () => {
  test("is read condition by condition; what only a later version knows is counted", () => {
    const list = makeId("item", new Uint8Array(16).fill(7));
    expect(readAsks({ among: "either", tag: "home", due: "soon", list, priority: "none", repeats: "yes", text: "milk" })).toEqual({
      asked: { among: "either", tag: "home", due: "soon", list, priority: "none", repeats: "yes", text: "milk" },
      unknown: 0,
    });
    expect(readAsks({ due: "next-month", "waiting-for": "Ada", tag: "home", constructor: "x" })).toEqual({
      asked: { ...NOTHING_ASKED, tag: "home" },
      unknown: 3,
    });
  });

  test("of a later version goes along into another view, except where something else is asked for there", () => {
    const asks = { due: "next-month", waiting: "Ada", tag: "home", among: "someday" };
    expect(asksBeyond(asks, { ...NOTHING_ASKED, tag: "work" })).toEqual({ due: "next-month", waiting: "Ada", among: "someday" });
    expect(asksBeyond(asks, { ...NOTHING_ASKED, due: "today", among: "done" })).toEqual({ waiting: "Ada" });
  });

  test("of a later version stays when something else is changed here", () => {
    const document = makeDocument(1);
    const made = {
      [KIND_FIELD]: kindValue(viewSchema),
      name: "Later",
      "asks.waiting": "Ada",
      "asks.due": "next-month",
      "asks.tag": "home",
    };
    expect(updateItem(document, { after: made }, { schema: viewSchema, writer, stamp: 1 }).ok).toBe(true);
    const item = readItem(document, itemSchemas);
    const none = { orderOf: () => null, orders: ordersAmong([]), count: 0 };
    const context: PlanContext = {
      item: () => item,
      neighbours: neighboursAmong([]),
      lists: none,
      views: none,
      spellingOf: (tag) => tag,
      repeating: null,
      writer,
      nowMs: 2,
    };
    const planned = planView({ kind: "set-asks", id, asks: { tag: "", priority: "1" } }, context);
    if (!planned.ok) throw new Error(planned.error.kind);
    for (const { before = {}, after } of planned.value) updateItem(document, { before, after }, { schema: viewSchema, writer, stamp: 2 });
    const after = readItem(document, itemSchemas);
    expect(after === null ? null : viewRow(id, after)?.asks).toEqual({ waiting: "Ada", due: "next-month", priority: "1" });
  });

  test("is not written where it is no text, or too long", () => {
    const document = makeDocument(1);
    const made = { [KIND_FIELD]: kindValue(viewSchema), name: "Odd" };
    updateItem(document, { after: made }, { schema: viewSchema, writer, stamp: 1 });
    expect(updateItem(document, { after: { "asks.text": "x".repeat(201) } }, { schema: viewSchema, writer, stamp: 2 }).ok).toBe(false);
    expect(updateItem(document, { after: { "asks.text": true } }, { schema: viewSchema, writer, stamp: 2 }).ok).toBe(false);
  });
});
