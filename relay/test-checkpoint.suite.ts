// Packs and checkpoints for the relay's tests, and the side of a link that hands them over. Blocks are bytes that say nothing: to the relay they are
// sealed.

import { randomBytes } from "node:crypto";
import type { PackId, SpaceId } from "../src/base/ids.ts";
import { makeCheckpoint, type CoverEntry } from "../src/wire/checkpoint.ts";
import { comparePlaces } from "../src/wire/record-place.ts";
import type { CheckpointId, Frame } from "../src/wire/frames.ts";
import { packIdOf, packLeaf } from "../src/wire/pack-tree.ts";
import { MAX_PACK_ANSWER_BYTES } from "./limits.ts";
import { withinBytes } from "./within-bytes.ts";
import { VERIFIER, type FrameOf, type ScriptedDevice, type ScriptedLink, type TestRecord } from "./scripted-device.suite.ts";

export type TestPack = { readonly id: PackId; readonly leaves: readonly Uint8Array[]; readonly blocks: readonly Uint8Array[] };

export type TestCheckpoint = { readonly id: CheckpointId; readonly bytes: Uint8Array; readonly packs: readonly TestPack[] };

export function makePack(blockCount = 3, blockBytes = 200): TestPack {
  const blocks = Array.from({ length: blockCount }, () => new Uint8Array(randomBytes(blockBytes)));
  const leaves = blocks.map((block) => packLeaf(VERIFIER.sha256, block));
  return { id: packIdOf(VERIFIER.sha256, leaves), leaves, blocks };
}

export const sizeOf = (packs: readonly TestPack[]): number =>
  packs.reduce((sum, { blocks }) => sum + blocks.reduce((bytes, block) => bytes + block.length, 0), 0);

export const coverOf = (device: ScriptedDevice, space: SpaceId, last: TestRecord): CoverEntry => ({
  log: device.log(space),
  seq: last.seq,
  id: last.id,
});

/** `cover`: in any order. */
export async function checkpointBy(
  maker: ScriptedDevice,
  space: SpaceId,
  content: {
    readonly counter?: number;
    readonly madeAtMs?: number;
    readonly cover?: readonly CoverEntry[];
    readonly packs?: readonly TestPack[];
    /** In any order. */
    readonly ways?: readonly CoverEntry[];
  },
): Promise<TestCheckpoint> {
  const { counter = 1, packs = [makePack()] } = content;
  const cover = (content.cover ?? []).toSorted((a, b) => (a.log < b.log ? -1 : 1));
  const { id, bytes } = await makeCheckpoint(VERIFIER.sha256, maker.signer, {
    space,
    counter,
    madeAt: content.madeAtMs ?? counter,
    cover,
    ways: (content.ways ?? []).toSorted(comparePlaces),
    packs: packs.map((pack) => ({
      pack: pack.id,
      blocks: pack.blocks.length,
      sizeBytes: sizeOf([pack]),
      inflatedBytes: 3 * sizeOf([pack]),
      reach: cover.map(({ seq }) => seq),
    })),
  });
  return { id, bytes, packs };
}

export type AskFrame = FrameOf<"ask-checkpoint"> | FrameOf<"ask-pack">;

export const isAsk = (frame: Frame): frame is AskFrame => frame.type === "ask-checkpoint" || frame.type === "ask-pack";

/** The honest answer of a device that has these checkpoints. */
export function answerTo(
  ask: AskFrame,
  checkpoints: readonly TestCheckpoint[],
  maxBytes = MAX_PACK_ANSWER_BYTES,
): FrameOf<"checkpoint"> | FrameOf<"pack"> {
  if (ask.type === "ask-pack") return packAnswer(ask, checkpoints, maxBytes);
  const content = checkpoints.find(({ id }) => id === ask.checkpoint)?.bytes ?? new Uint8Array(0);
  return { type: "checkpoint", checkpoint: ask.checkpoint, content };
}

export function packAnswer(
  ask: FrameOf<"ask-pack">,
  checkpoints: readonly TestCheckpoint[],
  maxBytes = MAX_PACK_ANSWER_BYTES,
): FrameOf<"pack"> {
  const pack = checkpoints.flatMap(({ packs }) => packs).find(({ id }) => id === ask.pack);
  const asked = pack?.blocks.slice(ask.firstBlock, ask.firstBlock + ask.maxBlocks) ?? [];
  const blocks = withinBytes(asked, maxBytes, (block) => block);
  return { type: "pack", pack: ask.pack, firstBlock: ask.firstBlock, leaves: ask.firstBlock === 0 ? (pack?.leaves ?? []) : [], blocks };
}

/** Answers what the relay asks until it is at rest; returns all that it said. */
export async function handOver(link: ScriptedLink, checkpoints: readonly TestCheckpoint[], maxBytes?: number): Promise<readonly Frame[]> {
  const said: Frame[] = [];
  for (;;) {
    const frames = await link.settle();
    said.push(...frames);
    const asks = frames.filter(isAsk);
    if (asks.length === 0) return said;
    for (const ask of asks) link.send(answerTo(ask, checkpoints, maxBytes));
  }
}
