// Entry for a page of a real browser: bundled by the browser tests, it runs every conformance case of stores and key vaults against the
// browser's own IndexedDB and WebCrypto. Calling `runStoreSuite()` on the page answers with one outcome a case.

import { makeSeedSigner, verifyWithNoble } from "../../crypto/ed25519.ts";
import type { Result } from "../../base/result.ts";
import type { StoreError } from "../../ports/store.ts";
import { requested } from "../idb/idb-database.ts";
import { openIdbKeyVault } from "../idb/idb-key-vault.ts";
import { openIdbStore } from "../idb/idb-store.ts";
import { IDB_STORE_CASES } from "./idb-store.suite.ts";
import { LOCK_CASES, keyPortsOf } from "./lock.suite.ts";
import { VAULT_CASES } from "./key-vault.suite.ts";
import { STORE_BASE_CASES } from "./store-bases.suite.ts";
import { STORE_PLACED_CASES } from "./store-placed.suite.ts";
import { STORE_REMOVAL_CASES } from "./store-removal.suite.ts";
import { STORE_CASES } from "./store.suite.ts";
import { check, outcomeOf, type CaseOutcome } from "./suite-check.ts";

type Closing = { close(): void };

/** Opens things over the database `name` and remembers them, so that they can be closed. */
function makeOpener(): { keep<T extends Closing>(opened: Result<T, StoreError>): Result<T, StoreError>; closeAll(): void } {
  const open: Closing[] = [];
  return {
    keep(opened) {
      if (opened.ok) open.push(opened.value);
      return opened;
    },
    closeAll() {
      for (const one of open) one.close();
    },
  };
}

/** Runs a case over a database of its own, which is deleted when it ends. */
async function runOver(run: (name: string, opener: ReturnType<typeof makeOpener>) => Promise<CaseOutcome>): Promise<CaseOutcome> {
  const name = `suite ${crypto.randomUUID()}`;
  const opener = makeOpener();
  const outcome = await run(name, opener);
  opener.closeAll();
  await requested(indexedDB.deleteDatabase(name));
  return outcome;
}

const verify = (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): Promise<boolean> =>
  Promise.resolve(verifyWithNoble(publicKey, message, signature));

/** In the order of the suites; one case at a time. `only`: part of a case's name. */
export async function runStoreSuite(only = ""): Promise<readonly CaseOutcome[]> {
  const outcomes: CaseOutcome[] = [];
  const chosen = <T extends { readonly name: string }>(cases: readonly T[]): T[] => cases.filter(({ name }) => name.includes(only));
  for (const one of chosen([...STORE_CASES, ...STORE_BASE_CASES, ...STORE_PLACED_CASES, ...STORE_REMOVAL_CASES])) {
    const run = runOver((name, { keep }) =>
      outcomeOf(one, () => Promise.resolve({ open: async () => check.value(keep(await openIdbStore({ name })), "open") })),
    );
    outcomes.push(await run);
  }
  for (const one of chosen(IDB_STORE_CASES)) {
    const run = runOver((name, { keep }) =>
      outcomeOf(one, () => Promise.resolve({ name, open: async (options) => keep(await openIdbStore({ name, ...options })) })),
    );
    outcomes.push(await run);
  }
  for (const one of chosen(VAULT_CASES)) {
    const run = runOver((name, { keep }) =>
      outcomeOf(one, () =>
        Promise.resolve({
          verify,
          open: async () => check.value(keep(await openIdbKeyVault({ name, makeSeedSigner, keys: keyPortsOf() })), "open"),
        }),
      ),
    );
    outcomes.push(await run);
  }
  for (const one of chosen(LOCK_CASES)) {
    const run = runOver((name, { keep }) =>
      outcomeOf(one, async () => ({
        name,
        openVault: async (keys) => keep(await openIdbKeyVault({ name, makeSeedSigner, keys })),
        openStore: async () => check.value(keep(await openIdbStore({ name })), "store"),
      })),
    );
    outcomes.push(await run);
  }
  return outcomes;
}

Object.assign(globalThis, { runStoreSuite });
