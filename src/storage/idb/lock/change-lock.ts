// Sets, changes and removes a profile's lock. Each makes a new master key, though only the wrapping would have to change: whoever has an old copy of the disk,
// and what opened it then, could open with the old one what is written from now on. The new key is durable, and opens the old one, before any row goes over
// to it; a profile that stops anywhere in between opens, and goes on at its next opening.

import { bytesEqual } from "../../../base/bytes.ts";
import { err, ok, type Result } from "../../../base/result.ts";
import type { PassphraseCost } from "../../../crypto/passphrase-cost.ts";
import type { LockError, LockProof, NextLock } from "../../../ports/lock.ts";
import { makeSealer, MASTER_BYTES, type Sealer } from "../../sealer.ts";
import type { Database } from "../idb-database.ts";
import { MASTER_PURPOSE, type LockChange, type Profile } from "../key-ports.ts";
import { fieldOf, readKeyRow } from "../key-table.ts";
import { unwrapSecret, wrapSecret } from "../../wrapping-key.ts";
import { makeMasterId, masterRowOf, masterRowToStored, type MasterRow, type Wrapping } from "./master-row.ts";
import { openByProof, wrapForLock } from "./open-way.ts";
import { putKeyRow } from "./put-key-row.ts";
import { resealEverything } from "./reseal.ts";

const PREVIOUS_LABEL = "previous master key";

const storeError = (result: Result<unknown, Extract<LockError, { kind: "store" }>["error"]>): Result<never, LockError> | null =>
  result.ok ? null : err({ kind: "store", error: result.error });

/** The master key, by what is shown or by the device's own key. */
async function openMaster(
  { platform, deviceKey }: Profile,
  row: MasterRow,
  proof: LockProof | null,
): Promise<Result<Uint8Array, LockError>> {
  const { wrapping } = row;
  if (wrapping.kind === "lock") return proof === null ? err({ kind: "wrong" }) : openByProof(platform, wrapping, proof);
  const master = await unwrapSecret(platform.subtle, deviceKey, MASTER_PURPOSE, wrapping.wrapped);
  return master === null ? err({ kind: "wrong" }) : ok(master);
}

async function wrapAnew(
  { platform, deviceKey }: Profile,
  next: NextLock | null,
  cost: PassphraseCost,
  master: Uint8Array,
): Promise<Result<Wrapping, LockError>> {
  if (next !== null) return wrapForLock(platform, next, cost, master);
  return ok({ kind: "device", wrapped: await wrapSecret(platform, deviceKey, MASTER_PURPOSE, master) });
}

const readMaster = (database: Database): ReturnType<typeof readKeyRow> => readKeyRow(database, "master");

/** `cost`: of a new passphrase. */
export async function changeLock(
  profile: Profile,
  { proof, next, takeAlone }: LockChange,
  cost: PassphraseCost,
): Promise<Result<null, LockError>> {
  const { database, platform } = profile;
  const [stored, signing] = await Promise.all([readMaster(database), readKeyRow(database, "signing")]);
  if (!stored.ok || !signing.ok) return storeError(stored) ?? storeError(signing) ?? ok(null);
  if (next !== null && fieldOf(signing.value, "privateKey") !== undefined) return err({ kind: "not-covered" });
  const before = masterRowOf(stored.value);
  const opened = await openMaster(profile, before, proof);
  if (!opened.ok) return opened;
  const random = (length: number): Uint8Array => platform.getRandomValues(new Uint8Array(length));
  const master = random(MASTER_BYTES);
  const wrapping = await wrapAnew(profile, next, cost, master);
  if (!wrapping.ok) return wrapping;
  const present = await makeSealer(platform.subtle, master);
  const previous = await present.seal(PREVIOUS_LABEL, opened.value);
  const row = { id: makeMasterId(random), wrapping: wrapping.value, previous, isUnfinished: true };
  const release = await takeAlone();
  if (release === null) return err({ kind: "other-tab" });
  const changed = await putInPlace(profile, before, row, present);
  release();
  return changed;
}

async function putInPlace(profile: Profile, before: MasterRow, row: MasterRow, present: Sealer): Promise<Result<null, LockError>> {
  const { database } = profile;
  const stored = await readMaster(database);
  if (!stored.ok) return err({ kind: "store", error: stored.error });
  const now = masterRowOf(stored.value);
  // Another tab was first, or has left something to be finished: neither by the key that was opened.
  if (now.isUnfinished || !bytesEqual(now.id, before.id)) return err({ kind: "other-tab" });
  const put = await putKeyRow(database, "master", masterRowToStored(row));
  if (!put.ok) return err({ kind: "store", error: put.error });
  // It is in force. What is left undone is done at the next opening.
  await finishResealing(profile, row, present);
  return ok(null);
}

/** Seals what the row says is left, and says so in the row. */
export async function finishResealing(
  { database, platform, deviceKey }: Profile,
  row: MasterRow,
  present: Sealer,
): ReturnType<typeof putKeyRow> {
  const { subtle } = platform;
  const master = row.previous === null ? null : await present.open(PREVIOUS_LABEL, row.previous);
  const done = await resealEverything({
    database,
    present,
    previous: master === null ? null : await makeSealer(subtle, master),
    unwrap: (purpose, wrapped) => unwrapSecret(subtle, deviceKey, purpose, wrapped),
  });
  return done.ok ? putKeyRow(database, "master", masterRowToStored({ ...row, previous: null, isUnfinished: false })) : done;
}
