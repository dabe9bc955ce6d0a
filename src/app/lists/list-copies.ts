// Lists that go out of the way and come back, and copies of them, as intents with their words.

import type { ItemId } from "../../base/ids.ts";
import { isListName } from "../../model/list-schema.ts";
import type { ListRow } from "../../model/list-row.ts";
import type { PlainDay } from "../../model/plain-day.ts";
import type { CopyAs } from "../../replica/face/spaces.ts";
import { listName } from "../client/lists.ts";
import type { TaskActions } from "../client/task-actions.ts";
import { actErrorText } from "../texts/error-texts.ts";
import { t } from "../texts/messages.ts";

export type ListCopies = {
  readonly archive: (list: ListRow, archived: boolean) => void;
  /** Answers the copy; null: it was not saved. */
  readonly duplicate: (list: ListRow) => Promise<ItemId | null>;
  /** Keeps a copy, all of it open, that lists can be made from. */
  readonly keepAsTemplate: (list: ListRow) => Promise<ItemId | null>;
  /** Makes a list from a template. Its days stay what they are, or (`firstDay`) begin with that one. */
  readonly use: (
    template: ListRow,
    name: string,
    firstDay: PlainDay | null,
  ) => Promise<{ readonly id: ItemId } | { readonly error: string }>;
};

export function makeListCopies(actions: TaskActions): ListCopies {
  const copyOf = async (list: ListRow, as: CopyAs, text: () => string, name: () => string): Promise<ItemId | null> => {
    const outcome = await actions.copy([list.id], as, { text, name, toast: true });
    return outcome.ok ? (outcome.value.items[0] ?? null) : null;
  };
  return {
    archive(list, archived) {
      const text = (): string => t(archived ? "act.listArchived" : "act.listBack", listName(list));
      const name = (): string => t(archived ? "name.listArchived" : "name.listBack", listName(list));
      void actions.act({ kind: "archive-list", id: list.id, archived }, { text, name, toast: true });
    },
    duplicate: async (list) =>
      copyOf(
        list,
        { name: copyName(listName(list)) },
        () => t("act.listCopied", listName(list)),
        () => t("name.listCopied", listName(list)),
      ),
    keepAsTemplate: async (list) =>
      copyOf(
        list,
        { name: listName(list), isTemplate: true, isFresh: true },
        () => t("act.templateKept", listName(list)),
        () => t("name.templateKept", listName(list)),
      ),
    async use(template, name, firstDay) {
      const outcome = await actions.copy(
        [template.id],
        { name, isFresh: true, firstDay },
        { text: () => t("act.listMade", name), name: () => t("name.listMade", name), toast: true },
      );
      const [id] = outcome.ok ? outcome.value.items : [];
      return outcome.ok && id !== undefined ? { id } : { error: outcome.ok ? "" : actErrorText(outcome.error) };
    },
  };
}

/** At most as long as a name may be. */
const copyName = (name: string): string => {
  const copied = t("lists.copyOf", name);
  return isListName(copied) ? copied : name;
};
