// Known answers: tasks, lists, notes and views as records and packs have carried them. These bytes must stay readable, and be written, for ever.

import { describe, expect, test } from "vitest";
import { bytesToHex, hexToBytes } from "../base/bytes.ts";
import { makeId, parseIdText } from "../base/ids.ts";
import { assert } from "../base/result.ts";
import { encodeState, makeDocument, openDocument, type ItemDocument } from "../items/document.ts";
import type { FieldValues } from "../items/field-value.ts";
import { readBody } from "../items/read-body.ts";
import { changeDocument } from "../items/change-document.ts";
import { kindValue, type ItemSchema } from "../items/item-schema.ts";
import { readMark, writeMark } from "../items/mirror-mark.ts";
import { readItem } from "../items/read-item.ts";
import { updateItem, type BodyEdit } from "../items/update-item.ts";
import { checklistOf } from "./checklist.ts";
import { listFields } from "./list-row.ts";
import { listSchema } from "./list-schema.ts";
import { mirrorValue } from "./mirror-value.ts";
import { noteRow } from "./note-row.ts";
import { noteSchema } from "./note-schema.ts";
import { taskRow } from "./task-row.ts";
import { itemSchemas, taskSchema } from "./task-schema.ts";
import { viewRow } from "./view-row.ts";
import { viewSchema } from "./view-schema.ts";

const CLIENT_ID = 7_365_887_390_543_728;
const STAMP = 890_250_798_981_120;
const writer = parseIdText("log", "0123456789abcdef");
const list = makeId("item", new Uint8Array(16).fill(7));
assert(writer !== null, "a log tag");
const context = { writer, stamp: STAMP };

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

type Change = { readonly after: FieldValues; readonly body?: BodyEdit };

const ENTRIES = ["0123456789abcdef", "fedcba9876543210"];
const [milk, bread] = ENTRIES;

/** Everything that version 1 has gained since: fields, tags, notes and a checklist. */
const FULL_CHANGES: readonly Change[] = [
  {
    after: {
      kind: kindValue(taskSchema),
      title: "Shop",
      place: { order: "a1.ASNFZ4" },
      when: { day: "2026-11-20", time: "17:30", zone: "Europe/Berlin" },
      priority: 1,
      "tags.At home": true,
    },
    body: { before: null, after: "first line\nsecond 🌱 line" },
  },
  {
    after: {
      [`check.${milk}`]: "milk",
      [`checkorder.${milk}`]: "a0.ASNFZ4",
      [`check.${bread}`]: "bread",
      [`checkorder.${bread}`]: "Zz.ASNFZ4",
    },
  },
  { after: { [`checked.${milk}`]: true }, body: { before: "first line\nsecond 🌱 line", after: "first line!\n\nsecond line" } },
  { after: { [`check.${bread}`]: null, priority: null, "tags.At home": null } },
];

const LIST_CHANGES: readonly Change[] = [
  { after: { kind: kindValue(listSchema), name: "Garden", color: "green", place: { order: "a0.ASNFZ4" } } },
  { after: { name: "House and garden", color: "purple" } },
  { after: { trash: true } },
];

const VIEW_CHANGES: readonly Change[] = [
  { after: { kind: kindValue(viewSchema), name: "Calls", place: { order: "a0.ASNFZ4" }, "asks.text": "call", "asks.list": "inbox" } },
  { after: { name: "Telephone", "asks.list": null, "asks.priority": "1", "asks.waiting": "Ada" } },
  { after: { trash: true } },
];

