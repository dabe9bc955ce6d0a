// The saved views as the screens read them.

import { createMemo, type Accessor } from "solid-js";
import type { ItemId } from "../../base/ids.ts";
import type { ViewRow } from "../../model/view-row.ts";
import { t } from "../texts/messages.ts";
import type { ReplicaClient } from "./replica-client.ts";

export interface Views {
  /** False until the replica has told them. */
  readonly areKnown: Accessor<boolean>;
  /** In their order. */
  readonly shown: Accessor<readonly ViewRow[]>;
  /** The newest in the trash first. */
  readonly trashed: Accessor<readonly ViewRow[]>;
  /** In the trash or not. */
  find(id: ItemId): ViewRow | undefined;
}

export const viewName = (view: ViewRow): string => view.name || t("views.untitled");

/** `isReturning`: those that are told are not yet of what is to be on screen. */
export function createViews(client: Pick<ReplicaClient, "views">, isReturning: Accessor<boolean>): Views {
  const told = (): readonly ViewRow[] | null => (isReturning() ? null : client.views());
  const shown = createMemo(() => (told() ?? []).filter(({ trashed }) => !trashed));
  const trashed = createMemo(() => (told() ?? []).filter((view) => view.trashed));
  return {
    areKnown: () => told() !== null,
    shown,
    trashed,
    find: (id) => told()?.find((view) => view.id === id),
  };
}
