// What can be done to the text of a note by a button, and whether it holds where the caret is. The keys for most of them are TipTap's.

import type { Editor } from "@tiptap/core";
import type { UndoManager } from "yjs";
import type { HEADING_LEVELS } from "./note-format.ts";

export type NoteCommand =
  | "bold"
  | "italic"
  | "strike"
  | "code"
  | "heading1"
  | "heading2"
  | "heading3"
  | "bulletList"
  | "orderedList"
  | "taskList"
  | "blockquote"
  | "codeBlock"
  | "undo"
  | "redo";

type Command = {
  readonly run: (editor: Editor, undoManager: UndoManager) => void;
  readonly isOn?: (editor: Editor) => boolean;
  /** Always where it is left out. */
  readonly can?: (undoManager: UndoManager) => boolean;
};

const heading = (level: (typeof HEADING_LEVELS)[number]): Command => ({
  run: (editor) => void editor.chain().focus().toggleHeading({ level }).run(),
  isOn: (editor) => editor.isActive("heading", { level }),
});

export const NOTE_COMMANDS: Readonly<Record<NoteCommand, Command>> = {
  bold: { run: (editor) => void editor.chain().focus().toggleBold().run(), isOn: (editor) => editor.isActive("bold") },
  italic: { run: (editor) => void editor.chain().focus().toggleItalic().run(), isOn: (editor) => editor.isActive("italic") },
  strike: { run: (editor) => void editor.chain().focus().toggleStrike().run(), isOn: (editor) => editor.isActive("strike") },
  code: { run: (editor) => void editor.chain().focus().toggleCode().run(), isOn: (editor) => editor.isActive("code") },
  heading1: heading(1),
  heading2: heading(2),
  heading3: heading(3),
  bulletList: {
    run: (editor) => void editor.chain().focus().toggleBulletList().run(),
    isOn: (editor) => editor.isActive("bulletList"),
  },
  orderedList: {
    run: (editor) => void editor.chain().focus().toggleOrderedList().run(),
    isOn: (editor) => editor.isActive("orderedList"),
  },
  taskList: { run: (editor) => void editor.chain().focus().toggleTaskList().run(), isOn: (editor) => editor.isActive("taskList") },
  blockquote: {
    run: (editor) => void editor.chain().focus().toggleBlockquote().run(),
    isOn: (editor) => editor.isActive("blockquote"),
  },
  codeBlock: { run: (editor) => void editor.chain().focus().toggleCodeBlock().run(), isOn: (editor) => editor.isActive("codeBlock") },
  undo: { run: (_, undoManager) => void undoManager.undo(), can: ({ undoStack }) => undoStack.length > 0 },
  redo: { run: (_, undoManager) => void undoManager.redo(), can: ({ redoStack }) => redoStack.length > 0 },
};
