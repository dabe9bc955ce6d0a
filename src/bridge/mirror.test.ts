import { expect, test } from "vitest";
import * as Y from "yjs";
import { err } from "../base/result.ts";
import { openMemoryMirrorStore, type MirrorDisk } from "./memory-mirror-store.suite.ts";
import { openMirror, type Mirror, type MirrorOptions, type MirrorState } from "./mirror.ts";
import type { MirrorStore } from "../ports/mirror-store.ts";
import { makeSame } from "../items/tree/tree-diff.ts";
import { readTree, type TreeNode } from "../items/tree/tree.ts";
import { settled } from "./world.suite.ts";

let nextClient = 1;

type Side = { readonly doc: Y.Doc; readonly text: Y.XmlFragment };

function makeSide(...paragraphs: readonly string[]): Side {
  const doc = new Y.Doc();
  doc.clientID = nextClient++;
  doc.on("afterTransaction", (transaction: Y.Transaction) => {
    transaction._needFormattingCleanup = false;
  });
  const text = doc.getXmlFragment("text");
  text.insert(0, paragraphs.map(paragraph));
  return { doc, text };
}

function paragraph(words: string): Y.XmlElement {
  const element = new Y.XmlElement("paragraph");
  element.insert(0, [new Y.XmlText(words)]);
  return element;
}

function textAt({ text }: Side, at: number): Y.XmlText {
  const element: unknown = text.get(at);
  const inside: unknown = element instanceof Y.XmlElement ? element.get(0) : null;
  if (!(inside instanceof Y.XmlText)) throw new Error("no text there");
  return inside;
}

const words = ({ text }: Side): string => text.toJSON();

/** Both are told all from now on. */
function link(a: Y.Doc, b: Y.Doc): void {
  Y.applyUpdate(a, Y.encodeStateAsUpdate(b), "link");
  Y.applyUpdate(b, Y.encodeStateAsUpdate(a), "link");
  a.on("update", (update: Uint8Array, origin: unknown) => void (origin !== "link" && Y.applyUpdate(b, update, "link")));
  b.on("update", (update: Uint8Array, origin: unknown) => void (origin !== "link" && Y.applyUpdate(a, update, "link")));
}

type Opened = { readonly mirror: Mirror; readonly states: MirrorState[]; readonly disk: MirrorDisk };

type Opening = {
  readonly disk?: MirrorDisk;
  readonly store?: MirrorStore;
  readonly log?: string;
  readonly save?: MirrorOptions["save"];
};

async function open(
  note: Side,
  { disk = { mirror: null }, store, log = "0000000000000001", save = () => Promise.resolve(true) }: Opening = {},
): Promise<Opened> {
  const states: MirrorState[] = [];
  const mirror = await openMirror({
    note: note.doc,
    body: note.text,
    store: store ?? openMemoryMirrorStore(disk),
    root: "text",
    rootType: "fragment",
    makeClientId: () => nextClient++,
    log,
    save,
    compactAfter: { entries: 20, bytes: 100_000 },
    onState: (state) => void states.push(state),
  });
  return { mirror, states, disk };
}

async function openBoth(note: Side, room: Side, opening: Opening = {}): Promise<Opened> {
  const opened = await open(note, opening);
  link(opened.mirror.room, room.doc);
  opened.mirror.roomReached();
  await settled();
  return opened;
}

test("nothing is said in a room before it has been heard", async () => {
  const [note, room] = [makeSide("of the note"), makeSide()];
  const { mirror, states } = await open(note);
  link(mirror.room, room.doc);
  await settled();
  expect([states, words(room)]).toEqual([[{ kind: "waiting" }], ""]);
  mirror.roomReached();
  await settled();
  expect([mirror.state.kind, words(room)]).toEqual(["mirroring", "<paragraph>of the note</paragraph>"]);
});

