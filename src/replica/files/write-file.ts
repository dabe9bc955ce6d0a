// What goes into a file (PROTOCOL.md "Files"): the frames that a session would send to a device of which only its version is known, sealed chunk by chunk.

import { freeBuffer } from "../../base/bytes.ts";
import { freeBytes } from "../../base/given-bytes.ts";
import { idToBytes, type LogTag } from "../../base/ids.ts";
import type { PathHead } from "../../ports/store.ts";
import type { CheckpointSource } from "../../sync/sync-source.ts";
import { parseCheckpoint } from "../../wire/checkpoint.ts";
import { batchesOf } from "../../wire/frame-batches.ts";
import { encodeFrame } from "../../wire/frame-codec.ts";
import type { Frame, Version } from "../../wire/frames.ts";
import {
  DEFAULT_WINDOW_BYTES,
  FILE_EPOCH_PREFIX_BYTES,
  FILE_SALT_BYTES,
  MAX_BLOCKS_PER_ASK,
  MAX_CHECKPOINTS,
  MAX_HEADS,
} from "../../wire/limits.ts";
import { firstStoredSeq, idPrefixOf } from "../../wire/log-tree.ts";
import { FileSealer, makeFileHeader } from "../../wire/space-file.ts";
import { pathKey } from "../log-index.ts";
import type { Space } from "../space.ts";
import { valueOf } from "../store-failure.ts";

/** What a file that is being written holds by now. */
export type WrittenSoFar = { records: number; unreadable: number };

type Stretch = { readonly head: PathHead; readonly fromSeq: number; readonly parts: boolean };

/** The trunk first, then by where a path begins, so that a parent comes before its forks. */
const compareHeads = (a: PathHead, b: PathHead): number => Number(a.branch !== "") - Number(b.branch !== "") || a.firstSeq - b.firstSeq;

function* aboutSpace(space: Space): Generator<Frame> {
  const { statementHeads, version, checkpoints, receiptsDigest } = space.view();
  const [heads, listed] = [statementHeads.slice(0, MAX_HEADS), checkpoints.slice(0, MAX_CHECKPOINTS)];
  yield { type: "have", heads, version, checkpoints: listed, receiptsDigest, windowBytes: DEFAULT_WINDOW_BYTES };
  for (const statements of batchesOf(space.statementsBeyond([]))) yield { type: "statements", statements };
  for (const receipts of batchesOf(space.receiptsBeyond(new Map()))) yield { type: "receipts", receipts };
}

async function planStretches(space: Space, theirs: Version): Promise<{ stretches: readonly Stretch[]; needsBase: boolean }> {
  const { heads } = space.view();
  const { cursors, asks, needsBase = [] } = valueOf(await space.compare(theirs, [], new Map()));
  // Of what parts from ours somewhere nobody can be asked where.
  const whole = new Set<LogTag>([...needsBase, ...asks.map(({ log }) => log)]);
  const byPath = new Map(cursors.map((cursor) => [pathKey(cursor.path), cursor]));
  const stretches = heads.toSorted(compareHeads).map((head): Stretch => {
    const cursor = byPath.get(pathKey(head));
    if (cursor === undefined || whole.has(head.log)) return { head, fromSeq: firstStoredSeq(head), parts: false };
    return { head, fromSeq: cursor.nextSeq, parts: cursor.parts === true };
  });
  return { stretches, needsBase: needsBase.length > 0 };
}

/** Of each log what the file begins behind. */
async function* beginningsOf({ core }: Space, stretches: readonly Stretch[]): AsyncGenerator<Frame> {
  for (const { head, fromSeq } of stretches) {
    if (head.branch !== "" || fromSeq <= 1) continue;
    const seq = fromSeq - 1;
    const id = await core.index.idAt(head, seq);
    if (id !== null) yield { type: "ids", log: head.log, ids: [{ seq, id }] };
  }
}

async function* checkpointFrames({ core }: Space, source: CheckpointSource, so: WrittenSoFar): AsyncGenerator<Frame> {
  const checkpoint = core.baseCheckpoint();
  const content = checkpoint === null ? null : valueOf(await source.readCheckpoint(checkpoint));
  const manifest = content === null ? null : parseCheckpoint(core.ports.suite.sha256, content);
  if (checkpoint === null || content === null || manifest?.ok !== true) {
    so.unreadable += 1;
    return;
  }
  yield { type: "checkpoint", checkpoint, content };
  for (const { pack, blocks } of manifest.value.packs) {
    for (let firstBlock = 0; firstBlock < blocks;) {
      const read = valueOf(await source.readPack(pack, firstBlock, MAX_BLOCKS_PER_ASK));
      if (read.blocks.length === 0) {
        so.unreadable += 1;
        break;
      }
      yield { type: "pack", pack, firstBlock, ...read };
      firstBlock += read.blocks.length;
    }
  }
}

async function* pagesOf(space: Space, { head, fromSeq, parts }: Stretch, so: WrittenSoFar): AsyncGenerator<Frame> {
  for (let seq = fromSeq; seq <= head.seq;) {
    const read = valueOf(await space.readPage(head, seq));
    const records = read.records.slice(0, head.seq - seq + 1);
    if (records.length === 0) {
      so.unreadable += 1;
      return;
    }
    const told = parts && seq === fromSeq ? { previousId: read.previousId } : {};
    yield { type: "page", log: head.log, firstSeq: seq, previousIdPrefix: idPrefixOf(read.previousId), records, ...told };
    seq += records.length;
    so.records += records.length;
  }
}

async function* framesOf(space: Space, theirs: Version, so: WrittenSoFar): AsyncGenerator<Frame> {
  yield* aboutSpace(space);
  const { stretches, needsBase } = await planStretches(space, theirs);
  yield* beginningsOf(space, stretches);
  if (needsBase) {
    const source = await space.loadCheckpoints();
    try {
      yield* checkpointFrames(space, source, so);
    } finally {
      source.left();
    }
  }
  for (const stretch of stretches) yield* pagesOf(space, stretch, so);
}

/** So that no file is sealed under a key that somebody has who is no member any more. Who may not write, or cannot make one now, seals it as it can. */
export async function readyToSeal(space: Space): Promise<void> {
  await space.readyToWrite();
}

/**
 * The bytes of a file for a device that has `theirs`; of an empty version all that is held. Null when no key is held to seal it under. What is read
 * while it is written is in `so`. Each chunk is there until the next one is asked for. Throws a store failure.
 */
export function writeFile(space: Space, theirs: Version, so: WrittenSoFar): AsyncGenerator<Uint8Array> | null {
  const epoch = space.core.members.writingEpoch() ?? [...space.core.members.epochKeys()].at(-1) ?? null;
  if (epoch === null) return null;
  const { suite, random } = space.core.ports;
  const header = makeFileHeader(random(FILE_SALT_BYTES), idToBytes(epoch.id).slice(0, FILE_EPOCH_PREFIX_BYTES));
  const sealer = new FileSealer(suite, epoch.key, header);
  const write = async function* (): AsyncGenerator<Uint8Array> {
    yield header.bytes;
    for await (const frame of framesOf(space, theirs, so)) {
      const bytes = encodeFrame(frame);
      // Read from the store for this alone.
      if (frame.type === "page") for (const record of frame.records) freeBytes(record);
      const sealed = sealer.add(bytes);
      freeBuffer(bytes.buffer);
      for (const chunk of sealed) {
        yield chunk;
        freeBuffer(chunk.buffer);
      }
    }
    yield sealer.end();
  };
  return write();
}
