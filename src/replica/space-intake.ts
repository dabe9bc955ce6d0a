// What links bring: pages of records. Each page is attached to its log's tree, checked (chain, signature, the author's right to write), applied while one
// commit stores it, and answered after that. A note of what is being applied is kept in the store, so that content that kills the worker can be found: what
// was being applied at two deaths is void here (poison-note.ts). The next page's note takes its place; the last one's is taken away when no more come.

import { idToBytes, type DeviceId, type LogTag, type RecordId } from "../base/ids.ts";
import { EMPTY_BYTES } from "../base/bytes.ts";
import { assert, ok, type Result } from "../base/result.ts";
import { outlineOf } from "../items/update-outline.ts";
import type { LogPath, StoreBatch, StoredRecord, StoreError } from "../ports/store.ts";
import { attachPage, pageBehind, placeRecords, type AttachedAt, type CoveredPage, type PlacedRecords } from "../wire/attach-page.ts";
import type { AnswerRun, CheckpointId, RefusalReason } from "../wire/frames.ts";
import { idPrefixOf, segmentsTo, withPath, ZERO_ID_PREFIX, type IdAt, type LogTree, type TreePath } from "../wire/log-tree.ts";
import { isHusk, parseRecord, recordIdOf, signedBytesOf, type RecordEnvelope } from "../wire/record-envelope.ts";
import { cutOfLog, mayCountTo, type CutOfLog } from "../wire/within-cut.ts";
import type { IngestedPage, JoinedPage, PageFrame } from "../sync/session-step.ts";
import { headOfPath } from "./path-head.ts";
import { poisonNote } from "./poison-note.ts";
import { BEYOND, UpdateGatherer } from "./record-reader.ts";
import type { SpaceCore } from "./space-core.ts";
import { makeBatch } from "./store-batch.ts";
import { isCovered } from "./tail.ts";

type LogAuthor = { readonly device: DeviceId; readonly generation: number };

type PageRecord = { readonly bytes: Uint8Array; readonly envelope: RecordEnvelope; readonly signed: Uint8Array; readonly id: RecordId };

/** Stands for a checkpoint that is not known (any more). */
const NO_CHECKPOINT: CheckpointId = "0".repeat(64);

const refusal = (reason: RefusalReason, count: number): IngestedPage => ({
  headSeq: 0,
  headIdPrefix: ZERO_ID_PREFIX,
  runs: [{ code: "refused", reason, count }],
  path: null,
});

/** As far as they are taken, and why no further. */
type Chain = { readonly records: readonly PageRecord[]; readonly broken: RefusalReason };

/** What a page that was joined to another one says of the record before it is held against that one here. */
function isFollowing({ seams }: JoinedPage, seq: number, previousId: RecordId | null): boolean {
  const idPrefix = seams?.get(seq);
  return idPrefix === undefined || idPrefix === idPrefixOf(previousId);
}

/** The page's records with their ids, as far as they parse and number on, and up to a husk of which no pack here may tell. */
async function chainRecords(core: SpaceCore, page: JoinedPage, previousId: RecordId | null): Promise<Chain> {
  const { sha256 } = core.ports.suite;
  const records: PageRecord[] = [];
  let previous = previousId;
  const envelopes = page.records.map(parseRecord);
  const payloads = envelopes.map((envelope) => (envelope.ok ? envelope.value.payload : EMPTY_BYTES));
  const hashes = await Promise.all(page.records.map((bytes, i) => core.expected.hashOf(bytes, payloads[i] ?? EMPTY_BYTES)));
  for (const [i, bytes] of page.records.entries()) {
    const envelope = envelopes[i];
    const seq = page.firstSeq + i;
    if (envelope?.ok !== true || envelope.value.seq !== seq || !isFollowing(page, seq, previous)) break;
    if (isHusk(envelope.value) && !core.base.mayContain(page.log, seq)) {
      core.base.noteHusks(page.log);
      core.changed({ items: false, committed: false });
      return { records, broken: "not-permitted" };
    }
    const payloadHash = envelope.value.payloadHash ?? hashes[i];
    assert(payloadHash !== undefined, "each has its hash");
    const signed = signedBytesOf(sha256, { space: core.space, log: page.log }, { ...envelope.value, payloadHash }, previous);
    previous = recordIdOf(sha256, signed);
    records.push({ bytes, envelope: envelope.value, signed, id: previous });
  }
  return { records, broken: "unverified" };
}

