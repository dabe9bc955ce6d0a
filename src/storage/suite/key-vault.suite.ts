// What every key vault of a browser profile does. Each case gets a bed of its own: one persisted state, empty at first. Free of a test runner.

import { bytesEqual } from "../../base/bytes.ts";
import type { KeyVault } from "../../ports/identity.ts";
import { sampleBytes } from "./store-samples.ts";
import type { SuiteCase } from "./suite-check.ts";

type OpenVault = KeyVault & {
  /** How its keys lie on the disk. */
  readonly protection: string;
  close(): void;
};

export type VaultBed = {
  open(): Promise<OpenVault>;
  /** By whatever verifies Ed25519 here. */
  verify(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): Promise<boolean>;
};

const SECRET = sampleBytes("secret", 32);

export const VAULT_CASES: readonly SuiteCase<VaultBed>[] = [
  {
    name: "signs with the same key ever after",
    async run(bed, check) {
      const vault = await bed.open();
      const first = check.value(await vault.signer(), "signer");
      check.equal(first.publicKey.length, 32, "public key");
      check.equal(check.value(await vault.signer(), "again").publicKey, first.publicKey, "asked again");
      vault.close();
      const reopened = await bed.open();
      const later = check.value(await reopened.signer(), "signer later");
      check.equal(later.publicKey, first.publicKey, "opened again");
      check.equal(reopened.protection, vault.protection, "protection");
      for (const signer of [first, later]) {
        const signature = await signer.sign(SECRET);
        check.equal(signature.length, 64, "signature");
        check.that(await bed.verify(first.publicKey, SECRET, signature), "the signature verifies");
        check.that(!(await bed.verify(first.publicKey, sampleBytes("other", 32), signature)), "of this message only");
      }
    },
  },
  {
    name: "gives two openers at once the same keys",
    async run(bed, check) {
      const vaults = await Promise.all(Array.from({ length: 4 }, () => bed.open()));
      const signers = await Promise.all(vaults.map((vault) => vault.signer()));
      const keys = signers.map((signer) => check.value(signer, "signer").publicKey);
      for (const key of keys) check.equal(key, keys[0], "public key");
      const [first, ...others] = vaults;
      const wrapped = await first?.wrap("p", SECRET);
      check.that(wrapped !== undefined, "wrapped");
      for (const vault of others) check.equal(await vault.unwrap("p", wrapped ?? new Uint8Array(0)), SECRET, "unwrapped by another");
    },
  },
  {
    name: "unwraps what it wrapped, after it is opened again too, for the same purpose only",
    async run(bed, check) {
      const vault = await bed.open();
      const wrapped = await vault.wrap("epoch", SECRET);
      check.equal(await vault.unwrap("epoch", wrapped), SECRET, "unwrapped");
      check.equal(await vault.unwrap("meta", wrapped), null, "another purpose");
      check.that(!bytesEqual(wrapped, await vault.wrap("epoch", SECRET)), "wrapped twice differs");
      const empty = await vault.wrap("epoch", new Uint8Array(0));
      vault.close();
      const reopened = await bed.open();
      check.equal(await reopened.unwrap("epoch", wrapped), SECRET, "opened again");
      check.equal(await reopened.unwrap("epoch", empty), new Uint8Array(0), "nothing at all");
    },
  },
  {
    name: "does not unwrap what was changed, cut short or never wrapped",
    async run(bed, check) {
      const vault = await bed.open();
      const wrapped = await vault.wrap("epoch", SECRET);
      for (const position of [0, 11, 12, 30, wrapped.length - 1]) {
        const changed = wrapped.map((byte, i) => (i === position ? byte ^ 1 : byte));
        check.equal(await vault.unwrap("epoch", changed), null, `byte ${position} flipped`);
      }
      for (const length of [0, 12, 27, 28, wrapped.length - 1]) {
        check.equal(await vault.unwrap("epoch", wrapped.slice(0, length)), null, `cut to ${length}`);
      }
      check.equal(await vault.unwrap("epoch", sampleBytes("never", 60)), null, "other bytes");
    },
  },
  {
    name: "says closed after it was closed",
    async run(bed, check) {
      const vault = await bed.open();
      vault.close();
      check.failure(await vault.signer(), { kind: "closed" }, "signer");
      const reopened = await bed.open();
      check.value(await reopened.signer(), "signer of another opening");
    },
  },
];
