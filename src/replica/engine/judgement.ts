// What to do with a checkpoint of another device: take it as it is, compare it first, or leave it for now or for good.

import type { LogTag } from "../../base/ids.ts";
import type { Checkpoint } from "../../wire/checkpoint.ts";
import { locate } from "../../wire/log-tree.ts";
import { isWithin, reachOf, type Base, type Reach } from "../base.ts";
import type { BookEntry } from "../checkpoint-book.ts";
import { coverOfCheckpoint, isCoverWithin, namesAll } from "../checkpoint-cover.ts";
import type { SpaceCore } from "../space-core.ts";
import { isApplied } from "./applied-cover.ts";
import type { EngineContext } from "./engine-context.ts";
import { isMissing, relationOf, type LogRelation } from "./log-relation.ts";
import { isLookedAtAgain } from "./second-look.ts";
import { isTrusted, trustOf, type Judged, type Trust } from "./trust.ts";

export type Judgement =
  | { readonly kind: "leave" }
  /** Not trusted, and it cannot be compared here; that may change. */
  | { readonly kind: "wait" }
  | { readonly kind: "take"; readonly trust: Trust; readonly relations: ReadonlyMap<LogTag, LogRelation> }
  /** All that it covers is applied here, and its base is not ahead of ours. */
  | { readonly kind: "compare" };

const LEAVE: Judgement = { kind: "leave" };
const WAIT: Judgement = { kind: "wait" };
const COMPARE: Judgement = { kind: "compare" };

export const reachOfCheckpoint = ({ cover }: Pick<Checkpoint, "cover">): Reach => new Map(cover.map(({ log, seq }) => [log, seq]));

/** What this device thinks of it by what it has been told. */
export function trustIn(context: EngineContext, entry: BookEntry & Pick<Judged, "madeAt">): Trust {
  const { core, limits } = context;
  const verdicts = [...context.verdicts()].filter(({ device }) => device !== core.self || !isLookedAtAgain(core, entry.id));
  const trust = trustOf(entry, {
    hasVoice: (device) => core.members.mayWrite(device),
    verdicts,
    admitted: new Set([...core.base.admitted, ...(entry.verdict === "admitted" ? [entry.id] : [])]),
    nowMs: core.ports.clock(),
    graceMs: limits.graceMs,
  });
  if (entry.verdict === "objected" || entry.verdict === "broken") return "disputed";
  return entry.verdict === "verified" && trust !== "disputed" ? "endorsed" : trust;
}

async function relationsOf(core: SpaceCore, checkpoint: Checkpoint): Promise<ReadonlyMap<LogTag, LogRelation>> {
  const relations = new Map<LogTag, LogRelation>();
  for (const cover of checkpoint.cover) relations.set(cover.log, await relationOf(core, cover));
  return relations;
}

/**
 * What it covers is covered already, by packs of our own: made at the same time of the same records, perhaps. Then nobody ever vouches for either
 * unless one compares. Age does not do that: a relay that has lost what it had counts it anew.
 */
const judgeCovered = ({ verdict }: BookEntry, trust: Trust, canBeCompared: boolean): Judgement =>
  canBeCompared && verdict === "unknown" && (trust === "none" || trust === "aged" || trust === "claimed") ? COMPARE : LEAVE;

/** Whether it may be believed to contain what a damaged pack of our base held, in other packs. */
function mends({ base: { base, damaged } }: SpaceCore, checkpoint: Checkpoint, trust: Trust): boolean {
  if (!isTrusted(trust)) return false;
  const reach = reachOfCheckpoint(checkpoint);
  const named = new Set(checkpoint.packs.map(({ pack }) => pack));
  return base.packs.some(({ pack, reach: reached }) => damaged.has(pack) && !named.has(pack) && isWithin(reached, reach));
}

/**
 * Whether it is known whose all of its logs are. Of a device that has gone on in many only the first can be found: each that is covered makes those beyond it
 * findable, in whatever order they come.
 */
