// A note that is open in this window, or a task's notes: its row, and its document's updates for whatever shows its text, which may be there later than the first of them.

import { createSignal, onCleanup, type Accessor } from "solid-js";
import type { ItemId } from "../../base/ids.ts";
import type { Here, Present, WatchedNote } from "../../replica/face/notes.ts";
import type { NoteRow } from "../../model/note-row.ts";
import type { ReplicaClient } from "./replica-client.ts";

export type NoteState =
  | { readonly kind: "opening" }
  /** The worker cannot load what it takes. */
  | { readonly kind: "no-code" }
  | { readonly kind: "gone" }
  | { readonly kind: "unreadable" }
  /** `row`: null where it is a task. */
  | { readonly kind: "open"; readonly row: NoteRow | null };

export interface OpenNoteClient {
  readonly state: Accessor<NoteState>;
  /** Of the editor's document. */
  readonly clientId: number;
  /** Hands over what has come so far, and then each update as it comes; one at a time may listen. */
  listen(onUpdate: (update: Uint8Array) => void): void;
  /** Other devices that have it on screen. */
  readonly present: Accessor<readonly Present[]>;
  /** Whether it is on screen here, and where its caret is. */
  be(here: Here | null): void;
}

/** 53 random bits, never 0: as no other editor has, on any device. */
export function makeClientId(): number {
  const [high = 0, low = 0] = crypto.getRandomValues(new Uint32Array(2));
  return (high & 0x1f_ffff) * 2 ** 32 + low || 1;
}

/** Ends with its owner. */
export function createOpenNote(client: ReplicaClient, id: ItemId): OpenNoteClient {
  const [state, setState] = createSignal<NoteState>({ kind: "opening" });
  const clientId = makeClientId();
  const updates: Uint8Array[] = [];
  let listener: ((update: Uint8Array) => void) | null = null;
  const [present, setPresent] = createSignal<readonly Present[]>([]);
  const onNote = (note: WatchedNote): void => {
    if (note === null) return void setState({ kind: "gone" });
    if (note === "unreadable") return void setState({ kind: "unreadable" });
    if (listener === null) updates.push(note.update);
    else listener(note.update);
    setState({ kind: "open", row: note.row });
  };
  const { watch, stop } = client.listenToNote({ onNote, onPresent: setPresent });
  void client.ask({ kind: "watch-note", watch, id, client: clientId }).then((watched) => watched.ok || setState({ kind: "no-code" }));
  onCleanup(() => {
    stop();
    void client.ask({ kind: "unwatch", watch });
  });
  return {
    state,
    clientId,
    present,
    be: (here) => void client.ask({ kind: "be-in-note", watch, here }),
    listen(onUpdate) {
      listener = onUpdate;
      for (const update of updates.splice(0)) onUpdate(update);
    },
  };
}
