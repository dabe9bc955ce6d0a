import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { makeId, type ItemId } from "../../base/ids.ts";
import { openEditorDocument, type EditorDocument } from "../../items/editor-document.ts";
import { holding, run } from "../engine/engine.suite.ts";
import type { NoteMirror } from "../../model/mirror-field.ts";
import type { NoteAnswers, NotePush, NoteQuery, NoteRequest } from "../face/notes.ts";
import { portsOf } from "../lone-replica.suite.ts";
import { Replica } from "../replica.ts";
import { newItem, TestProfile, valueIn } from "../space.suite.ts";
import { notes } from "./notes.ts";
import { OpenNotes } from "./open-notes.ts";
import { itemsAlone } from "../screen.ts";

const MIRROR: NoteMirror = {
  kind: "websocket",
  address: "wss://rooms.example.org",
  room: "plans",
  password: "",
  rootName: "default",
  rootType: "fragment",
  device: makeId("device", new Uint8Array(32).fill(7)),
  stint: "00112233445566ff",
};

/** One window of a profile. */
class Window {
  readonly replica: Replica;
  readonly pushed: NotePush[] = [];
  #watches = 0;

  constructor(replica: Replica) {
    this.replica = replica;
  }

  static async open(profile: TestProfile): Promise<Window> {
    const options = { defaultRelay: { origin: null, answers: null }, push: () => undefined };
    return new Window(valueIn(await Replica.open(portsOf(profile), options)));
  }

  async ask<Kind extends NoteRequest["kind"]>(request: Extract<NoteRequest, { kind: Kind }>): Promise<NoteAnswers[Kind]> {
    // The answer is that of the request's kind.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
    return (await notes.answer(this.replica, request, (push) => this.pushed.push(push))) as NoteAnswers[Kind];
  }

  async makeNote(title: string): Promise<ItemId> {
    const id = newItem(this.replica.space);
    valueIn(await this.replica.act({ kind: "create-note", id, title }));
    return id;
  }

  async watchList(query: NoteQuery): Promise<() => readonly string[]> {
    const watch = ++this.#watches;
    await this.ask({ kind: "watch-notes", watch, query, window: { start: 0, count: 50 } });
    const titles = new Map<ItemId, string>();
    return () => {
      const told = this.pushed.filter((push) => push.kind === "note-rows").filter((push) => push.watch === watch);
      for (const { changed } of told) for (const row of changed) titles.set(row.id, row.title);
      return (told.at(-1)?.ids ?? []).map((id) => titles.get(id) ?? "?");
    };
  }

  /** An editor as a window has it, without a screen. */
  async openEditor(id: ItemId, client: number): Promise<Editor> {
    const watch = ++this.#watches;
    await this.ask({ kind: "watch-note", watch, id, client });
    const editor = new Editor(this, id, watch, client);
    await editor.settled();
    return editor;
  }
}

class Editor {
  readonly watch: number;
  readonly document: EditorDocument;
  readonly #window: Window;
  readonly #id: ItemId;
  readonly #changes: Uint8Array[] = [];
  #taken = 0;

