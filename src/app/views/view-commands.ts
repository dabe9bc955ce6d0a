// What is done to saved views, as intents with their words.

import { makeId, type ItemId } from "../../base/ids.ts";
import type { ListColor } from "../../model/list-schema.ts";
import type { TaskIntent } from "../../model/task-intent.ts";
import type { Asked } from "../../model/view-asks.ts";
import type { ViewRow } from "../../model/view-row.ts";
import type { TaskActions } from "../client/task-actions.ts";
import { viewName } from "../client/views.ts";
import { actErrorText } from "../texts/error-texts.ts";
import { t } from "../texts/messages.ts";

export type ViewParts = Pick<Extract<TaskIntent, { kind: "create-view" }>, "asks" | "beyond" | "color">;

export type ViewCommands = {
  /** Answers the new view, or why it was not saved. */
  readonly create: (name: string, parts: ViewParts) => Promise<{ readonly id: ItemId } | { readonly error: string }>;
  /** Answers null, or why it was not saved. */
  readonly rename: (view: ViewRow, name: string) => Promise<string | null>;
  /** Answers null, or why it was not saved. */
  readonly color: (view: ViewRow, color: ListColor) => Promise<string | null>;
  /** Answers whether it was saved. */
  readonly keep: (view: ViewRow, asks: Partial<Asked>) => Promise<boolean>;
  readonly trash: (view: ViewRow) => void;
  readonly restore: (view: ViewRow) => void;
};

const ITEM_ID_BYTES = 16;

export function makeViewCommands(actions: TaskActions): ViewCommands {
  return {
    async create(name, parts) {
      const id = makeId("item", crypto.getRandomValues(new Uint8Array(ITEM_ID_BYTES)));
      const outcome = await actions.act(
        { kind: "create-view", id, name, ...parts, position: { at: "end" } },
        { text: () => t("act.viewMade", name), name: () => t("name.viewMade", name), toast: true },
        false,
      );
      return outcome.ok ? { id } : { error: actErrorText(outcome.error) };
    },
    async rename(view, name) {
      if (name === view.name && view.conflicts.length === 0) return null;
      const outcome = await actions.act(
        { kind: "rename-view", id: view.id, name },
        { text: () => t("act.viewRenamed", name), name: () => t("name.viewRenamed"), toast: false },
        false,
      );
      return outcome.ok ? null : actErrorText(outcome.error);
    },
    async color(view, color) {
      if (color === view.color) return null;
      const outcome = await actions.act(
        { kind: "color-view", id: view.id, color },
        { text: () => t("act.listColoured"), name: () => t("name.listColoured", viewName(view)), toast: false },
        false,
      );
      return outcome.ok ? null : actErrorText(outcome.error);
    },
    async keep(view, asks) {
      const outcome = await actions.act(
        { kind: "set-asks", id: view.id, asks },
        { text: () => t("act.viewKept", viewName(view)), name: () => t("name.viewKept", viewName(view)), toast: true },
      );
      return outcome.ok;
    },
    trash(view) {
      void actions.act(
        { kind: "trash", ids: [view.id] },
        { text: () => t("act.viewTrashed", viewName(view)), name: () => t("name.viewTrashed", viewName(view)), toast: true },
      );
    },
    restore(view) {
      void actions.act(
        { kind: "restore", ids: [view.id] },
        { text: () => t("act.viewRestored", viewName(view)), name: () => t("name.viewRestored", viewName(view)), toast: true },
      );
    },
  };
}
