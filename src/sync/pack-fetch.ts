// Fetching checkpoints and their packs from one other side, as a pure state machine (PROTOCOL.md "Checkpoints and packs on the wire"): manifests first, then the
// packs that are missing, newest first, one ask for each pack and at most four asks on their way; every block is held against the pack's id before it
// is given out to be stored. What was stored when a link broke is not asked for again. A side that says something wrong is asked nothing any more.
// What is wanted at all is the caller's (`FetchPlan`), and so is storing.

import type { PackId } from "../base/ids.ts";
import type { Sha256 } from "../base/labels.ts";
import type { CheckpointId } from "../wire/frames.ts";
import { MAX_ASKS_UNDER_WAY, MAX_BLOCKS_PER_ASK } from "../wire/limits.ts";
import { areLeavesOf, isBlockOf } from "../wire/pack-tree.ts";

/** A pack that is to be fetched: of its `blocks`, as sent `sizeBytes` together by what its checkpoint says, the first `staged` are stored. */
export type PackNeed = { readonly pack: PackId; readonly blocks: number; readonly sizeBytes: number; readonly staged: number };

/** What is wanted of a side: manifests of checkpoints that it lists, and the packs of one checkpoint, newest first. `records`: those that come with it; none when absent. */
export type FetchPlan = {
  readonly manifests: readonly CheckpointId[];
  readonly target: { readonly checkpoint: CheckpointId; readonly packs: readonly PackNeed[]; readonly records?: number } | null;
};

export type FetchAsk =
  | { readonly type: "ask-checkpoint"; readonly checkpoint: CheckpointId }
  | { readonly type: "ask-pack"; readonly pack: PackId; readonly firstBlock: number; readonly maxBlocks: number };

/** `content` empty: it is not there. */
export type CheckpointAnswer = { readonly checkpoint: CheckpointId; readonly content: Uint8Array };

/** `leaves`: of all blocks, when the first one was asked for. No blocks: they are not there. */
export type PackAnswer = {
  readonly pack: PackId;
  readonly firstBlock: number;
  readonly leaves: readonly Uint8Array[];
  readonly blocks: readonly Uint8Array[];
};

type PackProgress = PackNeed & {
  /** Null until the answer to the first ask. */
  readonly leaves: readonly Uint8Array[] | null;
  readonly step: "waiting" | "asked" | "storing";
  /** Of the blocks that have come over this link. */
  readonly heardBytes: number;
};

/** `oversized`: its checkpoint says less than there is, whoever has brought it. */
export type FetchOutcome = "fetched" | "not-there" | "wrong" | "oversized";

export type PackFetch = {
  readonly manifests: readonly CheckpointId[];
  readonly checkpoint: CheckpointId | null;
  /** Of the checkpoint, those that are not whole yet. */
  readonly packs: readonly PackProgress[];
  /** That come with the checkpoint, and the bytes that were missing of its packs at first. */
  readonly records: number;
  readonly plannedBytes: number;
  readonly asks: readonly FetchAsk[];
  /** Manifests that are being checked and stored. */
  readonly keeping: number;
  /** What this side turned out not to have. */
  readonly absent: ReadonlySet<CheckpointId>;
  /** It has said something that does not verify. */
  readonly isEnded: boolean;
};

export const NO_FETCH: PackFetch = {
  manifests: [],
  checkpoint: null,
  packs: [],
  records: 0,
  plannedBytes: 0,
  asks: [],
  keeping: 0,
  absent: new Set(),
  isEnded: false,
};

/** Nothing is on its way or being stored, so that what is wanted may be planned anew. */
export const isIdle = ({ asks, manifests, keeping, checkpoint }: PackFetch): boolean =>
  asks.length === 0 && manifests.length === 0 && keeping === 0 && checkpoint === null;

/** Of what a side lists, what may be asked of it. */
export const mayAsk = (fetch: PackFetch, listed: readonly CheckpointId[]): readonly CheckpointId[] =>
  fetch.isEnded ? [] : listed.filter((checkpoint) => !fetch.absent.has(checkpoint));

const missingBytes = (packs: readonly PackNeed[]): number =>
  packs.reduce((sum, { sizeBytes, blocks, staged }) => sum + sizeBytes * (1 - staged / Math.max(1, blocks)), 0);

