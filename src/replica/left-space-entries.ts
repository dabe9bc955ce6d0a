// What is noted of the spaces that this profile has left (left-spaces.ts), and what they have gained since taken along. Loaded where there is one.
// Form in the store: list(space bytes[32] | records varuint); beside it for each the origin of the relay that has a copy, empty when none has.

import { bytesToUtf8, utf8ToBytes } from "../base/bytes.ts";
import { ByteWriter, decode } from "../base/codec.ts";
import { ID_BYTES, idToBytes, makeId, type SpaceId } from "../base/ids.ts";
import type { Result } from "../base/result.ts";
import type { Store, StoreBatch, StoreError } from "../ports/store.ts";
import { countRecords } from "./count-records.ts";
import { LEFT_SPACES } from "./left-spaces.ts";
import { RELAY_ADDRESS } from "./relay-choice.ts";
import type { Space } from "./space.ts";
import { makeBatch } from "./store-batch.ts";
import { valueOf } from "./store-failure.ts";
import { takeItems } from "./take-items.ts";

export type LeftSpace = { readonly space: SpaceId; readonly records: number };

const MAX_LEFT_SPACES = 1_024;

/** Throws a store failure. */
export async function readLeftSpaces(store: Store): Promise<readonly LeftSpace[]> {
  const bytes = valueOf(await store.readMeta(LEFT_SPACES));
  if (bytes === null) return [];
  const decoded = decode(bytes, (reader) =>
    reader.list(MAX_LEFT_SPACES, ID_BYTES.space + 1, (entry) => ({
      space: makeId("space", entry.bytes(ID_BYTES.space)),
      records: entry.varUint(),
    })),
  );
  return decoded.ok ? decoded.value : [];
}

/** As an entry of the store's meta table: `left` in the place of what was noted of that space before. */
export function leftSpacesEntry(spaces: readonly LeftSpace[], left: LeftSpace): StoreBatch["meta"][number] {
  const all = [...spaces.filter(({ space }) => space !== left.space), left];
  const value = new ByteWriter().list(all, (writer, { space, records }) => writer.bytes(idToBytes(space)).varUint(records)).finish();
  return { key: LEFT_SPACES, value };
}

export type OpenSpace = (space: SpaceId) => Promise<Result<Space, StoreError>>;

/** As an entry of the store's meta table: the relay that the left space was kept at. */
export const relayOfLeftEntry = (space: SpaceId, origin: string | null): StoreBatch["meta"][number] => ({
  key: relayOfLeftKey(space),
  value: utf8ToBytes(origin ?? ""),
});

const relayOfLeftKey = (space: SpaceId): string => `left-at/${space}`;

/** Null: none has a copy. Of spaces that were left before this was noted: the one in use. Throws a store failure. */
export async function readRelayOfLeft(store: Store, space: SpaceId): Promise<string | null> {
  const stored = valueOf(await store.readMeta(relayOfLeftKey(space))) ?? valueOf(await store.readMeta(RELAY_ADDRESS));
  return stored === null || stored.length === 0 ? null : bytesToUtf8(stored);
}

/** Whether it is all of what left spaces have gained since they were left. Throws a store failure. */
export async function takeLeftAlong(into: Space, open: OpenSpace): Promise<boolean> {
  let isAll = true;
  for (const left of await readLeftSpaces(into.core.ports.store)) isAll = (await takeFrom(left, into, open)) && isAll;
  return isAll;
}

async function takeFrom({ space, records }: LeftSpace, into: Space, open: OpenSpace): Promise<boolean> {
  const { store } = into.core.ports;
  const { heads } = valueOf(await store.loadIndex(space));
  if (space === into.core.space || countRecords(heads) <= records) return true;
  const left = valueOf(await open(space));
  const entry = leftSpacesEntry(await readLeftSpaces(store), { space, records: countRecords(left.core.index.heads) });
  const taken = await takeItems(into, left.core.items);
  left.close();
  if (!taken.ok) return false;
  valueOf(await store.commit(makeBatch(into.core.space, { meta: [entry] })));
  return true;
}
