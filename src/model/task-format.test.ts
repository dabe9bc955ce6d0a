// Known answers: a task as records and packs have carried it since version 1. These bytes must stay readable, and be written, for ever.

import { describe, expect, test } from "vitest";
import { bytesToHex, hexToBytes } from "../base/bytes.ts";
import { makeId, parseIdText } from "../base/ids.ts";
import { assert } from "../base/result.ts";
import { encodeState, makeDocument, openDocument } from "../items/document.ts";
import type { FieldValues } from "../items/field-value.ts";
import { kindValue } from "../items/item-schema.ts";
import { readItem } from "../items/read-item.ts";
import { updateItem } from "../items/update-item.ts";
import { taskRow } from "./task-row.ts";
import { itemSchemas, taskSchema } from "./task-schema.ts";

const CLIENT_ID = 7_365_887_390_543_728;
const STAMP = 890_250_798_981_120;
const writer = parseIdText("log", "0123456789abcdef");
const list = makeId("item", new Uint8Array(16).fill(7));
assert(writer !== null, "a log tag");

const CHANGES: readonly FieldValues[] = [
  { kind: kindValue(taskSchema), title: "Call the dentist", place: { order: "a0.ASNFZ4" } },
  { title: "Call the dentist – today", "tags.phone": true },
  { done: 1_795_165_200_000, when: { day: "2026-11-20" }, place: { list, order: "a0V.ASNFZ4" } },
  { trash: true },
];

const UPDATES = [
  "0103f0def9eac4e78a0d002801066669656c6473106b696e644041534e465a346d727a65380175027b43094d6d55130000750277047461736b7d012801066669656c6473117469746c654041534e465a346d727a65380175027b43094d6d55130000771043616c6c207468652064656e746973742801066669656c647311706c6163654041534e465a346d727a65380175027b43094d6d551300007601056f72646572770961302e41534e465a3400",
  "0102f0def9eac4e78a0d03a8f0def9eac4e78a0d010175027b43094d6d55130008771a43616c6c207468652064656e7469737420e2809320746f6461792801066669656c647316746167732e70686f6e654041534e465a346d727a65380175027b43094d6d551300087801f0def9eac4e78a0d010101",
  "0103f0def9eac4e78a0d052801066669656c647310646f6e654041534e465a346d727a65380175027b43094d6d551300107b427a1f82f1e800002801066669656c6473107768656e4041534e465a346d727a65380175027b43094d6d55130010760103646179770a323032362d31312d3230a8f0def9eac4e78a0d020175027b43094d6d551300107602046c69737477203037303730373037303730373037303730373037303730373037303730373037056f72646572770a6130562e41534e465a3401f0def9eac4e78a0d010201",
  "0101f0def9eac4e78a0d082801066669656c64731174726173684041534e465a346d727a65380175027b43094d6d55130018740a01f0def9eac4e78a0d0900",
];
const STATE =
  "000009f0bdf3d589cf951a01020300000b28002101a8002802a80028b301a3016669656c64736b696e644041534e465a346d727a65386669656c64737469746c654041534e465a346d727a65386669656c6473706c6163654041534e465a346d727a65386669656c6473746167732e70686f6e654041534e465a346d727a65386669656c6473646f6e654041534e465a346d727a65386669656c64737768656e4041534e465a346d727a65386669656c647374726173684041534e465a346d727a6538061006110611061606100610061101010002410701090075027b43094d6d55130000750277047461736b7d0175027b43094d6d55130008771a43616c6c207468652064656e7469737420e2809320746f64617975027b43094d6d551300087875027b43094d6d551300107b427a1f82f1e8000075027b43094d6d55130010760103646179770a323032362d31312d323075027b43094d6d551300107602046c69737477203037303730373037303730373037303730373037303730373037303730373037056f72646572770a6130562e41534e465a3475027b43094d6d55130018740a01f0def9eac4e78a0d0901f0def9eac4e78a0d010101";

describe("a task, version 1", () => {
  test("is written as these updates and this state", () => {
    const document = makeDocument(CLIENT_ID);
    const updates = CHANGES.map((after, index) => {
      const changed = updateItem(document, { after }, { schema: taskSchema, writer, stamp: STAMP + index });
      return changed.ok && changed.value.update !== null ? bytesToHex(changed.value.update) : null;
    });
    expect(updates).toEqual(UPDATES);
    expect(bytesToHex(encodeState(document))).toBe(STATE);
  });

  test("is read from them", () => {
    const state = hexToBytes(STATE);
    const updates = UPDATES.map((update) => hexToBytes(update) ?? new Uint8Array());
    assert(state !== null, "hex");
    for (const source of [{ state }, { updates }]) {
      const opened = openDocument({ clientId: 1, ...source });
      const item = opened.ok ? readItem(opened.value.document, itemSchemas) : null;
      expect(item && taskRow(list, item)).toEqual({
        id: list,
        kind: "task",
        title: "Call the dentist – today",
        done: true,
        doneMs: 1_795_165_200_000,
        day: "2026-11-20",
        time: null,
        zone: null,
        priority: null,
        list,
        order: "a0V.ASNFZ4",
        tags: ["phone"],
        hasNotes: false,
        checklist: { done: 0, total: 0 },
        trashed: true,
        trashedMs: 1_795_183_186_470,
        conflicts: [],
        createdMs: 1_795_183_186_470,
        changedMs: 1_795_183_186_470,
        newer: false,
      });
    }
  });
});
