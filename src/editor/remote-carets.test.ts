import { getSchema } from "@tiptap/core";
import { Fragment, Slice } from "@tiptap/pm/model";
import { EditorState, TextSelection, type Transaction } from "@tiptap/pm/state";
import { initProseMirrorDoc, ySyncPlugin, ySyncPluginKey } from "@tiptap/y-tiptap";
import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { BODY_ROOT } from "../items/body-names.ts";
import { noteExtensions } from "./note-format.ts";
import { caretPlaceOf, caretsIn, makeRemoteCarets, withCarets, type CaretPlace, type RemoteCaret } from "./remote-carets.ts";

const schema = getSchema(noteExtensions((text) => text));

function write(doc: Y.Doc, ...lines: readonly string[]): void {
  const paragraphs = lines.map((line) => {
    const paragraph = new Y.XmlElement("paragraph");
    paragraph.insert(0, line === "" ? [] : [new Y.XmlText(line)]);
    return paragraph;
  });
  doc.getXmlFragment(BODY_ROOT).insert(0, paragraphs);
}

function textAt(doc: Y.Doc, line: number): Y.XmlText {
  const paragraph: unknown = doc.getXmlFragment(BODY_ROOT).get(line);
  const text: unknown = paragraph instanceof Y.XmlElement ? paragraph.get(0) : null;
  if (!(text instanceof Y.XmlText)) throw new Error("a line with a text");
  return text;
}

/** As an editor has it that stands behind letter `index` of a line. */
const placeIn = (doc: Y.Doc, line: number, index: number): Uint8Array =>
  Y.encodeRelativePosition(Y.createRelativePositionFromTypeIndex(textAt(doc, line), index, -1));

const caretOf = (anchor: Uint8Array, head = anchor, id = "phone"): RemoteCaret => ({ id, name: "Phone", color: "teal", anchor, head });

/** An editor without a view, and what is drawn in it. */
class Desk {
  readonly doc: Y.Doc;
  #state: EditorState;

  constructor(doc: Y.Doc) {
    this.doc = doc;
    const { doc: node, mapping } = initProseMirrorDoc(this.#body, schema);
    this.#state = EditorState.create({ doc: node, plugins: [ySyncPlugin(this.#body, { mapping }), makeRemoteCarets()] });
  }

  get #body(): Y.XmlFragment {
    return this.doc.getXmlFragment(BODY_ROOT);
  }

  apply(change: (transaction: Transaction) => Transaction): void {
    this.#state = this.#state.apply(change(this.#state.tr));
  }

  show(...carets: readonly RemoteCaret[]): void {
    this.apply((transaction) => withCarets(transaction, carets));
  }

