// Which records of a space are held: the heads of all paths as trees, the version they amount to, and the damaged places in this store, which are
// left out of the version so that other replicas send those records again.

import type { LogTag, RecordId, SpaceId } from "../base/ids.ts";
import type { LogPath, PathHead, Store, StoredRecord } from "../ports/store.ts";
import type { Version } from "../wire/frames.ts";
import { makeLogTrees, segmentsTo, versionOf, withPath, type IdAt, type LogTree, type TreePath } from "../wire/log-tree.ts";
import { valueOf } from "./store-failure.ts";

export const pathKey = ({ log, branch }: LogPath): string => `${log}/${branch}`;

/** The path as it is stored, without what ties it to its tree. */
export function headOfPath({ log, branch, device, generation, firstSeq, parentId, seq, id }: TreePath): PathHead {
  return { log, branch, device, generation, firstSeq, parentId, seq, id };
}

const ONE_RECORD = { maxRecords: 1, maxBytes: 1 };

export class LogIndex {
  readonly #store: Store;
  readonly #space: SpaceId;
  #trees: ReadonlyMap<LogTag, LogTree> = new Map();
  #heads: readonly PathHead[] = [];
  #version: Version = [];
  /** The lowest damaged record of a path, with the id of the record before it. */
  readonly #damaged = new Map<string, { readonly seq: number; readonly previousId: RecordId | null }>();

  constructor(store: Store, space: SpaceId) {
    this.#store = store;
    this.#space = space;
  }

  get heads(): readonly PathHead[] {
    return this.#heads;
  }

  get version(): Version {
    return this.#version;
  }

  get trees(): ReadonlyMap<LogTag, LogTree> {
    return this.#trees;
  }

  get damagedPaths(): number {
    return this.#damaged.size;
  }

  headOf(path: LogPath): PathHead | null {
    return this.#trees.get(path.log)?.paths.get(path.branch) ?? null;
  }

  async load(heads: readonly PathHead[]): Promise<void> {
    this.#trees = await makeLogTrees(heads, this.idAt);
    this.#refresh();
  }

  /** Takes over a path that has grown or is new. */
  setPath(path: TreePath): void {
    this.#trees = new Map(this.#trees).set(path.log, withPath(this.#trees.get(path.log) ?? null, path));
    this.#refresh();
  }

  noteDamaged(path: LogPath, seq: number, previousId: RecordId | null): void {
    const present = this.#damaged.get(pathKey(path));
    if (present !== undefined && present.seq <= seq) return;
    this.#damaged.set(pathKey(path), { seq, previousId });
    this.#refresh();
  }

  /** The damaged record of this path, if any; 0 when it is whole. */
  damagedSeq(path: LogPath): number {
    return this.#damaged.get(pathKey(path))?.seq ?? 0;
  }

  noteRepaired(path: LogPath): void {
    this.#damaged.delete(pathKey(path));
    this.#refresh();
  }

  /** Everything is to be read again. */
  forgetDamage(): void {
    this.#damaged.clear();
    this.#refresh();
  }

  #refresh(): void {
    this.#heads = [...this.#trees.values()].flatMap((tree) => [...tree.paths.values()]);
    this.#version = versionOf(this.#damaged.size === 0 ? this.#heads : this.#heads.flatMap((head) => this.#soundHead(head)));
  }

  /** As far as the way to this head is whole: none where it is broken before its path begins, since the path it leaves tells that. */
  #soundHead(head: PathHead): PathHead[] {
    const tree = this.#trees.get(head.log);
    const way = tree === undefined ? [] : segmentsTo(tree, { branch: head.branch, seq: head.firstSeq - 1 });
    const isBrokenBefore = way.some(({ branch, lastSeq }) => {
      const broken = this.damagedSeq({ log: head.log, branch });
      return broken > 0 && broken <= lastSeq;
    });
    if (isBrokenBefore) return [];
    const damaged = this.#damaged.get(pathKey(head));
    if (damaged === undefined) return [head];
    return damaged.previousId === null ? [] : [{ ...head, seq: damaged.seq - 1, id: damaged.previousId }];
  }

  readonly idAt: IdAt = async (path, seq) => (await this.read(path, seq, ONE_RECORD))[0]?.id ?? null;

  /** Ascending from `fromSeq`, without a gap: what is missing in the store ends the result. Throws a store failure. */
  async read(
    path: LogPath,
    fromSeq: number,
    limit: { readonly maxRecords: number; readonly maxBytes: number },
  ): Promise<readonly StoredRecord[]> {
    const records = valueOf(await this.#store.readRecords(this.#space, path, fromSeq, limit));
    const firstHole = records.findIndex((record, i) => record.seq !== fromSeq + i);
    return firstHole < 0 ? records : records.slice(0, firstHole);
  }
}
