// The editor of a note: TipTap, bound to the body in the editor's document by y-tiptap's plugins. Undo is Y.UndoManager's, of the user's own changes alone. It
// unbinds itself before anything is shown that its schema does not know (bindable.ts): a binding deletes what it cannot show. What comes from elsewhere
// changes nothing here but what is shown: plugins that would add to it (as to make links of it) may not.

import { Editor, Extension } from "@tiptap/core";
import { EditorState, Plugin, Selection, Transaction } from "@tiptap/pm/state";
import { defaultDeleteFilter, defaultProtectedNodes, initProseMirrorDoc, ySyncPlugin, ySyncPluginKey, yUndoPlugin } from "@tiptap/y-tiptap";
import * as Y from "yjs";
import { MAX_BODY_SIZE } from "../items/body-names.ts";
import type { EditorDocument } from "../items/editor-document.ts";
import { isBindable, isStillBindable } from "./bindable.ts";
import { layOutByAndBy, type WhenIdle } from "./lay-out-by-and-by.ts";
import { NOTE_COMMANDS, type NoteCommand } from "./note-commands.ts";
import { noteExtensions } from "./note-format.ts";
import { caretPlaceOf, makeRemoteCarets, showCarets, type CaretPlace, type RemoteCaret } from "./remote-carets.ts";

export type NoteEditorOptions = {
  readonly element: HTMLElement;
  readonly document: EditorDocument;
  /** Characters, and two for each node. */
  readonly maxSize?: number;
  /** Runs what is given once the page has nothing else to do; returns what cancels it. */
  readonly whenIdle: WhenIdle;
  /** The words are those of the moment: see `relabel`. */
  readonly label: () => string;
  /** Shown where nothing is written yet. */
  readonly placeholder: () => string;
  readonly checkboxLabel: (text: string) => string;
  /** The user is about to change the text. */
  readonly onInput: () => void;
  /** What the commands say may be another thing now. */
  readonly onChange: () => void;
  /** Something has come that the editor does not know: it is closed. */
  readonly onUnknown: () => void;
  readonly onEscape: () => void;
  /** A change would make the note too long; it is not made. */
  readonly onTooLong: () => void;
};

export interface NoteEditor {
  run(command: NoteCommand): void;
  /** Whether it holds where the caret is; null: it is no state. */
  isOn(command: NoteCommand): boolean | null;
  can(command: NoteCommand): boolean;
  focus(at: "start" | "end" | null): void;
  /** As if it were typed where the caret is; each line break begins a block. */
  type(text: string): void;
  /** Where the user is in the text; null: not in it. */
  caret(): CaretPlace | null;
  /** Where others are, in place of those shown before. */
  showCarets(carets: readonly RemoteCaret[]): void;
  /** The words have changed: all is drawn anew with them. */
  relabel(): void;
  close(): void;
}

/** Null where the body holds something that the editor does not know. */
export function openNoteEditor(options: NoteEditorOptions): NoteEditor | null {
  const { body, yDoc } = options.document;
  const undoManager = makeUndoManager(body);
  const mapping: Mapping = new Map();
  let isReadByTouch = false;
  const editor = new Editor({
    element: null,
    injectCSS: false,
    extensions: [...noteExtensions(options.checkboxLabel), syncExtension(options, undoManager, mapping)],
    editorProps: {
      attributes: {
        role: "textbox",
        "aria-multiline": "true",
        translate: "no",
      },
      handleDOMEvents: {
        pointerdown: (view, { pointerType }) => {
          isReadByTouch = pointerType === "touch" && !view.hasFocus();
        },
      },
      handleClick: (_view, _at, event) => openLink(event, isReadByTouch),
    },
    onTransaction: options.onChange,
  });
  let isOpen = isBindable(body, editor.schema);
  const look = (transaction: Y.Transaction): void => {
    if (transaction.local || isStillBindable(body, transaction, editor.schema)) return;
    close();
    yDoc.once("afterAllTransactions", options.onUnknown);
  };
  let stopLayingOut: (() => void) | null = null;
  const close = (): void => {
    isOpen = false;
    stopLayingOut?.();
    yDoc.off("beforeObserverCalls", look);
    editor.destroy();
    undoManager.destroy();
  };
  if (!isOpen) {
    close();
    return null;
  }
  yDoc.on("beforeObserverCalls", look);
  showBody(editor, body, mapping);
  stopLayingOut = layOutByAndBy(options.element, options.whenIdle);
  editor.mount(options.element);
  // What the binding has changed while it was bound nobody has done.
  undoManager.clear();
  return {
    run: (command) => void (isOpen && NOTE_COMMANDS[command].run(editor, undoManager)),
    isOn: (command) => (isOpen ? (NOTE_COMMANDS[command].isOn?.(editor) ?? null) : null),
    can: (command) => isOpen && (NOTE_COMMANDS[command].can?.(undoManager) ?? true),
    focus: (at) => void (isOpen && focusAt(editor, at)),
    type: (text) => void (isOpen && typeText(editor, text)),
    caret: () => (isOpen && editor.isFocused ? caretPlaceOf(editor.state) : null),
    showCarets: (carets) => void (isOpen && showCarets(editor.view, carets)),
    relabel: () => void (isOpen && drawAnew(editor)),
    close,
  };
}

