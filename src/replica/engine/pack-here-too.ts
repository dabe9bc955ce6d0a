// What another device has packed is packed here too, instead of being fetched: packs have nothing in them by chance, so that whoever has the same base and
// the same records makes the same ones out of documents of its own. Where they turn out to be others (another deflate, another base, a liar)
// nothing is kept, and they are fetched and compared.

import type { Checkpoint } from "../../wire/checkpoint.ts";
import { coverOfCheckpoint } from "../checkpoint-cover.ts";
import { orderFor } from "./compaction.ts";
import type { EngineContext } from "./engine-context.ts";
import { ItemPacker } from "./pack-items.ts";

/**
 * Stores those of its packs that are not here; all that it covers must be applied here, and its cover not below the base's. True: it is to the last byte
 * what this device would have made of its own documents. Throws a store failure.
 */
export async function packHereToo(context: EngineContext, checkpoint: Checkpoint): Promise<boolean> {
  const { packs } = checkpoint;
  const { core } = context;
  const { base, isWhole } = core.base;
  if (!isWhole) return false;
  const cover = await coverOfCheckpoint(core, checkpoint);
  const order = orderFor(core, cover);
  const staying = base.packs.filter(({ number }) => !order.dropped.has(number)).map(({ pack }) => pack);
  const only = new Set(packs.map(({ pack }) => pack).filter((pack) => !staying.includes(pack)));
  const packed = await new ItemPacker(context, { ...order, cover, firstPackNumber: base.nextPackNumber, only }).run();
  return packed.kind === "packed" && packed.packs.length === only.size && packs.length === staying.length + only.size;
}
