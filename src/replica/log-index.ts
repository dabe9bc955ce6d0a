// Which records of a space are held: the heads of all paths as trees, the version they amount to, and the damaged places in this store, which are
// left out of the version so that other replicas send those records again. So is what is beyond the cut of its log, which others would refuse.

import type { DeviceId, LogTag, RecordId, SpaceId } from "../base/ids.ts";
import type { Cut } from "../members/statement-content.ts";
import type { LogPath, PathHead, Store, StoredRecord } from "../ports/store.ts";
import type { Version } from "../wire/frames.ts";
import {
  baseOf,
  firstStoredSeq,
  makeLogTrees,
  segmentsTo,
  versionOf,
  withPath,
  type IdAt,
  type LogTree,
  type TreePath,
} from "../wire/log-tree.ts";
import { cutOfLog, isTold, toldOf, type CutOfLog } from "../wire/within-cut.ts";
import type { PageContent } from "../sync/sync-source.ts";
import { PAGE_LIMIT, withinPage } from "./record-pages.ts";
import { valueOf } from "./store-failure.ts";

export const pathKey = ({ log, branch }: LogPath): string => `${log}/${branch}`;

const ONE_RECORD = { maxRecords: 1, maxBytes: 1 };
/** Ids kept in memory: those that checkpoints end with are asked for again and again. */
const MAX_KNOWN_IDS = 1_024;

type ReadLimit = { readonly maxRecords: number; readonly maxBytes: number };

/** null: all that the device writes counts. */
type CutOf = (device: DeviceId) => Cut | null;

type CutLog = CutOfLog & { readonly told: LogTree };

const isSameReach = (a: CutOfLog | undefined, b: CutOfLog): boolean =>
  a !== undefined && a.reach.size === b.reach.size && [...a.reach].every(([branch, seq]) => b.reach.get(branch) === seq);

type Written = { readonly records: readonly StoredRecord[]; readonly previousId: RecordId | null };

export class LogIndex {
  readonly #store: Store;
  readonly #space: SpaceId;
  #trees: ReadonlyMap<LogTag, LogTree> = new Map();
  #heads: readonly PathHead[] = [];
  #toldHeads: readonly PathHead[] = [];
  #version: Version = [];
  readonly #cutOf: CutOf;
  #cuts: ReadonlyMap<LogTag, CutLog> = new Map();
  /** What counts of a log is another since all was read: what is stored as beyond may not be so any more. */
  isCutMoved = false;
  /** The lowest damaged record of a path, with the id of the record before it. */
  readonly #damaged = new Map<string, { readonly path: LogPath; readonly seq: number; readonly previousId: RecordId | null }>();

  /** Of trunks, the highest record found damaged that packs contain, too: nobody is to be sent what is before it. */
  readonly #damagedBelow = new Map<LogTag, number>();

  /** Of stored records, by path and seq: what stands in a place stays there for as long as the path and its base do. */
  #knownIds = new Map<string, RecordId>();
  #written: Written | null = null;

  constructor(store: Store, space: SpaceId, cutOf: CutOf = () => null) {
    this.#store = store;
    this.#space = space;
    this.#cutOf = cutOf;
  }

  get heads(): readonly PathHead[] {
    return this.#heads;
  }

