// Compaction: what the tail adds to items goes into packs, and a checkpoint of it all becomes the base. It works on copies, a few items at a time and outside
// the space's turn, so that no write waits for it; what is written meanwhile stays in the tail. One commit at the end changes everything or nothing.
// What goes into which pack follows from the base and the cover alone: another device packs the same (pack-here-too.ts).

import type { ItemId, PackId } from "../../base/ids.ts";
import { ok, type Result } from "../../base/result.ts";
import type { StoreError } from "../../ports/store.ts";
import { makeCheckpoint, type Checkpoint, type Cover } from "../../wire/checkpoint.ts";
import { isWithin, reachOf, type Base, type BaseCover } from "../base.ts";
import { namesAll } from "../checkpoint-cover.ts";
import { isCovered, type Cover as TailCover } from "../tail.ts";
import { coverWith } from "../ways.ts";
import type { ItemSet } from "../item-set.ts";
import type { SpaceCore } from "../space-core.ts";
import { appliedCover, lowerBarrier, type Applied } from "./applied-cover.ts";
import { commitBase } from "./base-commit.ts";
import type { EngineContext } from "./engine-context.ts";
import { keepMonths, withMark } from "./history.ts";
import { logsToClose } from "./husks.ts";
import { ItemPacker, type Packed } from "./pack-items.ts";
import { packsToRewrite, type PackShare } from "./rewrite-plan.ts";

export type CompactionEnd = "nothing" | "done" | "stopped" | "unreadable";

/** Rounds of finding that an update must stay in the tail. */
const MAX_ROUNDS = 32;

/** Whether the tail is long enough: twice as long where another device made the last checkpoint, so that not all of them compact. */
export async function isCompactionDue({ core, limits }: EngineContext, { cover, ways }: Applied): Promise<boolean> {
  // Beyond its fork a log is covered only for what was deleted for good there, and that does not wait.
  if (core.base.restored.size > 0 || !namesAll({ cover: [], ways: core.base.base.ways }, ways)) return true;
  const factor = core.base.base.lastMaker === null || core.base.base.lastMaker === core.self ? 1 : 2;
  const before = core.base.base.cover;
  const records = [...cover].reduce((sum, [log, { seq }]) => sum + Math.max(0, seq - (before.get(log)?.seq ?? 0)), 0);
  if (records === 0) return false;
  if (records >= limits.tailRecords * factor) return true;
  const reach = await coverWith(core.index, reachOf(cover), ways);
  // What was deleted for good does not wait for other changes.
  return core.items.tail.purges.some((purged) => isCovered(reach, purged)) || coveredBytes(core, reach) >= limits.tailBytes * factor;
}

function coveredBytes({ items: { tail } }: SpaceCore, reach: TailCover): number {
  let bytes = 0;
  for (const id of tail.ids) for (const change of tail.of(id)) if (isCovered(reach, change)) bytes += change.sizeBytes;
  return bytes;
}

/** Purged items whose copies are still in packs. */
function purgedInPacks({ items, base }: SpaceCore): readonly ItemId[] {
  return [...items.tombstones].filter((id) => base.items.get(id)?.isPurged === false);
}

function sharesOf(base: Base, core: SpaceCore, changing: ReadonlySet<ItemId>, purged: readonly ItemId[]): readonly PackShare[] {
  const newest = new Map<number, number>();
  for (const [id, { packs }] of core.base.items) {
    const last = packs.at(-1);
    if (last !== undefined && !changing.has(id)) newest.set(last, (newest.get(last) ?? 0) + 1);
  }
  const holding = new Set(purged.flatMap((id) => core.base.items.get(id)?.packs ?? []));
  return base.packs.map(({ number, sizeBytes, items }) => ({
    number,
    sizeBytes,
    items,
    newest: newest.get(number) ?? 0,
    holdsPurged: holding.has(number),
  }));
}

export type Order = {
  readonly items: readonly ItemId[];
  readonly purged: ReadonlySet<ItemId>;
  /** Something was deleted for good since the base: earlier checkpoints may hold it. */
  readonly closes: boolean;
  readonly dropped: ReadonlySet<number>;
};

/** What is written anew: what the cover adds to, what was purged, and all that is in packs to be dropped. */
export function orderFor(core: SpaceCore, reach: TailCover): Order {
  const { base, items: locations } = core.base;
  const { tail, tombstones } = core.items;
  const changed = [...tail.ids].filter((id) => !tombstones.has(id) && tail.of(id).some((change) => isCovered(reach, change)));
  const purgedNow = [...tombstones].filter((id) => locations.get(id)?.isPurged !== true);
  const changing = new Set([...changed, ...purgedNow]);
  const dropped = packsToRewrite(sharesOf(base, core, changing, purgedInPacks(core)));
  for (const [id, { packs }] of locations) if (packs.some((number) => dropped.has(number))) changing.add(id);
  const items = [...changing].toSorted();
  return { items, dropped, closes: purgedNow.length > 0, purged: new Set(items.filter((id) => tombstones.has(id))) };
}

