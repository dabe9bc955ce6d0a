// What a space has of checkpoints and packs, as the relay keeps it in memory: of each checkpoint what it covers and names, of each pack how much
// of it is here. Manifests, leaves and blocks stay in the store. A checkpoint is *whole* when all its packs are here; before that it is being taken
// and nobody is told of it. Which of them are kept is decided here too; what they make of the records is tidy-space.ts.

import type { LogTag, PackId } from "../src/base/ids.ts";
import type { Sha256 } from "../src/base/labels.ts";
import { parseCheckpoint, type Checkpoint, type CoverEntry } from "../src/wire/checkpoint.ts";
import type { CheckpointId, Version } from "../src/wire/frames.ts";
import { MAX_CHECKPOINTS } from "../src/wire/limits.ts";
import type { LogTree } from "../src/wire/log-tree.ts";
import type { RelayPack, StoredCheckpoint } from "./relay-store.ts";

export type ShelfCheckpoint = Omit<StoredCheckpoint, "bytes"> & Pick<Checkpoint, "cover" | "packs" | "ways">;

export type Shelf = {
  readonly checkpoints: ReadonlyMap<CheckpointId, ShelfCheckpoint>;
  readonly packs: ReadonlyMap<PackId, RelayPack>;
};

/** Of each maker the newest so many are kept. */
const KEPT_OF_EACH_MAKER = 2;

/** How long a checkpoint of which nobody says anything waits before records go for it. */
export const GRACE_MS = 45 * 24 * 3_600_000;

/**
 * How long a checkpoint that nobody has vouched for waits until a log of which nothing is here begins behind it. Whoever has the records sends them in that
 * time. Began the log behind them at once, they could come to nobody else any more by this relay, and nobody could compare the checkpoint.
 */
export const EMPTY_LOG_GRACE_MS = 10 * 60_000;

/** Null: the stored manifest is damaged. */
export function checkpointToShelf(sha256: Sha256, { bytes, ...stored }: StoredCheckpoint): ShelfCheckpoint | null {
  const parsed = parseCheckpoint(sha256, bytes);
  if (!parsed.ok || parsed.value.id !== stored.id) return null;
  const { cover, packs, ways } = parsed.value;
  return { ...stored, cover, packs, ways };
}

export function isPackHeld({ packs }: Pick<Shelf, "packs">, pack: PackId): boolean {
  const held = packs.get(pack);
  return held !== undefined && held.heldBlocks === held.blocks;
}

export const hasAllPacks = (shelf: Pick<Shelf, "packs">, checkpoint: ShelfCheckpoint): boolean =>
  checkpoint.packs.every(({ pack }) => isPackHeld(shelf, pack));

export const isWhole = (checkpoint: ShelfCheckpoint): boolean => checkpoint.receivedAtMs > 0;

/** Another member than its maker has compared it. */
export const isProven = (checkpoint: ShelfCheckpoint): boolean => isWhole(checkpoint) && checkpoint.verdict === "endorsed";

/** Whether one of them may contain what a record of this log says: only for such a one a husk is taken. */
export const mayContain = ({ checkpoints }: Shelf, log: LogTag, seq: number): boolean =>
  [...checkpoints.values()].some(
    (each) => isProven(each) && [...each.cover, ...each.ways].some((entry) => entry.log === log && entry.seq >= seq),
  );

/** Sealed bytes that are still to come for the checkpoints that are being taken. */
export function bytesToCome({ checkpoints, packs }: Shelf): number {
  const missing = new Map<PackId, number>();
  for (const checkpoint of checkpoints.values()) {
    for (const { pack, sizeBytes } of checkpoint.packs) if (!isPackHeld({ packs }, pack)) missing.set(pack, sizeBytes);
  }
  return [...missing.values()].reduce((sum, bytes) => sum + bytes, 0);
}

const VERDICT_RANK = { endorsed: 0, none: 1, objected: 2 } as const;

/** Endorsed first, newest first. */
export const compareByWorth = (a: ShelfCheckpoint, b: ShelfCheckpoint): number =>
  VERDICT_RANK[a.verdict] - VERDICT_RANK[b.verdict] || b.madeAtMs - a.madeAtMs || (a.id < b.id ? -1 : 1);