/** How many of `records`, from the first, their author has signed. */
async function countSigned(core: SpaceCore, author: Uint8Array, records: readonly PageRecord[]): Promise<number> {
  const valid = await Promise.all(records.map((record) => core.ports.suite.verify(author, record.signed, record.envelope.signature)));
  const firstInvalid = valid.indexOf(false);
  return firstInvalid < 0 ? valid.length : firstInvalid;
}

function headAnswer(core: SpaceCore, path: LogPath, runs: readonly AnswerRun[]): IngestedPage {
  const head = core.index.headOf(path);
  return { headSeq: head?.seq ?? 0, headIdPrefix: idPrefixOf(head?.id ?? null), runs, path };
}

/** Must run in the space's turn. Resolves after the durable commit. `replay` reads all again, after damage was repaired. */
export async function ingestPage(
  core: SpaceCore,
  page: JoinedPage,
  replay: () => Promise<void>,
): Promise<Result<IngestedPage, StoreError>> {
  const count = page.records.length;
  const owner = core.members.findLog(page.log);
  if (owner === null) return ok(refusal("unknown-log", count));
  if (core.members.cutOf(owner.device)?.cut.length === 0) return ok(refusal("not-permitted", count));
  const attachment = await attachPage(core.index.trees.get(page.log) ?? null, page, core.index.idAt);
  if (attachment.kind === "gap") return ok(gapAnswer(core, page.log, count));
  if (attachment.kind === "covered") return takeCovered(core, owner, page, attachment, replay);
  return takeAttached(core, owner, page, attachment, replay);
}

async function takeCovered(
  core: SpaceCore,
  owner: LogAuthor,
  page: JoinedPage,
  { count, rest }: CoveredPage,
  replay: () => Promise<void>,
): Promise<Result<IngestedPage, StoreError>> {
  // What is covered is so whatever it follows: of a page behind it nothing is known.
  if (page.seams !== undefined) return ingestPage(core, firstOf(page), replay);
  if (rest === null) return ok(coveredAnswer(core, page.log, page.records.length));
  const taken = await takeAttached(core, owner, pageBehind(page, count), rest, replay);
  return taken.ok ? ok(behindCovered(core, page, count, taken.value)) : taken;
}

/** The records are below a base: they are neither stored nor known to be what it stands for. */
function coveredAnswer(core: SpaceCore, log: LogTag, count: number): IngestedPage {
  const runs: AnswerRun[] = [{ code: "covered", count, checkpoint: core.baseCheckpoint() ?? NO_CHECKPOINT }];
  return { ...headAnswer(core, { log, branch: "" }, runs), path: null };
}

/** What became of the records behind a base. Where they do not follow it, the log parts below it, and the page is covered like what came before. */
function behindCovered(core: SpaceCore, page: PageFrame, count: number, rest: IngestedPage): IngestedPage {
  if (rest.path === null) return coveredAnswer(core, page.log, page.records.length);
  return { ...rest, runs: [...coveredAnswer(core, page.log, count).runs, ...rest.runs] };
}

/** The first of the pages that were joined, alone. */
function firstOf({ seams, ...page }: JoinedPage): PageFrame {
  return { ...page, records: page.records.slice(0, Math.min(...(seams?.keys() ?? [])) - page.firstSeq) };
}

async function takeAttached(
  core: SpaceCore,
  owner: LogAuthor,
  page: JoinedPage,
  attachment: AttachedAt,
  replay: () => Promise<void>,
): Promise<Result<IngestedPage, StoreError>> {
  const count = page.records.length;
  const tree = core.index.trees.get(page.log) ?? null;
  const { records, broken } = await chainRecords(core, page, attachment.previousId);
  if (records.length === 0) return ok(refusal(broken, count));
  const ids = records.map((record) => record.id);
  const placement = await placeRecords({ log: page.log, ...owner }, tree, attachment, ids, idAtWith(core, page, records));
  if (placement.kind === "below") return takeCovered(core, owner, page, placement.covered, replay);
  const repaired = await repairDamaged(core, idToBytes(owner.device), tree, placement, page, records);
  if (!repaired.ok) return repaired;
  if (repaired.value) await readAgain(core, replay);
  if (placement.kind === "new") return storeNew(core, idToBytes(owner.device), page, placement, { records, broken }, replay);
  const path = { log: page.log, branch: placement.position.branch };
  return ok(headAnswer(core, path, runsOf({ held: records.length, stored: 0, forks: false }, count, broken)));
}

