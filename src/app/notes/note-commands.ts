// What is done to notes, as intents with their words. What is typed into one is saved by its editor (src/editor).

import { makeId, type ItemId } from "../../base/ids.ts";
import type { NoteRow } from "../../model/note-row.ts";
import type { TaskActions } from "../client/task-actions.ts";
import { fragmentOfNote } from "../shell/place.ts";
import { actErrorText } from "../texts/error-texts.ts";
import { t } from "../texts/messages.ts";

export const noteTitle = ({ title }: Pick<NoteRow, "title">): string => title || t("notes.untitled");

const ITEM_ID_BYTES = 16;

let isMaking = false;

/** Makes a note and goes to it. A second click, or a key, before it is there makes no second one. */
export async function createNote(actions: TaskActions): Promise<void> {
  if (isMaking) return;
  isMaking = true;
  await makeNote(actions);
  isMaking = false;
}

async function makeNote(actions: TaskActions): Promise<void> {
  const id = makeId("item", crypto.getRandomValues(new Uint8Array(ITEM_ID_BYTES)));
  const made = await actions.act(
    { kind: "create-note", id, title: "" },
    { text: () => t("act.noteMade"), name: () => t("name.noteMade"), toast: false },
  );
  if (made.ok) location.hash = fragmentOfNote(id);
}

/** Answers null, or why it was not saved. */
export async function renameNote(actions: TaskActions, note: NoteRow, title: string): Promise<string | null> {
  const renamed = await actions.act(
    { kind: "rename-note", id: note.id, title },
    { text: () => t("act.noteRenamed", noteTitle({ title })), name: () => t("name.noteRenamed"), toast: false },
    false,
  );
  return renamed.ok ? null : actErrorText(renamed.error);
}

export async function resolveTitle(actions: TaskActions, id: ItemId, value: string): Promise<void> {
  await actions.act(
    { kind: "resolve", id, field: "title", value },
    { text: () => t("act.noteRenamed", value), name: () => t("name.noteRenamed"), toast: false },
  );
}

/** Whether it is in the trash now. */
export async function trashNote(actions: TaskActions, note: NoteRow): Promise<boolean> {
  const title = noteTitle(note);
  const trashed = await actions.act(
    { kind: "trash", ids: [note.id] },
    { text: () => t("act.noteTrashed", title), name: () => t("name.noteTrashed", title), toast: true },
  );
  return trashed.ok;
}

export async function restoreNote(actions: TaskActions, note: NoteRow): Promise<void> {
  const title = noteTitle(note);
  await actions.act(
    { kind: "restore", ids: [note.id] },
    { text: () => t("act.noteRestored", title), name: () => t("name.noteRestored", title), toast: false },
  );
}

/** The note that was open last: where the list puts the focus when it is gone back to. */
export const lastOpen: { id: ItemId | null } = { id: null };
