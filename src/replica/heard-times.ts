// When this browser has heard of each device for the last time, by the receipts that came in: kept with them, so that the diagnosis and the report
// of a purge can say since when a device is silent. Beside it, when something of a device has come in by a file for the last time.
// Form in the store: list(device bytes[32] | ms since 1970 varuint).

import { ByteWriter, decode } from "../base/codec.ts";
import { ID_BYTES, idToBytes, makeId, type DeviceId, type SpaceId } from "../base/ids.ts";
import type { Store, StoreBatch } from "../ports/store.ts";
import { valueOf } from "./store-failure.ts";

export type HeardTimes = ReadonlyMap<DeviceId, number>;

const MAX_DEVICES = 4_096;

/** `filed`: by a file; `heard`: by whatever way. */
type HeardBy = "heard" | "filed";

export const heardKey = (space: SpaceId, by: HeardBy): string => `${by}/${space}`;

/** Nothing when it cannot be read. Throws a store failure. */
export async function readHeardTimes(store: Pick<Store, "readMeta">, space: SpaceId, by: HeardBy = "heard"): Promise<HeardTimes> {
  const bytes = valueOf(await store.readMeta(heardKey(space, by)));
  if (bytes === null) return new Map();
  const decoded = decode(bytes, (reader) =>
    reader.list(MAX_DEVICES, ID_BYTES.device + 1, (entry) => [makeId("device", entry.bytes(ID_BYTES.device)), entry.varUint()] as const),
  );
  return new Map(decoded.ok ? decoded.value : []);
}

/** As a store's meta entry: `heard` now, beside those heard before. */
export function heardEntry(
  space: SpaceId,
  before: HeardTimes,
  heard: Iterable<DeviceId>,
  nowMs: number,
  by: HeardBy = "heard",
): StoreBatch["meta"][number] {
  const times = new Map(before);
  for (const device of heard) times.set(device, Math.max(0, Math.trunc(nowMs)));
  const value = new ByteWriter().list([...times], (writer, [device, ms]) => writer.bytes(idToBytes(device)).varUint(ms)).finish();
  return { key: heardKey(space, by), value };
}