const compareByCounter = (a: ShelfCheckpoint, b: ShelfCheckpoint): number => b.counter - a.counter || (a.id < b.id ? -1 : 1);

const seqIn = (version: Version, log: LogTag): number => Math.max(0, ...version.filter((entry) => entry.log === log).map(({ seq }) => seq));

/** What a device has said to hold. */
type Said = { readonly checkpoints: readonly CheckpointId[] };

/**
 * What `have` tells a device: of what is here nothing that covers more than `version` holds, since whoever has it too would wait for it to be taken. A device
 * that does not name it holds nothing back for it: it may have been admitted just now, and need it to come in, or may be able to compare it.
 */
export const toldCheckpoints = ({ checkpoints }: Shelf, version: Version, theirs: Said | null): readonly CheckpointId[] =>
  [...checkpoints.values()]
    .filter((each) => isWhole(each) && (isFree(theirs, each.id) || each.cover.every((entry) => isReached(version, entry))))
    .toSorted(compareByWorth)
    .slice(0, MAX_CHECKPOINTS)
    .map(({ id }) => id);

const isReached = (version: Version, { log, seq }: CoverEntry): boolean => seqIn(version, log) >= seq;

const isFree = (theirs: Said | null, id: CheckpointId): boolean => theirs !== null && !theirs.checkpoints.includes(id);

/** Whether there are checkpoints that it has not been told of: new ones, or records that one covers have come, or it is known by now what it holds. */
export const isMoreToTell = (
  { shelf, version }: { readonly shelf: Shelf; readonly version: Version },
  theirs: Said | null,
  told: readonly CheckpointId[],
): boolean => toldCheckpoints(shelf, version, theirs).some((checkpoint) => !told.includes(checkpoint));

/** How far the farthest of these checkpoints reaches in each log, of those that are whole here. */
export function reachOf({ checkpoints }: Shelf, ids: readonly CheckpointId[]): ReadonlyMap<LogTag, number> {
  const seqByLog = new Map<LogTag, number>();
  for (const id of ids) {
    const known = checkpoints.get(id);
    if (known === undefined || !isWhole(known)) continue;
    for (const { log, seq } of known.cover) seqByLog.set(log, Math.max(seq, seqByLog.get(log) ?? 0));
  }
  return seqByLog;
}

/** Whether what the checkpoint covers reaches the base of this trunk. */
export function coversBase(checkpoint: ShelfCheckpoint, tree: LogTree): boolean {
  const baseSeq = tree.paths.get("")?.base?.seq ?? 0;
  return (checkpoint.cover.find(({ log }) => log === tree.log)?.seq ?? 0) >= baseSeq;
}

/** The best checkpoint for what a log has below its base; null when there is none any more. */
export const checkpointBelow = ({ checkpoints }: Shelf, tree: LogTree): ShelfCheckpoint | null =>
  [...checkpoints.values()].filter((each) => isWhole(each) && coversBase(each, tree)).toSorted(compareByWorth)[0] ?? null;

/** How far whole checkpoints of members that nobody has found wrong cover this log. */
export const coveredTo = ({ checkpoints }: Shelf, log: LogTag, isVouched: (checkpoint: ShelfCheckpoint) => boolean): number =>
  Math.max(
    0,
    ...[...checkpoints.values()]
      .filter((each) => isWhole(each) && each.verdict !== "objected" && isVouched(each))
      .map(({ cover }) => cover.find((entry) => entry.log === log)?.seq ?? 0),
  );

/** Whether records may go for it: members have found it right, or have had the time to find it wrong. */
export const isAccepted = (checkpoint: ShelfCheckpoint, nowMs: number): boolean =>
  isWhole(checkpoint) &&
  (checkpoint.verdict === "endorsed" || (checkpoint.verdict === "none" && nowMs - checkpoint.receivedAtMs >= GRACE_MS));

export type Covering = Pick<ShelfCheckpoint, "cover" | "ways">;