  /** As far as others are told of them and sent them. */
  get toldHeads(): readonly PathHead[] {
    return this.#toldHeads;
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

  toldHeadOf({ log, branch }: LogPath): PathHead | null {
    return this.#toldHeads.find((head) => head.log === log && head.branch === branch) ?? null;
  }

  /** Takes over all heads of the store, as they are after bases have moved or branches were removed. */
  async load(heads: readonly PathHead[]): Promise<void> {
    this.#knownIds = new Map();
    this.#trees = await makeLogTrees(heads, this.idAt, "rooted");
    this.#forgetGoneDamage();
    this.#refresh();
    await this.judgeCuts();
  }

  /** To be called when the members have changed, and when a log that is cut has grown. Throws a store failure. */
  async judgeCuts(): Promise<void> {
    const cuts = new Map<LogTag, CutLog>();
    for (const tree of this.#trees.values()) {
      const device = tree.paths.get("")?.device;
      const cut = device === undefined ? null : this.#cutOf(device);
      if (cut === null) continue;
      const judged = await cutOfLog(tree, cut, this.idAt);
      if (!isSameReach(this.#cuts.get(tree.log), judged)) this.isCutMoved = true;
      cuts.set(tree.log, { ...judged, told: await toldOf(tree, judged, this.idAt) });
    }
    if (cuts.size === 0 && this.#cuts.size === 0) return;
    if ([...this.#cuts.keys()].some((log) => !cuts.has(log))) this.isCutMoved = true;
    this.#cuts = cuts;
    this.#refresh();
  }

  /** What is held of a log that is cut; null: of any other. */
  cutOfLog(log: LogTag): CutOfLog | null {
    return this.#cuts.get(log) ?? null;
  }

  /** Whether the record is within the cut of its log, or the log has none. */
  isWithin({ log, branch }: LogPath, seq: number): boolean {
    const cut = this.#cuts.get(log);
    return cut === undefined || seq <= (cut.reach.get(branch) ?? 0);
  }

  /** Takes over what other tabs have made of the heads: says which paths have grown, and their first records that are new here. */
  async takeOver(heads: readonly PathHead[]): Promise<readonly { readonly head: PathHead; readonly fromSeq: number }[]> {
    const grown = heads.flatMap((head) => {
      const fromSeq = Math.max((this.headOf(head)?.seq ?? 0) + 1, firstStoredSeq(head));
      return fromSeq > head.seq ? [] : [{ head, fromSeq }];
    });
    const isRebased = heads.length !== this.#heads.length || heads.some((head) => this.headOf(head)?.base?.seq !== head.base?.seq);
    if (grown.length > 0 || isRebased) await this.load(heads);
    return grown;
  }

  /** Takes over a path that has grown, is new, or has another base. */
  setPath(path: TreePath): void {
    if (path.base?.seq !== this.headOf(path)?.base?.seq) this.#knownIds = new Map();
    this.#trees = new Map(this.#trees).set(path.log, withPath(this.#trees.get(path.log) ?? null, path));
    this.#forgetGoneDamage();
    this.#refresh();
  }

  /** What is below a base, or on a path that is gone, is not missed. Damage further on is found when the path is read again. */
  #forgetGoneDamage(): void {
    for (const [key, { path, seq }] of this.#damaged) {
      const head = this.headOf(path);
      if (head === null || seq < firstStoredSeq(head)) this.#damaged.delete(key);
    }
  }

  noteDamaged(path: LogPath, seq: number, previousId: RecordId | null): void {
    const present = this.#damaged.get(pathKey(path));
    const head = this.headOf(path);
    if ((present !== undefined && present.seq <= seq) || (head !== null && seq < firstStoredSeq(head))) return;
    this.#damaged.set(pathKey(path), { path: { log: path.log, branch: path.branch }, seq, previousId });
    this.#refresh();
  }

  /** A record that the base covers is damaged or missing: no replay reads it, and nobody sends it again. */
  noteDamagedBelow(log: LogTag, seq: number): void {
    this.#damagedBelow.set(log, Math.max(seq, this.damagedBelow(log)));
  }

  /**
   * Damage that a base covers from now on is missed no more, or was none (a husk); what is behind it has not been read. True when there was any. `cover`: as
   * in tail.ts.
   */
  noteCovered(cover: ReadonlyMap<string, number>): boolean {
    let isAny = false;
    for (const [key, { path, seq }] of this.#damaged) {
      const isBelow = path.branch === "" && seq <= (cover.get(path.log) ?? 0);
      if (!isBelow && seq > (cover.get(key) ?? 0)) continue;
      this.#damaged.delete(key);
      if (isBelow) this.noteDamagedBelow(path.log, seq);
      isAny = true;
    }
    if (isAny) this.#refresh();
    return isAny;
  }

  /** 0 when none is known that is still stored. */
  damagedBelow(log: LogTag): number {
    const seq = this.#damagedBelow.get(log) ?? 0;
    return seq <= (baseOf(this.#trees.get(log) ?? null)?.seq ?? 0) ? 0 : seq;
  }

  /** The damaged record of this path, if any; 0 when it is whole. */
  damagedSeq(path: LogPath): number {
    return this.#damaged.get(pathKey(path))?.seq ?? 0;
  }

  noteRepaired(path: LogPath): void {
    this.#knownIds = new Map();
    this.#damaged.delete(pathKey(path));
    this.#refresh();
  }

  /** Everything is to be read again. */
  forgetDamage(): void {
    this.#knownIds = new Map();
    this.#damaged.clear();
    this.#refresh();
  }

  #refresh(): void {
    this.#heads = [...this.#trees.values()].flatMap((tree) => [...tree.paths.values()]);
    this.#toldHeads = this.#cuts.size === 0 ? this.#heads : this.#heads.flatMap((head) => this.#toldHead(head));
    this.#version = versionOf(this.#damaged.size === 0 ? this.#toldHeads : this.#toldHeads.flatMap((head) => this.#soundHead(head)));
  }

  /** Where the log has grown since it was judged, up to where it had. */
  #toldHead(head: PathHead): PathHead[] {
    const cut = this.#cuts.get(head.log);
    if (cut === undefined) return [head];
    const told = cut.told.paths.get(head.branch);
    return told === undefined || !isTold(told) ? [] : [{ ...head, seq: told.seq, id: told.id }];
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
    if (damaged === undefined || damaged.seq > head.seq) return [head];
    return damaged.previousId === null ? [] : [{ ...head, seq: damaged.seq - 1, id: damaged.previousId }];
  }

  /** Ids at a base and below it are not in the store. */
  readonly idAt: IdAt = async (path, seq) => {
    const base = path.branch === "" ? baseOf(this.#trees.get(path.log) ?? null) : null;
    if (base !== null && seq <= base.seq) return seq === base.seq ? base.id : null;
    const key = `${pathKey(path)}/${seq}`;
    return this.#knownIds.get(key) ?? (await this.read(path, seq, ONE_RECORD))[0]?.id ?? null;
  };

  /**
   * Tells somebody of records that are durable since just now. Whoever asks for them before `tell` returns has them at once, without the store, which would take
   * as long as all the rest of their way to another device; later they may be something else there. `before`: what they follow.
   */
  tellWritten(records: readonly StoredRecord[], before: Pick<PathHead, "id"> | null, tell: () => void): void {
    this.#written = { records, previousId: before?.id ?? null };
    try {
      tell();
    } finally {
      this.#written = null;
    }
  }

  /** The page from `fromSeq` on, where it is just what is being told; null: the store has it. */
  writtenPage(path: LogPath, fromSeq: number): PageContent | null {
    const [first] = this.#written?.records ?? [];
    if (first?.log !== path.log || first.branch !== path.branch || first.seq !== fromSeq) return null;
    if (this.#written === null || this.damagedSeq(path) > 0) return null;
    const { records, previousId } = this.#written;
    const page = withinPage(records.slice(0, PAGE_LIMIT.maxRecords));
    return { previousId, records: page.map(({ bytes }) => bytes) };
  }

  /** Ascending from `fromSeq`, without a gap: what is missing in the store ends the result. Throws a store failure. */
  async read(path: LogPath, fromSeq: number, limit: ReadLimit): Promise<readonly StoredRecord[]> {
    // What comes after all was forgotten is not kept.
    const known = this.#knownIds;
    const stored = valueOf(await this.#store.readRecords(this.#space, path, fromSeq, limit));
    const firstHole = stored.findIndex((record, i) => record.seq !== fromSeq + i);
    const records = firstHole < 0 ? stored : stored.slice(0, firstHole);
    // Whoever reads on asks for the record before: the last one, or the one before it where that one was too much.
    for (const record of records.slice(-2)) {
      if (known.size >= MAX_KNOWN_IDS) known.clear();
      known.set(`${pathKey(path)}/${record.seq}`, record.id);
    }
    return records;
  }
}
