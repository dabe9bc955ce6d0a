// Takes a page of records into a round: whose log it is, where it attaches, which of its records are new, whether they may be stored.
// A record on the link of its log's own device is chained but its signature is not checked (every device checks it again); one carried by another
// is verified first. Records below a base are not stored again. Nothing of a record's inside is looked at: the relay has no key.

import type { DeviceId, LogTag, RecordId, SpaceId } from "../src/base/ids.ts";
import type { Sha256 } from "../src/base/labels.ts";
import { idToBytes } from "../src/base/ids.ts";
import type { Membership } from "../src/members/membership.ts";
import type { CryptoSuite } from "../src/ports/crypto.ts";
import { attachPage, pageBehind, placeRecords, type Attachment, type Placement } from "../src/wire/attach-page.ts";
import type { AnswerRun, CheckpointId, Frame, RefusalReason } from "../src/wire/frames.ts";
import type { LogFinder } from "../src/wire/log-tag.ts";
import { idPrefixOf, withPath, ZERO_ID_PREFIX, type IdAt, type LogTree, type TreePath, type LogOwner } from "../src/wire/log-tree.ts";
import { makeBasedTrunk } from "../src/wire/new-trunk.ts";
import { cutOfLog, mayCountTo } from "../src/wire/within-cut.ts";
import { isHusk, parseRecord, recordIdOf, signedBytesOf, type RecordEnvelope } from "../src/wire/record-envelope.ts";
import { MAX_PATHS_PER_LOG } from "./limits.ts";
import type { SpaceDraft } from "./space-draft.ts";
import { cutIn } from "./space-state.ts";

export type PageFrame = Extract<Frame, { type: "page" }>;
export type AnswerFrame = Extract<Frame, { type: "answer" }>;

export type PageOutcome = {
  readonly answer: AnswerFrame;
  /** Where the records stand now, and the last of them that is held; null when none is. */
  readonly held: { readonly path: TreePath; readonly lastSeq: number } | null;
  readonly forked: boolean;
  /** Records that did not verify. */
  readonly unverified: number;
};

export type PageIntake = {
  readonly space: SpaceId;
  readonly membership: Membership;
  readonly logs: LogFinder;
  readonly sha256: Sha256;
  readonly verify: CryptoSuite["verify"];
  readonly quotaBytes: number;
  /** The checkpoint that stands for what this log has below its base. */
  readonly checkpointBelow: (tree: LogTree) => CheckpointId;
  /** Whether something here that is proven may contain what this record says: it may come as a husk. */
  readonly mayContain: (log: LogTag, seq: number) => boolean;
  /** Up to which record of a log something here contains what it says. */
  readonly coveredTo: (log: LogTag) => number;
};

type ChainedRecord = {
  readonly seq: number;
  readonly id: RecordId;
  readonly bytes: Uint8Array;
  readonly signed: Uint8Array;
  readonly signature: Uint8Array;
};

/** Records up to the first that is wrong, and what is wrong with that one. */
type Chain = { readonly records: readonly ChainedRecord[]; readonly broken: "unverified" | "too-large" | "not-permitted" | null };

/** Said where no checkpoint stands for a base any more, which the relay takes care not to let happen. */
export const NO_CHECKPOINT: CheckpointId = "00".repeat(32);

/** Whether this page's records have to be verified one by one, which takes a while. */
export function isCarried(intake: Pick<PageIntake, "logs">, from: DeviceId, page: PageFrame): boolean {
  return intake.logs.find(page.log)?.device !== from;
}

