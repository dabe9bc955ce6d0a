// The chunk with the editor, loaded once; a failure is forgotten, so that it can be tried again.

import type * as noteText from "./note-text.tsx";

export type NoteTextCode = typeof noteText;

let loading: Promise<NoteTextCode> | null = null;

export function loadNoteText(): Promise<NoteTextCode> {
  loading ??= import("./note-text.tsx").catch((error: unknown) => {
    loading = null;
    throw error;
  });
  return loading;
}
