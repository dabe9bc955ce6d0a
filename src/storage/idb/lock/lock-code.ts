// What a profile's lock takes, loaded only where there is one, where one is set, changed or removed, or where rows are still to be sealed.

import { bytesEqual } from "../../../base/bytes.ts";
import { ok, type Result } from "../../../base/result.ts";
import type { PassphraseCost } from "../../../crypto/passphrase-cost.ts";
import type { StoreError } from "../../../ports/store.ts";
import { makeSealer, type Sealer } from "../../sealer.ts";
import { MASTER_PURPOSE, type KeyPorts, type LockCode, type Master, type Profile } from "../key-ports.ts";
import { readKeyRow } from "../key-table.ts";
import { UNREADABLE } from "../profile-keys.ts";
import { unwrapSecret } from "../../wrapping-key.ts";
import { changeLock, finishResealing } from "./change-lock.ts";
import { masterRowOf, waysOf, type MasterRow } from "./master-row.ts";
import { openByProof } from "./open-way.ts";

/** `cost`: of the passphrases of new locks. */
export const makeLockCode = (cost: PassphraseCost): LockCode => ({
  makeReady,
  changeLock: (profile, change) => changeLock(profile, change, cost),
});

type Opened = Result<Master, StoreError>;

async function makeReady(profile: Profile, ports: KeyPorts, known: Master | null): Promise<Opened> {
  const stored = await readKeyRow(profile.database, "master");
  if (!stored.ok) return stored;
  const row = masterRowOf(stored.value);
  const opened = known !== null && bytesEqual(known.id, row.id) ? ok(known) : await openMaster(profile, row, ports);
  if (!opened.ok || !row.isUnfinished) return opened;
  const finished = await finish(profile, row, opened.value.sealer, ports);
  return finished.ok ? opened : finished;
}

async function openMaster({ platform, deviceKey }: Profile, row: MasterRow, ports: KeyPorts): Promise<Opened> {
  const { id, wrapping } = row;
  const master =
    wrapping.kind === "device"
      ? await unwrapSecret(platform.subtle, deviceKey, MASTER_PURPOSE, wrapping.wrapped)
      : await askUntilOpen(platform, row, ports);
  return master === null ? UNREADABLE : ok({ id, sealer: await makeSealer(platform.subtle, master), ways: waysOf(row) });
}

async function askUntilOpen(platform: Crypto, row: MasterRow, { askProof }: KeyPorts): Promise<Uint8Array | null> {
  const { wrapping } = row;
  const ways = waysOf(row);
  if (wrapping.kind !== "lock" || ways === null) return null;
  for (let wasWrong = false; ; wasWrong = true) {
    const opened = await openByProof(platform, wrapping, await askProof(ways, wasWrong));
    if (opened.ok) return opened.value;
  }
}

/** Does what the row says is left, alone with the profile, unless somebody else has meanwhile. */
async function finish(profile: Profile, row: MasterRow, sealer: Sealer, ports: KeyPorts): Promise<Result<void, StoreError>> {
  const release = await ports.hold("exclusive");
  const stored = await readKeyRow(profile.database, "master");
  const now = masterRowOf(stored.ok ? stored.value : null);
  const isLeft = stored.ok && now.isUnfinished && bytesEqual(now.id, row.id);
  const finished = isLeft ? await finishResealing(profile, row, sealer) : ok(undefined);
  release();
  return finished;
}