/** Of the records that come with the checkpoint, the share of what is stored of its packs. */
export function recordsFetched({ records, plannedBytes, packs }: PackFetch): number {
  return plannedBytes === 0 ? 0 : Math.floor(records * (1 - missingBytes(packs) / plannedBytes));
}

/** Takes over what is wanted; only while idle. */
export function beginFetch(fetch: PackFetch, plan: FetchPlan): PackFetch {
  if (fetch.isEnded) return fetch;
  const packs = (plan.target?.packs ?? []).filter(({ staged, blocks }) => staged < blocks);
  return {
    ...fetch,
    manifests: plan.manifests,
    checkpoint: plan.target?.checkpoint ?? null,
    records: plan.target?.records ?? 0,
    plannedBytes: missingBytes(packs),
    packs: packs.map((need) => ({ ...need, leaves: null, step: "waiting", heardBytes: 0 })),
  };
}

function askFor({ pack, blocks, staged, leaves }: PackProgress): FetchAsk {
  // A pack that was begun on an earlier link: what its other blocks must be comes with the first one.
  const isResumed = leaves === null && staged > 0;
  const firstBlock = leaves === null ? 0 : staged;
  return { type: "ask-pack", pack, firstBlock, maxBlocks: isResumed ? 1 : Math.min(MAX_BLOCKS_PER_ASK, blocks - firstBlock) };
}

/** What to ask now. */
export function nextAsks(fetch: PackFetch): { readonly fetch: PackFetch; readonly asks: readonly FetchAsk[] } {
  const storing = fetch.packs.filter(({ step }) => step === "storing").length;
  // Blocks of an answer that are still being stored count as on their way: they cannot pile up.
  const room = Math.max(0, MAX_ASKS_UNDER_WAY - fetch.asks.length - storing - fetch.keeping);
  const manifests = fetch.manifests.slice(0, room);
  const packs = fetch.packs.filter(({ step }) => step === "waiting").slice(0, room - manifests.length);
  if (manifests.length + packs.length === 0) return { fetch, asks: [] };
  const asks: FetchAsk[] = [...manifests.map((checkpoint) => ({ type: "ask-checkpoint" as const, checkpoint })), ...packs.map(askFor)];
  const asked = new Set(packs);
  return {
    asks,
    fetch: {
      ...fetch,
      manifests: fetch.manifests.slice(manifests.length),
      packs: fetch.packs.map((pack) => (asked.has(pack) ? { ...pack, step: "asked" } : pack)),
      asks: [...fetch.asks, ...asks],
    },
  };
}

/** `end`: the fetch of that checkpoint is over; null while it goes on. */
export type FetchStep<Kept> = { readonly fetch: PackFetch; readonly kept: Kept | null; readonly end: FetchEnd | null };

export type FetchEnd = { readonly checkpoint: CheckpointId; readonly outcome: FetchOutcome; readonly pack: PackId | null };

/** Null: nothing like it was asked for next. */
export function takeCheckpointAnswer(fetch: PackFetch, answer: CheckpointAnswer): FetchStep<CheckpointAnswer> | null {
  const [ask, ...asks] = fetch.asks;
  if (ask?.type !== "ask-checkpoint" || ask.checkpoint !== answer.checkpoint) return null;
  if (fetch.isEnded) return { fetch: { ...fetch, asks }, kept: null, end: null };
  if (answer.content.length === 0) {
    const absent = new Set(fetch.absent).add(answer.checkpoint);
    return { fetch: { ...fetch, asks, absent }, kept: null, end: null };
  }
  return { fetch: { ...fetch, asks, keeping: fetch.keeping + 1 }, kept: answer, end: null };
}

/** A manifest has been checked and stored, or turned out to be none. */
export function noteKept(fetch: PackFetch, isGood: boolean): PackFetch {
  const kept = { ...fetch, keeping: fetch.keeping - 1 };
  return isGood ? kept : endAll(kept);
}

const endAll = (fetch: PackFetch): PackFetch => ({ ...fetch, manifests: [], checkpoint: null, packs: [], records: 0, isEnded: true });

