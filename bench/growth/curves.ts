// `growth.curves`: what grows with items (1,000, 10,000, 100,000 shared tasks) and with logs (1, 10, 100): bytes of packs, of the checkpoint and of what is said
// at each connect. The value is the sealed bytes of an item among 100,000; the table is in the details.

import { webcrypto } from "node:crypto";
import { makeId } from "../../src/base/ids.ts";
import { makeSeedSigner } from "../../src/crypto/ed25519.ts";
import { makeCryptoSuite } from "../../src/crypto/noble-suite.ts";
import { makeCheckpoint, type CoverEntry, type PackEntry } from "../../src/wire/checkpoint.ts";
import { encodeFrame } from "../../src/wire/frame-codec.ts";
import { deriveSeed, makeRandom, makeRandomBytes } from "../../sim/random.ts";
import { VERSION } from "../bench-data.mjs";
import type { Measured } from "../measured.ts";
import { packDocuments, type Packed } from "../packs/pack-compression.ts";
import { makeDocuments } from "../packs/shared-documents.ts";

const SEED = 1;
const ITEM_COUNTS = [1_000, 10_000, 100_000] as const;
const LOG_COUNTS = [1, 10, 100] as const;
const SEQ = 20_000;

class Manifests {
  readonly #random = makeRandomBytes(makeRandom(deriveSeed(SEED, "curves")));
  readonly #suite = makeCryptoSuite({ subtle: webcrypto.subtle, random: this.#random });

  async checkpointBytes({ packs, sealedBytes, stateBytes, blocks }: Packed, logs: number): Promise<number> {
    const random = this.#random;
    const cover = Array.from({ length: logs }, (): CoverEntry => ({
      log: makeId("log", random(8)),
      seq: SEQ,
      id: makeId("record", random(32)),
    })).toSorted((a, b) => (a.log < b.log ? -1 : 1));
    const entry = (): PackEntry => ({
      pack: makeId("pack", random(32)),
      blocks: Math.ceil(blocks / packs),
      sizeBytes: Math.ceil(sealedBytes / packs),
      inflatedBytes: Math.ceil(stateBytes / packs),
      reach: cover.map(() => SEQ),
    });
    const said = { space: makeId("space", random(32)), counter: 100, madeAt: Date.UTC(2026, 0, 1), cover };
    const signer = makeSeedSigner(random(32));
    return (await makeCheckpoint(this.#suite.sha256, signer, { ...said, packs: Array.from({ length: packs }, entry) })).bytes.length;
  }

  haveBytes(logs: number): number {
    const version = Array.from({ length: logs }, () => ({
      log: makeId("log", this.#random(8)),
      seq: SEQ,
      idPrefix: Buffer.from(this.#random(8)).toString("hex"),
    })).toSorted((a, b) => (a.log < b.log ? -1 : 1));
    const heads = [makeId("statement", this.#random(32))];
    const checkpoints = [Buffer.from(this.#random(32)).toString("hex")];
    const receiptsDigest = this.#random(8);
    return encodeFrame({ type: "have", heads, version, checkpoints, receiptsDigest, windowBytes: 1_048_576 }).length;
  }
}

export async function measureCurves(): Promise<Measured> {
  const manifests = new Manifests();
  const details: string[] = [];
  let last = 0;
  for (const items of ITEM_COUNTS) {
    const packed = await packDocuments(makeDocuments(items, 0, 0, SEED));
    last = packed.sealedBytes / items;
    const checkpoints: number[] = [];
    for (const logs of LOG_COUNTS) checkpoints.push(await manifests.checkpointBytes(packed, logs));
    details.push(
      `${items} items: documents ${packed.stateBytes} B, ${packed.packs} packs ${packed.sealedBytes} B (${last.toFixed(1)} an item); checkpoint of ${LOG_COUNTS.join(", ")} logs: ${checkpoints.join(", ")} B`,
    );
  }
  details.push(
    `said at each connect (have) with ${LOG_COUNTS.join(", ")} logs: ${LOG_COUNTS.map((logs) => manifests.haveBytes(logs)).join(", ")} B`,
  );
  return { value: last, samples: ITEM_COUNTS.length, data: `bench-data ${VERSION} seed ${SEED}`, details };
}
