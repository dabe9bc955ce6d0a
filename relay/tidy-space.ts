// What follows, at the relay, from the checkpoints that it has and from what members say of them in their receipts (PROTOCOL.md "Checkpoints").
// Storing and pruning are two acts: a checkpoint is stored when all its packs are here, and nothing of a log goes for that. Records go only below
// a checkpoint that is *accepted*: another member than its maker has found it right and nobody has found it wrong, or nobody has said anything for
// 45 days. Of a log of which nothing is here (a wiped relay) any checkpoint tells where it goes on, once its records have had the time to come.
// Of a log that has forked what an endorsed one contains beyond the fork is made husks (husks.ts).
// Done in steps, so that other work of the space goes on in between: `tidy` is called again until it changes nothing.

import type { DeviceId } from "../src/base/ids.ts";
import type { Membership } from "../src/members/membership.ts";
import type { CoverEntry } from "../src/wire/checkpoint.ts";
import type { CheckpointId } from "../src/wire/frames.ts";
import type { LogFinder } from "../src/wire/log-tag.ts";
import { firstStoredSeq, idOfPosition, idPrefixOf, pathOf, type LogTree, type TreePath } from "../src/wire/log-tree.ts";
import { makeTrunk } from "../src/wire/new-trunk.ts";
import { parseReceipt } from "../src/wire/receipt.ts";
import { firstForkSeq } from "../src/wire/tree-relation.ts";
import { findWays, makeHusks, type HuskPorts } from "./husks.ts";
import type { BasedHead, Verdict } from "./relay-store.ts";
import {
  EMPTY_LOG_GRACE_MS,
  compareByWorth,
  coversBase,
  hasAllPacks,
  isAccepted,
  isWhole,
  keptCheckpoints,
  type ShelfCheckpoint,
} from "./shelf.ts";
import type { SpaceDraft } from "./space-draft.ts";

/** Records that one step prunes. */
const MAX_PRUNED_RECORDS = 2_000;

export type TidyPorts = {
  readonly membership: Membership;
  readonly logs: LogFinder;
  readonly nowMs: number;
  readonly readManifest: (checkpoint: CheckpointId) => Promise<Uint8Array | null>;
} & HuskPorts;

/** `news`: devices are to be told anew what is here. `lookAgainMs`: after how long there may be more to do though nothing comes; null: never. */
export type Tidied = { readonly news: boolean; readonly lookAgainMs: number | null };

export const isMakerIn =
  ({ members }: Membership) =>
  (device: DeviceId): boolean =>
    (members.get(device)?.role ?? "reader") !== "reader";

/** Whether a checkpoint counts at all: its maker may write, or somebody who may has found it right since the maker may not any more. */
export function isVouchedIn(membership: Membership): (checkpoint: Pick<ShelfCheckpoint, "maker" | "verdict">) => boolean {
  const isMaker = isMakerIn(membership);
  return ({ maker, verdict }) => isMaker(maker) || verdict === "endorsed";
}

export async function tidy(draft: SpaceDraft, ports: TidyPorts): Promise<Tidied> {
  const changed = await updateCheckpoints(draft, ports);
  const rebased = withdrawBases(draft);
  const hasJumped = await moveBases(draft, ports);
  if (!draft.renames) await makeHusks(draft, ports);
  await dropUnneeded(draft, ports);
  return { news: changed || rebased || hasJumped, lookAgainMs: waitOf(draft, ports) };
}

/** Until the next checkpoint has waited for the records of logs of which nothing is here. */
function waitOf(draft: SpaceDraft, { nowMs }: TidyPorts): number | null {
  const waits = [...draft.shelf.checkpoints.values()]
    .filter((each) => isWhole(each) && each.verdict === "none")
    .map(({ receivedAtMs }) => receivedAtMs + EMPTY_LOG_GRACE_MS - nowMs)
    .filter((waitMs) => waitMs > 0);
  return waits.length === 0 ? null : Math.min(...waits);
}

/** Notes which have become whole (or are so no more) and what is said of them; true when there are others to tell of now. */
async function updateCheckpoints(draft: SpaceDraft, ports: TidyPorts): Promise<boolean> {
  const verdictOf = verdictsIn(draft, ports.membership);
  let changed = false;
  for (const checkpoint of draft.shelf.checkpoints.values()) {
    const receivedAtMs = hasAllPacks(draft.shelf, checkpoint) ? checkpoint.receivedAtMs || Math.max(1, ports.nowMs) : 0;
    const verdict = verdictOf(checkpoint);
    if (receivedAtMs === checkpoint.receivedAtMs && verdict === checkpoint.verdict) continue;
    const bytes = await ports.readManifest(checkpoint.id);
    if (bytes === null) continue;
    draft.shelf.put({ ...checkpoint, receivedAtMs, verdict }, bytes);
    // Whoever was refused husks may bring them now.
    const takesHusks = verdict === "endorsed" && checkpoint.ways.length > 0;
    changed ||= receivedAtMs !== checkpoint.receivedAtMs || takesHusks;
  }
  return changed;
}

