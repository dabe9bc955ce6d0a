// What is done to a task's checklist, as intents with their words.

import type { ItemId } from "../../../base/ids.ts";
import type { EntryId } from "../../../model/checklist.ts";
import type { EntryPosition, TaskIntent } from "../../../model/task-intent.ts";
import type { TaskActions } from "../../client/task-actions.ts";
import { actErrorText } from "../../texts/error-texts.ts";
import { t } from "../../texts/messages.ts";

export type EntryMove = "up" | "down";

export type ChecklistCommands = {
  /** Both answer null, or why it was not saved. */
  readonly add: (texts: readonly string[]) => Promise<string | null>;
  readonly edit: (entry: EntryId, text: string) => Promise<string | null>;
  readonly check: (entry: EntryId, text: string, checked: boolean) => void;
  readonly move: (order: readonly EntryId[], entry: EntryId, to: EntryMove) => void;
  readonly remove: (entry: EntryId, text: string) => void;
};

const ENTRY_ID_BYTES = 8;

const newEntryId = (): EntryId =>
  Array.from(crypto.getRandomValues(new Uint8Array(ENTRY_ID_BYTES)), (byte) => byte.toString(16).padStart(2, "0")).join("");

/** null when it is at that end already. */
export function positionOfEntry(order: readonly EntryId[], entry: EntryId, to: EntryMove): EntryPosition | null {
  const neighbour = order[order.indexOf(entry) + (to === "up" ? -1 : 1)];
  if (neighbour === undefined) return null;
  return { at: to === "up" ? "before" : "after", entry: neighbour };
}

export function makeChecklistCommands(actions: TaskActions, id: ItemId): ChecklistCommands {
  const write = async (intent: TaskIntent, text: () => string, name: () => string): Promise<string | null> => {
    const outcome = await actions.act(intent, { text, name, toast: false }, false);
    return outcome.ok ? null : actErrorText(outcome.error);
  };
  return {
    add: async (texts) => {
      const entries = texts.map((text) => ({ id: newEntryId(), text }));
      const intent = { kind: "add-entries", id, entries, position: { at: "end" } } as const;
      return write(
        intent,
        () => t("act.entriesAdded", texts.length),
        () => t("name.entriesAdded", texts.length),
      );
    },
    edit: async (entry, text) =>
      write(
        { kind: "edit-entry", id, entry, text },
        () => t("act.entryEdited"),
        () => t("name.entryEdited"),
      ),
    check(entry, text, checked) {
      void actions.act(
        { kind: "check-entries", id, entries: [entry], checked },
        {
          text: () => t(checked ? "act.done" : "act.reopen", text),
          name: () => t(checked ? "name.done" : "name.reopen", t("what.task", text)),
          toast: false,
        },
      );
    },
    move(order, entry, to) {
      const position = positionOfEntry(order, entry, to);
      if (position === null) return;
      const at = order.indexOf(entry) + (to === "up" ? 0 : 2);
      void actions.act(
        { kind: "move-entry", id, entry, position },
        { text: () => t("act.moved", at, order.length), name: () => t("name.entryMoved"), toast: false },
      );
    },
    remove(entry, text) {
      void actions.act(
        { kind: "remove-entries", id, entries: [entry] },
        { text: () => t("act.entryRemoved", text), name: () => t("name.entryRemoved", text), toast: true },
      );
    },
  };
}