/** What cannot be read at this moment is read in a turn of its own: it is not damaged any more as far as anybody knows, and nobody would send it again. */
async function readAgain(core: SpaceCore, replay: () => Promise<void>): Promise<void> {
  try {
    await replay();
  } catch (error) {
    core.onDamaged();
    throw error;
  }
  core.changed({ items: true, committed: true });
}

async function storeNew(
  core: SpaceCore,
  author: Uint8Array,
  page: PageFrame,
  placement: PlacedRecords & { kind: "new" },
  { records, broken }: Chain,
  replay: () => Promise<void>,
): Promise<Result<IngestedPage, StoreError>> {
  const count = page.records.length;
  const fresh = records.slice(placement.heldCount);
  const signedCount = await countSigned(core, author, fresh);
  const signed = fresh.slice(0, signedCount);
  const cut = await cutWith(core, page.log, placement, signed);
  const taken = cut === null ? signed : signed.filter(({ envelope }) => envelope.seq <= mayCountTo(cut, placement.path));
  const reason = taken.length < signed.length ? "not-permitted" : signedCount < fresh.length ? "unverified" : broken;
  if (taken.length === 0) return ok({ ...refusal(reason, count - placement.heldCount), ...heldPart(core, page, placement, count, reason) });
  const stored = await store(core, page.log, placement, { fresh: taken, cut }, replay);
  if (!stored.ok) return stored;
  await settleHusks(core, page.log, taken, replay);
  const path = { log: page.log, branch: placement.path.branch };
  return ok(headAnswer(core, path, runsOf({ held: placement.heldCount, stored: taken.length, forks: placement.forks }, count, reason)));
}

/** What counts of the log when these records are there; null: all of it. Throws a store failure. */
async function cutWith(
  { index, members }: SpaceCore,
  log: LogTag,
  { path }: PlacedRecords & { kind: "new" },
  fresh: readonly PageRecord[],
): Promise<CutOfLog | null> {
  const [first, last] = [fresh[0], fresh.at(-1)];
  const cut = members.cutOf(path.device);
  if (cut === null || first === undefined || last === undefined) return null;
  const tree = withPath(index.trees.get(log) ?? null, { ...path, seq: last.envelope.seq, id: last.id });
  const idAt: IdAt = ({ branch, ...rest }, seq) =>
    branch === path.branch && seq >= first.envelope.seq
      ? (fresh[seq - first.envelope.seq]?.id ?? null)
      : index.idAt({ ...rest, branch }, seq);
  return cutOfLog(tree, cut.cut, idAt);
}

/** Of records on a way that the base contains: with its end, husks are what they may be; before it they are as good as missing. */
async function settleHusks(core: SpaceCore, log: LogTag, stored: readonly PageRecord[], replay: () => Promise<void>): Promise<void> {
  const ids = new Set(stored.map(({ id }) => id));
  const isEnd = core.base.base.ways.some((way) => way.log === log && ids.has(way.id));
  if (!isEnd && !stored.some(({ envelope }) => isHusk(envelope))) return;
  core.index.forgetDamage();
  await readAgain(core, replay);
}

/** The head tells where to go on; of a forked log any of its heads does, since the sender compares it with its own records. */
function gapAnswer(core: SpaceCore, log: LogTag, count: number): IngestedPage {
  const head = core.index.headOf({ log, branch: "" });
  return { headSeq: head?.seq ?? 0, headIdPrefix: idPrefixOf(head?.id ?? null), runs: [{ code: "gap", count }], path: null };
}

