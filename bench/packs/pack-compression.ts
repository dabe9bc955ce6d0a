// `pack.compressionRatio`: the shared tasks and notes as packs: bytes of the encoded documents (Yjs update V2) to bytes of the sealed packs, with heads,
// indexes, tags and padding.

import { webcrypto } from "node:crypto";
import { makeId } from "../../src/base/ids.ts";
import { makeEpochKey } from "../../src/crypto/epoch-key.ts";
import { makeCryptoSuite } from "../../src/crypto/noble-suite.ts";
import { writePacks } from "../../src/packs/pack-writer.ts";
import { streamCompression } from "../../src/storage/stream-compression.ts";
import { deriveSeed, makeRandom, makeRandomBytes } from "../../sim/random.ts";
import { VERSION } from "../bench-data.mjs";
import type { Measured } from "../measured.ts";
import { makeDocuments, type StateOf } from "./shared-documents.ts";

const SEED = 1;
const TASKS = 10_000;
const NOTES = 1_000;
const NOTE_BYTES = 2_000;

export type Packed = { readonly packs: number; readonly blocks: number; readonly stateBytes: number; readonly sealedBytes: number };

export async function packDocuments(documents: readonly StateOf[]): Promise<Packed> {
  const random = makeRandomBytes(makeRandom(deriveSeed(SEED, "packs")));
  const suite = makeCryptoSuite({ subtle: webcrypto.subtle, random });
  const space = makeId("space", random(32));
  const ports = { suite, compression: streamCompression, space, epoch: makeEpochKey(suite.sha256, random, space) };
  const sum = { packs: 0, blocks: 0, stateBytes: 0, sealedBytes: 0 };
  for (const { state } of documents) sum.stateBytes += state.length;
  for await (const pack of writePacks(ports, documents)) {
    sum.packs += 1;
    sum.blocks += pack.blocks.length;
    sum.sealedBytes += pack.sizeBytes;
  }
  return sum;
}

const ratioOf = ({ stateBytes, sealedBytes }: Packed): number => stateBytes / sealedBytes;

const lineOf = (name: string, packed: Packed): string =>
  `${name}: ${packed.stateBytes} B of documents in ${packed.packs} packs, ${packed.blocks} blocks, ${packed.sealedBytes} B: ${ratioOf(packed).toFixed(2)}`;

export async function measurePackCompression(): Promise<Measured> {
  const all = await packDocuments(makeDocuments(TASKS, NOTES, NOTE_BYTES, SEED));
  const tasksAlone = await packDocuments(makeDocuments(TASKS, 0, NOTE_BYTES, SEED));
  const notesAlone = await packDocuments(makeDocuments(0, NOTES, NOTE_BYTES, SEED));
  return {
    value: ratioOf(all),
    samples: TASKS + NOTES,
    data: `bench-data ${VERSION} seed ${SEED}`,
    details: [
      lineOf(`${TASKS} tasks and ${NOTES} notes of ${NOTE_BYTES} B`, all),
      lineOf("the tasks alone", tasksAlone),
      lineOf("the notes alone", notesAlone),
    ],
  };
}