/** `from`: the device on whose authenticated link the page came. Adds to `draft` what is to be stored. */
export async function takePage(intake: PageIntake, draft: SpaceDraft, from: DeviceId, page: PageFrame): Promise<PageOutcome> {
  const owner = ownerOf(intake, page);
  if (typeof owner === "string") return refuseAll(draft.treeOf(page.log), page, owner);
  const tree = draft.treeOf(page.log) ?? (await beginningBehind(intake, page, owner));
  const at = await attachPage(tree, page, draft.idAt);
  if (at.kind === "gap") return outcomeOf(page, nearestHead(tree, page.firstSeq), null, [{ code: "gap", count: page.records.length }]);
  return at.kind === "covered"
    ? takeCovered(intake, draft, { from, page, tree, owner, at })
    : takeAt(intake, draft, { from, page, tree, owner, at });
}

/** What a log of which nothing is here will be: it begins behind a base of the sender, where a checkpoint contains what is before. */
async function beginningBehind(intake: PageIntake, page: PageFrame, owner: LogOwner): Promise<LogTree | null> {
  const { firstSeq, log, previousId, begins } = page;
  if (begins !== true || previousId === undefined || previousId === null || intake.coveredTo(log) < firstSeq - 1) return null;
  if (!(await followsBase(intake, { page, owner, previousId }))) return null;
  return withPath(null, makeBasedTrunk(owner, { seq: firstSeq - 1, id: previousId }));
}

/** A log that is to begin behind a base does so with its first records. */
function beginLog(draft: SpaceDraft, tree: LogTree | null): void {
  const trunk = tree?.paths.get("");
  if (trunk?.base !== undefined && draft.treeOf(trunk.log) === null) draft.setBase({ ...trunk, base: trunk.base });
}

type Attached<Kind extends Attachment["kind"]> = {
  readonly from: DeviceId;
  readonly page: PageFrame;
  readonly tree: LogTree | null;
  readonly owner: LogOwner;
  readonly at: Extract<Attachment, { kind: Kind }>;
};

/** The page begins below the base. What of it goes beyond the base is stored if it was signed for the base's record as the one before it. */
async function takeCovered(intake: PageIntake, draft: SpaceDraft, { at, ...attached }: Attached<"covered">): Promise<PageOutcome> {
  const { page, tree } = attached;
  const checkpoint = tree === null ? NO_CHECKPOINT : intake.checkpointBelow(tree);
  const coveredRun = (count: number): AnswerRun => ({ code: "covered", count, checkpoint });
  const rest = pageBehind(page, at.count);
  if (at.rest === null || !(await followsBase(intake, { owner: attached.owner, page: rest, previousId: at.rest.previousId }))) {
    return outcomeOf(page, tree?.paths.get("") ?? null, null, [coveredRun(page.records.length)]);
  }
  const outcome = await takeAt(intake, draft, { ...attached, page: rest, at: at.rest });
  return { ...outcome, answer: { ...outcome.answer, runs: [coveredRun(at.count), ...outcome.answer.runs] } };
}

type Following = { readonly page: PageFrame; readonly owner: LogOwner; readonly previousId: RecordId | null };

async function followsBase(intake: PageIntake, { page, owner, previousId }: Following): Promise<boolean> {
  const [first] = chainRecords(intake, page, previousId).records;
  return first !== undefined && (await intake.verify(idToBytes(owner.device), first.signed, first.signature));
}

/** The record before the page is here, or nothing is before it. */
async function takeAt(intake: PageIntake, draft: SpaceDraft, { from, page, tree, owner, at }: Attached<"at">): Promise<PageOutcome> {
  const chain = chainRecords(intake, page, at.previousId);
  if (chain.records.length === 0) return outcomeOf(page, nearestHead(tree, page.firstSeq), null, brokenRuns(page, chain));
  const ids = chain.records.map((record) => record.id);
  const placement = await placeRecords(owner, tree, at, ids, draft.idAt);
  if (placement.kind === "below") return takeCovered(intake, draft, { from, page, tree, owner, at: placement.covered });
  if (placement.kind === "held") {
    const path = tree?.paths.get(placement.position.branch) ?? null;
    const held = path === null ? null : { path, lastSeq: placement.position.seq };
    return outcomeOf(page, path, held, [{ code: "duplicate", count: ids.length }, ...brokenRuns(page, chain)]);
  }
  return storeNew(intake, draft, { page, chain, tree, placement, isOwn: owner.device === from });
}