  constructor(window: Window, id: ItemId, watch: number, client: number) {
    this.#window = window;
    this.#id = id;
    this.watch = watch;
    this.document = openEditorDocument(client, (update) => this.#changes.push(update));
  }

  get told() {
    return this.#window.pushed.filter((push) => push.kind === "note").filter(({ watch }) => watch === this.watch);
  }

  /** All that was told is taken in. */
  async settled(): Promise<void> {
    for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
    for (const { note } of this.told.slice(this.#taken)) if (note !== null && note !== "unreadable") this.document.take(note.update);
    this.#taken = this.told.length;
  }

  async write(text: string): Promise<NoteAnswers["edit-note"]> {
    const paragraph = new Y.XmlElement("paragraph");
    paragraph.insert(0, [new Y.XmlText(text)]);
    this.document.body.insert(this.document.body.length, [paragraph]);
    return this.save();
  }

  async save(): Promise<NoteAnswers["edit-note"]> {
    const update = Y.mergeUpdates(this.#changes.splice(0));
    return this.#window.ask({ kind: "edit-note", id: this.#id, update });
  }

  get text(): string {
    return this.document.body.toJSON();
  }
}

describe("the list of notes", () => {
  test("has those outside the trash, changed last first, each with the beginning of its text", async () => {
    const profile = new TestProfile(1);
    const window = await Window.open(profile);
    const shown = await window.watchList("notes");
    const trashed = await window.watchList("trashed");
    const plans = await window.makeNote("Plans");
    await profile.timers.pass(1_000);
    await window.makeNote("Letters");
    await profile.timers.pass(1_000);
    expect(shown()).toEqual(["Letters", "Plans"]);
    valueIn(await (await window.openEditor(plans, 77)).write("To Rome,  by train"));
    expect(shown()).toEqual(["Plans", "Letters"]);
    expect(window.replica.space.core.items.index.notes.row(plans)?.excerpt).toBe("To Rome, by train");
    const put = valueIn(await window.replica.act({ kind: "trash", ids: [plans] }));
    expect([shown(), trashed()]).toEqual([["Letters"], ["Plans"]]);
    expect(await window.ask({ kind: "note-ids", query: "trashed" })).toEqual([plans]);
    if (put.action !== null) valueIn(await window.replica.undo(put.action));
    expect([shown(), trashed()]).toEqual([["Plans", "Letters"], []]);
  });

  test("is also asked for those that are mirrored, outside the trash", async () => {
    const window = await Window.open(new TestProfile(1));
    const mirrored = await window.watchList("mirrored");
    const plans = await window.makeNote("Plans");
    await window.makeNote("Letters");
    valueIn(await window.replica.act({ kind: "set-mirror", id: plans, mirror: MIRROR }));
    expect(mirrored()).toEqual(["Plans"]);
    const put = valueIn(await window.replica.act({ kind: "trash", ids: [plans] }));
    expect(mirrored()).toEqual([]);
    if (put.action !== null) valueIn(await window.replica.undo(put.action));
    expect(mirrored()).toEqual(["Plans"]);
    valueIn(await window.replica.act({ kind: "set-mirror", id: plans, mirror: null }));
    expect(mirrored()).toEqual([]);
  });

  test("is none of the lists of tasks", async () => {
    const window = await Window.open(new TestProfile(1));
    const note = await window.makeNote("Plans");
    expect(window.replica.ids({ view: "open" })).toEqual([]);
    valueIn(await window.replica.act({ kind: "trash", ids: [note] }));
    expect(window.replica.ids({ view: "trash" })).toEqual([]);
    valueIn(await window.replica.act({ kind: "purge", ids: [note] }));
    expect(await window.ask({ kind: "note-ids", query: "trashed" })).toEqual([]);
  });

  test("is read back with the base it was stored with", async () => {
    const profile = new TestProfile(1);
    profile.limits = { ...profile.limits, tailRecords: 1 };
    const window = await Window.open(profile);
    const { space } = window.replica;
    await holding(space);
    const note = await window.makeNote("Plans");
    valueIn(await (await window.openEditor(note, 77)).write("To Rome"));
    await run(space);
    expect(space.core.items.tail.has(note)).toBe(false);
    const row = window.replica.space.core.items.index.notes.row(note);
    window.replica.close();
    const again = await Window.open(profile);
    expect(again.replica.space.core.items.index.notes.row(note)).toEqual(row);
  });
});

describe("a note that is open", () => {
  test("holds in every window what was saved in any", async () => {
    const profile = new TestProfile(1);
    const window = await Window.open(profile);
    const note = await window.makeNote("Plans");
    const [mine, theirs] = [await window.openEditor(note, 77), await window.openEditor(note, 88)];
    valueIn(await mine.write("one"));
    await theirs.settled();
    valueIn(await theirs.write("two"));
    await mine.settled();
    expect(mine.text).toBe("<paragraph>one</paragraph><paragraph>two</paragraph>");
    expect(theirs.text).toBe(mine.text);
    const later = await window.openEditor(note, 99);
    expect(later.text).toBe(mine.text);
  });

  test("is told nothing of what its own editor wrote, but when it was changed", async () => {
    const window = await Window.open(new TestProfile(1));
    const editor = await window.openEditor(await window.makeNote("Plans"), 77);
    valueIn(await editor.write("one"));
    await editor.settled();
    const { note } = editor.told.at(-1) ?? {};
    if (note === null || note === undefined || note === "unreadable") throw new Error("the note is told");
    expect(Y.decodeUpdate(note.update).structs.some(({ id }) => id.client === 77)).toBe(false);
    expect(note.row?.excerpt).toBe("one");
  });

  test("makes no record of what cannot be an edit of it", async () => {
    const window = await Window.open(new TestProfile(1));
    const editor = await window.openEditor(await window.makeNote("Plans"), 77);
    const held = window.replica.space.core.index.heads.map(({ seq }) => seq);
    editor.document.yDoc.getMap("fields").set("trash@0", [1, true]);
    expect(await editor.save()).toEqual({ ok: false, error: { kind: "refused", reason: "invalid" } });
    expect(window.replica.space.core.index.heads.map(({ seq }) => seq)).toEqual(held);
  });

  test("refuses more than a record can carry, and takes what is cut shorter", async () => {
    const window = await Window.open(new TestProfile(1));
    const editor = await window.openEditor(await window.makeNote("Plans"), 77);
    expect(await editor.write("x".repeat(245_000))).toEqual({ ok: false, error: { kind: "refused", reason: "too-large" } });
    const other = await window.openEditor(await window.makeNote("Letters"), 88);
    expect((await other.write("x".repeat(180_000))).ok).toBe(true);
  });

  test("is gone for its editor when it was deleted for good", async () => {
    const window = await Window.open(new TestProfile(1));
    const note = await window.makeNote("Plans");
    const editor = await window.openEditor(note, 77);
    valueIn(await window.replica.act({ kind: "trash", ids: [note] }));
    valueIn(await window.replica.act({ kind: "purge", ids: [note] }));
    await editor.settled();
    expect(editor.told.at(-1)?.note).toBeNull();
    expect(await editor.write("late")).toEqual({ ok: false, error: { kind: "refused", reason: "no-such-item" } });
  });

  test("comes back from the trash with what was typed before that was seen", async () => {
    const window = await Window.open(new TestProfile(1));
    const note = await window.makeNote("Plans");
    const editor = await window.openEditor(note, 77);
    valueIn(await window.replica.act({ kind: "trash", ids: [note] }));
    valueIn(await editor.write("one more thing"));
    expect(window.replica.space.core.items.index.notes.row(note)).toMatchObject({ trashed: false, excerpt: "one more thing" });
  });

  test("is not said to be open where nobody sees it", async () => {
    const window = await Window.open(new TestProfile(1));
    const { items } = window.replica.space.core;
    const [seen, unseen] = [await window.makeNote("Plans"), await window.makeNote("Letters")];
    const told: ItemId[] = [];
    const open = new OpenNotes(
      itemsAlone(items),
      (_watch, note) => note !== null && note !== "unreadable" && note.row !== null && told.push(note.row.id),
    );
    open.watch(1, seen, 77, false);
    open.watch(2, unseen, 88, true);
    expect(open.ids).toEqual([seen]);
    await expect.poll(() => told.length).toBe(2);
  });

  test("is told no more once nobody watches", async () => {
    const window = await Window.open(new TestProfile(1));
    const note = await window.makeNote("Plans");
    const [gone, present] = [await window.openEditor(note, 77), await window.openEditor(note, 88)];
    window.replica.screen.unwatch(gone.watch);
    const told = gone.told.length;
    valueIn(await present.write("one"));
    await present.settled();
    expect(gone.told).toHaveLength(told);
  });
});
