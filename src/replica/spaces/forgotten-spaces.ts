// What was held of a space that is none of this profile's any more goes from the store, in parts: which space it is stands in the store from the commit on that
// takes it out of the profile's list, and until a later start has found that nothing is left, since a tab that had not heard yet may still have
// written. The keys go first, in the very commit.
// Form in the store's meta table: `forgotten-spaces`: list(space bytes[32] | keys list(varbytes)): the names of the meta rows that go, too.

import { bytesToUtf8, utf8ToBytes } from "../../base/bytes.ts";
import { ByteWriter, decode } from "../../base/codec.ts";
import { ID_BYTES, idToBytes, makeId, type SpaceId } from "../../base/ids.ts";
import { ok, type Result } from "../../base/result.ts";
import type { Store, StoreBatch, StoreError } from "../../ports/store.ts";
import { baseKey } from "../base.ts";
import { bookKey, manifestKey, readBook } from "../checkpoint-book.ts";
import { toldKey } from "../direct/told-addresses.ts";
import { epochKeysKey } from "../epoch-keys.ts";
import { awayMarkKey } from "../away/away-mark.ts";
import { awayBeforesKey } from "../away/kept-befores.ts";
import { firstScreenKey } from "../first-screen.ts";
import { heardKey } from "../heard-times.ts";
import { mirroredNotesEntry, mirrorHeadKey, mirrorRemovals, readMirroredNotes } from "../mirror-rows.ts";
import { poisonKey, poisonNoteKey } from "../poison-note.ts";
import { purgesKey } from "../purge-notes.ts";
import { knowledgeKey } from "../relay-memory.ts";
import type { Replica } from "../replica.ts";
import { decodeSharedSpaces, spaceRelayEntry } from "../shared-spaces.ts";
import { SHARED_SPACES } from "../open-spaces.ts";
import type { SpaceCore } from "../space-core.ts";
import { movingKey } from "./moving-notes.ts";
import { makeBatch, NO_SPACE } from "../store-batch.ts";
import { valueOf } from "../store-failure.ts";

type MetaRows = StoreBatch["meta"];
type Forgotten = { readonly space: SpaceId; readonly keys: readonly string[] };

const FORGOTTEN_SPACES = "forgotten-spaces";
const MAX_FORGOTTEN = 64;
const MAX_KEYS = 1_024;
const MAX_KEY_BYTES = 1_024;

function decodeForgotten(bytes: Uint8Array | null): readonly Forgotten[] {
  if (bytes === null) return [];
  const decoded = decode(bytes, (reader) =>
    reader.list(MAX_FORGOTTEN, ID_BYTES.space + 1, (entry) => ({
      space: makeId("space", entry.bytes(ID_BYTES.space)),
      keys: entry.list(MAX_KEYS, 1, (key) => bytesToUtf8(key.varBytes(MAX_KEY_BYTES)) ?? ""),
    })),
  );
  return decoded.ok ? decoded.value : [];
}

function forgottenEntry(all: readonly Forgotten[]): MetaRows[number] {
  const writer = new ByteWriter().list(all.slice(-MAX_FORGOTTEN), (each, { space, keys }) =>
    each.bytes(idToBytes(space)).list(keys.slice(0, MAX_KEYS), (list, key) => list.varBytes(utf8ToBytes(key))),
  );
  return { key: FORGOTTEN_SPACES, value: all.length === 0 ? null : writer.finish() };
}

/** Throws a store failure. */
const readForgotten = async (store: Store): Promise<readonly Forgotten[]> =>
  decodeForgotten(valueOf(await store.readMeta(FORGOTTEN_SPACES)));

/** Throws a store failure. */
async function keysOf(store: Store, core: SpaceCore, address: string | null): Promise<readonly string[]> {
  const { space } = core;
  const book = await readBook(store, space);
  return [
    ...[awayBeforesKey, awayMarkKey, baseKey, bookKey, epochKeysKey, firstScreenKey, poisonNoteKey, poisonKey, purgesKey, movingKey].map(
      (keyOf) => keyOf(space),
    ),
    toldKey(core),
    heardKey(space, "heard"),
    heardKey(space, "filed"),
    spaceRelayEntry(space, null).key,
    ...(address === null ? [] : [knowledgeKey({ core }, address)]),
    ...book.map(({ id }) => manifestKey(space, id)),
  ];
}

/** Of notes of this space that are mirrored by this device. Throws a store failure. */
async function mirrorRowsOf(store: Store, { items }: SpaceCore): Promise<MetaRows> {
  const { notes } = await readMirroredNotes(store);
  const ours = notes.filter((note) => items.has(note));
  if (ours.length === 0) return [];
  const rows = await Promise.all(ours.map(async (note) => mirrorRemovals(note, valueOf(await store.readMeta(mirrorHeadKey(note))))));
  return [mirroredNotesEntry(notes.filter((note) => !ours.includes(note))), ...rows.flat()];
}

/** For the commit that takes the space out of the list. Throws a store failure. */
export async function beginForgetting(store: Store, core: SpaceCore, address: string | null): Promise<MetaRows> {
  const { space } = core;
  const keys = await keysOf(store, core, address);
  const all = [...(await readForgotten(store)).filter((other) => other.space !== space), { space, keys }];
  return [forgottenEntry(all), ...keys.map((key) => ({ key, value: null })), ...(await mirrorRowsOf(store, core))];
}

/** Goes on wherever it was broken off: once in each worker, and whenever there is more to forget. */
export async function forgetSpaces({ ports: { store }, spaces }: Pick<Replica, "ports" | "spaces">): Promise<Result<void, StoreError>> {
  if (!spaces.leaving.mayHaveForgotten) return ok(undefined);
  const listed = await readForgotten(store);
  const shared = valueOf(decodeSharedSpaces(valueOf(await store.readMeta(SHARED_SPACES))));
  // Not what is one of the profile's again.
  for (const { space, keys } of listed.filter((forgotten) => !shared.includes(forgotten.space))) {
    let removed = 0;
    for (let part = 1; part > 0; removed += part) part = valueOf(await store.removeSpace(space));
    // What is found gone is forgotten for good.
    const over = removed > 0 ? [] : [forgottenEntry((await readForgotten(store)).filter((other) => other.space !== space))];
    valueOf(await store.commit(makeBatch(NO_SPACE, { meta: [...keys.map((key) => ({ key, value: null })), ...over] })));
  }
  spaces.leaving.mayHaveForgotten = false;
  return ok(undefined);
}
