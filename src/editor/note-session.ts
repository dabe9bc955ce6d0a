// A note that is open in a window, as its screen sees it: the editor's document, what of it is to be saved, and the editor or, where that may not be bound, the
// text to be read. This is the face of this folder: it is loaded with the first note that is opened.

import * as Y from "yjs";
import type { EditorDocument } from "../items/editor-document.ts";
import { openNoteCopy } from "./note-copy.ts";
import { openNoteEditor, type NoteEditor, type NoteEditorOptions } from "./note-editor.ts";
import type { NoteSaver, NoteSaverOptions } from "./note-saver.ts";

export interface NoteSession {
  /** A plain Y.Doc and the fragment with the text, for whatever else binds to them. */
  readonly document: EditorDocument;
  readonly saver: NoteSaver;
  /** Takes in what the worker tells. */
  take(update: Uint8Array): void;
  /** As `openNoteEditor`. Null where it may not be bound. */
  edit(options: Omit<NoteEditorOptions, "document" | "onInput">): NoteEditor | null;
  /** The text of each block, for reading. */
  lines(): readonly string[];
}

/** `unsaved`: what an earlier session of the note in this page could not save; it is saved with this one. */
export function openNoteSession(clientId: number, unsaved: Uint8Array | null, saving: NoteSaverOptions): NoteSession {
  const { document, saver } = openNoteCopy(clientId, saving);
  let owed = unsaved;
  return {
    document,
    saver,
    take(update) {
      document.take(update);
      if (owed === null) return;
      saver.input();
      document.takeOwn(owed);
      owed = null;
    },
    edit: (options) => openNoteEditor({ ...options, document, onInput: () => saver.input() }),
    lines: () => linesIn(document.body, 0),
  };
}

const nothing = (): void => undefined;

let isTried = false;

/** Opens an editor that nobody sees, once: what the engine reads and prepares of its code then, it need not do while somebody waits for a note. */
export function tryNoteSession(): void {
  if (isTried) return;
  isTried = true;
  const session = openNoteSession(1, null, {
    timers: { after: () => nothing },
    isShared: () => false,
    save: async () => Promise.resolve(null),
    onState: nothing,
  });
  const paragraph = new Y.XmlElement("paragraph");
  paragraph.insert(0, [new Y.XmlText("text")]);
  session.document.body.insert(0, [paragraph]);
  const words = { label: () => "", placeholder: () => "", checkboxLabel: () => "" };
  const heard = { onChange: nothing, onUnknown: nothing, onEscape: nothing, onTooLong: nothing };
  session.edit({ element: document.createElement("div"), whenIdle: () => nothing, ...words, ...heard })?.close();
  session.document.yDoc.destroy();
}

const MAX_DEPTH = 40;

function linesIn(node: unknown, depth: number): readonly string[] {
  if (node instanceof Y.XmlText) return [textOf(node)];
  if (!(node instanceof Y.XmlFragment) || depth === MAX_DEPTH) return [];
  const children = node.toArray();
  const isLine = children.length > 0 && children.every((child) => child instanceof Y.XmlText);
  return isLine ? [children.map(textOf).join("")] : children.flatMap((child) => linesIn(child, depth + 1));
}

function textOf(node: unknown): string {
  if (!(node instanceof Y.XmlText)) return "";
  // Yjs types it as any.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- each run is an object with this part, whatever it holds
  const runs = node.toDelta() as readonly { readonly insert?: unknown }[];
  return runs.map(({ insert }) => (typeof insert === "string" ? insert : "")).join("");
}
