// Saving what an editor has done to a note, or to the notes of a task: how it goes is told on the page, and to those who listen once typing rests. What could not be saved when it is
// left is kept for as long as the page lives, and saved when it is opened again.

import { createSignal, onCleanup, untrack, type Accessor } from "solid-js";
import type { ItemId } from "../../base/ids.ts";
import type { Result } from "../../base/result.ts";
import type { NoteSaver, NoteSaverOptions, SavedState } from "../../editor/note-saver.ts";
import type { ActError } from "../../replica/face.ts";
import type { ReplicaClient } from "../client/replica-client.ts";
import { othersInRoom } from "../mirrors/running/mirror-report.ts";
import { useApp } from "../shell/app-context.ts";
import { actErrorText } from "../texts/error-texts.ts";
import { t } from "../texts/messages.ts";
import { createRetry } from "../trouble/create-retry.ts";
import { saveBeforeLeaving } from "../update/unsaved.ts";
import { whenLeaving } from "../update/when-leaving.ts";

/** What is written on and on is saved again and again: that it is saved is told once nothing has been written for so long. */
const RESTS_MS = 300;

const unsavedByNote = new Map<ItemId, Uint8Array>();

export type NoteSaving = {
  readonly options: NoteSaverOptions;
  readonly state: Accessor<SavedState>;
  /** What an earlier editor of the note could not save. */
  readonly takeUnsaved: () => Uint8Array | null;
  /** From now on this is what saves. */
  readonly follow: (saver: NoteSaver) => void;
  readonly flush: () => Promise<boolean>;
};

const errorText = (error: ActError, way: SavingWay): string =>
  error.kind === "refused" && error.reason === "too-large" ? way.tooLarge() : t("notes.notSaved", actErrorText(error));

const timers: NoteSaverOptions["timers"] = {
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
};

/** It is told with every key. */
const isSame = (a: SavedState, b: SavedState): boolean => a.isSaved === b.isSaved && a.error === b.error;

/** What of it differs between a note and the notes of a task. */
export type SavingWay = {
  readonly write: (update: Uint8Array) => Promise<Result<unknown, ActError>>;
  /** What is told once it is saved. */
  readonly saved: () => string;
  readonly tooLarge: () => string;
};

const wayOfNote = (client: ReplicaClient, id: ItemId): SavingWay => ({
  write: async (update) => client.ask({ kind: "edit-note", id, update }),
  saved: () => t("notes.saved"),
  tooLarge: () => t("notes.tooLarge"),
});

/** `isVisited`: somebody has it on screen at another device. Ends with its owner. */
export function createNoteSaving(id: ItemId, isVisited: () => boolean, givenWay?: SavingWay): NoteSaving {
  const { client, mirrors, say } = useApp();
  const way = givenWay ?? wayOfNote(client, id);
  const [state, setState] = createSignal<SavedState>({ isSaved: true, error: null }, { equals: isSame });
  let saver: NoteSaver | null = null;
  let stopResting: (() => void) | null = null;
  const tell = (next: SavedState): void => {
    // Nobody wants to hear that while somebody looks on.
    if (next.isSaved && !state().isSaved && !isShared()) say(way.saved());
    setState(next);
  };
  const isShared = (): boolean =>
    isVisited() || client.status()?.openElsewhere.includes(id) === true || othersInRoom(mirrors.reportOf(id)) > 0;
  const flush = async (): Promise<boolean> => {
    await saver?.flush();
    return saver?.isSaved ?? true;
  };
  whenLeaving(() => void flush());
  saveBeforeLeaving(flush);
  createRetry(client, () => void flush());
  const end = async (): Promise<void> => {
    await flush();
    const unsaved = saver?.unsaved ?? null;
    if (unsaved !== null) unsavedByNote.set(id, unsaved);
    saver?.close();
  };
  onCleanup(() => void end());
  return {
    options: {
      timers,
      isShared,
      async save(update) {
        const saved = await way.write(update);
        return saved.ok ? null : errorText(saved.error, way);
      },
      onState(next) {
        stopResting?.();
        if (next.isSaved && !state().isSaved) stopResting = timers.after(RESTS_MS, () => untrack(() => tell(next)));
        else tell(next);
      },
    },
    state,
    takeUnsaved() {
      const unsaved = unsavedByNote.get(id) ?? null;
      unsavedByNote.delete(id);
      return unsaved;
    },
    follow(next) {
      saver = next;
    },
    flush,
  };
}
