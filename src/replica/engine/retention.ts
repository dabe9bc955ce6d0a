// Which records go: those that a checkpoint covers which another device than its maker has compared, that another replica
// has too, and that are older than the user wants single changes kept: what packs of ours alone contain could be given to nobody who does not trust this
// device. Those that speak of what was deleted for good do not wait for their age, nor do those before them in their log, which has no gaps; those behind
// them do. A log that has forked is covered up to where it parts, and so its records go at most up to there: those behind it stay.

import type { LogTag } from "../../base/ids.ts";
import { ok, type Result } from "../../base/result.ts";
import type { ExpectedHead, LogPath, PathBase, PathHead, StoreError } from "../../ports/store.ts";
import { baseOf, locate, pathOf, type LogTree } from "../../wire/log-tree.ts";
import { commonSeq, firstForkSeq } from "../../wire/tree-relation.ts";
import { readManifest } from "../manifests.ts";
import type { SpaceCore } from "../space-core.ts";
import { makeBatch } from "../store-batch.ts";
import { readBook } from "../checkpoint-book.ts";
import type { EngineContext } from "./engine-context.ts";
import { isOlderThan } from "./history.ts";
import { trustIn } from "./judgement.ts";
import { relationOf } from "./log-relation.ts";
import type { Trust } from "./trust.ts";
import { baseKey, type BasePack, type Reach } from "../base.ts";
import { headOfPath } from "../path-head.ts";
import { reachOfPurged } from "./purged-records.ts";
import { isPackIntact } from "./serving.ts";

/** In the checkpoint that stands for the base. Throws a store failure. */
export async function trustInBase(context: EngineContext): Promise<Trust> {
  const { core } = context;
  const [id] = core.base.base.checkpoints;
  const { lastMaker } = core.base.base;
  if (id === undefined || lastMaker === null) return "none";
  const known = (await readBook(core.ports.store, core.space)).find((entry) => entry.id === id);
  return trustIn(context, known ?? { id, maker: lastMaker, receivedAt: core.ports.clock(), verdict: "unknown" });
}

/**
 * How far it covers each trunk, where another device than its maker has compared it. Age does not count: others may have heard of it only now. The base may
 * reach further, by packs of our own. Throws a store failure.
 */
async function vouchedReach(context: EngineContext): Promise<Reach> {
  const { core } = context;
  const reach = new Map<LogTag, number>();
  const [id] = core.base.base.checkpoints;
  const trust = await trustInBase(context);
  const checkpoint = id !== undefined && trust === "endorsed" ? await readManifest(core, id) : null;
  for (const entry of checkpoint?.cover ?? []) {
    const relation = await relationOf(core, entry);
    if (relation.kind === "held") reach.set(entry.log, entry.seq);
    if (relation.kind === "branch") reach.set(entry.log, relation.trunkSeq);
  }
  return reach;
}

/** How far of a trunk another device is known to hold it. What is on another way says nothing of it, unless it is a leaf that is further than ours. */
async function heldElsewhere({ core, verdicts }: EngineContext, tree: LogTree): Promise<number> {
  const others = [...verdicts()].filter(({ device }) => device !== core.self && core.members.mayWrite(device));
  const trunk = pathOf(tree, "");
  const seqs = [0];
  for (const { seq, idPrefix } of others.flatMap(({ version }) => version.filter((entry) => entry.log === tree.log))) {
    const position = tree.paths.size === 1 ? null : await locate(tree, seq, idPrefix, core.index.idAt);
    seqs.push(position === null ? seq : commonSeq(tree, position, trunk));
  }
  return Math.max(...seqs);
}

/** By the newest mark that is old enough. */
function oldEnough({ core, retention }: EngineContext, log: LogTag): number {
  const now = core.ports.clock();
  const old = core.base.base.marks.filter(({ madeAt }) => isOlderThan(madeAt, now, retention().days));
  return old.at(-1)?.cover.get(log) ?? 0;
}

type Facts = {
  readonly vouched: Reach;
  /** How far each log speaks of what was deleted for good, which does not wait. */
  readonly urgent: Reach;
};

/** A fork may have come to light below what the base covers: the record before it stays, or becomes the trunk's base. */
const containedTo = ({ base }: SpaceCore, tree: LogTree): number => Math.min(base.coveredSeq(tree.log), firstForkSeq(tree) - 1);

/** Up to which record a trunk may be pruned; 0: not at all. */
async function prunableSeq(context: EngineContext, tree: LogTree, { vouched, urgent }: Facts): Promise<number> {
  const { core } = context;
  const vouchedSeq = vouched.get(tree.log) ?? 0;
  const age = Math.max(oldEnough(context, tree.log), urgent.get(tree.log) ?? 0);
  const confirmed = context.confirmedAtRelay(pathOf(tree, ""));
  const elsewhere = vouchedSeq === 0 ? 0 : Math.max(await heldElsewhere(context, tree), confirmed);
  return Math.min(containedTo(core, tree), vouchedSeq, elsewhere, age);
}

