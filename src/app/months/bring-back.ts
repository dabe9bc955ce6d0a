// Brings tasks of an earlier month back as new ones, and tells it with the way back.

import type { ItemId } from "../../base/ids.ts";
import type { ReplicaClient } from "../client/replica-client.ts";
import type { TaskActions } from "../client/task-actions.ts";
import { t } from "../texts/messages.ts";
import { taskErrorText } from "./month-texts.ts";

export type WantedBack = {
  readonly checkpoint: string;
  readonly ids: readonly ItemId[];
  /** Of a single one; null: of several. */
  readonly title: string | null;
};

/** Whether any came back. */
export async function bringBack(
  client: ReplicaClient,
  actions: Pick<TaskActions, "remember" | "tellPlainly">,
  { checkpoint, ids, title }: WantedBack,
): Promise<boolean> {
  const outcome = await client.ask({ kind: "bring-back", checkpoint, ids });
  if (!outcome.ok) {
    actions.tellPlainly(() => taskErrorText(outcome.error));
    return false;
  }
  const count = outcome.value.items.length;
  const missing = ids.length - count;
  const text = (): string =>
    missing > 0 ? t("act.broughtBackSome", count, missing) : t("act.broughtBack", title ?? t("what.tasks", count));
  const name = (): string => t("name.bringBack", title === null ? t("what.tasks", count) : t("what.task", title));
  actions.remember(outcome.value, { text, name, toast: true });
  return true;
}