/** What is said of one that is not here yet. */
export const saidOf = (draft: SpaceDraft, membership: Membership, checkpoint: Pick<ShelfCheckpoint, "id" | "maker">): Verdict =>
  verdictsIn(draft, membership)({ ...checkpoint, verdict: "none" });

/** An objection outweighs everything and stays; so does an endorsement that newer receipts have no room for any more. */
function verdictsIn(draft: SpaceDraft, membership: Membership): (checkpoint: Pick<ShelfCheckpoint, "id" | "maker" | "verdict">) => Verdict {
  // Who makes none says nothing of others' either.
  const hasVoice = isMakerIn(membership);
  const said: { readonly device: DeviceId; readonly verified: ReadonlySet<string>; readonly objections: ReadonlySet<string> }[] = [];
  for (const { device, bytes } of draft.allReceipts()) {
    const receipt = hasVoice(device) ? parseReceipt(bytes) : null;
    if (receipt?.ok !== true) continue;
    said.push({ device, verified: new Set(receipt.value.checkpoints), objections: new Set(receipt.value.objections ?? []) });
  }
  return ({ id, maker, verdict }) => {
    if (verdict === "objected" || said.some(({ objections }) => objections.has(id))) return "objected";
    const isEndorsed = said.some(({ device, verified }) => device !== maker && verified.has(id));
    return isEndorsed ? "endorsed" : verdict;
  };
}

/**
 * A log that was taken up from a checkpoint which was then found wrong is forgotten again, so that devices can bring it from its first record,
 * unless records have come after it or another checkpoint says the same.
 */
function withdrawBases(draft: SpaceDraft): boolean {
  const whole = [...draft.shelf.checkpoints.values()].filter(isWhole);
  const objected = whole.filter(({ verdict }) => verdict === "objected");
  if (objected.length === 0) return false;
  let withdrawn = false;
  for (const tree of draft.allTrees()) {
    const trunk = tree.paths.get("");
    if (trunk?.base === undefined || trunk.seq > trunk.base.seq || tree.paths.size > 1) continue;
    const { base } = trunk;
    const isFrom = (each: ShelfCheckpoint): boolean =>
      each.cover.some(({ log, seq, id }) => log === tree.log && seq === base.seq && id === base.id);
    if (!objected.some(isFrom) || whole.some((each) => each.verdict !== "objected" && coversBase(each, tree))) continue;
    draft.removeLog(tree.log);
    withdrawn = true;
  }
  return withdrawn;
}

/** What bases may come from, the best first. */
function usableCheckpoints(draft: SpaceDraft, { membership, nowMs }: TidyPorts): readonly (readonly [ShelfCheckpoint, boolean])[] {
  const isVouched = isVouchedIn(membership);
  const isUsed = (each: ShelfCheckpoint): boolean => isWhole(each) && each.verdict !== "objected" && isVouched(each);
  const usable = [...draft.shelf.checkpoints.values()].filter(isUsed).toSorted(compareByWorth);
  const accepted = new Set(usable.filter((each) => isAccepted(each, nowMs)));
  return [...new Set([...accepted, ...usable])].map((each) => [each, accepted.has(each)]);
}

/** True when a log goes on from where it was not before. */
async function moveBases(draft: SpaceDraft, ports: TidyPorts): Promise<boolean> {
  const checkpoints = usableCheckpoints(draft, ports);
  const accepted = checkpoints.filter(([, isSure]) => isSure).map(([each]) => each);
  const entries = checkpoints.flatMap(([{ cover, receivedAtMs }, isSure]) => {
    const hasWaited = ports.nowMs - receivedAtMs >= EMPTY_LOG_GRACE_MS;
    return isSure || hasWaited ? cover.map((entry) => ({ entry, isSure })) : [];
  });
  const moving: Moving = { draft, ports, accepted, left: MAX_PRUNED_RECORDS };
  let hasJumped = false;
  for (const each of entries) {
    hasJumped = (await moveBase(moving, each)) || hasJumped;
    if (moving.left <= 0) break;
  }
  return hasJumped;
}

/** `left`: records that may still be pruned in this step. */
type Moving = {
  readonly draft: SpaceDraft;
  readonly ports: TidyPorts;
  readonly accepted: readonly ShelfCheckpoint[];
  left: number;
};

/** True when the log goes on from where it was not before. */
async function moveBase(moving: Moving, { entry, isSure }: { readonly entry: CoverEntry; readonly isSure: boolean }): Promise<boolean> {
  const { draft, ports, accepted, left } = moving;
  const tree = draft.treeOf(entry.log);
  if (!isSure && !isOpen(tree, accepted)) return false;
  const head = tree === null ? beginAt(ports.logs, entry) : await baseTowards(draft, tree, entry, left);
  if (head === null) return isSure && tree !== null && setAside(draft, tree, entry);
  moving.left -= prunedCount(tree, head.base.seq);
  draft.setBase(head);
  return head.seq !== tree?.paths.get("")?.seq;
}