function heldPart(
  core: SpaceCore,
  page: PageFrame,
  placement: PlacedRecords & { kind: "new" },
  count: number,
  reason: RefusalReason,
): Partial<IngestedPage> {
  if (placement.heldCount === 0) return {};
  const { branch } = placement.expect.seq === 0 ? { branch: placement.path.parentBranch ?? "" } : placement.path;
  return headAnswer(core, { log: page.log, branch }, runsOf({ held: placement.heldCount, stored: 0, forks: false }, count, reason));
}

type Taken = { readonly held: number; readonly stored: number; readonly forks: boolean };

/** Duplicates first, then what was stored, then what was refused. */
function runsOf({ held, stored, forks }: Taken, count: number, reason: RefusalReason): readonly AnswerRun[] {
  const refused = count - held - stored;
  const runs: AnswerRun[] = [];
  if (held > 0) runs.push({ code: "duplicate", count: held });
  if (stored > 0) runs.push({ code: forks ? "fork" : "stored", count: stored });
  if (refused > 0) runs.push({ code: "refused", reason, count: refused });
  return runs;
}

async function store(
  core: SpaceCore,
  log: LogTag,
  placement: PlacedRecords & { kind: "new" },
  { fresh, cut }: { readonly fresh: readonly PageRecord[]; readonly cut: CutOfLog | null },
  replay: () => Promise<void>,
): Promise<Result<void, StoreError>> {
  const last = fresh.at(-1);
  if (last === undefined) return ok(undefined);
  const path: TreePath = { ...placement.path, seq: last.envelope.seq, id: last.id };
  const logPath = { log, branch: path.branch };
  core.reader.noteBranch(logPath, placement.forks ? path.parentBranch : null);
  const gathered = new UpdateGatherer();
  const records = fresh.map(({ bytes, envelope, id }): StoredRecord => {
    const isCounted = cut === null || envelope.seq <= (cut.reach.get(path.branch) ?? 0);
    const { state, body } = isCounted ? core.reader.read(logPath, bytes) : BEYOND;
    if (body !== null) gathered.add(logPath, envelope.seq, body);
    return { ...logPath, seq: envelope.seq, id, bytes, state };
  });
  const firstSeq = fresh[0]?.envelope.seq ?? 1;
  await core.items.load(gathered.ids);
  const batch = makeBatch(core.space, {
    expect: [placement.expect],
    ...(core.fence === null ? {} : { fence: core.fence.number }),
    records,
    heads: [headOfPath(path)],
    meta: [poisonNote(core.space, { ...logPath, firstSeq, lastSeq: last.envelope.seq, deaths: 0 })],
  });
  const committed = await commitAndApply(core, batch, gathered, replay);
  if (!committed.ok) return committed;
  core.index.setPath(path);
  core.members.noteHeldLog(path);
  for (const record of records) core.count(record.state);
  if (cut !== null) await core.index.judgeCuts();
  core.changed({ items: false, committed: true });
  core.isNoteLeft = true;
  if (core.isCutStale) await readAgain(core, replay);
  return ok(undefined);
}

/**
 * What comes in is shown while the disk writes it, which takes longer than all the rest: its note goes with the same commit. Only what is seen here runs ahead
 * of the disk. That it is held is said of it, and changes are built on it, after the commit; where that fails, all is read again without it.
 */
async function commitAndApply(
  core: SpaceCore,
  batch: StoreBatch,
  gathered: UpdateGatherer,
  replay: () => Promise<void>,
): Promise<Result<void, StoreError>> {
  let isApplied = false;
  const apply = (): void => {
    isApplied = true;
    core.apply(gathered, outlineOf);
    core.changed({ items: !gathered.isEmpty, committed: false });
  };
  // What was deleted for good is gone with that: not before it is certain.
  const mayRunAhead = core.isDiskTrusted && gathered.purges.length === 0;
  const committed = await core.ports.store.commit(batch, mayRunAhead ? apply : undefined);
  core.isDiskTrusted = committed.ok;
  if (committed.ok && !isApplied) apply();
  if (committed.ok) return committed;
  if (committed.error.kind === "fenced") core.fence?.overtaken();
  if (isApplied) {
    await replay();
    core.changed({ items: true, committed: false });
  }
  return committed;
}

/**
 * Ids of held records, those that are missing in a damaged store included: ids form a chain, so that a record of the page is the missing one
 * when what is stored behind it follows from it.
 */
