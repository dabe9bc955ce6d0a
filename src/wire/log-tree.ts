// A log as a tree of paths (PROTOCOL.md "Forks"), for every replica that stores records: devices and the relay.
//
// A store keeps the first-known path of a log as its trunk (branch "") and every other under the name of its first record. This file adds what the
// heads alone do not say (on which path a branch begins) and the questions all else is built on: which records lead to a place, where is this id,
// how does everyone call this part of the tree. Where a page attaches is attach-page.ts, what to send is version-diff.ts, where two logs part is
// fork-search.ts, how two paths stand to each other is tree-relation.ts. A trunk may have a base: the id of that record is known, those before it are not. A branch that leaves the trunk there is *rooted*: it
// stands beside the trunk, with the id of the record that it follows and no place to put it. Ids form a hash chain: two paths with the same id at a seq are
// the same up to it. Record ids that the tree does not keep are asked of the store through `IdAt`. Nothing here verifies a record.

import type { DeviceId, LogTag, RecordId } from "../base/ids.ts";
import { assert } from "../base/result.ts";
import type { LogPath, PathBase, PathHead } from "../ports/store.ts";
import type { Version, VersionEntry } from "./frames.ts";
import { MAX_VERSION_ENTRIES } from "./limits.ts";
import { compareVersionEntries } from "./version.ts";

/** The id of the record at `seq` of a stored path (from its first stored record to its head); `null` when it is not there. */
export type IdAt = (path: LogPath, seq: number) => RecordId | null | Promise<RecordId | null>;

/** A place in a tree: the record `seq` on the way to the head of `branch`. `seq` 0 is before the first record. */
export type LogPosition = { readonly branch: string; readonly seq: number };

/** A path with what ties it to the tree; all three are null on the trunk. */
export type TreePath = PathHead & {
  /** The path its parent record stands on; the trunk where it forks at the very first record. Null on a rooted branch. */
  readonly parentBranch: string | null;
  readonly firstId: RecordId | null;
};

/** Never empty: the trunk is under "". Immutable; `withPath` makes the next one. */
export type LogTree = { readonly log: LogTag; readonly paths: ReadonlyMap<string, TreePath> };

/** Consecutive records of one stored path. */
export type PathSegment = { readonly branch: string; readonly firstSeq: number; readonly lastSeq: number };

/** Hex digits of a record id on the wire where 8 bytes are enough. */
const PREFIX_DIGITS = 16;
export const ZERO_ID_PREFIX: string = "0".repeat(PREFIX_DIGITS);
export const ROOT: LogPosition = { branch: "", seq: 0 };

/** First 8 bytes, hex; zeros for null, which stands before the first record. */
export const idPrefixOf = (id: string | null): string => id?.slice(0, PREFIX_DIGITS) ?? ZERO_ID_PREFIX;

/** The first record of a path that can be stored: behind its base, where it has one. */
export const firstStoredSeq = ({ firstSeq, base }: PathHead): number => Math.max(firstSeq, (base?.seq ?? 0) + 1);

/** The base of the log, which its trunk has. */
export const baseOf = (tree: LogTree | null): PathBase | null => tree?.paths.get("")?.base ?? null;

/** Of all paths of a space: what a replica tells as its version. Leaves beyond the limit of a version are left out, the last ones first. */
export function versionOf(heads: Iterable<PathHead>): Version {
  const entries = Array.from(heads, ({ log, seq, id }): VersionEntry => ({ log, seq, idPrefix: idPrefixOf(id) })).toSorted(
    compareVersionEntries,
  );
  // Two leaves of a hostile device may share seq and first bytes: they are told as one.
  const distinct = entries.filter((entry, index) => index === 0 || compareVersionEntries(entries[index - 1] ?? entry, entry) !== 0);
  return distinct.slice(0, MAX_VERSION_ENTRIES);
}

export function pathOf(tree: LogTree, branch: string): TreePath {
  const path = tree.paths.get(branch);
  assert(path !== undefined, "a branch of this tree");
  return path;
}

/** The tree with `path` added, or put in the place of its shorter self. */
export function withPath(tree: LogTree | null, path: TreePath): LogTree {
  return { log: path.log, paths: new Map([...(tree?.paths ?? []), [path.branch, path]]) };
}

/** The log a page belongs to. */
export type LogOwner = { readonly log: LogTag; readonly device: DeviceId; readonly generation: number };

/** The segments that lead to `position`, from the first record on. */
export function segmentsTo(tree: LogTree, position: LogPosition): readonly PathSegment[] {
  const segments: PathSegment[] = [];
  let lastSeq = position.seq;
  for (let branch: string | null = position.branch; branch !== null;) {
    const path: TreePath = pathOf(tree, branch);
    if (lastSeq >= path.firstSeq) segments.unshift({ branch, firstSeq: path.firstSeq, lastSeq });
    lastSeq = Math.min(lastSeq, path.firstSeq - 1);
    branch = path.parentBranch;
  }
  return segments;
}