function ownerOf(intake: PageIntake, page: PageFrame): LogOwner | RefusalReason {
  const name = intake.logs.find(page.log);
  const cut = name === null ? undefined : cutIn(intake.membership, name.device);
  if (name === null || cut === undefined) return "unknown-log";
  // Whoever brings it, a reader too: it counts for who has written it, and all but the author's own link is verified.
  return cut?.length === 0 ? "not-permitted" : { log: page.log, ...name };
}

/** How far the path counts, or may, when these records are there. */
async function countsTo(
  { membership }: PageIntake,
  draft: SpaceDraft,
  tree: LogTree | null,
  path: TreePath,
  good: readonly ChainedRecord[],
): Promise<number> {
  const cut = cutIn(membership, path.device);
  const [first, last] = [good[0], good.at(-1)];
  if (cut === null || first === undefined || last === undefined) return path.seq;
  const idAt: IdAt = (of, seq) =>
    of.branch === path.branch && seq >= first.seq ? (good[seq - first.seq]?.id ?? null) : draft.idAt(of, seq);
  const grown = withPath(tree, { ...path, seq: last.seq, id: last.id });
  return mayCountTo(await cutOfLog(grown, cut ?? [], idAt), path);
}

/** Their ids follow from each other, from `previousId` on. */
function chainRecords(intake: PageIntake, page: PageFrame, previousId: RecordId | null): Chain {
  const records: ChainedRecord[] = [];
  for (const [index, bytes] of page.records.entries()) {
    const parsed = parseRecord(bytes);
    if (!parsed.ok) return { records, broken: parsed.error.kind === "too-large" ? "too-large" : "unverified" };
    const seq = page.firstSeq + index;
    if (parsed.value.seq !== seq) return { records, broken: "unverified" };
    if (isHusk(parsed.value) && !intake.mayContain(page.log, seq)) return { records, broken: "not-permitted" };
    records.push(chainRecord(intake, page, parsed.value, bytes, records.at(-1)?.id ?? previousId));
  }
  return { records, broken: null };
}

function chainRecord(
  { sha256, space }: PageIntake,
  { log }: PageFrame,
  envelope: RecordEnvelope,
  bytes: Uint8Array,
  previousId: RecordId | null,
): ChainedRecord {
  const signed = signedBytesOf(sha256, { space, log }, envelope, previousId);
  return { seq: envelope.seq, id: recordIdOf(sha256, signed), bytes, signed, signature: envelope.signature };
}

type NewRecords = {
  readonly page: PageFrame;
  readonly chain: Chain;
  readonly tree: LogTree | null;
  readonly placement: Placement & { readonly kind: "new" };
  readonly isOwn: boolean;
};

async function storeNew(intake: PageIntake, draft: SpaceDraft, records: NewRecords): Promise<PageOutcome> {
  const { page, chain, tree, placement, isOwn } = records;
  const { heldCount, forks, path } = placement;
  const prefix = heldPrefix(records);
  const fresh = chain.records.slice(heldCount);
  if (!hasRoom(intake, draft, fresh, forks ? tree : null)) {
    const refused: AnswerRun = { code: "refused", count: page.records.length - heldCount, reason: "quota" };
    return outcomeOf(page, draft.treeOf(page.log) === null ? null : prefix.head, prefix.held, [...prefix.runs, refused]);
  }
  const goodCount = isOwn ? fresh.length : await countVerified(intake, path.device, fresh);
  const signed = fresh.slice(0, goodCount);
  const countedTo = await countsTo(intake, draft, tree, path, signed);
  const good = signed.filter(({ seq }) => seq <= countedTo);
  const broken = good.length < goodCount ? "not-permitted" : goodCount < fresh.length ? "unverified" : chain.broken;
  const rest = brokenRuns(page, { records: chain.records.slice(0, heldCount + good.length), broken });
  const last = good.at(-1);
  if (last === undefined) return outcomeOf(page, prefix.head, prefix.held, [...prefix.runs, ...rest]);
  const grown = { ...path, seq: last.seq, id: last.id };
  beginLog(draft, tree);
  draft.append(
    grown,
    good.map(({ seq, id, bytes }) => ({ seq, id, bytes })),
  );
  const stored: AnswerRun = { code: forks ? "fork" : "stored", count: good.length };
  return outcomeOf(page, grown, { path: grown, lastSeq: last.seq }, [...prefix.runs, stored, ...rest], forks);
}