const VIEW = {
  updates: [
    "0105f0def9eac4e78a0d002801066669656c6473106b696e644041534e465a346d727a65380175027b43094d6d5513000075027704766965777d012801066669656c6473106e616d654041534e465a346d727a65380175027b43094d6d55130000770543616c6c732801066669656c647311706c6163654041534e465a346d727a65380175027b43094d6d551300007601056f72646572770961302e41534e465a342801066669656c64731561736b732e746578744041534e465a346d727a65380175027b43094d6d55130000770463616c6c2801066669656c64731561736b732e6c6973744041534e465a346d727a65380175027b43094d6d551300007705696e626f7800",
    "0104f0def9eac4e78a0d05a8f0def9eac4e78a0d010175027b43094d6d55130008770954656c6570686f6e65a8f0def9eac4e78a0d040175027b43094d6d551300087e2801066669656c64731961736b732e7072696f726974794041534e465a346d727a65380175027b43094d6d551300087701312801066669656c64731861736b732e77616974696e674041534e465a346d727a65380175027b43094d6d55130008770341646101f0def9eac4e78a0d0201010401",
    "0101f0def9eac4e78a0d092801066669656c64731174726173684041534e465a346d727a65380175027b43094d6d55130010740a01f0def9eac4e78a0d0a00",
  ],
  state:
    "000009f0bdf3d589cf951a01020206000b2800210028012100a80128df01cd016669656c64736b696e644041534e465a346d727a65386669656c64736e616d654041534e465a346d727a65386669656c6473706c6163654041534e465a346d727a65386669656c647361736b732e746578744041534e465a346d727a65386669656c647361736b732e6c6973744041534e465a346d727a65386669656c647361736b732e7072696f726974794041534e465a346d727a65386669656c647361736b732e77616974696e674041534e465a346d727a65386669656c647374726173684041534e465a346d727a653806100610061106150615061906180611010100024108010a0075027b43094d6d5513000075027704766965777d0175027b43094d6d551300007601056f72646572770961302e41534e465a3475027b43094d6d55130000770463616c6c75027b43094d6d55130008770954656c6570686f6e6575027b43094d6d551300087e75027b43094d6d5513000877013175027b43094d6d55130008770341646175027b43094d6d55130010740a01f0def9eac4e78a0d0a01f0def9eac4e78a0d0201000200",
};

const NOTE_CHANGES: readonly Change[] = [
  { after: { kind: kindValue(noteSchema), title: "Plans" } },
  {
    after: {
      mirror: mirrorValue({
        kind: "websocket",
        address: "wss://rooms.example.org/yjs",
        room: "plans",
        password: "",
        rootName: "prosemirror",
        rootType: "fragment",
        device: makeId("device", new Uint8Array(32).fill(9)),
        stint: "00112233445566ff",
      }),
    },
  },
];

/** As an editor writes a text with the mark of its mirror. */
const MARKED = "010101002801066d6972726f720261740175037710303031313232333334343535363666667dac0477103031323334353637383961626364656600";

function writtenOf(
  schema: ItemSchema,
  changes: readonly Change[],
): { readonly updates: readonly (string | null)[]; readonly state: string } {
  const document = makeDocument(CLIENT_ID);
  const updates = changes.map((change, index) => {
    const changed = updateItem(document, change, { ...context, schema, stamp: STAMP + index });
    return changed.ok && changed.value.update !== null ? bytesToHex(changed.value.update) : null;
  });
  return { updates, state: bytesToHex(encodeState(document)) };
}

