// The recovery member that a phrase amounts to in one space.

import { makeId, type DeviceId, type SpaceId } from "../../base/ids.ts";
import { recoverySeeds } from "../../members/recovery-keys.ts";
import type { CryptoSuite, Signer } from "../../ports/crypto.ts";

/** The signing key of a 32-byte seed. */
export type MakeSeedSigner = (seed: Uint8Array) => Signer | Promise<Signer>;

export type RecoveryKey = {
  readonly id: DeviceId;
  readonly signer: Signer;
  readonly kemSeed: Uint8Array;
};

export async function recoveryKeyOf(
  suite: CryptoSuite,
  makeSeedSigner: MakeSeedSigner,
  space: SpaceId,
  entropy: Uint8Array,
): Promise<RecoveryKey> {
  const { sign, kem } = recoverySeeds(suite, space, entropy);
  const signer = await makeSeedSigner(sign);
  return { id: makeId("device", signer.publicKey), signer, kemSeed: kem };
}