test("a letter is a letter on the other side, at its place, and comes back to nobody", async () => {
  const [note, room] = [makeSide("same same", "same same"), makeSide()];
  await openBoth(note, room);
  const updates: Uint8Array[] = [];
  note.doc.on("update", (update: Uint8Array) => void updates.push(update));
  room.doc.on("update", (update: Uint8Array) => void updates.push(update));
  textAt(note, 1).insert(3, "X");
  await settled();
  expect(words(room)).toBe("<paragraph>same same</paragraph><paragraph>samXe same</paragraph>");
  textAt(room, 0).format(0, 4, { bold: { deep: [1, null] } });
  await settled();
  expect(readTree(note.text)).toEqual(readTree(room.text));
  expect(updates.length).toBe(4);
  expect(Math.max(...updates.map(({ length }) => length))).toBeLessThan(120);
});

test("what is kept of a room stays short however much is written, and is as good at the next start", async () => {
  const [note, room] = [makeSide("note "), makeSide()];
  const { mirror, disk } = await openBoth(note, room);
  const most = { entries: 0 };
  for (let letter = 0; letter < 200; letter++) {
    textAt(letter % 2 === 0 ? note : room, 0).insert(5, "x");
    await settled();
    most.entries = Math.max(most.entries, disk.mirror?.entries.length ?? 0);
  }
  expect(most.entries).toBe(20);
  await mirror.close();
  textAt(note, 0).insert(0, "my ");
  textAt(room, 0).insert(205, " end");
  await openBoth(note, room, { disk });
  expect([words(note), words(room)]).toEqual(Array.from({ length: 2 }, () => `<paragraph>my note ${"x".repeat(200)} end</paragraph>`));
});

test("what is kept of a room is written anew only when the note has all of it durably, and has what came meanwhile", async () => {
  const [note, room] = [makeSide("note "), makeSide()];
  const asked: ((isSaved: boolean) => void)[] = [];
  const { disk } = await openBoth(note, room, { save: () => new Promise((resolve) => asked.push(resolve)) });
  const write = async (letters: number): Promise<void> => {
    for (let letter = 0; letter < letters; letter++) {
      textAt(letter % 2 === 0 ? note : room, 0).insert(5, "x");
      await settled();
    }
  };
  const kept = (): number => disk.mirror?.entries.length ?? 0;
  await write(25);
  const long = kept();
  expect([long > 20, asked.length]).toEqual([true, 1]);
  asked.shift()?.(false);
  await settled();
  expect(kept()).toBe(long);
  // As many as after the first try make twenty.
  await write(13);
  expect(asked.length).toBe(0);
  await write(1);
  await write(3);
  asked.shift()?.(true);
  await settled();
  expect(kept()).toBe(3);
});

test("where the log cannot be written anew it is tried again when as much has come again, and not before", async () => {
  const [note, room] = [makeSide("note "), makeSide()];
  const disk: MirrorDisk = { mirror: null };
  const asked: string[] = [];
  const answers = [
    ["cannot ask", () => Promise.reject(new Error("the worker is gone"))],
    ["not saved", () => Promise.resolve(false)],
    ["not replaced", () => Promise.resolve(true)],
    ["replaced", () => Promise.resolve(true)],
  ] as const;
  const kept = openMemoryMirrorStore(disk);
  const store: MirrorStore = {
    ...kept,
    replace: async (mirror) => (asked.at(-1) === "not replaced" ? Promise.resolve(err({ kind: "failed" })) : kept.replace(mirror)),
  };
  const save = async (): Promise<boolean> => {
    const [name, answer] = answers[asked.length] ?? ["too often", () => Promise.resolve(false)];
    asked.push(name);
    return answer();
  };
  const { states } = await openBoth(note, room, { disk, store, save });
  const lengths: number[] = [];
  for (let letter = 1; letter <= 85; letter++) {
    textAt(letter % 2 === 0 ? note : room, 0).insert(5, "x");
    await settled();
    if (letter % 20 === 18 || letter % 20 === 2) lengths.push(asked.length);
  }
  expect(asked).toEqual(["cannot ask", "not saved", "not replaced", "replaced"]);
  // Opening it has taken one or two.
  expect(lengths).toEqual([0, 0, 1, 1, 2, 2, 3, 3, 4]);
  expect(disk.mirror?.entries.length).toBeLessThan(10);
  expect(states.map(({ kind }) => kind)).toEqual(["waiting", "mirroring"]);
});