const FULL = {
  updates: [
    "010df0def9eac4e78a0d00070104626f647903097061726167726170680700f0def9eac4e78a0d00060400f0def9eac4e78a0d010a6669727374206c696e6587f0def9eac4e78a0d0003097061726167726170680700f0def9eac4e78a0d0c060400f0def9eac4e78a0d0d107365636f6e6420f09f8cb1206c696e652801066669656c6473106b696e644041534e465a346d727a65380175027b43094d6d55130000750277047461736b7d012801066669656c6473117469746c654041534e465a346d727a65380175027b43094d6d55130000770453686f702801066669656c647311706c6163654041534e465a346d727a65380175027b43094d6d551300007601056f72646572770961312e41534e465a342801066669656c6473107768656e4041534e465a346d727a65380175027b43094d6d55130000760303646179770a323032362d31312d32300474696d65770531373a3330047a6f6e65770d4575726f70652f4265726c696e2801066669656c6473147072696f726974794041534e465a346d727a65380175027b43094d6d551300007d012801066669656c647318746167732e417420686f6d654041534e465a346d727a65380175027b43094d6d55130000782801066669656c647310626f64794041534e465a346d727a65380175027b43094d6d551300007800",
    "0104f0def9eac4e78a0d232801066669656c647322636865636b2e303132333435363738396162636465664041534e465a346d727a65380175027b43094d6d5513000877046d696c6b2801066669656c647327636865636b6f726465722e303132333435363738396162636465664041534e465a346d727a65380175027b43094d6d55130008770961302e41534e465a342801066669656c647322636865636b2e666564636261393837363534333231304041534e465a346d727a65380175027b43094d6d55130008770562726561642801066669656c647327636865636b6f726465722e666564636261393837363534333231304041534e465a346d727a65380175027b43094d6d5513000877095a7a2e41534e465a3400",
    "0105f0def9eac4e78a0d27c7f0def9eac4e78a0d00f0def9eac4e78a0d0c03097061726167726170680700f0def9eac4e78a0d270684f0def9eac4e78a0d0b01212801066669656c647324636865636b65642e303132333435363738396162636465664041534e465a346d727a65380175027b43094d6d5513001078a8f0def9eac4e78a0d220175027b43094d6d551300107801f0def9eac4e78a0d0215032201",
    "0103f0def9eac4e78a0d2ca8f0def9eac4e78a0d250175027b43094d6d551300187ea8f0def9eac4e78a0d200175027b43094d6d551300187ea8f0def9eac4e78a0d210175027b43094d6d551300187e01f0def9eac4e78a0d0220022501",
  ],
  state:
    "000300030009f0bdf3d589cf951a0e0f00024218020e066e8e01782e064a02011821070104008700070004008100840028032102280121002800c700070084002800a8d303b103626f64797061726167726170686669727374206c696e657061726167726170687365636f6e64206c696e656669656c64736b696e644041534e465a346d727a65386669656c64737469746c654041534e465a346d727a65386669656c6473706c6163654041534e465a346d727a65386669656c64737768656e4041534e465a346d727a65386669656c64737072696f726974794041534e465a346d727a65386669656c6473746167732e417420686f6d654041534e465a346d727a65386669656c6473626f64794041534e465a346d727a65386669656c6473636865636b2e303132333435363738396162636465664041534e465a346d727a65386669656c6473636865636b6f726465722e303132333435363738396162636465664041534e465a346d727a65386669656c6473636865636b2e666564636261393837363534333231304041534e465a346d727a65386669656c6473636865636b6f726465722e666564636261393837363534333231304041534e465a346d727a6538706172616772617068216669656c6473636865636b65642e303132333435363738396162636465664041534e465a346d727a653804090a09070406100611061106100614061806100622062706220627090106240901000003010a000001060306030603060303410e011b0075027b43094d6d55130000750277047461736b7d0175027b43094d6d55130000770453686f7075027b43094d6d551300007601056f72646572770961312e41534e465a3475027b43094d6d55130000760303646179770a323032362d31312d32300474696d65770531373a3330047a6f6e65770d4575726f70652f4265726c696e75027b43094d6d5513000877046d696c6b75027b43094d6d55130008770961302e41534e465a3475027b43094d6d5513000877095a7a2e41534e465a3475027b43094d6d551300107875027b43094d6d551300107875027b43094d6d551300187e75027b43094d6d551300187e75027b43094d6d551300187e01f0def9eac4e78a0d03150208020200",
};

const LIST = {
  updates: [
    "0104f0def9eac4e78a0d002801066669656c6473106b696e644041534e465a346d727a65380175027b43094d6d55130000750277046c6973747d012801066669656c6473106e616d654041534e465a346d727a65380175027b43094d6d55130000770647617264656e2801066669656c647311636f6c6f724041534e465a346d727a65380175027b43094d6d551300007705677265656e2801066669656c647311706c6163654041534e465a346d727a65380175027b43094d6d551300007601056f72646572770961302e41534e465a3400",
    "0102f0def9eac4e78a0d04a8f0def9eac4e78a0d010175027b43094d6d551300087710486f75736520616e642067617264656ea8f0def9eac4e78a0d020175027b43094d6d551300087706707572706c6501f0def9eac4e78a0d010102",
    "0101f0def9eac4e78a0d062801066669656c64731174726173684041534e465a346d727a65380175027b43094d6d55130010740a01f0def9eac4e78a0d0700",
  ],
  state:
    "000009f0bdf3d589cf951a010203000009280021012800a801287c716669656c64736b696e644041534e465a346d727a65386669656c64736e616d654041534e465a346d727a65386669656c6473636f6c6f724041534e465a346d727a65386669656c6473706c6163654041534e465a346d727a65386669656c647374726173684041534e465a346d727a65380610061006110611061101010002410501070075027b43094d6d55130000750277046c6973747d0175027b43094d6d551300007601056f72646572770961302e41534e465a3475027b43094d6d551300087710486f75736520616e642067617264656e75027b43094d6d551300087706707572706c6575027b43094d6d55130010740a01f0def9eac4e78a0d0701f0def9eac4e78a0d010101",
};

