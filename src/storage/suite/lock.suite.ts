// What a lock does to a browser profile: its keys, and the rows that they seal. Each case gets a bed of its own: one persisted state, empty at first.
// Free of a test runner, so that the same cases judge real browsers from a page.

import { bytesEqual } from "../../base/bytes.ts";
import type { Result } from "../../base/result.ts";
import type { LockProof, NextLock } from "../../ports/lock.ts";
import type { Store, StoreError } from "../../ports/store.ts";
import type { PassphraseCost } from "../../crypto/passphrase-cost.ts";
import { openDatabase, requested, type Table } from "../idb/idb-database.ts";
import type { IdbKeyVault } from "../idb/idb-key-vault.ts";
import { makeLockCode } from "../idb/lock/lock-code.ts";
import type { KeyPorts } from "../idb/key-ports.ts";
import { makeKeys } from "../idb/make-keys.ts";
import { makeSealedStore } from "../sealed-store.ts";
import { batchOf, sampleBytes, SPACE } from "./store-samples.ts";
import type { Check, SuiteCase } from "./suite-check.ts";

export type LockBed = {
  /** Of the database. */
  readonly name: string;
  openVault(keys: KeyPorts): Promise<Result<IdbKeyVault, StoreError>>;
  openStore(): Promise<Store>;
};

/** Cases are many. */
const LITTLE_COST: PassphraseCost = { memoryKib: 256, passes: 1 };
const VALUE = sampleBytes("value", 40);
const PAGE = { number: 7, bytes: sampleBytes("page", 3_000) };
const passphrase = (text: string): LockProof => ({ kind: "passphrase", text });
const RIGHT = "Zürich – 7 Gänse";

/** Shows `proofs` one after the other; more than these are never asked for. */
export function keyPortsOf(proofs: readonly LockProof[] = [], asked: boolean[] = []): KeyPorts {
  const left = [...proofs];
  return {
    loadMaking: async () => makeKeys,
    loadLock: async () => makeLockCode(LITTLE_COST),
    hold: async () => () => undefined,
    askProof: async (_, wasWrong) => {
      asked.push(wasWrong);
      const proof = left.shift();
      if (proof === undefined) throw new Error("asked once more than expected");
      return proof;
    },
  };
}

const open = async (bed: LockBed, check: Check, ...proofs: readonly LockProof[]): Promise<IdbKeyVault> =>
  check.value(await bed.openVault(keyPortsOf(proofs)), "open");

/** What a replica keeps, through whatever lock there is. */
export async function fill(bed: LockBed, check: Check, vault: IdbKeyVault): Promise<Uint8Array> {
  const store = makeSealedStore(await bed.openStore(), vault.sealer);
  const meta = [
    { key: "relay-token/wss://relay.example", value: VALUE },
    { key: "base/here", value: VALUE },
  ];
  check.value(await store.commit(batchOf({ meta, pages: { put: [PAGE], remove: [] } })), "fill");
  store.close();
  return check.value(await vault.signer(), "signer").publicKey;
}

export async function expectFilled(bed: LockBed, check: Check, vault: IdbKeyVault, publicKey: Uint8Array): Promise<void> {
  const store = makeSealedStore(await bed.openStore(), vault.sealer);
  check.equal(check.value(await store.readMeta("relay-token/wss://relay.example"), "token"), VALUE, "a sealed row");
  check.equal(check.value(await store.readMeta("base/here"), "base"), VALUE, "a plain row");
  check.equal(check.value(await store.readPages(SPACE), "pages"), [PAGE], "pages");
  check.equal(check.value(await vault.signer(), "signer").publicKey, publicKey, "the same signing key");
  store.close();
}

export const changeLock = (vault: IdbKeyVault, proof: LockProof | null, next: NextLock | null): ReturnType<IdbKeyVault["changeLock"]> =>
  vault.changeLock({ proof, next, takeAlone: async () => () => undefined });

const nextOf = (text: string): NextLock => ({ passphrase: text, passkey: null });

/** Sets a lock on a filled profile, and closes it. */
async function lockFilled(bed: LockBed, check: Check, next: NextLock = nextOf(RIGHT)): Promise<Uint8Array> {
  const vault = await open(bed, check);
  check.equal(vault.ways, null, "no lock at first");
  const publicKey = await fill(bed, check, vault);
  check.value(await changeLock(vault, null, next), "set");
  vault.close();
  return publicKey;
}

/** Every row of a table, and its key, as they lie there. */
export async function rowsOf(name: string, table: Table): Promise<readonly { readonly key: IDBValidKey; readonly row: unknown }[]> {
  const opened = await openDatabase({ name });
  if (!opened.ok) throw new Error("cannot be opened");
  const read = await opened.value.read([table], async (transaction) => {
    const rows = transaction.objectStore(table);
    const [keys, values] = await Promise.all([requested(rows.getAllKeys()), requested<unknown[]>(rows.getAll())]);
    return { ok: true, value: keys.map((key, i) => ({ key, row: values[i] })) };
  });
  opened.value.close();
  if (!read.ok) throw new Error("cannot be read");
  return read.value;
}

