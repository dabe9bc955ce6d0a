// A copy of a note in a window, without an editor: its document as the worker tells it, and the saver of what is changed there.

import { openEditorDocument, type EditorDocument } from "../items/editor-document.ts";
import { NoteSaver, type NoteSaverOptions } from "./note-saver.ts";

export type NoteCopy = { readonly document: EditorDocument; readonly saver: NoteSaver };

/** `clientId`: 53 random bits, not 0. */
export function openNoteCopy(clientId: number, saving: NoteSaverOptions): NoteCopy {
  const saver = new NoteSaver(saving);
  return { document: openEditorDocument(clientId, (update) => saver.changed(update)), saver };
}
