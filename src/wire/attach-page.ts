// Where a page of records attaches to a log's tree, and which of its records are new (PROTOCOL.md "Forks", "What is missing").
//
// Two steps, because the ids of a page's records follow from the id of the record before them: `attachPage` finds that record, the caller computes
// the ids (record-envelope.ts), `placeRecords` compares them with what is held. Both only look: verifying and storing are the caller's.
// That a page begins a branch beside the base is its sender's word. It is taken only as far as it goes: no more branches than there may be, and
// none that lead to the base, since those are the trunk's own records, sent again.

import type { RecordId } from "../base/ids.ts";
import { assert } from "../base/result.ts";
import type { ExpectedHead, PathBase } from "../ports/store.ts";
import {
  baseOf,
  idOfPosition,
  idPrefixOf,
  locate,
  pathOf,
  ROOT,
  rootOf,
  ZERO_ID_PREFIX,
  type IdAt,
  type LogOwner,
  type LogPosition,
  type LogTree,
  type TreePath,
} from "./log-tree.ts";
import { makeTrunk } from "./new-trunk.ts";
import { isRooted } from "./tree-relation.ts";

/** `previousId` is null before the first record. `parts`: it is below the base, on another way than the trunk's, and the page begins a rooted branch. */
export type AttachedAt = {
  readonly kind: "at";
  readonly position: LogPosition;
  readonly previousId: RecordId | null;
  readonly parts?: true;
};

/** Of one log; a side that says ever again that what it sends has parted does not fill this store with paths. */
const MAX_ROOTED_BRANCHES = 16;

/**
 * The page begins below the base: its first `count` records are covered by what the base stands for, whatever they say. Those that go beyond
 * it, if any, attach at `rest` provided that they are signed for the base as the record before them; if not, the log parts below the base, and
 * all of the page is covered. Only a signature tells: the ids of the covered ones are not known here.
 */
export type CoveredPage = { readonly kind: "covered"; readonly count: number; readonly rest: AttachedAt | null };

export type Attachment =
  | AttachedAt
  | CoveredPage
  /** The record before the page is not held. */
  | { readonly kind: "gap" };

/** The page that is left of `page` when `count` records are taken from its beginning. */
export function pageBehind<Page extends { readonly firstSeq: number; readonly records: readonly Uint8Array[] }>(
  page: Page,
  count: number,
): Page {
  return { ...page, firstSeq: page.firstSeq + count, records: page.records.slice(count) };
}

function attachBelow(base: PathBase, firstSeq: number, length: number): CoveredPage {
  const count = Math.min(length, base.seq - firstSeq + 1);
  // A page right behind the base that follows another record than the base.
  if (count === 0) return { kind: "covered", count: length, rest: null };
  const rest: AttachedAt = { kind: "at", position: { branch: "", seq: base.seq }, previousId: base.id };
  return { kind: "covered", count, rest: count < length ? rest : null };
}

type AttachingPage = {
  readonly firstSeq: number;
  readonly previousIdPrefix: string;
  readonly records: { readonly length: number };
  readonly previousId?: RecordId | null;
  readonly begins?: true;
};

/** Whether the record before the page is below the base, or is another one in its place. */
const isBelow = (base: PathBase, { firstSeq, previousIdPrefix }: AttachingPage): boolean =>
  firstSeq <= base.seq || (firstSeq === base.seq + 1 && previousIdPrefix !== idPrefixOf(base.id));

/** Where the page is not on a rooted branch already, its sender says whether it begins one: the ids that would tell are not held. */
async function attachRooted(tree: LogTree, base: PathBase, page: AttachingPage, idAt: IdAt): Promise<Attachment> {
  const { firstSeq, previousIdPrefix } = page;
  // What was to begin the log, and comes when there is something of it by now, does not say that it parts.
  const previousId = page.begins === true ? undefined : page.previousId;
  const position = firstSeq === 1 ? null : await locate(tree, firstSeq - 1, previousIdPrefix, idAt);
  if (position !== null) return { kind: "at", position, previousId: await idOfPosition(tree, position, idAt) };
  if (previousId === undefined) return attachBelow(base, firstSeq, page.records.length);
  return { kind: "at", position: { branch: "", seq: firstSeq - 1 }, previousId, parts: true };
}

