// Local changes: built against the items as they are, sealed and signed as records of this device's own log, and appended by compare-and-set. If
// another tab was first, what is missing is read and the change is built again from the intent. Nothing leaves before the commit.

import type { ActionId, ItemId, LogTag, RecordId } from "../base/ids.ts";
import { makeId } from "../base/ids.ts";
import { isRecord } from "../base/record.ts";
import { assert, err, ok, type Result } from "../base/result.ts";
import type { ItemDocument } from "../items/document.ts";
import { nextStamp, type Stamp } from "../items/stamp.ts";
import { ACTION_CODES, type ActionName } from "../log/action-code.ts";
import { actionOfRecord, type ItemChange, type RecordBody } from "../log/record-body.ts";
import type { RecordKind } from "../log/record.ts";
import { sealRecord } from "../log/seal-record.ts";
import type { StoreBatch, StoreError, StoredRecord } from "../ports/store.ts";
import { MAX_ACTION_RECORD_BYTES, MAX_UPDATE_BYTES } from "../wire/limits.ts";
import { GENERATIONS_AHEAD, logTagOf } from "../wire/log-tag.ts";
import type { TreePath } from "../wire/log-tree.ts";
import { makeTrunk } from "../wire/new-trunk.ts";
import { headOfPath } from "./path-head.ts";
import type { SpaceCore } from "./space-core.ts";
import { makeBatch } from "./store-batch.ts";
import type { ItemUpdate } from "./tail.ts";

/** What a change is built with: the writer and the stamp of everything in it. */
export type WriteStamp = { readonly writer: LogTag; readonly stamp: Stamp };

/** Changed documents, not yet put back, with the update of each. */
export type BuiltChange<Extra> = {
  readonly name: ActionName;
  readonly documents: ReadonlyMap<ItemId, ItemDocument>;
  readonly updates: readonly ItemChange[];
  /** Items deleted for good, each with its document's state vector: in records of their own kind, behind the changes. */
  readonly purges?: readonly ItemChange[];
  /** Written with the same commit. */
  readonly meta?: StoreBatch["meta"];
  readonly extra: Extra;
};

export type Change<Extra, Refused> = {
  /** The items whose documents `build` opens. Asked for anew whenever the change is built again. */
  readonly items: () => readonly ItemId[];
  readonly build: (stamp: WriteStamp) => Result<BuiltChange<Extra> | null, Refused>;
  /** The answer where one of the items cannot be read now; left out: that the store fails. */
  readonly ifUnreadable?: Refused;
  /** Not in the log of this device that is in use: something else may stand there elsewhere. */
  readonly inNewLog?: boolean;
};

/** This device may not write, or has not been given a key yet. */
export type ReadOnly = { readonly kind: "read-only" };

export type WriteError = { readonly kind: "too-large" } | ReadOnly;

/** It will not be otherwise the next time. */
export const isWriteError = (error: WriteError | StoreError): error is WriteError =>
  error.kind === "too-large" || error.kind === "read-only";

export type Written<Extra> = { readonly action: ActionId; readonly extra: Extra };

type OwnLog = { readonly tag: LogTag; readonly generation: number; readonly head: TreePath | null };

/** Bytes of a record beside its updates, generously. */
const RECORD_OVERHEAD_BYTES = 256;
const CHANGE_OVERHEAD_BYTES = 20;
/** Rounds of losing the head to other tabs before something must be wrong. */
const MAX_ATTEMPTS = 1_000;

/** Something else may stand in this log elsewhere: it has forked, or its records were lost here and came back only as what a checkpoint covers. */
const isGivenUp = ({ index, base }: SpaceCore, { log }: TreePath): boolean =>
  (index.trees.get(log)?.paths.size ?? 1) > 1 || base.base.givenUp.includes(log);