/**
 * True when all that is here of the log stands beside its trunk from now on, which is another way: the one that is covered. Devices have that and could not
 * say where it parts from what is here, nor attach it to what follows.
 */
async function setAside(draft: SpaceDraft, tree: LogTree, covered: CoverEntry): Promise<boolean> {
  const trunk = pathOf(tree, "");
  if (tree.paths.size > 1 || !(await isOtherWay(draft, trunk, covered))) return false;
  const firstSeq = firstStoredSeq(trunk);
  const firstId = await idOfPosition(tree, { branch: "", seq: firstSeq }, draft.idAt);
  if (firstId === null) return false;
  const { base, ...head } = trunk;
  const { seq, id } = covered;
  const branch = { ...head, branch: idPrefixOf(firstId), firstSeq, parentId: base?.id ?? null, firstId };
  draft.setTrunkAside({ ...head, seq, id, base: { seq, id } }, branch);
  return true;
}

/** Whether another record is here than the one that is covered. */
async function isOtherWay({ idAt }: SpaceDraft, trunk: TreePath, { seq, id }: CoverEntry): Promise<boolean> {
  if (seq < firstStoredSeq(trunk) || seq > trunk.seq) return false;
  const heldId = seq === trunk.seq ? trunk.id : await idAt(trunk, seq);
  return heldId !== null && heldId !== id;
}

/** Nothing of the log is here but what a checkpoint says that nobody has confirmed: any other may say more. */
function isOpen(tree: LogTree | null, accepted: readonly ShelfCheckpoint[]): boolean {
  const trunk = tree?.paths.get("");
  if (tree === null || trunk === undefined) return true;
  const isEmpty = trunk.base?.seq === trunk.seq && tree.paths.size === 1;
  return isEmpty && !accepted.some((each) => coversBase(each, tree));
}

function prunedCount(tree: LogTree | null, baseSeq: number): number {
  const trunk = tree?.paths.get("");
  return trunk === undefined ? 0 : Math.max(0, Math.min(trunk.seq, baseSeq) - (trunk.base?.seq ?? 0));
}

/** The trunk of a log of which nothing is here; null when the log is nobody's. */
function beginAt(logs: LogFinder, { log, seq, id }: CoverEntry): BasedPath | null {
  const owner = logs.find(log);
  return owner === null ? null : { ...makeTrunk({ log, ...owner }, { seq, id }), base: { seq, id } };
}

type BasedPath = TreePath & BasedHead;

/** The trunk with its base moved towards `entry` by at most `maxRecords`; null when it stays where it is. */
async function baseTowards(draft: SpaceDraft, tree: LogTree, entry: CoverEntry, maxRecords: number): Promise<BasedPath | null> {
  const trunk = tree.paths.get("");
  if (trunk === undefined || entry.seq <= (trunk.base?.seq ?? 0)) return null;
  return entry.seq > trunk.seq ? jumped(tree, trunk, entry) : pruned(draft, { tree, trunk, entry, maxRecords });
}

/** Beyond what is here. Where the log has forks it is not known of which of them this is. */
function jumped(tree: LogTree, trunk: TreePath, { seq, id }: CoverEntry): BasedPath | null {
  return tree.paths.size > 1 ? null : { ...trunk, seq, id, base: { seq, id } };
}

type Pruning = { readonly tree: LogTree; readonly trunk: TreePath; readonly entry: CoverEntry; readonly maxRecords: number };

async function pruned(draft: SpaceDraft, { tree, trunk, entry, maxRecords }: Pruning): Promise<BasedPath | null> {
  const idAt = (seq: number): ReturnType<typeof idOfPosition> => idOfPosition(tree, { branch: "", seq }, draft.idAt);
  if ((await idAt(entry.seq)) !== entry.id) return null;
  const baseSeq = trunk.base?.seq ?? 0;
  // The record that a fork leaves from may go, those after it may not.
  const seq = Math.min(entry.seq, baseSeq + maxRecords, firstForkSeq(tree) - 1);
  const id = seq > baseSeq ? await idAt(seq) : null;
  return id === null ? null : { ...trunk, base: { seq, id } };
}

async function dropUnneeded(draft: SpaceDraft, { membership, nowMs }: TidyPorts): Promise<void> {
  const { shelf } = draft;
  const isOnWay = await findWays(draft);
  const kept = keptCheckpoints(shelf, draft.allTrees(), { isVouched: isVouchedIn(membership), isOnWay, nowMs });
  const dropped = [...shelf.checkpoints.keys()].filter((id) => !kept.has(id));
  for (const checkpoint of dropped) shelf.remove(checkpoint);
  const named = new Set([...shelf.checkpoints.values()].flatMap(({ packs }) => packs.map(({ pack }) => pack)));
  const unneeded = [...shelf.packs.keys()].filter((pack) => !named.has(pack));
  for (const pack of unneeded) shelf.removePack(pack);
}