/** `tree` null: nothing of the log is held. */
export async function attachPage(tree: LogTree | null, page: AttachingPage, idAt: IdAt): Promise<Attachment> {
  const { firstSeq, previousIdPrefix } = page;
  const base = baseOf(tree);
  if (tree !== null && base !== null && isBelow(base, page)) return attachRooted(tree, base, page, idAt);
  if (firstSeq === 1) return previousIdPrefix === ZERO_ID_PREFIX ? { kind: "at", position: ROOT, previousId: null } : { kind: "gap" };
  const position = tree === null ? null : await locate(tree, firstSeq - 1, previousIdPrefix, idAt);
  if (tree === null || position === null) return { kind: "gap" };
  return { kind: "at", position, previousId: await idOfPosition(tree, position, idAt) };
}

export type Placement =
  /** They would stand beside the base, where they must not: the page is one that begins below it. */
  { readonly kind: "below"; readonly covered: CoveredPage } | PlacedRecords;

export type PlacedRecords =
  /** All are held; `position` is the last of them. */
  | { readonly kind: "held"; readonly position: LogPosition }
  /**
   * The first `heldCount` are held; the others go to `path`, which is given as it will be (for `withPath`, and as the commit's head) with the head
   * the commit expects. `forks`: they begin a path of their own.
   */
  | {
      readonly kind: "new";
      readonly heldCount: number;
      readonly forks: boolean;
      readonly path: TreePath;
      readonly expect: ExpectedHead;
    };

/** How many of `ids`, from the first, the path holds after `seq`: at most `limit`. Bisects, since the first difference is the last. */
async function countHeld(tree: LogTree, after: LogPosition, ids: readonly RecordId[], limit: number, idAt: IdAt): Promise<number> {
  const holds = async (count: number): Promise<boolean> =>
    (await idOfPosition(tree, { branch: after.branch, seq: after.seq + count }, idAt)) === ids[count - 1];
  if (limit === 0 || (await holds(limit))) return limit;
  let [held, differs] = [0, limit];
  while (differs - held > 1) {
    const middle = Math.floor((held + differs) / 2);
    if (await holds(middle)) held = middle;
    else differs = middle;
  }
  return held;
}

/** One whose first record was lost in this store still has its name. */
const beginsWith = ({ branch, firstId }: TreePath, id: RecordId | null): boolean =>
  firstId === null ? id !== null && (branch === id || branch === idPrefixOf(id)) : firstId === id;

/** The rooted branch that begins with `id`, as the position before its first record. */
function rootedWith(tree: LogTree, firstSeq: number, id: RecordId | null): LogPosition | null {
  const path = [...tree.paths.values()].find((each) => isRooted(each) && each.firstSeq === firstSeq && beginsWith(each, id));
  return path === undefined ? null : { branch: path.branch, seq: firstSeq - 1 };
}

/** The fork after `position` that begins with `id`, as the position before its first record. */
function forkWith(tree: LogTree, position: LogPosition, id: RecordId): LogPosition | null {
  for (const path of tree.paths.values()) {
    const follows = path.parentBranch === position.branch && path.firstSeq === position.seq + 1;
    if (follows && beginsWith(path, id)) return { branch: path.branch, seq: position.seq };
  }
  return null;
}

