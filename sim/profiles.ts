// What the schedule must know of a profile's disk before it does something to the profile.

import type { RecordId, SpaceId } from "../src/base/ids.ts";
import type { StoredRecord } from "../src/ports/store.ts";
import type { Device, World } from "./world.ts";

/**
 * The device has died while it applied a record and applies it again, alone: it takes a second death for the record's doing. Deaths that have nothing
 * to do with it must not come then, nor another tab, which could not tell that the first is alive.
 */
export function isSuspecting({ disk }: Device): boolean {
  for (const [key, note] of disk.meta) if (key.startsWith("applying/") && (note.at(-1) ?? 0) > 0) return true;
  return false;
}

const recordsOf = ({ disk }: Device, space: SpaceId): readonly StoredRecord[] =>
  [...(disk.spaces.get(space)?.records.values() ?? [])].flatMap((records) => [...records.values()]);

/** The records of `device` that the relay and one of `others` hold too. */
export function recordsElsewhere(world: World, space: SpaceId, device: Device, others: readonly Device[]): readonly StoredRecord[] {
  const paths = [...(world.relay.disk.spaces.get(space)?.paths.values() ?? [])];
  const atRelay = new Set<RecordId>(paths.flatMap(({ records }) => records.map(({ id }) => id)));
  const atOthers = new Set<RecordId>(others.flatMap((other) => recordsOf(other, space).map(({ id }) => id)));
  return recordsOf(device, space).filter(({ id }) => atRelay.has(id) && atOthers.has(id));
}

/** That damage takes all of a record. Never of what packs contain: that is not fetched again, and without even its id nobody could go on from it. */
export function vanishChance({ tabs }: Device, { log, seq }: StoredRecord): number {
  const cover = tabs[0]?.replica?.space.core.base.base.cover;
  return cover !== undefined && seq > (cover.get(log)?.seq ?? 0) ? 0.3 : 0;
}
