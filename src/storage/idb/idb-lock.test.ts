import "fake-indexeddb/auto";
import { afterEach, describe, expect, test, vi } from "vitest";
import { makeSeedSigner } from "../../crypto/ed25519.ts";
import { PASSPHRASE_COST } from "../../crypto/passphrase-cost.ts";
import { passphraseKey } from "../../crypto/passphrase-key.ts";
import { bytesToHex, utf8ToBytes } from "../../base/bytes.ts";
import { isPassphraseCost } from "../../crypto/passphrase-limits.ts";
import { generateWrappingKey } from "../generate-key.ts";
import { openDatabase } from "./idb-database.ts";
import { openIdbKeyVault, type IdbKeyVault } from "./idb-key-vault.ts";
import { openIdbStore } from "./idb-store.ts";
import { masterRowOf } from "./lock/master-row.ts";
import type { KeyPorts } from "./key-ports.ts";
import { wrapSecret } from "../wrapping-key.ts";
import { changeLock, expectFilled, fill, LOCK_CASES, keyPortsOf, rowsOf, type LockBed } from "../suite/lock.suite.ts";
import { batchOf, sampleBytes } from "../suite/store-samples.ts";
import { check, outcomeOf } from "../suite/suite-check.ts";
import { putKeyRow } from "./lock/put-key-row.ts";

const bedOf = (name: string): LockBed => ({
  name,
  openVault: (keys) => openIdbKeyVault({ name, makeSeedSigner, keys }),
  openStore: async () => check.value(await openIdbStore({ name }), "store"),
});

const open = async (bed: LockBed, keys: KeyPorts = keyPortsOf()): Promise<IdbKeyVault> => check.value(await bed.openVault(keys), "open");

const PASSPHRASE = "seven geese in a row";
const PROOF = { kind: "passphrase", text: PASSPHRASE } as const;
const NEXT = { passphrase: PASSPHRASE, passkey: null };