  /** As the binding shows what has come from elsewhere. */
  take(update: Uint8Array): void {
    Y.applyUpdate(this.doc, update);
    const { doc, mapping } = initProseMirrorDoc(this.#body, schema);
    // y-tiptap types it as any.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it is bound
    const { binding } = ySyncPluginKey.getState(this.#state) as { binding: { mapping: Map<unknown, unknown> } };
    for (const [type, node] of mapping) binding.mapping.set(type, node);
    this.apply((transaction) =>
      transaction
        .replace(0, transaction.doc.content.size, new Slice(Fragment.from(doc.content), 0, 0))
        .setMeta(ySyncPluginKey, { isChangeOrigin: true }),
    );
  }

  /** The text with a bar at each caret, and what is selected in brackets. */
  get drawn(): string {
    const marks = caretsIn(this.#state)
      .find()
      .flatMap(({ from, to }) =>
        from === to
          ? [{ at: from, mark: "|" }]
          : [
              { at: from, mark: "[" },
              { at: to, mark: "]" },
            ],
      );
    let text = "";
    for (let at = 0; at <= this.#state.doc.content.size; at++) {
      text += marks
        .filter((mark) => mark.at === at)
        .map(({ mark }) => mark)
        .toSorted()
        .join("");
      text += this.#state.doc.textBetween(at, Math.min(at + 1, this.#state.doc.content.size), "", "");
      if (at > 0 && this.#state.doc.resolve(at).depth === 0) text += "/";
    }
    return text;
  }

  /** Where a caret can be. */
  get places(): readonly number[] {
    const { doc } = this.#state;
    return Array.from({ length: doc.content.size }, (_, at) => at).filter((at) => doc.resolve(at).parent.inlineContent);
  }

  get ownPlace(): CaretPlace | null {
    return caretPlaceOf(this.#state);
  }

  /** What tells one caret that is drawn from another. */
  get keys(): readonly unknown[] {
    return caretsIn(this.#state)
      .find()
      .map(({ spec }: { spec: { key?: unknown } }) => spec.key);
  }
}

function makeDesk(...lines: readonly string[]): { desk: Desk; theirs: Y.Doc } {
  const theirs = new Y.Doc();
  write(theirs, ...lines);
  const mine = new Y.Doc();
  Y.applyUpdate(mine, Y.encodeStateAsUpdate(theirs));
  return { desk: new Desk(mine), theirs };
}

describe("the carets of others", () => {
  test("stand where they are told to, with what is selected, each until others are shown", () => {
    const { desk, theirs } = makeDesk("To Rome", "by train");
    desk.show(caretOf(placeIn(theirs, 0, 2)), caretOf(placeIn(theirs, 1, 3), placeIn(theirs, 1, 8), "laptop"));
    expect(desk.drawn).toBe("To| Rome/by [train]|/");
    desk.show(caretOf(placeIn(theirs, 0, 0)));
    expect(desk.drawn).toBe("|To Rome/by train/");
    desk.show();
    expect(desk.drawn).toBe("To Rome/by train/");
  });

  test("stand where another editor says that its own is, wherever that is", () => {
    const { desk, theirs } = makeDesk("To Rome", "", "by train");
    const other = new Desk(theirs);
    const drawn: string[] = [];
    for (const place of other.places) {
      other.apply((transaction) => transaction.setSelection(TextSelection.create(transaction.doc, place)));
      const said = other.ownPlace;
      if (said === null) throw new Error("it is bound");
      desk.show({ ...caretOf(said.anchor), ...said });
      drawn.push(desk.drawn);
    }
    const lines = ["To Rome", "", "by train"];
    const expected = lines.flatMap((line, i) =>
      Array.from({ length: line.length + 1 }, (_, at) =>
        lines.map((text_, j) => `${i === j ? `${line.slice(0, at)}|${line.slice(at)}` : text_}/`).join(""),
      ),
    );
    expect(drawn).toEqual(expected);
  });

  test("stay at their letters while others write, here and elsewhere", () => {
    const { desk, theirs } = makeDesk("To Rome");
    desk.show(caretOf(placeIn(theirs, 0, 7)));
    desk.apply((transaction) => transaction.insertText("Slowly ", 1));
    expect(desk.drawn).toBe("Slowly To Rome|/");
    const { desk: other, theirs: third } = makeDesk("To Rome");
    other.show(caretOf(placeIn(third, 0, 2)));
    textAt(third, 0).insert(0, "Back ");
    other.take(Y.encodeStateAsUpdate(third));
    expect(other.drawn).toBe("Back To| Rome/");
  });

  test("wait where they were for letters that are still on their way", () => {
    const { desk, theirs } = makeDesk("To Rome");
    desk.show(caretOf(placeIn(theirs, 0, 7)));
    textAt(theirs, 0).insert(7, " in May");
    desk.show(caretOf(placeIn(theirs, 0, 14)));
    expect(desk.drawn).toBe("To Rome|/");
    desk.take(Y.encodeStateAsUpdate(theirs));
    expect(desk.drawn).toBe("To Rome in May|/");
  });

  test("are drawn anew, so that their names show, when they have moved and not when the text has", () => {
    const { desk, theirs } = makeDesk("To Rome");
    desk.show(caretOf(placeIn(theirs, 0, 2)));
    const first = desk.keys;
    desk.apply((transaction) => transaction.insertText("x", 1));
    desk.show(caretOf(placeIn(theirs, 0, 2)));
    expect(desk.keys).toEqual(first);
    desk.show(caretOf(placeIn(theirs, 0, 3)));
    expect(desk.keys).not.toEqual(first);
  });

  test("are nowhere when their place is none: other bytes, another root, a field, or between blocks", () => {
    const { desk } = makeDesk("To Rome");
    const fields = desk.doc.getMap("fields");
    fields.set("title@1", "x");
    const roots = [...desk.doc.share.keys()];
    const strange = [
      new Uint8Array(0),
      new Uint8Array(64).fill(255),
      Y.encodeRelativePosition(new Y.RelativePosition(null, "other", null)),
      Y.encodeRelativePosition(Y.createRelativePositionFromTypeIndex(desk.doc.getXmlFragment(BODY_ROOT), 0)),
      ...Array.from({ length: 200 }, (_, i) => Uint8Array.from({ length: 1 + (i % 20) }, (_byte, at) => (i * 37 + at * 91) % 256)),
    ];
    for (const place of strange) desk.show(caretOf(place));
    expect(desk.drawn).toBe("To Rome/");
    expect([...desk.doc.share.keys()]).toEqual(roots);
  });
});
