// One task in full, kept in step with the worker's pushes.

import { createSignal, onCleanup, type Accessor } from "solid-js";
import type { ItemId } from "../../base/ids.ts";
import type { WatchedTask } from "../../replica/face.ts";
import type { ReplicaClient } from "./replica-client.ts";

/** `undefined` until it is known. Stops with its owner. */
export function createTaskDetails(client: ReplicaClient, id: ItemId): Accessor<WatchedTask | undefined> {
  const [details, setDetails] = createSignal<WatchedTask>();
  const { watch, stop } = client.listenToTask(setDetails);
  void client.ask({ kind: "watch-task", watch, id });
  onCleanup(() => {
    stop();
    void client.ask({ kind: "unwatch", watch });
  });
  return details;
}