async function withDatabase(name: string, put: readonly (readonly [string, object])[]): Promise<void> {
  const database = check.value(await openDatabase({ name }), "database");
  for (const [key, row] of put) check.value(await putKeyRow(database, key, row), "put");
  database.close();
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe("the lock of a profile", () => {
  test.for(LOCK_CASES)("$name", async (suiteCase) => {
    const outcome = await outcomeOf(suiteCase, async () => bedOf(`lock: ${suiteCase.name}`));
    expect(outcome).toEqual({ name: suiteCase.name, ok: true });
  });

  test("opens with all that was in it, wherever the browser stops while a lock is set", async () => {
    let isSet = false;
    for (let writes = 0; !isSet; writes++) {
      const bed = bedOf(`cut short after ${writes}`);
      const vault = await open(bed);
      const publicKey = await fill(bed, check, vault);
      const { put } = IDBObjectStore.prototype;
      let left = writes;
      const stopping = vi.spyOn(IDBObjectStore.prototype, "put").mockImplementation(function (this: IDBObjectStore, ...row) {
        if (left-- <= 0) throw new DOMException("stopped", "QuotaExceededError");
        return put.apply(this, row);
      });
      const changed = await changeLock(vault, null, NEXT);
      stopping.mockRestore();
      isSet = left >= 0;
      vault.close();
      // Before the first write there is no lock; from then on there is.
      expect(changed.ok).toBe(writes > 0);
      const later = await open(bed, keyPortsOf(changed.ok ? [PROOF] : []));
      await expectFilled(bed, check, later, publicKey);
      const master = (await rowsOf(bed.name, "keys")).find(({ key }) => key === "master");
      expect(masterRowOf(master?.row)).toMatchObject({ isUnfinished: false, previous: null });
      expect(changed.ok).toBe(later.ways !== null);
      expect(writes).toBeLessThan(20);
    }
  });

  test("costs a wrong passphrase what it costs the right one, also where what is stored of the lock is damaged", async () => {
    const bed = bedOf("damaged lock");
    const vault = await open(bed);
    await fill(bed, check, vault);
    await changeLock(vault, null, NEXT);
    vault.close();
    const stored = (await rowsOf(bed.name, "keys")).find(({ key }) => key === "master")?.row;
    const way = { memoryKib: 256, passes: 1, salt: new Uint8Array(16), wrapped: new Uint8Array(60) };
    const damaged: readonly object[] = [
      { ...Object(stored), passphrase: way },
      { ...Object(stored), passphrase: { ...way, wrapped: new Uint8Array(3) } },
      { ...Object(stored), passphrase: { ...way, memoryKib: 4 } },
      {},
    ];
    for (const row of damaged) {
      await withDatabase(bed.name, [["master", row]]);
      const asked: boolean[] = [];
      const opening = bed.openVault(keyPortsOf([PROOF], asked));
      await expect(opening).rejects.toThrow("asked once more");
      expect(asked).toEqual([false, true]);
    }
  });

  test("never asks for more memory or time than a device has, whatever is stored", () => {
    for (const memoryKib of [0, 7, 262_145, Number.NaN, 20_000.5]) expect(isPassphraseCost({ memoryKib, passes: 1 })).toBe(false);
    for (const passes of [0, 9, 1.5]) expect(isPassphraseCost({ memoryKib: 65_536, passes })).toBe(false);
    expect(isPassphraseCost(PASSPHRASE_COST)).toBe(true);
    const row = { passphrase: { memoryKib: 4_000_000, passes: 1_000, salt: new Uint8Array(16), wrapped: new Uint8Array(60) } };
    expect(masterRowOf(row).wrapping).toMatchObject({ kind: "lock", passphrase: { cost: PASSPHRASE_COST } });
  });

  // Of the reference implementation's own tests (test.c of phc-winner-argon2, version 0x13).
  test("makes of a passphrase the key that Argon2id makes of it everywhere", () => {
    const key = passphraseKey(utf8ToBytes("password"), utf8ToBytes("somesalt"), { memoryKib: 256, passes: 2 });
    expect(bytesToHex(key)).toBe("9dfeb910e80bad0311fee20f9c0e2b12c17987b4cac90c2ef54d5b3021c68bfe");
  });
});

/** As the version before the master key left a profile. */
async function makeOlderProfile(bed: LockBed, signing: "kept" | "seed"): Promise<Uint8Array> {
  const wrapping = await generateWrappingKey(crypto.subtle);
  const seed = sampleBytes("seed", 32);
  const pair = await crypto.subtle.generateKey("Ed25519", false, ["sign", "verify"]);
  if (!("privateKey" in pair)) throw new Error("no pair");
  const kept = { privateKey: pair.privateKey, publicKey: new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey)) };
  const wrapped = { seed: await wrapSecret(crypto, wrapping, "device signing key", seed), publicKey: makeSeedSigner(seed).publicKey };
  const row = signing === "kept" ? kept : wrapped;
  await withDatabase(bed.name, [["wrapping", { key: wrapping }], ["signing", row]]); // prettier-ignore
  const store = await bed.openStore();
  const meta = ["relay-token/wss://relay.example", "base/here"].map((key) => ({ key, value: sampleBytes("value", 40) }));
  check.value(await store.commit(batchOf({ meta, pages: { put: [{ number: 7, bytes: sampleBytes("page", 3_000) }], remove: [] } })), "old");
  store.close();
  return row.publicKey;
}

describe("a profile of an older version", () => {
  test.for(["kept", "seed"] as const)("opens with all that was in it, sealed from then on, its signing key %s", async (signing) => {
    const bed = bedOf(`older ${signing}`);
    const publicKey = await makeOlderProfile(bed, signing);
    const vault = await open(bed);
    await expectFilled(bed, check, vault, publicKey);
    const keys = (await rowsOf(bed.name, "meta")).map(({ key }) => key);
    expect(keys.filter((key) => typeof key !== "string" || !key.startsWith("~"))).toEqual(["base/here"]);
    expect(vault.canLock).toBe(signing === "seed");
    const changed = await changeLock(vault, null, NEXT);
    expect(changed).toEqual(signing === "seed" ? { ok: true, value: null } : { ok: false, error: { kind: "not-covered" } });
    vault.close();
    await expectFilled(bed, check, await open(bed, keyPortsOf(signing === "seed" ? [PROOF] : [])), publicKey);
  });
});
