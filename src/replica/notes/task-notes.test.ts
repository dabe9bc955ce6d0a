// The notes of a task as an editor writes them: what is told of them, how they are taken back, copied and merged, and what text alone may do to them.

import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import type { ActionId, ItemId } from "../../base/ids.ts";
import { encodeState } from "../../items/document.ts";
import { openEditorDocument, type EditorDocument } from "../../items/editor-document.ts";
import type { Tree } from "../../model/task-details.ts";
import { act, actionsOf, addTask, bring, openShared, TestProfile, valueIn } from "../space.suite.ts";
import { readDetails } from "../read-details.ts";
import type { Space } from "../space.ts";

let clients = 1_000;

/** An editor of a task's notes, and what it has not said yet. */
class Editor {
  readonly document: EditorDocument;
  readonly #space: Space;
  readonly #id: ItemId;
  readonly #changes: Uint8Array[] = [];

  private constructor(space: Space, id: ItemId) {
    this.#space = space;
    this.#id = id;
    this.document = openEditorDocument(clients++, (update) => this.#changes.push(update));
  }

  static async open(space: Space, id: ItemId): Promise<Editor> {
    const editor = new Editor(space, id);
    await editor.take();
    return editor;
  }

  async take(): Promise<void> {
    const document = (await this.#space.core.items.readDocuments([this.#id])).get(this.#id);
    if (document !== undefined) this.document.take(encodeState(document));
  }

  add(name: string, text: string, format: object = {}): void {
    const [element, line] = [new Y.XmlElement(name), new Y.XmlText()];
    line.insert(0, text, { ...format });
    element.insert(0, [line]);
    this.document.body.insert(this.document.body.length, [element]);
  }

  save = async (): Promise<ActionId> => {
    const update = Y.mergeUpdates(this.#changes.splice(0));
    const { action } = valueIn(await actionsOf(this.#space).act(this.#space, { kind: "edit-notes", id: this.#id, update }));
    if (action === null) throw new Error("an action");
    return action;
  };
}

const formattedOf = async (space: Space, id: ItemId): Promise<Tree | null | undefined> =>
  (await readDetails(space.core.items, id))?.formatted;

async function openWithBold() {
  const space = await new TestProfile(1).open();
  const id = await addTask(space, "Taxes");
  await act(space, { kind: "set-notes", id, before: "", after: "as it was" });
  const editor = await Editor.open(space, id);
  editor.add("heading", "Plan", { bold: {} });
  return { space, id, editor, action: await editor.save() };
}

describe("notes of a task that an editor writes", () => {
  test("are told with their formatting and as text, and are in the row", async () => {
    const { space, id } = await openWithBold();
    const details = await readDetails(space.core.items, id);
    expect(details?.notes).toBe("as it was\nPlan");
    expect(details?.formatted?.[1]).toMatchObject({
      name: "heading",
      children: [{ runs: [{ insert: "Plan", attributes: { bold: {} } }] }],
    });
    expect(details?.row.hasNotes).toBe(true);
  });

  test("are taken back and done again with their formatting", async () => {
    const { space, id, action } = await openWithBold();
    const written = await formattedOf(space, id);
    const undone = valueIn(await actionsOf(space).undo(space, action));
    expect(await readDetails(space.core.items, id)).toMatchObject({ notes: "as it was", formatted: null });
    if (undone.action === null) throw new Error("an action");
    valueIn(await actionsOf(space).undo(space, undone.action));
    expect(await formattedOf(space, id)).toEqual(written);
  });

  test("step by step, the newest first", async () => {
    const { space, id, editor, action } = await openWithBold();
    editor.add("paragraph", "more");
    const second = await editor.save();
    valueIn(await actionsOf(space).undo(space, second));
    expect((await readDetails(space.core.items, id))?.notes).toBe("as it was\nPlan");
    valueIn(await actionsOf(space).undo(space, action));
    expect((await readDetails(space.core.items, id))?.notes).toBe("as it was");
  });

  test("are left alone by undo once somebody has written after", async () => {
    const { space, id, editor, action } = await openWithBold();
    editor.add("paragraph", "more");
    await editor.save();
    expect(await actionsOf(space).undo(space, action)).toEqual({ ok: false, error: { kind: "nothing-to-undo" } });
    expect((await readDetails(space.core.items, id))?.notes).toBe("as it was\nPlan\nmore");
  });

  test("are not written by whoever knows text alone, as an earlier version does", async () => {
    const { space, id } = await openWithBold();
    const before = await formattedOf(space, id);
    const refused = await actionsOf(space).act(space, { kind: "set-notes", id, before: "as it was\nPlan", after: "all gone" });
    expect(refused).toEqual({ ok: false, error: { kind: "refused", reason: "newer-item" } });
    expect(await formattedOf(space, id)).toEqual(before);
  });

  test("written by two devices at once have what both wrote, character by character", async () => {
    const [a, b] = (await openShared(2)).spaces;
    if (a === undefined || b === undefined) throw new Error("two devices");
    const id = await addTask(a, "Taxes");
    await act(a, { kind: "set-notes", id, before: "", after: "middle" });
    await bring(a, b);
    const [mine, theirs] = [await Editor.open(a, id), await Editor.open(b, id)];
    const lineOf = ({ document }: Editor): Y.XmlText => {
      const paragraph: unknown = document.body.get(0);
      const line: unknown = paragraph instanceof Y.XmlElement ? paragraph.get(0) : null;
      if (!(line instanceof Y.XmlText)) throw new Error("a line");
      return line;
    };
    lineOf(mine).insert(0, "before ", { bold: {} });
    lineOf(theirs).insert(6, " after");
    await mine.save();
    await theirs.save();
    await bring(a, b);
    await bring(b, a);
    for (const space of [a, b]) expect((await readDetails(space.core.items, id))?.notes).toBe("before middle after");
    expect(await formattedOf(a, id)).toEqual(await formattedOf(b, id));
  });

  test.each([
    ["what is no update", Uint8Array.of(1, 2, 3)],
    ["what changes fields", fieldsUpdate()],
  ])("refuse %s", async (_what, update) => {
    const { space, id } = await openWithBold();
    const before = await readDetails(space.core.items, id);
    expect(await actionsOf(space).act(space, { kind: "edit-notes", id, update })).toMatchObject({ ok: false });
    expect(await readDetails(space.core.items, id)).toEqual(before);
  });
});

function fieldsUpdate(): Uint8Array {
  const doc = new Y.Doc();
  doc.getMap("fields").set("title@00", [1, "taken over"]);
  return Y.encodeStateAsUpdate(doc);
}
