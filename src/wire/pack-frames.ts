// Fields of the frames that ask for and carry checkpoints and the blocks of packs (PROTOCOL.md "Checkpoints and packs"). Blocks pass as they are:
// whether they are the pack's is judged by their leaves (pack-tree.ts), which whoever asked does.

import { malformed } from "../base/codec.ts";
import { ID_BYTES } from "../base/ids.ts";
import { assert } from "../base/result.ts";
import { readHex, readId, writeHex } from "./fields.ts";
import type { FrameFields } from "./frame-fields.ts";
import { MAX_BLOCK_BYTES, MAX_BLOCKS_PER_ASK, MAX_CHECKPOINT_BYTES, MAX_PACK_BLOCKS } from "./limits.ts";

const CHECKPOINT_ID_BYTES = 32;
const LEAF_BYTES = 32;

export const ASK_CHECKPOINT: FrameFields<"ask-checkpoint"> = {
  code: 0x14,
  write: (writer, { checkpoint }) => writeHex(writer, checkpoint, CHECKPOINT_ID_BYTES),
  read: (reader) => ({ type: "ask-checkpoint", checkpoint: readHex(reader, CHECKPOINT_ID_BYTES) }),
};

export const CHECKPOINT: FrameFields<"checkpoint"> = {
  code: 0x15,
  write(writer, { checkpoint, content }) {
    assert(content.length <= MAX_CHECKPOINT_BYTES, "a checkpoint within its limit");
    writeHex(writer, checkpoint, CHECKPOINT_ID_BYTES);
    writer.varBytes(content);
  },
  read: (reader) => ({
    type: "checkpoint",
    checkpoint: readHex(reader, CHECKPOINT_ID_BYTES),
    content: reader.varBytes(MAX_CHECKPOINT_BYTES),
  }),
};

export const ASK_PACK: FrameFields<"ask-pack"> = {
  code: 0x16,
  write(writer, { pack, firstBlock, maxBlocks }) {
    assert(firstBlock < MAX_PACK_BLOCKS && maxBlocks >= 1 && maxBlocks <= MAX_BLOCKS_PER_ASK, "blocks that a pack may have");
    writeHex(writer, pack, ID_BYTES.pack);
    writer.varUint(firstBlock).varUint(maxBlocks);
  },
  read(reader) {
    const pack = readId(reader, "pack");
    const firstBlock = reader.varUint(MAX_PACK_BLOCKS - 1);
    const maxBlocks = reader.varUint(MAX_BLOCKS_PER_ASK);
    if (maxBlocks === 0) malformed("no block asked for");
    return { type: "ask-pack", pack, firstBlock, maxBlocks };
  },
};

export const PACK: FrameFields<"pack"> = {
  code: 0x17,
  write(writer, { pack, firstBlock, leaves, blocks }) {
    assert(firstBlock < MAX_PACK_BLOCKS && leaves.length <= MAX_PACK_BLOCKS && blocks.length <= MAX_BLOCKS_PER_ASK, "a pack's blocks");
    writeHex(writer, pack, ID_BYTES.pack);
    writer
      .varUint(firstBlock)
      .list(leaves, (list, leaf) => {
        assert(leaf.length === LEAF_BYTES, "a leaf");
        list.bytes(leaf);
      })
      .list(blocks, (list, block) => list.varBytes(block));
  },
  read: (reader) => ({
    type: "pack",
    pack: readId(reader, "pack"),
    firstBlock: reader.varUint(MAX_PACK_BLOCKS - 1),
    leaves: reader.list(MAX_PACK_BLOCKS, LEAF_BYTES, (list) => list.bytes(LEAF_BYTES)),
    blocks: reader.list(MAX_BLOCKS_PER_ASK, 1, (list) => list.varBytes(MAX_BLOCK_BYTES)),
  }),
};
