// Keys that are pressed in a field before the editor is there that takes its place: they mean text, and nothing to the app, and are typed into the editor once it
// comes.

import type { NoteEditor } from "../../../editor/note-editor.ts";

export type EarlyKeys = {
  /** `isWritten`: whether it will be written into. */
  readonly hear: (field: HTMLElement, isWritten: () => boolean) => void;
  /** What was typed, and the focus if it was in the field. */
  readonly passOn: (editor: NoteEditor) => void;
};

const textOf = ({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): string => {
  if (ctrlKey || metaKey || altKey) return "";
  if (key === "Enter") return "\n";
  return /^.$/u.test(key) ? key : "";
};

export function createEarlyKeys(): EarlyKeys {
  let typed = "";
  let hadFocus = false;
  return {
    hear(field, isWritten) {
      const hasFocus = (has: boolean) => (): void => {
        hadFocus = has && isWritten();
      };
      field.addEventListener("focus", hasFocus(true));
      // What is taken away is not left.
      field.addEventListener("blur", () => field.isConnected && hasFocus(false)());
      field.addEventListener("keydown", (event) => {
        const text = textOf(event);
        if (!isWritten() || text === "") return;
        typed += text;
        event.preventDefault();
        event.stopPropagation();
      });
    },
    passOn(editor) {
      if (hadFocus) editor.focus("end");
      if (typed !== "") editor.type(typed);
      typed = "";
      hadFocus = false;
    },
  };
}