/** The id of a record of this path, up to its head; null below its base. */
function idOnPath(path: PathHead, seq: number, idAt: IdAt): RecordId | null | Promise<RecordId | null> {
  if (seq === path.seq) return path.id;
  if (seq === path.base?.seq) return path.base.id;
  return seq < firstStoredSeq(path) ? null : idAt({ log: path.log, branch: path.branch }, seq);
}

/** The path that the way to `branch` begins with: the trunk, or a rooted branch. */
export function rootOf(tree: LogTree, branch: string): TreePath {
  const path = pathOf(tree, branch);
  return path.parentBranch === null ? path : rootOf(tree, path.parentBranch);
}

/** The id of the record at a position; null before the first record, below a base, and where the tree ends earlier. */
export async function idOfPosition(tree: LogTree, position: LogPosition, idAt: IdAt): Promise<RecordId | null> {
  const segment = segmentsTo(tree, position).at(-1);
  if (segment === undefined) {
    const root = rootOf(tree, position.branch);
    return position.seq === root.firstSeq - 1 ? root.parentId : null;
  }
  const path = pathOf(tree, segment.branch);
  return position.seq > path.seq ? null : idOnPath(path, position.seq, idAt);
}

/** Where the record with this seq and id (or first bytes of it, hex) stands; null when it is not held. */
export async function locate(tree: LogTree, seq: number, id: string, idAt: IdAt): Promise<LogPosition | null> {
  if (seq === 0) return id === ZERO_ID_PREFIX ? ROOT : null;
  for (const path of tree.paths.values()) {
    if (seq < path.firstSeq || seq > path.seq) continue;
    const position = { branch: path.branch, seq };
    const held = await idOfPosition(tree, position, idAt);
    if (held?.startsWith(id) === true) return position;
  }
  return null;
}

/** Whether the record before a branch may stand on `parent`, by its numbers. */
function mayHoldParent(parent: PathHead, { branch, firstSeq, parentId }: PathHead): boolean {
  if (parent.branch === branch) return false;
  if (parentId === null) return parent.branch === "" && parent.base === undefined;
  return parent.firstSeq < firstSeq && parent.seq >= firstSeq;
}

/** The path on which the record before a branch stands; where none has it, one that has lost the record in its place, if any. */
async function parentOf(head: PathHead, heads: readonly PathHead[], idAt: IdAt): Promise<{ held: PathHead | null; lost: PathHead | null }> {
  const { firstSeq, parentId } = head;
  let lost: PathHead | null = null;
  for (const parent of heads) {
    if (!mayHoldParent(parent, head)) continue;
    const id = parentId === null ? null : await idOnPath(parent, firstSeq - 1, idAt);
    if (id === parentId) return { held: parent, lost: null };
    if (id === null) lost ??= parent;
  }
  return { held: null, lost };
}

/** What becomes of a branch above the base whose parent's head is lost. */
type Untied = "refused" | "rooted";

async function tieToTree(tree: LogTree, head: PathHead, heads: readonly PathHead[], idAt: IdAt, untied: Untied): Promise<TreePath> {
  const firstId = await idOnPath(head, head.firstSeq, idAt);
  const { held, lost } = await parentOf(head, heads, idAt);
  const isBelowBase = head.firstSeq - 1 <= (baseOf(tree)?.seq ?? -1);
  const parent = isBelowBase ? held : (held ?? lost);
  if (parent === null && !isBelowBase && untied === "refused") {
    throw new Error(`a branch of log ${tree.log} begins after a record that is not held`);
  }
  return { ...head, parentBranch: parent?.branch ?? null, firstId };
}

/**
 * The trees of all logs, from the heads of all paths of a space. Asks for a few ids where a log is forked, for none where it is not. `untied`: a store that
 * may lose a head reads what forked from that path as rooted; in any other a branch that follows nothing is a mistake, and throws.
 */
export async function makeLogTrees(
  heads: readonly PathHead[],
  idAt: IdAt,
  untied: Untied = "refused",
): Promise<ReadonlyMap<LogTag, LogTree>> {
  const trees = new Map<LogTag, LogTree>();
  for (const head of heads) {
    if (head.branch === "") trees.set(head.log, withPath(null, { ...head, parentBranch: null, firstId: null }));
  }
  for (const head of heads) {
    if (head.branch === "") continue;
    const tree = trees.get(head.log);
    assert(tree !== undefined, "a log has a trunk");
    const sameLog = heads.filter((other) => other.log === head.log);
    trees.set(head.log, withPath(tree, await tieToTree(tree, head, sameLog, idAt, untied)));
  }
  return trees;
}
