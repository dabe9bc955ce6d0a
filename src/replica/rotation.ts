// What follows where members change: a new epoch, where there is none that this device could write under, keys that are granted to it, and what
// is accepted beyond a cut. Seldom wanted, so that its code is loaded on first use (SpacePorts.loadRotation).

import type { EpochKey } from "../crypto/epoch-key.ts";
import { makeEpochForAll } from "../members/make-epoch.ts";
import type { Statement } from "../members/statement.ts";
import { acceptBeyond } from "./accept-beyond.ts";
import { openGrantedEpochs } from "./granted-epochs.ts";
import { deviceKemSeed } from "./kem-seed.ts";
import { signStatements } from "./sign-statements.ts";
import type { SpaceCore } from "./space-core.ts";

/** Statements that make it, and its key, which is nowhere else: to be stored together. Must run in the space's turn. */
async function makeEpoch(core: SpaceCore): Promise<{ readonly epoch: EpochKey; readonly statements: readonly Statement[] }> {
  const { ports, members } = core;
  const { suite, random } = ports;
  const kem = await suite.loadKem();
  const { epoch, bodies } = await makeEpochForAll({ suite, kem, random }, members.membership, [...members.epochKeys()]);
  return { epoch, statements: await signStatements(core, bodies) };
}

export const rotation = {
  makeEpoch,
  acceptBeyond,
  openGrantedEpochs: (core: SpaceCore): Promise<readonly EpochKey[]> => openGrantedEpochs(core, () => deviceKemSeed(core.ports)),
};

export type Rotation = typeof rotation;
