// Opens the keys of a profile: the device's own key, which the browser keeps, and under it the master key that all else is sealed with. What most starts do not
// need is loaded only where they do: making the keys (make-keys.ts), and a master key that lies under a lock, or has work left behind it (lock/).

import { bytesEqual } from "../../base/bytes.ts";
import { err, ok, type Result } from "../../base/result.ts";
import type { StoreError } from "../../ports/store.ts";
import { makeSealer } from "../sealer.ts";
import type { Database } from "./idb-database.ts";
import { MASTER_PURPOSE, type DeviceKey, type KeyPorts, type MakeKeys, type Master, type Profile, type ProfileKeys } from "./key-ports.ts";
import { fieldOf, readKeyRow } from "./key-table.ts";
import { importWrappingKey, unwrapSecret } from "../wrapping-key.ts";

export const UNREADABLE: Result<never, StoreError> = err({ kind: "unavailable", reason: "the stored keys cannot be read" });
export const NO_KEY_CODE: StoreError = { kind: "unavailable", reason: "the code for the keys cannot be loaded" };

export async function openProfileKeys(database: Database, platform: Crypto, ports: KeyPorts): Promise<Result<ProfileKeys, StoreError>> {
  // Beside each other: most starts need nothing more.
  const [device, held] = await Promise.all([loadDeviceKey(database, platform, ports), ports.hold("shared")]);
  if (!device.ok) {
    held();
    return device;
  }
  const profile = { database, platform, deviceKey: device.value.key };
  let release = held;
  for (let known: Master | null = null; ; release = await ports.hold("shared")) {
    const row = await loadRow(database, "master", ports, (making) => making.masterRow(profile));
    const opened: Opened | null = row.ok ? await openFinished(profile, row.value, known) : row;
    if (opened?.ok === true) return ok({ device: device.value, master: opened.value, release });
    // Nobody waits for somebody who has to be asked first, or who waits to have the profile alone.
    release();
    const readied: Opened = opened ?? (await makeReady(profile, ports, known));
    if (!readied.ok) return readied;
    known = readied.value;
  }
}

type Opened = Result<Master, StoreError>;

async function makeReady(profile: Profile, ports: KeyPorts, known: Master | null): Promise<Opened> {
  const code = await ports.loadLock().catch(() => null);
  return code === null ? err(NO_KEY_CODE) : code.makeReady(profile, ports, known);
}

/** Null where there is a lock that was not opened before, or work left. */
async function openFinished({ platform, deviceKey }: Profile, row: unknown, known: Master | null): Promise<Opened | null> {
  const [id, wrapped] = [fieldOf(row, "id"), fieldOf(row, "device")];
  if (fieldOf(row, "unfinished") === true) return null;
  if (known !== null && id instanceof Uint8Array && bytesEqual(known.id, id)) return ok(known);
  if (!(wrapped instanceof Uint8Array) || !(id instanceof Uint8Array)) return null;
  // An engine that lost what is in the key has no name for that which all have.
  const master = await unwrapSecret(platform.subtle, deviceKey, MASTER_PURPOSE, wrapped).catch(() => null);
  return master === null ? UNREADABLE : ok({ id, sealer: await makeSealer(platform.subtle, master), ways: null });
}

/** Made and stored where there is none. */
export async function loadRow(
  database: Database,
  name: string,
  { loadMaking }: Pick<KeyPorts, "loadMaking">,
  make: (making: MakeKeys) => Promise<Result<object, StoreError>>,
): Promise<Result<unknown, StoreError>> {
  const stored = await readKeyRow(database, name);
  if (!stored.ok || stored.value !== undefined) return stored;
  const making = await loadMaking().catch(() => null);
  if (making === null) return err(NO_KEY_CODE);
  const made = await make(making);
  return made.ok ? making.addKeyRow(database, name, made.value) : made;
}

async function loadDeviceKey(database: Database, platform: Crypto, ports: KeyPorts): Promise<Result<DeviceKey, StoreError>> {
  const row = await loadRow(database, "wrapping", ports, (making) => making.deviceRow(database, platform));
  if (!row.ok) return row;
  const [key, bytes] = [fieldOf(row.value, "key"), fieldOf(row.value, "bytes")];
  if (key instanceof CryptoKey) return ok({ key, protection: "non-extractable" });
  if (!(bytes instanceof Uint8Array)) return UNREADABLE;
  const imported = await importWrappingKey(platform.subtle, bytes);
  return imported === null ? UNREADABLE : ok({ key: imported, protection: "stored" });
}
