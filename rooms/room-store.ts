// Where rooms are kept, as a port: of each the Yjs updates (V1) that it is made of, in the order in which they came. Changed by atomic, durable commits.
// Adapters (sqlite-room-store.ts, memory-room-store.ts) keep bytes as they are; they pass room-store.suite.ts.

import type { Result } from "../src/base/result.ts";

export type RoomStoreError =
  | { readonly kind: "full" }
  /** `reason` is for the operator's log: it names no room and no content. */
  | { readonly kind: "failed"; readonly reason: string }
  | { readonly kind: "closed" };

export interface RoomStore {
  /** In the order in which they were stored; none of a room that nobody has written to. */
  load(room: string): Promise<Result<readonly Uint8Array[], RoomStoreError>>;
  /** Resolves with ok only once all of them are durable; otherwise none is stored. */
  append(room: string, updates: readonly Uint8Array[]): Promise<Result<void, RoomStoreError>>;
  /** One update in the place of all that are stored. */
  replace(room: string, update: Uint8Array): Promise<Result<void, RoomStoreError>>;
  /** Bytes of the updates of all rooms. */
  readonly usedBytes: number;
  /** Commits what is queued, then closes; whatever is asked later is `closed`. */
  close(): Promise<void>;
}