/** The log this device appends to: of the highest generation in use, or, where that one is given up, of a new one. */
function ownLogOf(core: SpaceCore, inNewLog: boolean): OwnLog {
  const { index, self, space, ports } = core;
  const own = [...index.trees.values()]
    .flatMap((tree) => [...tree.paths.values()])
    .filter((path) => path.device === self && path.branch === "");
  const highest = own.reduce<TreePath | null>((best, path) => (best === null || path.generation > best.generation ? path : best), null);
  if (highest === null) return { tag: logTagOf(ports.suite.sha256, space, self, 0), generation: 0, head: null };
  if (!inNewLog && !isGivenUp(core, highest)) return { tag: highest.log, generation: highest.generation, head: highest };
  // Two living copies of one profile would meet again in the very next generation: the step is random.
  const ahead = 1 + ((ports.random(1)[0] ?? 0) % (GENERATIONS_AHEAD - 1));
  const generation = highest.generation + ahead;
  return { tag: logTagOf(ports.suite.sha256, space, self, generation), generation, head: null };
}

/** What one record carries. */
type Part = { readonly kind: RecordKind; readonly changes: readonly ItemChange[] };

const partsOf = (kind: RecordKind, parts: readonly (readonly ItemChange[])[]): readonly Part[] =>
  parts.map((changes) => ({ kind, changes }));

function splitChanges({ updates, purges }: BuiltChange<unknown>): Result<readonly Part[], WriteError> {
  const [changed, purged] = [splitUpdates(updates), splitUpdates(purges ?? [])];
  if (!changed.ok) return changed;
  if (!purged.ok) return purged;
  return ok([...partsOf("change", changed.value), ...partsOf("purge", purged.value)]);
}

function splitUpdates(updates: readonly ItemChange[]): Result<readonly (readonly ItemChange[])[], WriteError> {
  const parts: ItemChange[][] = [];
  let bytes = 0;
  for (const change of updates) {
    if (change.update.length > MAX_UPDATE_BYTES) return err({ kind: "too-large" });
    const size = change.update.length + CHANGE_OVERHEAD_BYTES;
    const last = parts.at(-1);
    if (last === undefined || bytes + size > MAX_ACTION_RECORD_BYTES - RECORD_OVERHEAD_BYTES) {
      parts.push([change]);
      bytes = size;
    } else {
      last.push(change);
      bytes += size;
    }
  }
  return ok(parts);
}

async function sealAll(
  core: SpaceCore,
  log: OwnLog,
  built: BuiltChange<unknown>,
  parts: readonly Part[],
  stamp: Stamp,
): Promise<{ readonly records: readonly StoredRecord[]; readonly action: ActionId }> {
  const { ports, keys, signer, members } = core;
  const { random, compression } = ports;
  const epoch = members.writingEpoch();
  assert(epoch !== null, "a member that may write holds the key of an epoch");
  const action = parts.length > 1 ? makeId("action", random(8)) : null;
  const records: StoredRecord[] = [];
  let previousId: RecordId | null = log.head?.id ?? null;
  let seq = log.head?.seq ?? 0;
  for (const { kind, changes } of parts) {
    seq += 1;
    const body: RecordBody = { stamp, action, code: ACTION_CODES[built.name], changes };
    const sealed = await sealRecord({ keys, signer, random, compression, log: log.tag, seq, previousId, epoch, kind, body });
    records.push({ log: log.tag, branch: "", seq, id: sealed.id, bytes: sealed.bytes, state: "applied" });
    previousId = sealed.id;
  }
  assert(previousId !== null, "an action has a record");
  return { records, action: actionOfRecord({ action }, previousId) };
}

type Attempt<Extra, Refused> = Result<Written<Extra> | null, WriteError | Refused | StoreError>;