const coverEntries = (cover: BaseCover): Cover =>
  [...cover].map(([log, { seq, id }]) => ({ log, seq, id })).toSorted((a, b) => (a.log < b.log ? -1 : 1));

/** What this device says of its base from now on. */
function signCheckpoint(core: SpaceCore, { cover, ways, packs, counter }: Base, madeAt: number): Promise<Checkpoint> {
  const entries = coverEntries(cover);
  return makeCheckpoint(core.ports.suite.sha256, core.signer, {
    space: core.space,
    counter,
    madeAt,
    cover: entries,
    ways,
    packs: packs.toReversed().map(({ pack, blocks, sizeBytes, inflatedBytes, reach }) => ({
      pack,
      blocks,
      sizeBytes,
      inflatedBytes,
      reach: entries.map(({ log, seq }) => Math.min(seq, reach.get(log) ?? 0)),
    })),
  });
}

const isNothing = ({ base: { base, restored } }: SpaceCore, { items }: Order, { cover, ways }: Applied): boolean =>
  restored.size === 0 &&
  items.length === 0 &&
  isWithin(reachOf(cover), reachOf(base.cover)) &&
  namesAll({ cover: coverEntries(base.cover), ways: base.ways }, ways);

/** Makes a checkpoint now if there is anything to put into it. Throws a store failure. */
export async function compact(context: EngineContext): Promise<Result<CompactionEnd, StoreError>> {
  const { core } = context;
  const before = core.base.base;
  // What is in a damaged pack is not known for certain: nothing is dropped before it has been fetched again.
  if (core.base.damaged.size > 0) return ok("unreadable");
  const barriers = new Map<string, number>();
  const closing = await logsToClose(context);
  for (let round = 0; round < MAX_ROUNDS; round++) {
    // In a turn: while records are read again, what they say is in no document, and nothing tells that it is missing.
    const begun = await core.inTurn<Pick<Begun, "applied" | "contained" | "items">, never>(async () => {
      const applied = await appliedCover(core, { barriers, closing });
      return ok({ applied, contained: await coverWith(core.index, reachOf(applied.cover), applied.ways), items: core.items });
    });
    if (!begun.ok) return begun;
    const { applied, contained, items } = begun.value;
    const order = orderFor(core, contained);
    if (isNothing(core, order, applied)) return ok("nothing");
    const packer = new ItemPacker(context, {
      items: order.items,
      purged: order.purged,
      cover: contained,
      firstPackNumber: before.nextPackNumber,
    });
    const packed = await packer.run();
    if (packed.kind === "packed") return finish(context, { before, items, applied }, order, packed);
    if (packed.kind === "stopped" || packed.kind === "unreadable") return ok(packed.kind);
    if (packed.updates.length === 0) return ok("unreadable");
    for (const { path, seq } of packed.updates) lowerBarrier(barriers, path, seq);
  }
  return ok("unreadable");
}

/** What it began with: the base, the documents, and what is applied of the logs. */
type Begun = { readonly before: Base; readonly items: ItemSet; readonly applied: Applied; readonly contained: TailCover };

async function finish(
  context: EngineContext,
  { before, items, applied }: Omit<Begun, "contained">,
  order: Order,
  packed: Extract<Packed, { kind: "packed" }>,
): Promise<Result<CompactionEnd, StoreError>> {
  const { core } = context;
  const madeAt = core.ports.clock();
  const packs = [...before.packs.filter(({ number }) => !order.dropped.has(number)), ...packed.packs];
  const made: Base = { ...before, ...applied, packs, counter: before.counter + 1 };
  const checkpoint = await signCheckpoint(core, made, madeAt);
  const next: Base = {
    ...made,
    nextPackNumber: before.nextPackNumber + packed.packs.length,
    checkpoints: [checkpoint.id],
    kept: keepMonths(before, madeAt, context.retention().months, order.closes),
    lastMaker: core.self,
    marks: withMark(before.marks, { madeAt, cover: reachOf(applied.cover) }, context.retention().days),
  };
  return core.inTurn(async () => {
    if (context.isStopped() || core.base.base !== before || core.items !== items) return ok("stopped");
    // What was deleted meanwhile may be covered: the copy of what this device had written to it comes first.
    if (core.items.lateEdits.size > 0 && core.members.mayWrite(core.self)) return ok("stopped");
    const removed: readonly PackId[] = before.packs.filter(({ number }) => order.dropped.has(number)).map(({ pack }) => pack);
    const committed = await commitBase(context, { next, checkpoint, items: packed.items, removed, changed: [] });
    return committed.ok ? ok("done") : committed;
  });
}
