// Where views go among each other.

import type { ViewRow } from "../../model/view-row.ts";
import type { ViewPosition } from "../../model/task-intent.ts";
import { viewName } from "../client/views.ts";
import type { TaskActions } from "../client/task-actions.ts";
import { t } from "../texts/messages.ts";

/** `all`: how many there are. */
export function moveView(actions: TaskActions, view: ViewRow, position: ViewPosition, newIndex: number, all: number): void {
  void actions.act(
    { kind: "move-view", id: view.id, position },
    { text: () => t("act.viewMoved", newIndex + 1, all), name: () => t("name.viewMoved", viewName(view)), toast: false },
  );
}
