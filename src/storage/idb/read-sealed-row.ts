// Reads one row of a profile's meta table without opening the profile: for the service worker, which wakes up with no page open. It makes, changes and
// upgrades nothing, and lets go of the database at once, so that it stands in nobody's way. Under an app lock nothing can be read.

import { makeSealer } from "../sealer.ts";
import { openMetaRow, sealedKey } from "../sealed-rows.ts";
import { importWrappingKey, unwrapSecret } from "../wrapping-key.ts";
import { requested } from "./idb-database.ts";
import { MASTER_PURPOSE } from "./key-ports.ts";
import { fieldOf } from "./key-table.ts";

const DATABASE_NAME = "daybook";

/** `value` null: there is no such row, no profile, or it cannot be read. */
export type SealedRow = { readonly kind: "locked" } | { readonly kind: "open"; readonly value: Uint8Array | null };

const NOTHING: SealedRow = { kind: "open", value: null };

export async function readSealedRow(factory: IDBFactory, platform: Crypto, key: string): Promise<SealedRow> {
  const database = await openPresent(factory).catch(() => null);
  if (database === null) return NOTHING;
  database.addEventListener("versionchange", () => database.close());
  try {
    return await readRow(database, platform, key);
  } catch {
    // A browser that keeps no keys, or a row of another version: as if there were nothing.
    return NOTHING;
  } finally {
    database.close();
  }
}

/** In the version that it has; rejects where there is none, and leaves none behind. */
function openPresent(factory: IDBFactory): Promise<IDBDatabase> {
  const request = factory.open(DATABASE_NAME);
  request.addEventListener("upgradeneeded", () => request.transaction?.abort());
  return requested(request);
}

async function readRow(database: IDBDatabase, platform: Crypto, key: string): Promise<SealedRow> {
  const read = (table: string, name: string): Promise<unknown> =>
    requested<unknown>(database.transaction([table], "readonly").objectStore(table).get(name));
  const [device, master] = await Promise.all([read("keys", "wrapping"), read("keys", "master")]);
  if (master === undefined) return NOTHING;
  const wrapped = fieldOf(master, "device");
  if (!(wrapped instanceof Uint8Array)) return { kind: "locked" };
  const deviceKey = await deviceKeyOf(device, platform.subtle);
  const opened = deviceKey === null ? null : await unwrapSecret(platform.subtle, deviceKey, MASTER_PURPOSE, wrapped);
  if (opened === null) return NOTHING;
  const sealer = await makeSealer(platform.subtle, opened);
  const sealed = await read("meta", await sealedKey(sealer, key));
  const row = sealed instanceof Uint8Array ? await openMetaRow(sealer, sealed) : null;
  return { kind: "open", value: row?.key === key ? row.value : null };
}

async function deviceKeyOf(row: unknown, subtle: SubtleCrypto): Promise<CryptoKey | null> {
  const [key, bytes] = [fieldOf(row, "key"), fieldOf(row, "bytes")];
  if (key instanceof CryptoKey) return key;
  return bytes instanceof Uint8Array ? importWrappingKey(subtle, bytes) : null;
}
