// The folder of a home device: its database, its keys, and the lock that one process at a time holds. Database and keys belong together: one without the
// other is no reason to begin anew, since a device that begins anew under a key it had before would write its log a second time.

import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { err, ok, type Result } from "../src/base/result.ts";
import type { Store, StoreError } from "../src/ports/store.ts";
import { readActiveSpace } from "../src/replica/active-space.ts";
import { catchStoreFailure } from "../src/replica/store-failure.ts";
import { isWritableFolder, takeLock, type OpenStoreError } from "../relay/sqlite-file.ts";
import { CERTIFICATE_FILE } from "./direct-door.ts";
import { openFileVault, type FileVault, type VaultError } from "./file-vault.ts";
import { databaseFileIn, openSqliteStore } from "./store/sqlite-store.ts";

export type HomeFolder = {
  readonly store: Store;
  readonly vault: FileVault;
  /** The store has been closed; lets the next process in. */
  unlock(): void;
};

export type FolderError =
  | OpenStoreError
  | VaultError
  /** There is a database, but not the keys that belong to it. */
  | { readonly kind: "no-keys" }
  /** There are keys, but not the database that belongs to them. */
  | { readonly kind: "no-database" }
  | { readonly kind: "store"; readonly error: StoreError };

export const KEY_FILE = "keys";
/** There from the beginning of a wipe to its end. */
const WIPE_FILE = "wipe";
const LOCK_FILE = "lock";

/** Opens, and sets up if it is empty or not there, the folder of a home device. */
export async function openFolder(folder: string): Promise<Result<HomeFolder, FolderError>> {
  if (!isWritableFolder(folder)) return err({ kind: "unwritable" });
  const lock = takeLock(join(folder, LOCK_FILE));
  if (!lock.ok) return lock;
  if (existsSync(join(folder, WIPE_FILE))) wipeFolder(folder);
  const opened = await openLocked(folder);
  if (!opened.ok) {
    lock.value.close();
    return opened;
  }
  return ok({ ...opened.value, unlock: () => lock.value.close() });
}

async function openLocked(folder: string): Promise<Result<Omit<HomeFolder, "unlock">, FolderError>> {
  const hasKeys = existsSync(join(folder, KEY_FILE));
  if (hasKeys && !existsSync(databaseFileIn(folder))) return err({ kind: "no-database" });
  const store = openSqliteStore(folder);
  if (!store.ok) return store;
  const vault = hasKeys ? openFileVault(join(folder, KEY_FILE)) : await makeVault(folder, store.value);
  if (vault.ok) return ok({ store: store.value, vault: vault.value });
  store.value.close();
  return vault;
}

/** Only where the database is new, or was left so by a process that was killed in between. */
async function makeVault(folder: string, store: Store): Promise<Result<FileVault, FolderError>> {
  const active = await catchStoreFailure(async () => ok(await readActiveSpace({ store })));
  if (!active.ok) return err({ kind: "store", error: active.error });
  return active.value === null ? openFileVault(join(folder, KEY_FILE)) : err({ kind: "no-keys" });
}

/** Deletes what a closed home device has stored, keys first. Broken off, it goes on when the folder is opened again, as that of a new device. */
export function wipeFolder(folder: string): void {
  const mark = join(folder, WIPE_FILE);
  writeFileSync(mark, "");
  const database = databaseFileIn(folder);
  for (const file of [join(folder, KEY_FILE), join(folder, CERTIFICATE_FILE), database, `${database}-wal`, `${database}-shm`]) {
    rmSync(file, { force: true });
  }
  rmSync(mark);
}