/** What of an answer is to be stored: the blocks that are not yet. Null when it does not verify. */
function checkBlocks(progress: PackProgress, answer: PackAnswer, maxBlocks: number, sha256: Sha256): PackProgress | null {
  const { firstBlock, blocks } = answer;
  const leaves = firstBlock === 0 ? answer.leaves : progress.leaves;
  if (leaves === null || blocks.length > maxBlocks || firstBlock + blocks.length > progress.blocks) return null;
  if (firstBlock === 0 && !(leaves.length === progress.blocks && areLeavesOf(sha256, progress.pack, leaves))) return null;
  const isRight = blocks.every((block, index) => {
    const leaf = leaves[firstBlock + index];
    return leaf !== undefined && isBlockOf(sha256, leaf, block);
  });
  const heardBytes = blocks.reduce((sum, { length }) => sum + length, progress.heardBytes);
  return isRight ? { ...progress, leaves, heardBytes } : null;
}

/** Blocks to be stored, one after another from `firstBlock`. */
export type BlocksToKeep = { readonly pack: PackId; readonly firstBlock: number; readonly blocks: readonly Uint8Array[] };

/** Null: nothing like it was asked for next. */
export function takePackAnswer(fetch: PackFetch, answer: PackAnswer, sha256: Sha256): FetchStep<BlocksToKeep> | null {
  const [ask, ...asks] = fetch.asks;
  if (ask?.type !== "ask-pack" || ask.pack !== answer.pack || ask.firstBlock !== answer.firstBlock) return null;
  const rest = { ...fetch, asks };
  const progress = fetch.packs.find(({ pack, step }) => pack === answer.pack && step === "asked");
  if (progress === undefined || fetch.checkpoint === null) return { fetch: rest, kept: null, end: null };
  const end = { checkpoint: fetch.checkpoint, pack: answer.pack };
  if (answer.blocks.length === 0) return { fetch: giveUp(rest), kept: null, end: { ...end, outcome: "not-there" } };
  const checked = checkBlocks(progress, answer, ask.maxBlocks, sha256);
  if (checked === null) return { fetch: endAll(rest), kept: null, end: { ...end, outcome: "wrong" } };
  const isOversized = checked.heardBytes > checked.sizeBytes;
  return isOversized ? { fetch: giveUp(rest), kept: null, end: { ...end, outcome: "oversized" } } : takeBlocks(rest, checked, answer);
}

/** Those that are stored already are left. */
function takeBlocks(fetch: PackFetch, progress: PackProgress, { pack, firstBlock, blocks }: PackAnswer): FetchStep<BlocksToKeep> {
  const fresh = blocks.slice(Math.max(0, progress.staged - firstBlock));
  if (fresh.length === 0) return { fetch: withPack(fetch, { ...progress, step: "waiting" }), kept: null, end: null };
  return {
    fetch: withPack(fetch, { ...progress, step: "storing" }),
    kept: { pack, firstBlock: progress.staged, blocks: fresh },
    end: null,
  };
}

const giveUp = (fetch: PackFetch): PackFetch => ({
  ...fetch,
  checkpoint: null,
  packs: [],
  records: 0,
  absent: fetch.checkpoint === null ? fetch.absent : new Set(fetch.absent).add(fetch.checkpoint),
});

const withPack = (fetch: PackFetch, next: PackProgress): PackFetch => ({
  ...fetch,
  packs: fetch.packs.map((pack) => (pack.pack === next.pack ? next : pack)),
});

/** Blocks have been stored. */
export function noteStored(fetch: PackFetch, { pack, blocks }: BlocksToKeep): PackFetch {
  const progress = fetch.packs.find((candidate) => candidate.pack === pack);
  if (progress === undefined) return fetch;
  const staged = progress.staged + blocks.length;
  if (staged < progress.blocks) return withPack(fetch, { ...progress, staged, step: "waiting" });
  return { ...fetch, packs: fetch.packs.filter((candidate) => candidate !== progress) };
}

/** The checkpoint whose packs are all stored now, and the fetch without it. */
export function takeFetched(fetch: PackFetch): FetchStep<never> {
  if (fetch.checkpoint === null || fetch.packs.length > 0) return { fetch, kept: null, end: null };
  return { fetch: { ...fetch, checkpoint: null }, kept: null, end: { checkpoint: fetch.checkpoint, outcome: "fetched", pack: null } };
}
