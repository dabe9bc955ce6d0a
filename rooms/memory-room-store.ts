// A store of rooms in memory, for tests. The disk outlives the store: opening it again is a restart.

import { err, ok, type Result } from "../src/base/result.ts";
import type { RoomStore, RoomStoreError } from "./room-store.ts";

export type RoomDisk = {
  readonly rooms: Map<string, readonly Uint8Array[]>;
  /** Set to make every commit fail, with nothing written. */
  failure: RoomStoreError | null;
};

export const makeRoomDisk = (): RoomDisk => ({ rooms: new Map(), failure: null });

const bytesOf = (updates: readonly Uint8Array[]): number => updates.reduce((sum, update) => sum + update.length, 0);

export function openMemoryRoomStore(disk: RoomDisk): RoomStore {
  let isClosed = false;

  function write(room: string, change: (held: readonly Uint8Array[]) => readonly Uint8Array[]): Result<void, RoomStoreError> {
    if (isClosed) return err({ kind: "closed" });
    if (disk.failure !== null) return err(disk.failure);
    disk.rooms.set(room, change(disk.rooms.get(room) ?? []));
    return ok(undefined);
  }

  return {
    get usedBytes() {
      return [...disk.rooms.values()].reduce((sum, updates) => sum + bytesOf(updates), 0);
    },
    async load(room) {
      return isClosed ? err({ kind: "closed" }) : ok(disk.rooms.get(room) ?? []);
    },
    async append(room, updates) {
      return write(room, (held) => [...held, ...updates.map((update) => update.slice())]);
    },
    async replace(room, update) {
      return write(room, () => [update.slice()]);
    },
    async close() {
      isClosed = true;
    },
  };
}
