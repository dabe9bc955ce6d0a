// How many tasks are overdue and due today, where it is seen while Daybook is not looked at: on the icon of the installed app, and in the title of
// the page, which the tab shows. Loaded once the page is at rest.

import { createEffect, onCleanup, type Accessor } from "solid-js";
import type { PlainDay } from "../../model/plain-day.ts";
import type { ReplicaClient, RowsPush } from "../client/replica-client.ts";
import { createTaskCount } from "../client/task-count.ts";
import { t } from "../texts/messages.ts";
import { followBadgeChoice, isBadgeOn } from "./badge-choice.ts";

/** Those that have only been begun are not counted. */
const countIn = ({ total, headings = [] }: RowsPush): number => headings.find(({ kind }) => kind === "started")?.at ?? total;

/** Where the browser has no badges, or does not allow them, there is none. */
function showBadge(count: number): void {
  if (!("setAppBadge" in navigator)) return;
  const shown = count > 0 ? navigator.setAppBadge(count) : navigator.clearAppBadge();
  void shown.catch(() => undefined);
}

export function createTodayBadge(client: ReplicaClient, today: Accessor<PlainDay>): void {
  const told = createTaskCount(client, () => ({ view: "today", today: today() }), countIn);
  const count = (): number => (isBadgeOn() ? (told() ?? 0) : 0);
  onCleanup(followBadgeChoice());
  createEffect(() => {
    document.title = count() > 0 ? t("today.pageTitle", count()) : t("app.name");
    showBadge(count());
  });
}
