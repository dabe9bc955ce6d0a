// `pack.metadataBytes`: what one pack more makes a checkpoint longer, in a space of ten logs, each of a hundred thousand records.

import { webcrypto } from "node:crypto";
import { makeId } from "../../src/base/ids.ts";
import { makeSeedSigner } from "../../src/crypto/ed25519.ts";
import { makeCryptoSuite } from "../../src/crypto/noble-suite.ts";
import { makeCheckpoint, type CoverEntry, type PackEntry } from "../../src/wire/checkpoint.ts";
import { deriveSeed, makeRandom, makeRandomBytes } from "../../sim/random.ts";
import type { Measured } from "../measured.ts";

const SEED = 1;
const LOGS = 10;
const SEQ = 100_000;
const PACKS = 100;

export async function measurePackMetadata(): Promise<Measured> {
  const random = makeRandomBytes(makeRandom(deriveSeed(SEED, "metadata")));
  const suite = makeCryptoSuite({ subtle: webcrypto.subtle, random });
  const signer = makeSeedSigner(random(32));
  const space = makeId("space", random(32));
  const cover = Array.from({ length: LOGS }, (): CoverEntry => ({
    log: makeId("log", random(8)),
    seq: SEQ,
    id: makeId("record", random(32)),
  }));
  const ascending = cover.toSorted((a, b) => (a.log < b.log ? -1 : 1));
  const makeEntry = (): PackEntry => ({
    pack: makeId("pack", random(32)),
    blocks: 17,
    sizeBytes: 245_760,
    inflatedBytes: 1_048_576,
    reach: cover.map(() => SEQ),
  });
  const packs = Array.from({ length: PACKS }, makeEntry);
  const lengthWith = async (count: number): Promise<number> => {
    const said = { space, counter: 1_000, madeAt: Date.UTC(2026, 0, 1), cover: ascending, packs: packs.slice(0, count) };
    return (await makeCheckpoint(suite.sha256, signer, said)).bytes.length;
  };
  const [one, all] = [await lengthWith(1), await lengthWith(PACKS)];
  return {
    value: (all - one) / (PACKS - 1),
    samples: PACKS - 1,
    data: `${LOGS} logs of ${SEQ} records, seed ${SEED}`,
    details: [`a checkpoint of ${PACKS} full packs: ${all} B, of one: ${one} B`],
  };
}
