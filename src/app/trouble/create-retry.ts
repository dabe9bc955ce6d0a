import { createEffect, on } from "solid-js";
import type { ReplicaClient } from "../client/replica-client.ts";

/** Calls `retry` whenever a storage that was full has room again: what stands in a field unsaved is saved without being asked for twice. */
export function createRetry(client: ReplicaClient, retry: () => void): void {
  createEffect(
    on(
      () => client.storage().kind,
      (kind, before) => {
        if (before === "full" && kind === "ready") retry();
      },
    ),
  );
}
