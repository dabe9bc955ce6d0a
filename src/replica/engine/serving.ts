// What other replicas fetch from this one: manifests and the blocks of packs, as they are stored. A pack that is not whole here, or damaged, is not here.

import type { PackId } from "../../base/ids.ts";
import { areLeavesOf, packLeaf } from "../../wire/pack-tree.ts";
import { MAX_PACK_BLOCKS } from "../../wire/limits.ts";
import type { SpaceCore } from "../space-core.ts";
import { valueOf } from "../store-failure.ts";

/** Bytes of blocks in one answer, unless it is a single one. */
const MAX_ANSWER_BYTES = 262_144;
const NONE = { leaves: [], blocks: [] };

type ServedBlocks = { readonly leaves: readonly Uint8Array[]; readonly blocks: readonly Uint8Array[] };

function withinAnswer(blocks: readonly Uint8Array[]): readonly Uint8Array[] {
  let bytes = 0;
  const firstBeyond = blocks.findIndex((block, index) => (bytes += block.length) > MAX_ANSWER_BYTES && index > 0);
  return firstBeyond < 0 ? blocks : blocks.slice(0, firstBeyond);
}

/** Throws a store failure. */
export async function servePack({ ports, space }: SpaceCore, pack: PackId, firstBlock: number, maxBlocks: number): Promise<ServedBlocks> {
  const { sha256 } = ports.suite;
  if (firstBlock > 0)
    return { leaves: [], blocks: withinAnswer(valueOf(await ports.store.readBlocks(space, pack, firstBlock, maxBlocks))) };
  const all = valueOf(await ports.store.readBlocks(space, pack, 0, MAX_PACK_BLOCKS));
  const leaves = all.map((block) => packLeaf(sha256, block));
  if (!areLeavesOf(sha256, pack, leaves)) return NONE;
  return { leaves, blocks: withinAnswer(all.slice(0, maxBlocks)) };
}

/** Whether the pack is stored whole, as it was made. Throws a store failure. */
export async function isPackIntact({ ports, space }: SpaceCore, pack: PackId): Promise<boolean> {
  const { sha256 } = ports.suite;
  const blocks = valueOf(await ports.store.readBlocks(space, pack, 0, MAX_PACK_BLOCKS));
  return areLeavesOf(
    sha256,
    pack,
    blocks.map((block) => packLeaf(sha256, block)),
  );
}