/** The nodes of what the body holds, so that the view draws them when it is made, and not first an empty note. */
function showBody(editor: Editor, body: Y.XmlFragment, mapping: Mapping): void {
  const shown = initProseMirrorDoc(body, editor.schema);
  for (const [type, node] of shown.mapping) mapping.set(type, node);
  // An empty body is shown as the editor has it: with the paragraph that is written into first.
  if (shown.doc.childCount > 0) editor.view.updateState(EditorState.create({ doc: shown.doc }));
}

/** At once: TipTap's own command waits for the next frame. */
function focusAt(editor: Editor, at: "start" | "end" | null): void {
  const { state, view } = editor;
  if (view.hasFocus() && at === null) return;
  const transaction = state.tr;
  if (at !== null) transaction.setSelection(at === "start" ? Selection.atStart(state.doc) : Selection.atEnd(state.doc));
  view.focus();
  view.dispatch(transaction.scrollIntoView());
}

function typeText({ commands, view }: Editor, text: string): void {
  for (const [index, line] of text.split("\n").entries()) {
    if (index > 0) commands.splitBlock();
    view.dispatch(view.state.tr.insertText(line));
  }
}

const makeUndoManager = (body: Y.XmlFragment): Y.UndoManager =>
  new Y.UndoManager(body, {
    trackedOrigins: new Set([ySyncPluginKey]),
    deleteFilter: (item) => defaultDeleteFilter(item, defaultProtectedNodes),
    captureTransaction: ({ meta }) => meta.get("addToHistory") !== false,
  });

/** Made to show what is in the document. */
const isOfBinding = (transaction: Transaction): boolean => transaction.getMeta(ySyncPluginKey) !== undefined;

/** Made by a plugin because of another one. */
function isAfterBinding(transaction: Transaction): boolean {
  const root: unknown = transaction.getMeta("appendedTransaction");
  return root instanceof Transaction && isOfBinding(root);
}

const wordsPlugin = ({ label, placeholder }: NoteEditorOptions): Plugin =>
  new Plugin({
    props: { attributes: () => ({ "aria-label": label(), "aria-placeholder": placeholder(), "data-placeholder": placeholder() }) },
  });

/** Nodes are drawn by other functions than before, which do the same. */
function drawAnew({ view, extensionManager }: Editor): void {
  const drawers = Object.entries(extensionManager.nodeViews);
  view.setProps({
    nodeViews: Object.fromEntries(drawers.map(([name, draw]) => [name, (...node: Parameters<typeof draw>) => draw(...node)])),
  });
}

function syncExtension(options: NoteEditorOptions, undoManager: Y.UndoManager, mapping: Mapping): Extension {
  const { onEscape, onInput, onTooLong, maxSize = MAX_BODY_SIZE } = options;
  const { body } = options.document;
  const guard = new Plugin({
    filterTransaction(transaction, { doc }) {
      if (!transaction.docChanged || isOfBinding(transaction)) return true;
      if (isAfterBinding(transaction)) return false;
      const { size } = transaction.doc.content;
      if (size > maxSize && size > doc.content.size) {
        onTooLong();
        return false;
      }
      onInput();
      return true;
    },
  });
  const back = (): boolean => {
    undoManager.undo();
    return true;
  };
  const forth = (): boolean => {
    undoManager.redo();
    return true;
  };
  return Extension.create({
    name: "noteSync",
    // Ahead of all others, whose keys may mean something else.
    priority: 1_000,
    addProseMirrorPlugins: () => [syncPlugin(body, mapping), yUndoPlugin({ undoManager }), makeRemoteCarets(), guard, wordsPlugin(options)],
    addKeyboardShortcuts: () => ({
      "Mod-z": back,
      "Mod-y": forth,
      "Shift-Mod-z": forth,
      Escape: () => {
        onEscape();
        return true;
      },
    }),
  });
}

/** Of Yjs's types to the nodes that they are shown as. */
type Mapping = ReturnType<typeof initProseMirrorDoc>["mapping"];

// y-tiptap types it as any.
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it is a plugin
const syncPlugin = (body: Y.XmlFragment, mapping: Mapping): Plugin => ySyncPlugin(body, { mapping }) as Plugin;

/** With Ctrl or Cmd, as in most editors: a click alone puts the caret there. A touch has no such keys: there it is one while nobody is writing (`isRead`). */
function openLink(event: MouseEvent, isRead: boolean): boolean {
  const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
  if (!(link instanceof HTMLAnchorElement) || !(event.ctrlKey || event.metaKey || isRead)) return false;
  window.open(link.href, "_blank", "noopener,noreferrer");
  return true;
}