/** What is to be said of the records of a page that were held before, and where they stand. */
function heldPrefix({ page, tree, placement }: NewRecords): {
  readonly runs: readonly AnswerRun[];
  readonly head: TreePath | null;
  readonly held: PageOutcome["held"];
} {
  const { heldCount, forks, path } = placement;
  const head = tree?.paths.get(forks ? (path.parentBranch ?? "") : path.branch) ?? null;
  if (head === null || heldCount === 0) return { runs: [], head, held: null };
  return { runs: [{ code: "duplicate", count: heldCount }], head, held: { path: head, lastSeq: page.firstSeq + heldCount - 1 } };
}

/** `forked`: the tree that a new path is added to. */
function hasRoom(intake: PageIntake, draft: SpaceDraft, fresh: readonly ChainedRecord[], forked: LogTree | null): boolean {
  const bytes = fresh.reduce((sum, record) => sum + record.bytes.length, 0);
  return draft.usedBytes + bytes <= intake.quotaBytes && (forked === null || forked.paths.size < MAX_PATHS_PER_LOG);
}

/** How many records from the first on are signed by the device. */
async function countVerified(intake: PageIntake, device: DeviceId, records: readonly ChainedRecord[]): Promise<number> {
  const key = idToBytes(device);
  const valid = await Promise.all(records.map((record) => intake.verify(key, record.signed, record.signature)));
  const firstInvalid = valid.indexOf(false);
  return firstInvalid === -1 ? records.length : firstInvalid;
}

/** The record that is wrong is refused; those after it have nothing to attach to. */
function brokenRuns(page: PageFrame, { records, broken }: Chain): AnswerRun[] {
  if (broken === null) return [];
  const after = page.records.length - records.length - 1;
  return [{ code: "refused", count: 1, reason: broken }, ...(after > 0 ? [{ code: "gap", count: after } as const] : [])];
}

/** From where a sender of later records goes on: the leaf nearest before them, or the trunk's. */
function nearestHead(tree: LogTree | null, firstSeq: number): TreePath | null {
  const paths = [...(tree?.paths.values() ?? [])];
  const before = paths.filter((path) => path.seq < firstSeq).toSorted((a, b) => b.seq - a.seq);
  return before[0] ?? paths[0] ?? null;
}

function outcomeOf(
  page: PageFrame,
  head: TreePath | null,
  held: PageOutcome["held"],
  runs: readonly AnswerRun[],
  forked = false,
): PageOutcome {
  const answer: AnswerFrame = {
    type: "answer",
    log: page.log,
    headSeq: head?.seq ?? 0,
    headIdPrefix: head === null ? ZERO_ID_PREFIX : idPrefixOf(head.id),
    runs,
  };
  const unverified = runs.reduce((sum, run) => sum + (run.code === "refused" && run.reason === "unverified" ? run.count : 0), 0);
  return { answer, held, forked, unverified };
}

/** Nothing of the page is kept. `tree`: as committed. */
export function refuseAll(tree: LogTree | null, page: PageFrame, reason: RefusalReason): PageOutcome {
  return outcomeOf(page, nearestHead(tree, page.firstSeq), null, [{ code: "refused", count: page.records.length, reason }]);
}