/** Follows `ids` through the tree from `start` as far as they are held. */
async function followHeld(
  tree: LogTree,
  start: LogPosition,
  ids: readonly RecordId[],
  idAt: IdAt,
): Promise<{ position: LogPosition; count: number }> {
  let position = start;
  let count = 0;
  for (;;) {
    const rest = ids.slice(count);
    const held = await countHeld(tree, position, rest, Math.min(rest.length, pathOf(tree, position.branch).seq - position.seq), idAt);
    position = { branch: position.branch, seq: position.seq + held };
    count += held;
    const next = ids[count];
    const fork = next === undefined ? null : forkWith(tree, position, next);
    if (fork === null) return { position, count };
    position = fork;
  }
}

/** `isTied` false: they begin a rooted branch. */
async function followFrom(
  tree: LogTree,
  { position, parts }: AttachedAt,
  ids: readonly RecordId[],
  idAt: IdAt,
): Promise<{ position: LogPosition; count: number; isTied: boolean }> {
  const start = parts === true ? rootedWith(tree, position.seq + 1, ids[0] ?? null) : position;
  return start === null ? { position, count: 0, isTied: false } : { ...(await followHeld(tree, start, ids, idAt)), isTied: true };
}

/** Of what would stand beside the base and must not; null for all else. `branch`: the one that it would continue or leave, null when it begins one. */
function coveredBeside(tree: LogTree, at: AttachedAt, ids: readonly RecordId[], branch: string | null): CoveredPage | null {
  const base = baseOf(tree);
  if (base === null || (branch !== null && !isRooted(rootOf(tree, branch)))) return null;
  const firstSeq = at.position.seq + 1;
  const isFull = branch === null && [...tree.paths.values()].filter(isRooted).length >= MAX_ROOTED_BRANCHES;
  return isFull || ids[base.seq - firstSeq] === base.id ? attachBelow(base, firstSeq, ids.length) : null;
}

/** The placement of what an empty log begins with. */
const placeFirst = (owner: LogOwner, head: PathBase): PlacedRecords => ({
  kind: "new",
  heldCount: 0,
  forks: false,
  path: makeTrunk(owner, head),
  expect: { log: owner.log, branch: "", seq: 0, id: null },
});

/** The placement of a path of its own. Two records of a hostile device may share the 8 bytes that name it; the second is then stored under its whole id. */
function placeBranch(tree: LogTree, heldCount: number, unnamed: Omit<TreePath, "branch"> & { readonly firstId: RecordId }): PlacedRecords {
  const { log, firstId } = unnamed;
  const branch = tree.paths.has(idPrefixOf(firstId)) ? firstId : idPrefixOf(firstId);
  return { kind: "new", heldCount, forks: true, path: { ...unnamed, branch }, expect: { log, branch, seq: 0, id: null } };
}

/** `ids`: those of the page's records, in order, at least one; the first follows the attachment. */
export async function placeRecords(
  owner: LogOwner,
  tree: LogTree | null,
  at: AttachedAt,
  ids: readonly RecordId[],
  idAt: IdAt,
): Promise<Placement> {
  const lastId = ids.at(-1);
  assert(lastId !== undefined, "a page has records");
  const head = { seq: at.position.seq + ids.length, id: lastId };
  if (tree === null) return placeFirst(owner, head);
  const { position, count, isTied } = await followFrom(tree, at, ids, idAt);
  const firstId = ids[count];
  if (firstId === undefined) return { kind: "held", position };
  const covered = coveredBeside(tree, at, ids, isTied ? position.branch : null);
  if (covered !== null) return { kind: "below", covered };
  const parent = pathOf(tree, position.branch);
  if (isTied && position.seq === parent.seq) {
    const expect = { log: parent.log, branch: parent.branch, seq: parent.seq, id: parent.id };
    return { kind: "new", heldCount: count, forks: false, path: { ...parent, ...head }, expect };
  }
  const parentId = count === 0 ? at.previousId : (ids[count - 1] ?? null);
  const parentBranch = isTied ? parent.branch : null;
  return placeBranch(tree, count, { ...owner, ...head, firstSeq: position.seq + 1, parentId, parentBranch, firstId });
}
