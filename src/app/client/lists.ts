// The lists as the screens read them: those that can be gone to, those in the trash, and what a task's list is called.

import { createMemo, type Accessor } from "solid-js";
import type { ItemId, SpaceId } from "../../base/ids.ts";
import type { ListRow } from "../../model/list-row.ts";
import { t } from "../texts/messages.ts";
import type { ReplicaClient } from "./replica-client.ts";

export interface Lists {
  /** False until the replica has told them. */
  readonly areKnown: Accessor<boolean>;
  /** In their order. */
  readonly shown: Accessor<readonly ListRow[]>;
  /** Out of the way, with their tasks. */
  readonly archived: Accessor<readonly ListRow[]>;
  /** Those that lists are made from. */
  readonly templates: Accessor<readonly ListRow[]>;
  /** The newest in the trash first. */
  readonly trashed: Accessor<readonly ListRow[]>;
  /** In the trash or not. */
  find(id: ItemId): ListRow | undefined;
  /** The list that a task with this list shows in: none while its list is in the trash or unknown. */
  shownOf(id: ItemId | null): ListRow | undefined;
}

/** Lists that stand together: those of one space, in their order. */
export type ListGroup = { readonly space: SpaceId | undefined; readonly lists: readonly ListRow[] };

/** Space by space, the user's own (or the one on screen) first, whether or not it has any. */
export function groupLists(lists: readonly ListRow[]): readonly ListGroup[] {
  const spaces = new Set([undefined, ...lists.map(({ space }) => space)]);
  return [...spaces].map((space) => ({ space, lists: lists.filter((list) => list.space === space) }));
}

const namesOf = (groups: readonly ListGroup[]): string =>
  groups.map(({ space = "", lists }) => `${space}:${lists.map(({ id }) => id).join(",")}`).join(" ");

/** Of the same lists in the same order: what else their rows say does not matter. */
export const isSameGroups = (a: readonly ListGroup[], b: readonly ListGroup[]): boolean => namesOf(a) === namesOf(b);

export const listName = (list: ListRow): string => list.name || t("lists.untitled");

/** `isReturning`: those that are told are not yet of what is to be on screen. */
export function createLists(client: Pick<ReplicaClient, "lists">, isReturning: Accessor<boolean>): Lists {
  const told = (): readonly ListRow[] | null => (isReturning() ? null : client.lists());
  const kept = createMemo(() => (told() ?? []).filter(({ trashed }) => !trashed));
  const shown = createMemo(() => kept().filter(({ archived }) => !archived));
  const archived = createMemo(() => kept().filter((list) => list.archived && !list.template));
  const templates = createMemo(() => kept().filter((list) => list.archived && list.template));
  const trashed = createMemo(() => (told() ?? []).filter((list) => list.trashed));
  const byId = createMemo(() => new Map((told() ?? []).map((list) => [list.id, list])));
  const find = (id: ItemId): ListRow | undefined => byId().get(id);
  return {
    areKnown: () => told() !== null,
    shown,
    archived,
    templates,
    trashed,
    find,
    shownOf(id) {
      const list = id === null ? undefined : find(id);
      return list?.trashed === true ? undefined : list;
    },
  };
}
