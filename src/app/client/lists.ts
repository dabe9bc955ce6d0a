// The lists as the screens read them: those that can be gone to, those in the trash, and what a task's list is called.

import { createMemo, type Accessor } from "solid-js";
import type { ItemId } from "../../base/ids.ts";
import type { ListRow } from "../../model/list-row.ts";
import { t } from "../texts/messages.ts";
import type { ReplicaClient } from "./replica-client.ts";

export interface Lists {
  /** False until the replica has told them. */
  readonly areKnown: Accessor<boolean>;
  /** In their order. */
  readonly shown: Accessor<readonly ListRow[]>;
  /** The newest in the trash first. */
  readonly trashed: Accessor<readonly ListRow[]>;
  /** In the trash or not. */
  find(id: ItemId): ListRow | undefined;
  /** The list that a task with this list shows in: none while its list is in the trash or unknown. */
  shownOf(id: ItemId | null): ListRow | undefined;
}

export const listName = (list: ListRow): string => list.name || t("lists.untitled");

export function createLists(client: ReplicaClient): Lists {
  const shown = createMemo(() => (client.lists() ?? []).filter(({ trashed }) => !trashed));
  const trashed = createMemo(() => (client.lists() ?? []).filter((list) => list.trashed));
  const byId = createMemo(() => new Map((client.lists() ?? []).map((list) => [list.id, list])));
  const find = (id: ItemId): ListRow | undefined => byId().get(id);
  return {
    areKnown: () => client.lists() !== null,
    shown,
    trashed,
    find,
    shownOf(id) {
      const list = id === null ? undefined : find(id);
      return list?.trashed === true ? undefined : list;
    },
  };
}