export const LOCK_CASES: readonly SuiteCase<LockBed>[] = [
  {
    name: "opens a locked profile by its passphrase, however its letters are composed, and by no other",
    async run(bed, check) {
      const publicKey = await lockFilled(bed, check, nextOf(RIGHT.normalize("NFD")));
      const asked: boolean[] = [];
      const proofs = [passphrase("zürich – 7 Gänse"), passphrase(""), passphrase("x".repeat(5_000)), passphrase(RIGHT.normalize("NFC"))];
      const vault = check.value(await bed.openVault(keyPortsOf(proofs, asked)), "open");
      check.equal(asked, [false, true, true, true], "asked");
      check.equal(vault.ways, { passkey: null }, "ways");
      await expectFilled(bed, check, vault, publicKey);
    },
  },
  {
    name: "leaves nothing that the keys from before the lock would open, and no name of a row",
    async run(bed, check) {
      const before = await open(bed, check);
      await fill(bed, check, before);
      check.value(await changeLock(before, null, nextOf(RIGHT)), "set");
      const rows = [...(await rowsOf(bed.name, "meta")), ...(await rowsOf(bed.name, "pages"))];
      check.equal(rows.length, 3, "rows");
      const sealed = makeSealedStore(await bed.openStore(), before.sealer);
      check.equal(check.value(await sealed.readMeta("relay-token/wss://relay.example"), "token"), null, "by the keys before");
      check.equal(check.value(await sealed.readPages(SPACE), "pages")[0]?.bytes.length, 0, "a page, by the keys before");
      sealed.close();
      check.that(!rows.some(({ key }) => typeof key === "string" && key.includes("relay")), "no name tells of what it is");
      const found = rows.filter(({ row }) => row instanceof Uint8Array && bytesEqual(row, VALUE));
      check.equal(found.length, 1, "in the clear: the base alone");
    },
  },
  {
    name: "opens by a passkey beside the passphrase, and by no other passkey",
    async run(bed, check) {
      const [secret, other] = [sampleBytes("secret", 32), sampleBytes("other", 32)];
      const passkey = { credential: sampleBytes("credential", 48), salt: sampleBytes("salt", 32) };
      const publicKey = await lockFilled(bed, check, { passphrase: RIGHT, passkey: { ...passkey, secret } });
      const vault = await open(bed, check, { kind: "passkey", secret: other }, { kind: "passkey", secret });
      check.equal(vault.ways, { passkey }, "ways");
      await expectFilled(bed, check, vault, publicKey);
      vault.close();
      await expectFilled(bed, check, await open(bed, check, passphrase(RIGHT)), publicKey);
    },
  },
  {
    name: "changes and removes a lock for who opens it, and for nobody else",
    async run(bed, check) {
      const publicKey = await lockFilled(bed, check);
      const vault = await open(bed, check, passphrase(RIGHT));
      check.failure(await changeLock(vault, null, null), { kind: "wrong" }, "removed by nobody");
      check.failure(await changeLock(vault, passphrase("another one"), nextOf("whatever it is")), { kind: "wrong" }, "changed by another");
      check.failure(await changeLock(vault, passphrase(RIGHT), nextOf("7 chars")), { kind: "too-short" }, "too short");
      check.failure(await changeLock(vault, passphrase(RIGHT), nextOf("ä".repeat(513))), { kind: "too-long" }, "too long");
      check.failure(await changeLock(vault, passphrase(RIGHT), nextOf("x".repeat(100_000))), { kind: "too-long" }, "far too long");
      check.value(await changeLock(vault, passphrase(RIGHT), nextOf("the next of them")), "changed");
      vault.close();
      const asked: boolean[] = [];
      const proofs = [passphrase(RIGHT), passphrase("the next of them")];
      const later = check.value(await bed.openVault(keyPortsOf(proofs, asked)), "open");
      check.equal(asked, [false, true], "the one before opens nothing");
      check.value(await changeLock(later, passphrase("the next of them"), null), "removed");
      later.close();
      const free = await open(bed, check);
      check.equal(free.ways, null, "no lock");
      await expectFilled(bed, check, free, publicKey);
    },
  },
  {
    name: "changes nothing while another tab does not let go",
    async run(bed, check) {
      const vault = await open(bed, check);
      const publicKey = await fill(bed, check, vault);
      const kept = await vault.changeLock({ proof: null, next: nextOf(RIGHT), takeAlone: async () => null });
      check.failure(kept, { kind: "other-tab" }, "kept");
      vault.close();
      await expectFilled(bed, check, await open(bed, check), publicKey);
    },
  },
];