const NOTE = {
  updates: [
    "0102f0def9eac4e78a0d002801066669656c6473106b696e644041534e465a346d727a65380175027b43094d6d55130000750277046e6f74657d012801066669656c6473117469746c654041534e465a346d727a65380175027b43094d6d551300007705506c616e7300",
    "0101f0def9eac4e78a0d022801066669656c6473126d6972726f724041534e465a346d727a65380175027b43094d6d551300087607046b696e647709776562736f636b65740761646472657373771b7773733a2f2f726f6f6d732e6578616d706c652e6f72672f796a7304726f6f6d7705706c616e7304726f6f74770b70726f73656d6972726f7204747970657708667261676d656e7406646576696365774030393039303930393039303930393039303930393039303930393039303930393039303930393039303930393039303930393039303930393039303930393039057374696e7477103030313132323333343435353636666600",
  ],
  state:
    "000008b0bdf3d589cf951a000001284c456669656c64736b696e644041534e465a346d727a65386669656c64737469746c654041534e465a346d727a65386669656c64736d6972726f724041534e465a346d727a653806100611061201010002410101030075027b43094d6d55130000750277046e6f74657d0175027b43094d6d551300007705506c616e7375027b43094d6d551300087607046b696e647709776562736f636b65740761646472657373771b7773733a2f2f726f6f6d732e6578616d706c652e6f72672f796a7304726f6f6d7705706c616e7304726f6f74770b70726f73656d6972726f7204747970657708667261676d656e7406646576696365774030393039303930393039303930393039303930393039303930393039303930393039303930393039303930393039303930393039303930393039303930393039057374696e7477103030313132323333343435353636666600",
};

const bytesOf = (hex: string): Uint8Array => hexToBytes(hex) ?? new Uint8Array();

