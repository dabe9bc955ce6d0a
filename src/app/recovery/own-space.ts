// Recovery phrases are of the profile's own space: while one that is shared is on screen, nothing is said of them.

import type { ReplicaClient } from "../client/replica-client.ts";

export function isOwnShown(client: Pick<ReplicaClient, "spaces">): boolean {
  const state = client.spaces();
  return state === null || state.spaces.some(({ id, isOwn }) => isOwn && id === state.shown);
}
