// Answers a device's questions for checkpoints and packs (PROTOCOL.md "Checkpoints"), from the store. Manifests are verified and blocks are compared with
// their hashes on the way out: what the disk has spoilt is not served, and is dropped, so that a device brings it again. A device that was given it would ask
// this relay for nothing more.

import type { Sha256 } from "../src/base/labels.ts";
import type { PackId } from "../src/base/ids.ts";
import type { StatementVerifier } from "../src/members/statement.ts";
import { parseCheckpoint, verifyCheckpoint } from "../src/wire/checkpoint.ts";
import type { CheckpointId, Frame } from "../src/wire/frames.ts";
import { isBlockOf } from "../src/wire/pack-tree.ts";
import { MAX_PACK_ANSWER_BYTES } from "./limits.ts";
import { LEAF_BYTES } from "./relay-store.ts";
import { isWhole } from "./shelf.ts";
import type { Space } from "./space.ts";
import { withinBytes } from "./within-bytes.ts";

type AskPackFrame = Extract<Frame, { type: "ask-pack" }>;
type CheckpointFrame = Extract<Frame, { type: "checkpoint" }>;
type PackFrame = Extract<Frame, { type: "pack" }>;

const NOTHING = new Uint8Array(0);

export async function manifestAsked(space: Space, verifier: StatementVerifier, checkpoint: CheckpointId): Promise<CheckpointFrame> {
  const known = space.shelf.checkpoints.get(checkpoint);
  const none: CheckpointFrame = { type: "checkpoint", checkpoint, content: NOTHING };
  if (known === undefined || !isWhole(known)) return none;
  const content = await space.readManifest(checkpoint);
  if (content !== null && (await isManifestOf(verifier, checkpoint, content))) return { ...none, content };
  dropManifest(space, checkpoint);
  return none;
}

async function isManifestOf({ sha256, verify }: StatementVerifier, checkpoint: CheckpointId, content: Uint8Array): Promise<boolean> {
  const parsed = parseCheckpoint(sha256, content);
  return parsed.ok && parsed.value.id === checkpoint && (await verifyCheckpoint(verify, parsed.value));
}

function dropManifest(space: Space, checkpoint: CheckpointId): void {
  space.write({
    isSlow: false,
    apply: async (draft) => {
      draft.shelf.remove(checkpoint);
      return () => space.checkpointIntake.askMore();
    },
  });
}

export async function packAsked(space: Space, sha256: Sha256, { pack, firstBlock, maxBlocks }: AskPackFrame): Promise<PackFrame> {
  const none: PackFrame = { type: "pack", pack, firstBlock, leaves: [], blocks: [] };
  const leaves = space.shelf.packs.has(pack) ? leavesOf(await space.readLeaves(pack)) : [];
  if (leaves.length === 0) return none;
  const read = await space.readBlocks(pack, firstBlock, { maxBlocks, maxBytes: MAX_PACK_ANSWER_BYTES });
  const blocks = withinBytes(read, MAX_PACK_ANSWER_BYTES, (block) => block);
  const isRight = (block: Uint8Array, i: number): boolean => isBlockOf(sha256, leaves[firstBlock + i] ?? NOTHING, block);
  if (blocks.length > 0 && blocks.every(isRight)) return { ...none, leaves: firstBlock === 0 ? leaves : [], blocks };
  if (isLost(space, pack, firstBlock, blocks)) dropPack(space, pack);
  return none;
}

/** Whether blocks that should be here are not, or not as they came. */
function isLost(space: Space, pack: PackId, firstBlock: number, blocks: readonly Uint8Array[]): boolean {
  return blocks.length > 0 || firstBlock < (space.shelf.packs.get(pack)?.heldBlocks ?? 0);
}

function dropPack(space: Space, pack: PackId): void {
  space.write({
    isSlow: false,
    apply: async (draft) => {
      draft.shelf.removePack(pack);
      return () => undefined;
    },
  });
}

function leavesOf(joined: Uint8Array | null): readonly Uint8Array[] {
  const bytes = joined ?? NOTHING;
  return Array.from({ length: Math.floor(bytes.length / LEAF_BYTES) }, (_, i) => bytes.subarray(i * LEAF_BYTES, (i + 1) * LEAF_BYTES));
}