/** From the state and from the updates. */
function documentsOf({ updates, state }: { readonly updates: readonly string[]; readonly state: string }): readonly ItemDocument[] {
  return [{ states: [bytesOf(state)] }, { updates: updates.map(bytesOf) }].map((source) => {
    const opened = openDocument({ clientId: 1, ...source });
    assert(opened.ok, "known bytes");
    return opened.value.document;
  });
}

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
    for (const source of [{ states: [state] }, { updates }]) {
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
        start: null,
        repeat: null,
        reminders: [],
        priority: null,
        list,
        section: null,
        parent: null,
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

describe("a task with all that version 1 has gained", () => {
  test("is written as these updates and this state", () => {
    expect(writtenOf(taskSchema, FULL_CHANGES)).toEqual(FULL);
  });

  test("is read from them", () => {
    for (const document of documentsOf(FULL)) {
      const item = readItem(document, itemSchemas);
      expect(item && taskRow(list, item)).toMatchObject({
        title: "Shop",
        day: "2026-11-20",
        time: "17:30",
        zone: "Europe/Berlin",
        priority: null,
        tags: [],
        hasNotes: true,
        checklist: { done: 1, total: 1 },
        newer: false,
      });
      expect(item && checklistOf(item)).toEqual([{ id: milk, text: "milk", checked: true, order: "a0.ASNFZ4" }]);
      expect(readBody(document)).toEqual({ text: "first line!\n\nsecond line", isPlain: true });
      expect(item?.ignoredEntries).toBe(0);
    }
    const [before] = documentsOf({ ...FULL, updates: FULL.updates.slice(0, 2) }).slice(1);
    const item = before === undefined ? null : readItem(before, itemSchemas);
    expect(item && taskRow(list, item)).toMatchObject({ priority: 1, tags: ["At home"], checklist: { done: 0, total: 2 } });
    expect(item && checklistOf(item).map(({ text }) => text)).toEqual(["bread", "milk"]);
  });

  test("is a task to the first readers, which pass over what they do not know and leave it as it is", () => {
    const { title, done, when, place } = taskSchema.fields;
    const { tags } = taskSchema.sets;
    assert(title !== undefined && done !== undefined && when !== undefined && place !== undefined && tags !== undefined, "first fields");
    const first: ItemSchema = { kind: "task", version: 1, fields: { title, done, when, place }, sets: { tags } };
    for (const document of documentsOf(FULL)) {
      const item = readItem(document, new Map([[first.kind, first]]));
      expect(item).toMatchObject({ status: "known", isTrashed: false });
      expect(item?.fields.get("title")).toBe("Shop");
      const changed = updateItem(document, { after: { title: "Market" } }, { ...context, schema: first, stamp: STAMP + 10 });
      expect(changed.ok).toBe(true);
      const again = readItem(document, itemSchemas);
      expect(again && taskRow(list, again)).toMatchObject({
        title: "Market",
        time: "17:30",
        hasNotes: true,
        checklist: { done: 1, total: 1 },
      });
    }
  });
});

describe("a list, version 1", () => {
  test("is written as these updates and this state", () => {
    expect(writtenOf(listSchema, LIST_CHANGES)).toEqual(LIST);
  });

  test("is read from them", () => {
    for (const document of documentsOf(LIST)) {
      const item = readItem(document, itemSchemas);
      expect(item && taskRow(list, item)).toBeNull();
      expect(item && listFields(list, item)).toEqual({
        id: list,
        kind: "list",
        name: "House and garden",
        color: "purple",
        order: "a0.ASNFZ4",
        sections: [],
        archived: false,
        template: false,
        trashed: true,
        trashedMs: 1_795_183_186_470,
        conflicts: [],
        createdMs: 1_795_183_186_470,
        changedMs: 1_795_183_186_470,
        newer: false,
      });
    }
  });

  test("of a colour that only a later version knows reads as the default", () => {
    const document = makeDocument(CLIENT_ID);
    const after = { kind: kindValue(listSchema), name: "Later", color: "mauve" };
    expect(updateItem(document, { after }, { ...context, schema: listSchema }).ok).toBe(true);
    const item = readItem(document, itemSchemas);
    expect(item && listFields(list, item)).toMatchObject({ name: "Later", color: "blue", order: "", newer: false });
  });
});

describe("a saved view, version 1", () => {
  test("is written as these updates and this state", () => {
    expect(writtenOf(viewSchema, VIEW_CHANGES)).toEqual(VIEW);
  });

  test("is read from them, with what only a later version asks for", () => {
    for (const document of documentsOf(VIEW)) {
      const item = readItem(document, itemSchemas);
      expect(item && listFields(list, item)).toBeNull();
      expect(item && viewRow(list, item)).toEqual({
        id: list,
        color: null,
        kind: "view",
        name: "Telephone",
        order: "a0.ASNFZ4",
        asks: { text: "call", priority: "1", waiting: "Ada" },
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

describe("a note that is mirrored, version 1", () => {
  test("is written as these updates and this state", () => {
    expect(writtenOf(noteSchema, NOTE_CHANGES)).toEqual(NOTE);
  });

  test("is read from them", () => {
    for (const document of documentsOf(NOTE)) {
      const item = readItem(document, itemSchemas);
      expect(item && noteRow(list, item, () => "")).toEqual({
        id: list,
        kind: "note",
        title: "Plans",
        excerpt: "",
        mirror: {
          kind: "websocket",
          address: "wss://rooms.example.org/yjs",
          room: "plans",
          password: "",
          rootName: "prosemirror",
          rootType: "fragment",
          device: makeId("device", new Uint8Array(32).fill(9)),
          stint: "00112233445566ff",
        },
        trashed: false,
        trashedMs: null,
        conflicts: [],
        createdMs: 1_795_183_186_470,
        changedMs: 1_795_183_186_470,
        newer: false,
      });
    }
  });

  test("has the mark of its mirror beside its text, where it is read and written again for ever", () => {
    const [document] = documentsOf(NOTE);
    assert(document !== undefined, "a note");
    const update = changeDocument(document, (yDoc) => writeMark(yDoc, { log: "00112233445566ff", room: 300, text: "0123456789abcdef" }));
    expect(update && bytesToHex(update)).toBe(MARKED);
    const [again] = documentsOf({ ...NOTE, updates: [...NOTE.updates, MARKED] }).slice(1);
    expect(again && readMark(again.yDoc)).toEqual({ log: "00112233445566ff", room: 300, text: "0123456789abcdef" });
    expect(again && readItem(again, itemSchemas)).toMatchObject({ ignoredEntries: 0, status: "known" });
  });
});