/** Whether a record stands on one of the ways that a checkpoint names, where that is known. */
export type IsOnWay = (by: Covering, record: CoverEntry) => boolean;

const isNamed: IsOnWay = ({ cover, ways }, { log, id }) => [...cover, ...ways].some((entry) => entry.log === log && entry.id === id);

function coversAllOf(by: Covering, { cover, ways }: Covering, isOnWay: IsOnWay): boolean {
  const isThere = (record: CoverEntry): boolean => isNamed(by, record) || isOnWay(by, record);
  return (
    cover.every((each) => by.cover.some(({ log, seq }) => log === each.log && seq >= each.seq) || isThere(each)) && ways.every(isThere)
  );
}

/**
 * Whether `by` says all that the other one says and more. Where it is accepted nobody needs the other one, whose packs may hold what its members have
 * deleted for good: the relay cannot know.
 */
const isBeyond = (by: Covering, other: Covering, isOnWay: IsOnWay): boolean =>
  coversAllOf(by, other, isOnWay) && !coversAllOf(other, by, isOnWay);

/** The checkpoints to keep: the newest of each maker that is a member, and whatever else stands for records that are not here. */
export function keptCheckpoints(
  shelf: Shelf,
  trees: Iterable<LogTree>,
  {
    isVouched,
    isOnWay,
    nowMs,
  }: { readonly isVouched: (checkpoint: ShelfCheckpoint) => boolean; readonly isOnWay: IsOnWay; readonly nowMs: number },
): ReadonlySet<CheckpointId> {
  const every = [...shelf.checkpoints.values()].toSorted(compareByWorth);
  const accepted = every.filter((each) => isAccepted(each, nowMs));
  const all = every.filter((each) => !accepted.some((better) => isBeyond(better, each, isOnWay)));
  // Husks may stand for what those contain that name ways.
  const kept = new Set(all.filter((each) => each.ways.length > 0 && isProven(each)));
  for (const maker of new Set(all.map((checkpoint) => checkpoint.maker))) {
    const ofMaker = all.filter((checkpoint) => checkpoint.maker === maker && isVouched(checkpoint)).toSorted(compareByCounter);
    const newest = [...ofMaker.slice(0, KEPT_OF_EACH_MAKER), ...ofMaker.filter(isWhole).slice(0, KEPT_OF_EACH_MAKER)];
    for (const checkpoint of newest) kept.add(checkpoint);
  }
  for (const tree of trees) {
    if (tree.paths.get("")?.base === undefined) continue;
    const covering = all.filter((each) => coversBase(each, tree));
    if (covering.some((each) => kept.has(each) && isAccepted(each, nowMs))) continue;
    for (const checkpoint of bestOfEachStanding(covering, nowMs)) kept.add(checkpoint);
  }
  return new Set([...kept].map(({ id }) => id));
}

/** One that is accepted; where there is none it is not known which of them is right. */
function bestOfEachStanding(covering: readonly ShelfCheckpoint[], nowMs: number): readonly ShelfCheckpoint[] {
  const accepted = covering.find((each) => isAccepted(each, nowMs));
  if (accepted !== undefined) return [accepted];
  const isDoubtful = (each: ShelfCheckpoint): boolean => each.verdict === "objected";
  const standings = [
    covering.find((each) => isWhole(each) && !isDoubtful(each)),
    covering.find((each) => isWhole(each) && isDoubtful(each)),
    covering.find((each) => !isWhole(each)),
  ];
  return standings.filter((each) => each !== undefined);
}

/** Whether a manifest that is not here yet would be kept. */
export function isWorthTaking({ checkpoints }: Shelf, taken: Pick<Checkpoint, "maker" | "counter" | "cover" | "ways">): boolean {
  const known = [...checkpoints.values()];
  const newer = known.filter(({ maker, counter }) => maker === taken.maker && counter >= taken.counter);
  const isSurpassed = known.some((each) => isWhole(each) && each.verdict === "endorsed" && isBeyond(each, taken, () => false));
  return newer.length < KEPT_OF_EACH_MAKER && !isSurpassed;
}
