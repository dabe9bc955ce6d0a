// A relay store in memory, for the simulation and for tests. The disk outlives the store: opening it again is a restart, a new disk is a
// wiped relay, a copied one a relay restored from a backup.

import { bytesEqual } from "../src/base/bytes.ts";
import type { SpaceId } from "../src/base/ids.ts";
import { err, ok, type Result } from "../src/base/result.ts";
import type { Capsule } from "../src/members/capsules-in.ts";
import {
  applyBatch,
  blocksFrom,
  copyMemorySpace,
  idAt,
  indexOf,
  makeMemorySpace,
  misfitOf,
  pathKey,
  recordsFrom,
  type MemorySpace,
} from "./memory-space.ts";
import {
  isSameCapsule,
  type DueReminder,
  type RelayBatch,
  type RelayStore,
  type RelayStoreError,
  type ReminderDrop,
} from "./relay-store.ts";

type HeldReminder = DueReminder & { readonly tag: Uint8Array };

type SpaceCapsule = Capsule & { readonly space: SpaceId };

export type MemoryDisk = {
  readonly storeId: Uint8Array;
  readonly spaces: Map<SpaceId, MemorySpace>;
  /** Of all spaces, the first that came first. */
  capsules: readonly SpaceCapsule[];
  /** Of all spaces, ascending by minute. */
  reminders: readonly HeldReminder[];
  /** Set to make every commit fail, with nothing written. */
  failure: RelayStoreError | null;
};

export const makeMemoryDisk = (storeId: Uint8Array): MemoryDisk => ({
  storeId,
  spaces: new Map(),
  capsules: [],
  reminders: [],
  failure: null,
});

/** A backup: what happens to `disk` later does not reach the copy. */
export function copyMemoryDisk(disk: MemoryDisk): MemoryDisk {
  const spaces = new Map([...disk.spaces].map(([id, space]) => [id, copyMemorySpace(space)]));
  return { storeId: disk.storeId, spaces, capsules: disk.capsules, reminders: disk.reminders, failure: null };
}

function capsulesAfter(held: readonly SpaceCapsule[], { space, capsules }: RelayBatch): readonly SpaceCapsule[] {
  if (capsules === undefined) return held;
  const kept = held.filter((each) => each.space !== space || capsules.some((named) => isSameCapsule(named, each)));
  const news = capsules.filter((named) => !kept.some((each) => each.space === space && isSameCapsule(named, each)));
  return [...kept, ...news.map((capsule) => ({ ...capsule, space }))];
}

function remindersAfter(held: readonly HeldReminder[], { reminders = [] }: RelayBatch): readonly HeldReminder[] {
  return reminders.reduce((before, { tag, endpoint, minutes }) => {
    const others = before.filter((each) => each.endpoint !== endpoint && !bytesEqual(each.tag, tag));
    return [...others, ...minutes.map((minute) => ({ minute, endpoint, tag }))].toSorted((a, b) => a.minute - b.minute);
  }, held);
}

const isDropped = ({ endpoint, minute }: DueReminder, drops: readonly ReminderDrop[]): boolean =>
  drops.some((drop) => (drop.endpoint ?? endpoint) === endpoint && minute <= drop.upToMinute);

const capsuleOn = ({ capsules }: MemoryDisk, id: Uint8Array): Uint8Array | null =>
  capsules.find((each) => bytesEqual(each.id, id))?.sealed ?? null;

function makeReminders(
  disk: MemoryDisk,
  isClosed: () => boolean,
): Pick<RelayStore, "readDueReminders" | "readNextReminder" | "countOtherReminders" | "dropReminders"> {
  return {
    async readDueReminders(upToMinute, limit) {
      const due = disk.reminders.filter(({ minute }) => minute <= upToMinute).slice(0, limit);
      return isClosed() ? err({ kind: "closed" }) : ok(due.map(({ endpoint, minute }) => ({ endpoint, minute })));
    },
    async readNextReminder(afterMinute) {
      return isClosed() ? err({ kind: "closed" }) : ok(disk.reminders.find(({ minute }) => minute > afterMinute)?.minute ?? null);
    },
    async countOtherReminders(tag, endpoint) {
      const others = disk.reminders.filter((each) => each.endpoint !== endpoint && !bytesEqual(each.tag, tag));
      return isClosed() ? err({ kind: "closed" }) : ok(others.length);
    },
    async dropReminders(drops) {
      if (isClosed()) return err({ kind: "closed" });
      if (disk.failure !== null) return err(disk.failure);
      disk.reminders = disk.reminders.filter((each) => !isDropped(each, drops));
      return ok(undefined);
    },
  };
}

function commitTo(disk: MemoryDisk, batch: RelayBatch): Result<void, RelayStoreError> {
  if (disk.failure !== null) return err(disk.failure);
  const space = disk.spaces.get(batch.space) ?? makeMemorySpace();
  const misfit = misfitOf(space, batch);
  if (misfit !== null) return err({ kind: "failed", reason: misfit });
  applyBatch(space, batch);
  disk.capsules = capsulesAfter(disk.capsules, batch);
  disk.reminders = remindersAfter(disk.reminders, batch);
  disk.spaces.set(batch.space, space);
  return ok(undefined);
}

export function openMemoryStore(disk: MemoryDisk): RelayStore {
  let closed = false;

  /** `absent`: the answer where the store does not have the space. */
  function read<T>(id: SpaceId, absent: T, run: (space: MemorySpace) => T): Result<T, RelayStoreError> {
    if (closed) return err({ kind: "closed" });
    const space = disk.spaces.get(id);
    return ok(space === undefined ? absent : run(space));
  }

  return {
    storeId: disk.storeId,
    async loadSpace(id) {
      return read(id, null, indexOf);
    },
    async readUsedBytes(id) {
      return read(id, 0, (space) => space.usedBytes);
    },
    async readRecords(id, path, fromSeq, limit) {
      return read(id, [], (space) => {
        const held = space.paths.get(pathKey(path));
        return held === undefined ? [] : recordsFrom(held, fromSeq, limit);
      });
    },
    async readId(id, path, seq) {
      return read(id, null, (space) => {
        const held = space.paths.get(pathKey(path));
        return held === undefined ? null : idAt(held, seq);
      });
    },
    async readCheckpoint(id, checkpoint) {
      return read(id, null, (space) => space.checkpoints.get(checkpoint)?.bytes ?? null);
    },
    async readLeaves(id, pack) {
      return read(id, null, (space) => space.packs.get(pack)?.leaves ?? null);
    },
    async readBlocks(id, pack, firstIndex, limit) {
      return read(id, [], (space) => {
        const held = space.packs.get(pack);
        return held === undefined ? [] : blocksFrom(held, firstIndex, limit);
      });
    },
    readCapsule: async (id) => (closed ? err({ kind: "closed" }) : ok(capsuleOn(disk, id))),
    ...makeReminders(disk, () => closed),
    commit: async (batch) => (closed ? err({ kind: "closed" }) : commitTo(disk, batch)),
    async close() {
      closed = true;
    },
  };
}
