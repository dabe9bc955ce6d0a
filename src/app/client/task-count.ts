// How many tasks a query finds, told without any of them.

import { createEffect, createSignal, on, onCleanup, untrack, type Accessor } from "solid-js";
import type { TaskQuery } from "../../replica/face/task-query.ts";
import type { ReplicaClient, RowsPush } from "./replica-client.ts";

const allOf = ({ total }: RowsPush): number => total;

/** `null` until it is told for the first time. Stops with its owner. */
export function createTaskCount(
  client: Pick<ReplicaClient, "listenToRows" | "ask">,
  query: Accessor<TaskQuery>,
  countIn: (push: RowsPush) => number = allOf,
): Accessor<number | null> {
  const [count, setCount] = createSignal<number | null>(null);
  const { watch, stop } = client.listenToRows((push) => setCount(countIn(push)));
  const ask = (asked: TaskQuery): void => void client.ask({ kind: "watch", watch, query: asked, window: { start: 0, count: 0 } });
  ask(untrack(query));
  createEffect(on(query, ask, { defer: true }));
  onCleanup(() => {
    stop();
    void client.ask({ kind: "unwatch", watch });
  });
  return count;
}
