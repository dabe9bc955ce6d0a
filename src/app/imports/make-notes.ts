// Notes made of what a foreign document holds, one after the other, each in records of bounded size. One that cannot be finished goes into the trash as far as
// it got, so that nothing half stands as if it were whole.

import { makeId, type ItemId } from "../../base/ids.ts";
import { bodyUpdates } from "../../imports/body-updates.ts";
import type { ForeignNode } from "../../imports/foreign-node.ts";
import { makeClientId } from "../client/open-note.ts";
import type { ReplicaClient } from "../client/replica-client.ts";
import type { TaskActions } from "../client/task-actions.ts";
import { noteTitle } from "../notes/note-commands.ts";
import { actErrorText } from "../texts/error-texts.ts";
import { t } from "../texts/messages.ts";

export type NewNote = { readonly title: string; readonly nodes: readonly ForeignNode[] };

const ITEM_ID_BYTES = 16;

/** Null, or why not. */
async function fill(client: ReplicaClient, id: ItemId, nodes: readonly ForeignNode[]): Promise<string | null> {
  for (const update of bodyUpdates(nodes, makeClientId())) {
    const saved = await client.ask({ kind: "edit-note", id, update });
    if (!saved.ok) return actErrorText(saved.error);
  }
  return null;
}

export type MakeNotes = { readonly client: ReplicaClient; readonly actions: TaskActions; readonly onProgress: (done: number) => void };

/** Null, or what to say of the first that could not be made; those before it stand. */
export async function makeNotes(notes: readonly NewNote[], { client, actions, onProgress }: MakeNotes): Promise<string | null> {
  const step = {};
  for (const [done, { title, nodes }] of notes.entries()) {
    onProgress(done);
    const id = makeId("item", crypto.getRandomValues(new Uint8Array(ITEM_ID_BYTES)));
    const telling = {
      text: () => t("import.made", notes.length),
      name: () => t("import.name", notes.length),
      toast: false,
      isQuiet: true,
      step,
    };
    const made = await actions.act({ kind: "create-note", id, title }, telling, false);
    if (!made.ok) return actErrorText(made.error);
    const problem = nodes.length === 0 ? null : await fill(client, id, nodes);
    if (problem === null) continue;
    await actions.act({ kind: "trash", ids: [id] }, telling, false);
    return t("import.failed", noteTitle({ title }), problem);
  }
  return null;
}