async function attemptWrite<Extra, Refused>(
  core: SpaceCore,
  { items, build, ifUnreadable, inNewLog = false }: Change<Extra, Refused>,
): Promise<Attempt<Extra, Refused>> {
  const ids = items();
  await core.items.load(ids);
  if (ids.some((id) => core.items.unreadable.has(id))) {
    return err(ifUnreadable ?? { kind: "unavailable", reason: "a pack on this device cannot be read" });
  }
  const log = ownLogOf(core, inNewLog);
  const stamp = nextStamp(core.clock, core.ports.clock());
  const built = build({ writer: log.tag, stamp });
  if (!built.ok) return built;
  if (built.value === null) return ok(null);
  const parts = splitChanges(built.value);
  if (!parts.ok) return parts;
  if (parts.value.length === 0) return ok(null);
  const { records, action } = await sealAll(core, log, built.value, parts.value, stamp);
  const committed = await commitOwn(core, log, records, built.value.meta ?? []);
  if (!committed.ok) return committed;
  core.clock = Math.max(core.clock, stamp);
  core.count("applied", records.length);
  const { updates, purges } = changesOf(parts.value, records);
  // On its way before anything else is done with it: it has further to go.
  core.index.tellWritten(records, log.head, () => core.changed({ items: false, committed: true }));
  core.items.put(built.value.documents, updates);
  // What this device deletes it has seen in full.
  core.items.purge(purges, core.isOwnLog);
  core.changed({ items: true, committed: false });
  return ok({ action, extra: built.value.extra });
}

/** With where each stands by now. */
function changesOf(
  parts: readonly Part[],
  records: readonly StoredRecord[],
): { readonly updates: readonly ItemUpdate[]; readonly purges: readonly ItemUpdate[] } {
  const [first] = records;
  assert(first !== undefined, "an action has a record");
  const path = { log: first.log, branch: first.branch };
  const placed = parts.map(({ kind, changes }, index) => ({
    kind,
    changes: changes.map((change) => ({ ...change, path, seq: first.seq + index })),
  }));
  const ofKind = (wanted: RecordKind): readonly ItemUpdate[] => placed.flatMap(({ kind, changes }) => (kind === wanted ? changes : []));
  return { updates: ofKind("change"), purges: ofKind("purge") };
}

const isHeadMoved = (error: unknown): boolean => isRecord(error) && error["kind"] === "head-moved";

export type WriterParts = {
  /** Reads what other tabs have appended. */
  readonly refresh: () => Promise<Result<void, StoreError>>;
  /** Sees to an epoch to write under, if this device may write at all. */
  readonly ready: () => Promise<Result<void, WriteError | StoreError>>;
};

/** Must run in the space's turn. */
export async function writeChange<Extra, Refused>(
  core: SpaceCore,
  { refresh, ready }: WriterParts,
  change: Change<Extra, Refused>,
): Promise<Attempt<Extra, Refused>> {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const isReady = await ready();
    if (!isReady.ok) return isReady;
    const written = await attemptWrite(core, change);
    if (written.ok || !isHeadMoved(written.error)) return written;
    const refreshed = await refresh();
    if (!refreshed.ok) return refreshed;
  }
  return err({ kind: "unavailable", reason: "the log's head keeps moving" });
}

async function commitOwn(
  core: SpaceCore,
  log: OwnLog,
  records: readonly StoredRecord[],
  meta: StoreBatch["meta"],
): Promise<Result<void, StoreError>> {
  const last = records.at(-1);
  assert(last !== undefined, "an action has a record");
  const owner = { log: log.tag, device: core.self, generation: log.generation };
  const head = { seq: last.seq, id: last.id };
  const path: TreePath = log.head === null ? makeTrunk(owner, head) : { ...log.head, ...head };
  const committed = await core.ports.store.commit(
    makeBatch(core.space, {
      expect: [{ log: log.tag, branch: "", seq: log.head?.seq ?? 0, id: log.head?.id ?? null }],
      records,
      heads: [headOfPath(path)],
      meta,
    }),
  );
  if (committed.ok) {
    core.index.setPath(path);
    core.members.noteHeldLog({ device: core.self, generation: log.generation });
  }
  return committed;
}
