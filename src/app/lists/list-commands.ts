// What is done to lists, as intents with their words.

import { makeId, type ItemId } from "../../base/ids.ts";
import type { ListColor } from "../../model/list-schema.ts";
import { LIST_COLORS } from "../../model/list-schema.ts";
import type { ListRow } from "../../model/list-row.ts";
import type { ListPosition } from "../../model/task-intent.ts";
import { listName, type Lists } from "../client/lists.ts";
import type { TaskActions } from "../client/task-actions.ts";
import { actErrorText } from "../texts/error-texts.ts";
import { t } from "../texts/messages.ts";

export type ListCommands = {
  /** Answers the new list, or why it was not saved. */
  readonly create: (name: string, color: ListColor) => Promise<{ readonly id: ItemId } | { readonly error: string }>;
  /** Answers null, or why it was not saved. */
  readonly rename: (list: ListRow, name: string) => Promise<string | null>;
  readonly color: (list: ListRow, color: ListColor) => Promise<string | null>;
  readonly move: (list: ListRow, position: ListPosition, newIndex: number) => void;
  readonly trash: (list: ListRow) => void;
  readonly restore: (list: ListRow) => void;
};

const ITEM_ID_BYTES = 16;

/** The next place up or down among `order`, of lists or of views; null at the end of it. */
export function positionOfList(
  order: readonly ItemId[],
  list: ItemId,
  to: "up" | "down",
): { readonly at: "before" | "after"; readonly beside: ItemId; readonly newIndex: number } | null {
  const newIndex = order.indexOf(list) + (to === "up" ? -1 : 1);
  const neighbour = order[newIndex];
  if (neighbour === undefined) return null;
  return { at: to === "up" ? "before" : "after", beside: neighbour, newIndex };
}

/** The first colour that no list has, so that lists made in a row are told apart. */
export function freeColor(taken: readonly ListColor[]): ListColor {
  const uses = (color: ListColor): number => taken.filter((one) => one === color).length;
  return LIST_COLORS.toSorted((a, b) => uses(a) - uses(b))[0] ?? "blue";
}

export function makeListCommands(actions: TaskActions, lists: Lists): ListCommands {
  return {
    async create(name, color) {
      const id = makeId("item", crypto.getRandomValues(new Uint8Array(ITEM_ID_BYTES)));
      const outcome = await actions.act(
        { kind: "create-list", id, name, color, position: { at: "end" } },
        { text: () => t("act.listMade", name), name: () => t("name.listMade", name), toast: false },
        false,
      );
      return outcome.ok ? { id } : { error: actErrorText(outcome.error) };
    },
    async rename(list, name) {
      if (name === list.name && list.conflicts.length === 0) return null;
      const outcome = await actions.act(
        { kind: "rename-list", id: list.id, name },
        { text: () => t("act.listRenamed", name), name: () => t("name.listRenamed"), toast: false },
        false,
      );
      return outcome.ok ? null : actErrorText(outcome.error);
    },
    async color(list, color) {
      if (color === list.color) return null;
      const outcome = await actions.act(
        { kind: "color-list", id: list.id, color },
        { text: () => t("act.listColoured"), name: () => t("name.listColoured", listName(list)), toast: false },
        false,
      );
      return outcome.ok ? null : actErrorText(outcome.error);
    },
    move(list, position, newIndex) {
      const all = lists.shown().length;
      void actions.act(
        { kind: "move-list", id: list.id, position },
        {
          text: () => t("act.listMoved", newIndex + 1, all),
          name: () => t("name.listMoved", listName(list)),
          toast: false,
        },
      );
    },
    trash(list) {
      void actions.act(
        { kind: "trash-list", id: list.id },
        { text: () => t("act.listTrashed", listName(list)), name: () => t("name.listTrashed", listName(list)), toast: true },
      );
    },
    restore(list) {
      void actions.act(
        { kind: "restore-list", id: list.id },
        { text: () => t("act.listRestored", listName(list)), name: () => t("name.listRestored", listName(list)), toast: true },
      );
    },
  };
}