function areLogsKnown({ members }: SpaceCore, { cover }: Checkpoint): boolean {
  let unknown = cover;
  for (let before = cover.length + 1; unknown.length < before;) {
    before = unknown.length;
    unknown = unknown.filter(({ log }) => {
      const name = members.findLog(log);
      if (name !== null) members.noteHeldLog(name);
      return name === null;
    });
  }
  return unknown.length === 0;
}

/** It covers more than our base. Age is the word of nobody: where it can be compared that says more. One that claims to be old is taken if its records are gone. */
function judgeAhead(trust: Trust, relations: ReadonlyMap<LogTag, LogRelation>, canBeCompared: boolean): Judgement {
  if (canBeCompared && trust !== "endorsed" && trust !== "admitted") return COMPARE;
  const mayBeTaken = isTrusted(trust) || (trust === "claimed" && [...relations.values()].some(isMissing));
  return mayBeTaken ? { kind: "take", trust, relations } : WAIT;
}

/** Whether it covers nothing that the base does not contain. */
function isContained({ cover, ways }: Base, checkpoint: Checkpoint): boolean {
  const beyond = checkpoint.cover.filter(({ log, seq }) => seq > (cover.get(log)?.seq ?? 0));
  return namesAll({ cover: [], ways }, [...beyond, ...checkpoint.ways]);
}

/** Whether it covers on a branch what cannot be read here up to there: a husk may have been taken as it might have been contained. Throws a store failure. */
async function fillsBranch({ index }: SpaceCore, { cover, ways }: Checkpoint): Promise<boolean> {
  if (index.damagedPaths === 0) return false;
  for (const { log, seq, id } of [...cover, ...ways]) {
    const tree = index.trees.get(log);
    const position = tree === undefined ? null : await locate(tree, seq, id, index.idAt);
    const damagedSeq = position === null || position.branch === "" ? 0 : index.damagedSeq({ log, branch: position.branch });
    if (damagedSeq > 0 && damagedSeq <= seq) return true;
  }
  return false;
}

/** Throws a store failure. */
export async function judge(context: EngineContext, checkpoint: Checkpoint, entry: BookEntry): Promise<Judgement> {
  const { core } = context;
  const { base } = core.base;
  const trust = trustIn(context, { ...entry, madeAt: checkpoint.madeAt });
  if (trust === "disputed" || base.checkpoints.includes(checkpoint.id)) return LEAVE;
  const relations = await relationsOf(core, checkpoint);
  const isBehind = [...relations.values()].some(isMissing);
  const canBeCompared = !isBehind && (await canCompare(core, checkpoint, relations));
  if (!isBehind && isContained(base, checkpoint) && !(await fillsBranch(core, checkpoint))) {
    return mends(core, checkpoint, trust) ? { kind: "take", trust, relations } : judgeCovered(entry, trust, canBeCompared);
  }
  const judgement = judgeAhead(trust, relations, canBeCompared);
  // Whose logs it covers must be known: the statements have not all come.
  return judgement.kind === "take" && !areLogsKnown(core, checkpoint) ? WAIT : judgement;
}

/** Whether all that it covers is applied here, and the documents can be had as they were at its cover. Throws a store failure. */
export async function canRebuild(core: SpaceCore, checkpoint: Checkpoint): Promise<boolean> {
  return (await coversBase(core, checkpoint)) && isApplied(core, checkpoint);
}

/** Nothing that the base contains is beyond it. Throws a store failure. */
async function coversBase(core: SpaceCore, checkpoint: Checkpoint): Promise<boolean> {
  const { base, coverage } = core.base;
  const isReached = isWithin(reachOf(base.cover), reachOfCheckpoint(checkpoint)) && namesAll(checkpoint, base.ways);
  return isReached && isCoverWithin(coverage, await coverOfCheckpoint(core, checkpoint));
}

async function canCompare(core: SpaceCore, checkpoint: Checkpoint, relations: ReadonlyMap<LogTag, LogRelation>): Promise<boolean> {
  if (!core.base.base.isSound) return false;
  if (await canRebuild(core, checkpoint)) return true;
  // Of a log that turned out to be forked its maker may have covered more than can be applied in one piece here.
  const isForked = [...relations.values()].some(({ kind }) => kind === "branch");
  return isForked && checkpoint.ways.length === 0 && coversBase(core, checkpoint);
}
