import "fake-indexeddb/auto";
import { afterEach, describe, expect, test, vi } from "vitest";
import { ed25519 } from "@noble/curves/ed25519.js";
import { makeSeedSigner } from "../../crypto/ed25519.ts";
import { openIdbKeyVault, type IdbKeyVault, type KeyVaultOptions } from "./idb-key-vault.ts";
import { keyPortsOf } from "../suite/lock.suite.ts";
import { VAULT_CASES } from "../suite/key-vault.suite.ts";
import { check } from "../suite/suite-check.ts";

async function openNamed(name: string, options: Partial<KeyVaultOptions> = {}): Promise<IdbKeyVault> {
  return check.value(await openIdbKeyVault({ name, makeSeedSigner, keys: keyPortsOf(), ...options }), "open");
}

const verify = (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): Promise<boolean> =>
  Promise.resolve(ed25519.verify(signature, message, publicKey, { zip215: false }));

/** This platform's cryptography, but for `subtle`. */
function platformWith(subtle: SubtleCrypto | undefined): Crypto {
  return new Proxy(crypto, {
    get: (_, name): unknown => (name === "subtle" ? subtle : (bytes: Uint8Array<ArrayBuffer>): unknown => crypto.getRandomValues(bytes)),
  });
}

const withoutEd25519 = new Proxy(crypto.subtle, {
  get(target, name): unknown {
    const method: unknown = Reflect.get(target, name);
    if (typeof method !== "function") return method;
    return (...args: unknown[]): unknown =>
      args.includes("Ed25519") ? Promise.reject(new DOMException("no Ed25519", "NotSupportedError")) : Reflect.apply(method, target, args);
  },
});

const holdsCryptoKey = (row: unknown): boolean =>
  typeof row === "object" && row !== null && Object.values(row).some((value) => value instanceof CryptoKey);

/** Every row that holds a CryptoKey is put as `alter` makes it. */
function alterStoredKeys(alter: (row: unknown) => unknown): void {
  const { put } = IDBObjectStore.prototype;
  vi.spyOn(IDBObjectStore.prototype, "put").mockImplementation(function (this: IDBObjectStore, row: unknown, key?: IDBValidKey) {
    return put.call(this, holdsCryptoKey(row) ? alter(row) : row, key);
  });
}

const PLATFORMS = [
  { platform: "a browser that stores keys", protection: "non-extractable", prepare: (): void => {}, options: {} },
  {
    platform: "a browser without Ed25519",
    protection: "non-extractable",
    prepare: (): void => {},
    options: { crypto: platformWith(withoutEd25519) },
  },
  {
    platform: "a browser that refuses to store keys",
    protection: "stored",
    prepare: (): void => {
      alterStoredKeys(() => {
        throw new DOMException("cannot be cloned", "DataCloneError");
      });
    },
    options: {},
  },
  {
    platform: "a browser that loses what is in stored keys",
    protection: "stored",
    prepare: (): void => {
      alterStoredKeys((row) => ({ ...Object(row), key: null, privateKey: null }));
    },
    options: {},
  },
];

afterEach(() => {
  vi.restoreAllMocks();
});

describe.for(PLATFORMS)("a key vault in $platform", ({ platform, protection, prepare, options }) => {
  test.for(VAULT_CASES)("$name", async (suiteCase) => {
    prepare();
    const name = `${platform}: ${suiteCase.name}`;
    await suiteCase.run({ open: () => openNamed(name, options), verify }, check);
    expect((await openNamed(name, options)).protection).toBe(protection);
  });
});

describe("a key vault that cannot be used", () => {
  test("says unavailable without WebCrypto", async () => {
    const opened = await openIdbKeyVault({ name: "no subtle", makeSeedSigner, keys: keyPortsOf(), crypto: platformWith(undefined) });
    expect(opened).toEqual({ ok: false, error: { kind: "unavailable", reason: "no WebCrypto" } });
  });

  test.for(["wrapping", "signing"])("never replaces a %s key that it cannot read", async (key) => {
    const name = `unreadable ${key}`;
    const first = await openNamed(name);
    await first.signer();
    first.close();
    const put = async (row: unknown): Promise<void> => {
      const request = indexedDB.open(name);
      await new Promise((resolve) => request.addEventListener("success", resolve));
      const transaction = request.result.transaction("keys", "readwrite");
      transaction.objectStore("keys").put(row, key);
      await new Promise((resolve) => transaction.addEventListener("complete", resolve));
      request.result.close();
    };
    await put({ bytes: "none" });
    const unreadable = { ok: false, error: { kind: "unavailable", reason: "the stored keys cannot be read" } };
    const again = await openIdbKeyVault({ name, makeSeedSigner, keys: keyPortsOf() });
    expect(again.ok ? await again.value.signer() : again).toEqual(unreadable);
    expect(again.ok ? await again.value.signer() : again).toEqual(unreadable);
  });

  test("keeps no key when the disk is full, and makes one when there is room", async () => {
    const full = vi.spyOn(IDBObjectStore.prototype, "put").mockImplementation(() => {
      throw new DOMException("full", "QuotaExceededError");
    });
    expect(await openIdbKeyVault({ name: "full", makeSeedSigner, keys: keyPortsOf() })).toEqual({ ok: false, error: { kind: "full" } });
    full.mockRestore();
    const vault = await openNamed("full");
    expect(vault.protection).toBe("non-extractable");
    vi.spyOn(IDBObjectStore.prototype, "put").mockImplementation(() => {
      throw new DOMException("full", "QuotaExceededError");
    });
    expect(await vault.signer()).toEqual({ ok: false, error: { kind: "full" } });
    vi.restoreAllMocks();
    expect((await vault.signer()).ok).toBe(true);
  });
});