const idAtWith =
  (core: SpaceCore, page: PageFrame, records: readonly PageRecord[]): IdAt =>
  async (path, seq) => {
    const stored = await core.index.idAt(path, seq);
    const candidate = records[seq - page.firstSeq];
    if (stored !== null || candidate === undefined || core.index.damagedSeq(path) === 0) return stored;
    return (await isFollowed(core, path, seq, page, records)) ? candidate.id : null;
  };

/**
 * Whether what is held behind `seq`, within the page or right after it, follows the page's record: it is what the page goes on with, or its bytes say
 * so, as where the page goes on along another branch.
 */
async function isFollowed(core: SpaceCore, path: LogPath, seq: number, page: PageFrame, records: readonly PageRecord[]): Promise<boolean> {
  const idInPage = (at: number): RecordId | null => records[at - page.firstSeq]?.id ?? null;
  const lastSeq = Math.min(core.index.headOf(path)?.seq ?? 0, page.firstSeq + records.length);
  for (let next = seq + 1; next <= lastSeq; next++) {
    const behind = await heldAt(core, path, next);
    if (behind !== null) return behind.id === idInPage(next) || follows(core, page.log, behind, idInPage(next - 1));
  }
  return false;
}

type Held = { readonly id: RecordId; readonly bytes: Uint8Array | null };

/** Of a head the id is known without its record. */
async function heldAt(core: SpaceCore, path: LogPath, seq: number): Promise<Held | null> {
  const [record] = await core.index.read(path, seq, { maxRecords: 1, maxBytes: 1 });
  const head = core.index.headOf(path);
  const id = head?.seq === seq ? head.id : record?.id;
  return id === undefined ? null : { id, bytes: record?.bytes ?? null };
}

/** Not where its bytes are missing or damaged. */
function follows(core: SpaceCore, log: LogTag, { id, bytes }: Held, previousId: RecordId | null): boolean {
  const envelope = bytes === null ? null : parseRecord(bytes);
  const { sha256 } = core.ports.suite;
  return envelope?.ok === true && recordIdOf(sha256, signedBytesOf(sha256, { space: core.space, log }, envelope.value, previousId)) === id;
}

/** Records that are held but damaged in this store are written again when they come. True when there were any. */
async function repairDamaged(
  core: SpaceCore,
  author: Uint8Array,
  tree: LogTree | null,
  placement: PlacedRecords,
  page: PageFrame,
  records: readonly PageRecord[],
): Promise<Result<boolean, StoreError>> {
  const heldCount = placement.kind === "held" ? records.length : placement.heldCount;
  if (tree === null || heldCount === 0) return ok(false);
  const lastSeq = page.firstSeq + heldCount - 1;
  let isRepaired = false;
  for (const { branch, firstSeq, lastSeq: segmentEnd } of segmentsTo(tree, { branch: heldBranch(placement), seq: lastSeq })) {
    const path = { log: page.log, branch };
    const damagedSeq = core.index.damagedSeq(path);
    if (damagedSeq < Math.max(firstSeq, page.firstSeq) || damagedSeq > segmentEnd) continue;
    // No husk takes the place of a record that may be whole.
    const isOf = ({ envelope }: PageRecord): boolean =>
      envelope.seq >= firstSeq &&
      envelope.seq <= segmentEnd &&
      (!isHusk(envelope) || isCovered(core.base.coverage, { path, seq: envelope.seq }));
    const again = records.slice(0, heldCount).filter(isOf);
    if ((await countSigned(core, author, again)) < again.length) continue;
    const stored = again.map(({ bytes, envelope: { seq }, id }): StoredRecord => {
      return { ...path, seq, id, bytes, state: core.index.isWithin(path, seq) ? "applied" : "beyond" };
    });
    const repaired = await core.ports.store.repairRecords(core.space, stored);
    if (!repaired.ok) return repaired;
    core.index.noteRepaired(path);
    isRepaired = true;
  }
  return ok(isRepaired);
}

/** The path that the held ones among a page's records stand on. */
function heldBranch(placement: PlacedRecords): string {
  if (placement.kind === "held") return placement.position.branch;
  return placement.forks ? (placement.path.parentBranch ?? "") : placement.path.branch;
}
