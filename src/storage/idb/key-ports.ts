// The keys of a profile, as the parts that open, make and lock them speak of them.

import type { Result } from "../../base/result.ts";
import type { LockError, LockProof, LockWays, NextLock } from "../../ports/lock.ts";
import type { StoreError } from "../../ports/store.ts";
import type { Sealer } from "../sealer.ts";
import type { Database } from "./idb-database.ts";

/** How the device's own key lies on the disk: as a key that no script can read, or as bytes. */
export type KeyProtection = "non-extractable" | "stored";

export type KeyPorts = {
  /** Where there are no keys yet. */
  readonly loadMaking: () => Promise<MakeKeys>;
  readonly loadLock: () => Promise<LockCode>;
  /** Asks for what opens the lock; again, with `wasWrong`, until it does. */
  readonly askProof: (ways: LockWays, wasWrong: boolean) => Promise<LockProof>;
  /** Holds the profile beside others who have it open, or alone; gives it back by what it returns. */
  readonly hold: (mode: "shared" | "exclusive") => Promise<() => void>;
};

export type DeviceKey = { readonly key: CryptoKey; readonly protection: KeyProtection };

/** A profile whose device key is open. */
export type Profile = { readonly database: Database; readonly platform: Crypto; readonly deviceKey: CryptoKey };

/** `ways`: how its lock opens; null: it has none. */
export type Master = { readonly id: Uint8Array; readonly sealer: Sealer; readonly ways: LockWays | null };

/** Rows of the table of keys, as they are stored first. */
export interface MakeKeys {
  deviceRow(database: Database, platform: Crypto): Promise<Result<object, StoreError>>;
  masterRow(profile: Profile): Promise<Result<object, StoreError>>;
  /** `publicKeyOf`: for browsers that have no Ed25519. */
  signingRow(profile: Profile, sealer: Sealer, publicKeyOf: (seed: Uint8Array) => Promise<Uint8Array>): Promise<Result<object, StoreError>>;
  /** Unless there is one of that name; the stored one, read back. */
  addKeyRow(database: Database, name: string, row: object): Promise<Result<unknown, StoreError>>;
}

export type LockChange = {
  /** Null where there is no lock yet. */
  readonly proof: LockProof | null;
  /** Null: none from now on. */
  readonly next: NextLock | null;
  /** Has the profile to itself from then on, with all who had it open gone; null where somebody does not go. Gives it back by what it returns. */
  readonly takeAlone: () => Promise<(() => void) | null>;
};

export interface LockCode {
  /** Asks for what opens the master key, unless it is the one that is `known`, and does what is left behind it. */
  makeReady(profile: Profile, ports: KeyPorts, known: Master | null): Promise<Result<Master, StoreError>>;
  changeLock(profile: Profile, change: LockChange): Promise<Result<null, LockError>>;
}

export type ProfileKeys = {
  readonly device: DeviceKey;
  readonly master: Master;
  /** Lets go of the profile. */
  readonly release: () => void;
};

export const MASTER_PURPOSE = "profile master key";