type Pruned = { readonly expect: ExpectedHead; readonly head: PathHead; readonly prune: LogPath & { readonly upTo: number } };

/** The first of these records of a trunk that is known by its id: of one that is missing it is not. */
async function firstKnown({ core }: EngineContext, tree: LogTree, from: number, to: number): Promise<PathBase | null> {
  const trunk = pathOf(tree, "");
  const step = from <= to ? 1 : -1;
  for (let seq = from; seq !== to + step; seq += step) {
    const id = seq === trunk.seq ? trunk.id : await core.index.idAt(trunk, seq);
    if (id !== null) return { seq, id };
  }
  return null;
}

/**
 * Behind which record a trunk begins from now on: the last one that may go, as far as it is known by its id. Records up to a damaged one are of no use to
 * anybody who lacks them, and packs contain them: these go in any case, with the first one behind them that is known if need be.
 */
async function nextBase(context: EngineContext, tree: LogTree, facts: Facts): Promise<PathBase | null> {
  const { core } = context;
  const begin = (baseOf(tree)?.seq ?? 0) + 1;
  const contained = containedTo(core, tree);
  const damaged = Math.min(contained, core.index.damagedBelow(tree.log));
  const least = Math.max(begin, damaged);
  const prunable = await prunableSeq(context, tree, facts);
  const base = prunable < least ? null : await firstKnown(context, tree, prunable, least);
  return base ?? (damaged < begin ? null : firstKnown(context, tree, damaged, contained));
}

async function pruneOf(context: EngineContext, tree: LogTree, facts: Facts): Promise<Pruned | null> {
  const base = await nextBase(context, tree, facts);
  if (base === null) return null;
  const { seq, id } = base;
  const trunk = pathOf(tree, "");
  const path = { log: tree.log, branch: "" };
  return {
    expect: { ...path, seq: trunk.seq, id: trunk.id },
    head: { ...headOfPath(trunk), base: { seq, id } },
    prune: { ...path, upTo: seq },
  };
}

/** Whether the packs that contain these records are what they should be: else records are the only thing to make them again from. */
async function arePacksIntact({ core }: EngineContext, pruned: readonly Pruned[]): Promise<boolean> {
  const holds = ({ reach }: BasePack): boolean =>
    pruned.some(({ prune: { log } }) => (reach.get(log) ?? 0) > (core.index.headOf({ log, branch: "" })?.base?.seq ?? 0));
  let areIntact = true;
  for (const pack of core.base.base.packs.filter(holds)) {
    if (await isPackIntact(core, pack.pack)) continue;
    core.base.noteDamaged(pack.pack);
    areIntact = false;
  }
  return areIntact;
}

const isMoved = ({ kind }: StoreError): boolean => kind === "head-moved" || kind === "meta-moved";

/** Throws a store failure. */
export async function dropOldRecords(context: EngineContext): Promise<Result<void, StoreError>> {
  const { core } = context;
  const vouched = await vouchedReach(context);
  const facts = { vouched, urgent: vouched.size > 0 ? await reachOfPurged(context) : new Map<LogTag, number>() };
  return core.inTurn(async () => {
    // What a damaged pack held may be in records alone.
    if (context.isStopped() || !core.base.isWhole) return ok(undefined);
    const pruned: Pruned[] = [];
    for (const tree of core.index.trees.values()) {
      const one = await pruneOf(context, tree, facts);
      if (one !== null) pruned.push(one);
    }
    return pruned.length === 0 || !(await arePacksIntact(context, pruned)) ? ok(undefined) : commitPruned(context, pruned);
  });
}

async function commitPruned({ core, fenced }: EngineContext, pruned: readonly Pruned[]): Promise<Result<void, StoreError>> {
  const committed = await core.ports.store.commit(
    makeBatch(core.space, {
      ...fenced,
      expect: pruned.map(({ expect }) => expect),
      expectMeta: [{ key: baseKey(core.space), value: core.base.stored }],
      heads: pruned.map(({ head }) => head),
      prune: pruned.map(({ prune }) => prune),
    }),
  );
  // Another tab was first: the next run looks again.
  if (!committed.ok) return isMoved(committed.error) ? ok(undefined) : committed;
  for (const { head } of pruned) {
    const tree = core.index.trees.get(head.log);
    if (tree !== undefined) core.index.setPath({ ...pathOf(tree, ""), ...head });
  }
  core.changed({ items: false, committed: true });
  return ok(undefined);
}