test("of two equal paragraphs the one goes that went, so that what is written in the other stays", async () => {
  const [note, room] = [makeSide("a", "same", "same"), makeSide()];
  const { mirror } = await openBoth(note, room);
  const other = makeSide();
  Y.applyUpdate(other.doc, Y.encodeStateAsUpdate(mirror.room));
  textAt(other, 2).insert(4, " and more");
  note.text.delete(1, 1);
  await settled();
  Y.applyUpdate(room.doc, Y.encodeStateAsUpdate(other.doc));
  await settled();
  expect(words(note)).toBe("<paragraph>a</paragraph><paragraph>same and more</paragraph>");
});

test("formats that are needless in one document are not cleaned up in the other, nor in its own", async () => {
  const [note, room] = [makeSide("word"), makeSide()];
  await openBoth(note, room);
  const before = Y.getState(note.doc.store, note.doc.clientID);
  const deleted = (): number => [...Y.createDeleteSetFromStructStore(note.doc.store).clients.values()].flat().length;
  const gone = deleted();
  const remote = makeSide();
  Y.applyUpdate(remote.doc, Y.encodeStateAsUpdate(note.doc));
  const copy = makeSide();
  Y.applyUpdate(copy.doc, Y.encodeStateAsUpdate(note.doc));
  textAt(remote, 0).format(0, 4, { bold: true });
  textAt(copy, 0).format(0, 4, { bold: true });
  for (const { doc } of [remote, copy]) Y.applyUpdate(note.doc, Y.encodeStateAsUpdate(doc), "from elsewhere");
  await settled();
  expect(readTree(room.text)).toEqual(readTree(note.text));
  expect([Y.getState(note.doc.store, note.doc.clientID), deleted()]).toEqual([before, gone]);
});

test("what was written on both sides while nobody mirrored is on both, and what one side deleted is gone", async () => {
  const [note, room] = [makeSide("one two three", "goes"), makeSide()];
  const { mirror, disk } = await openBoth(note, room);
  await mirror.close();
  textAt(note, 0).insert(0, "note ");
  textAt(room, 0).insert(13, " room");
  room.text.delete(1, 1);
  await openBoth(note, room, { disk });
  expect(words(note)).toBe("<paragraph>note one two three room</paragraph>");
  expect(words(room)).toBe(words(note));
});

test("another device goes on from a room that is as both were settled; otherwise it joins what either has, once", async () => {
  const [note, room] = [makeSide("one two", "goes"), makeSide()];
  const first = await openBoth(note, room);
  expect(first.mirror.settle()).toBe(true);
  await first.mirror.close();
  note.text.delete(1, 1);
  const second = await openBoth(note, room, { log: "0000000000000002" });
  expect([words(note), words(room)]).toEqual(["<paragraph>one two</paragraph>", "<paragraph>one two</paragraph>"]);
  await second.mirror.close();
  textAt(note, 0).insert(7, " note");
  textAt(room, 0).insert(0, "room ");
  await openBoth(note, room, { log: "0000000000000003" });
  expect(words(note)).toBe("<paragraph>room one two note</paragraph>");
  expect(words(room)).toBe(words(note));
});

test("nothing but the text goes to the room, and nothing of the room but its text comes to the note", async () => {
  const [note, room] = [makeSide("text"), makeSide()];
  note.doc.getMap("fields").set("title@1", "secret");
  room.doc.getMap("settings").set("theme", "dark");
  await openBoth(note, room);
  note.doc.getMap("fields").set("title@2", "more");
  room.doc.getMap("settings").set("theme", "light");
  await settled();
  expect([...room.doc.share.keys()].sort()).toEqual(["settings", "text"]);
  expect([...note.doc.share.keys()].sort()).toEqual(["fields", "mirror", "text"]);
});

