// The page of one task: goes on to that of its list, or of what is done or in the trash, and has its details opened there. Loaded on first use.

import { createEffect, Show, type JSX } from "solid-js";
import type { ItemId } from "../../base/ids.ts";
import type { TaskRow } from "../../model/task-row.ts";
import { createTaskDetails } from "../client/task-details.ts";
import { MissingList } from "../lists/missing-list.tsx";
import { useApp } from "../shell/app-context.ts";
import { fragmentOf, fragmentOfList } from "../shell/place.ts";
import { wantTask } from "./wanted-task.ts";

export function TaskPage(props: { readonly task: ItemId }): JSX.Element {
  const { client, lists } = useApp();
  // A page belongs to one task.
  // oxlint-disable-next-line solid/reactivity -- as said.
  const details = createTaskDetails(client, props.task);
  const pageOf = ({ trashed, done, list }: TaskRow): string => {
    if (trashed) return fragmentOf("trash");
    if (done) return fragmentOf("done");
    const shown = lists.shownOf(list);
    return shown === undefined ? fragmentOf("inbox") : fragmentOfList(shown.id);
  };
  createEffect(() => {
    const present = details();
    if (typeof present !== "object" || present === null || !lists.areKnown()) return;
    wantTask(present.row.id);
    location.replace(pageOf(present.row));
  });
  return (
    <Show when={details() === null || details() === "unreadable"}>
      <MissingList />
    </Show>
  );
}
