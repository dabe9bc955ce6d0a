// How many tasks are overdue and due today, where it is seen while Daybook is not looked at: on the icon of the installed app, and in the title of
// the page, which the tab shows. Loaded once the page is at rest.

import { createEffect, createSignal, on, onCleanup, untrack, type Accessor } from "solid-js";
import type { PlainDay } from "../../model/plain-day.ts";
import type { ReplicaClient, RowsPush } from "../client/replica-client.ts";
import { t } from "../texts/messages.ts";

/** Those that have only been begun are not counted. */
const countIn = ({ total, headings = [] }: RowsPush): number => headings.find(({ kind }) => kind === "started")?.at ?? total;

function createCount(client: ReplicaClient, today: Accessor<PlainDay>): Accessor<number> {
  const [count, setCount] = createSignal(0);
  const { watch, stop } = client.listenToRows((push) => setCount(countIn(push)));
  const ask = (day: PlainDay): void => {
    // Their number is told without any of them.
    void client.ask({ kind: "watch", watch, query: { view: "today", today: day }, window: { start: 0, count: 0 } });
  };
  ask(untrack(today));
  createEffect(on(today, ask, { defer: true }));
  onCleanup(() => {
    stop();
    void client.ask({ kind: "unwatch", watch });
  });
  return count;
}

/** Where the browser has no badges, or does not allow them, there is none. */
function showBadge(count: number): void {
  if (!("setAppBadge" in navigator)) return;
  const shown = count > 0 ? navigator.setAppBadge(count) : navigator.clearAppBadge();
  void shown.catch(() => undefined);
}

export function createTodayBadge(client: ReplicaClient, today: Accessor<PlainDay>): void {
  const count = createCount(client, today);
  createEffect(() => {
    document.title = count() > 0 ? t("today.pageTitle", count()) : t("app.name");
    showBadge(count());
  });
}