test("what a text cannot carry stops the mirror before anything is changed, and is said", async () => {
  for (const side of ["note", "room"] as const) {
    const [note, room] = [makeSide("text"), makeSide()];
    const { mirror, states } = await openBoth(note, room);
    const [from, to] = side === "note" ? [note, room] : [room, note];
    textAt(from, 0).insertEmbed(0, new Y.Map());
    await settled();
    expect(states.at(-1)).toEqual({ kind: "stopped", reason: { kind: "uncarried", in: side } });
    textAt(to, 0).insert(4, "!");
    await settled();
    expect(words(to)).toBe("<paragraph>text!</paragraph>");
    expect(words(from)).not.toContain("!");
    await mirror.close();
  }
});

test("a room whose text is longer than a note may be is not taken in", async () => {
  const [note, room] = [makeSide("text"), makeSide()];
  const { states } = await openBoth(note, room);
  textAt(room, 0).insert(0, "x".repeat(200_000));
  await settled();
  expect(states.at(-1)).toEqual({ kind: "stopped", reason: { kind: "too-large" } });
  expect(words(note)).toBe("<paragraph>text</paragraph>");
});

test("what cannot be stored is neither sent nor taken into the note", async () => {
  const [note, room] = [makeSide("text"), makeSide()];
  const memory = openMemoryMirrorStore({ mirror: null });
  // Room for what the room was, and for what the note had.
  const store: MirrorStore = {
    ...memory,
    append: async (entry) => (entry.number > 2 ? Promise.resolve(err({ kind: "full" })) : memory.append(entry)),
  };
  const { states } = await openBoth(note, room, { store });
  textAt(note, 0).insert(0, "not sent ");
  await settled();
  expect(states.at(-1)).toEqual({ kind: "stopped", reason: { kind: "not-stored", error: { kind: "full" } } });
  expect(words(room)).toBe("<paragraph>text</paragraph>");
  textAt(room, 0).insert(0, "not taken ");
  await settled();
  expect(words(note)).toBe("<paragraph>not sent text</paragraph>");
});

test("a caret is at the same place on the other side", async () => {
  const [note, room] = [makeSide("one", "two"), makeSide()];
  const { mirror } = await openBoth(note, room);
  const there = mirror.carryPosition(Y.createRelativePositionFromTypeIndex(textAt(note, 1), 2), "note");
  const place = there === null ? null : Y.createAbsolutePositionFromRelativePosition(there, room.doc);
  expect([place?.type, place?.index]).toEqual([textAt(room, 1), 2]);
  const back = there === null ? null : mirror.carryPosition(there, "room");
  const place2 = back === null ? null : Y.createAbsolutePositionFromRelativePosition(back, note.doc);
  expect([place2?.type, place2?.index]).toEqual([textAt(note, 1), 2]);
});

test("nodes that nobody here knows, their attributes of any JSON, embeds and empty elements come over as they are", async () => {
  const [note, room] = [makeSide(), makeSide("x")];
  const tree: TreeNode[] = [
    { kind: "element", name: "myWidget", attributes: { any: { deep: [1, null, "a", { b: true }] }, no: null }, children: [] },
    {
      kind: "element",
      name: "paragraph",
      attributes: {},
      children: [
        { kind: "text", attributes: {}, runs: [{ insert: { image: "a.png" }, attributes: { "comment--x": { id: 1 } } }] },
        { kind: "element", name: "hardBreak", attributes: {}, children: [] },
        { kind: "text", attributes: {}, runs: [] },
      ],
    },
  ];
  await openBoth(note, room);
  room.doc.transact(() => makeSame(room.text, tree));
  await settled();
  expect(readTree(note.text)).toEqual(tree);
});
