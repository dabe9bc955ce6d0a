// Which spaces this profile has beside its own one (active-space.ts), and the relay that each of them is kept at.
// Form in the store's meta table: list(space bytes[32]); beside it for each the origin of its relay, absent where that is the profile's, whichever that is.

import { bytesToUtf8, utf8ToBytes } from "../base/bytes.ts";
import { ByteWriter, decode } from "../base/codec.ts";
import { ID_BYTES, idToBytes, makeId, type SpaceId } from "../base/ids.ts";
import { err, ok, type Result } from "../base/result.ts";
import type { ExpectedMeta, Store, StoreBatch, StoreError } from "../ports/store.ts";
import { SHARED_SPACES } from "./open-spaces.ts";
import { makeBatch, NO_SPACE } from "./store-batch.ts";
import { catchStoreFailure, valueOf } from "./store-failure.ts";

export const MAX_SHARED_SPACES = 32;
const TRIES = 50;

const DAMAGED: StoreError = { kind: "unavailable", reason: "the list of spaces is damaged" };

const TOO_MANY: StoreError = { kind: "unavailable", reason: `more than ${MAX_SHARED_SPACES} spaces` };

/** In the order in which they came. */
export function decodeSharedSpaces(bytes: Uint8Array | null): Result<readonly SpaceId[], StoreError> {
  if (bytes === null) return ok([]);
  const decoded = decode(bytes, (reader) =>
    reader.list(MAX_SHARED_SPACES, ID_BYTES.space, (entry) => makeId("space", entry.bytes(ID_BYTES.space))),
  );
  return decoded.ok ? decoded : err(DAMAGED);
}

type ListParts = { readonly meta: StoreBatch["meta"]; readonly expectMeta: readonly ExpectedMeta[] };

/** Commits a change of the list, made anew where another tab was first. `commit` is to pass its parts on. */
export function changeSharedSpaces(
  store: Store,
  change: (spaces: readonly SpaceId[]) => readonly SpaceId[],
  commit: (parts: ListParts) => Promise<Result<void, StoreError>> = (parts) => store.commit(makeBatch(NO_SPACE, parts)),
): Promise<Result<void, StoreError>> {
  return catchStoreFailure(async () => {
    for (let tries = 0; tries < TRIES; tries++) {
      const stored = valueOf(await store.readMeta(SHARED_SPACES));
      const spaces = change(valueOf(decodeSharedSpaces(stored)));
      if (spaces.length > MAX_SHARED_SPACES) return err(TOO_MANY);
      const value = new ByteWriter().list(spaces, (writer, space) => writer.bytes(idToBytes(space))).finish();
      const committed = await commit({ meta: [{ key: SHARED_SPACES, value }], expectMeta: [{ key: SHARED_SPACES, value: stored }] });
      if (committed.ok || committed.error.kind !== "meta-moved") return committed;
    }
    return err({ kind: "unavailable", reason: "other tabs keep changing the list of spaces" });
  });
}

const relayKey = (space: SpaceId): string => `relay-address/${space}`;

/** For a commit; null: the profile's. */
export const spaceRelayEntry = (space: SpaceId, origin: string | null): StoreBatch["meta"][number] => ({
  key: relayKey(space),
  value: origin === null ? null : utf8ToBytes(origin),
});

/** Null: the profile's. Throws a store failure. */
export async function readSpaceRelay(store: Store, space: SpaceId): Promise<string | null> {
  const stored = valueOf(await store.readMeta(relayKey(space)));
  return stored === null ? null : bytesToUtf8(stored);
}
