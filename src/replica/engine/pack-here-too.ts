// What another device has packed is packed here too, instead of being fetched: packs have nothing in them by chance, so that whoever has the same base and
// the same records makes the same ones out of documents of its own. Where they turn out to be others (another deflate, another base, a liar)
// nothing is kept, and they are fetched and compared.

import type { Checkpoint } from "../../wire/checkpoint.ts";
import { orderFor } from "./compaction.ts";
import type { EngineContext } from "./engine-context.ts";
import { ItemPacker } from "./pack-items.ts";

/** Stores those of its packs that are not here; all that it covers must be applied here, and its cover not below the base's. Throws a store failure. */
export async function packHereToo(context: EngineContext, { cover, packs }: Checkpoint): Promise<void> {
  const { core } = context;
  const { base, damaged } = core.base;
  if (damaged.size > 0) return;
  const own = new Set(base.packs.map(({ pack }) => pack));
  const only = new Set(packs.map(({ pack }) => pack).filter((pack) => !own.has(pack)));
  const coverByLog = new Map(cover.map(({ log, seq, id }) => [log, { seq, id }]));
  const order = orderFor(core, coverByLog);
  const reach = new Map(cover.map(({ log, seq }) => [log, seq]));
  await new ItemPacker(context, { ...order, cover: reach, firstPackNumber: base.nextPackNumber, only }).run();
}
