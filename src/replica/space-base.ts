// The base of an open space: what is stored of it (base.ts, row-pages.ts), the source of its items' copies, and what this tab knows of the packs. Whoever
// makes another base commits it and hands it in here; other tabs read it again when they are told, or when a pack is gone under them.

import type { ItemId, LogTag, PackId } from "../base/ids.ts";
import type { LogPath } from "../ports/store.ts";
import type { CheckpointId } from "../wire/frames.ts";
import { MAX_CHECKPOINTS } from "../wire/limits.ts";
import type { LogIndex } from "./log-index.ts";
import { baseKey, EMPTY_BASE, isWithin, reachOf, type Base } from "./base.ts";
import { isSameBase, openBase, readStoredBase, type StoredBase } from "./open-base.ts";
import type { SourceParts } from "./pack-source.ts";
import type { PackShelf, PackTrouble } from "./pack-shelf.ts";
import { itemsToRows, type BaseRows, type PageItem } from "./page-columns.ts";
import type { PagePorts, RowPages } from "./row-pages.ts";
import type { SpacePorts } from "./space-core.ts";
import { NO_BASE, type StateSource } from "./state-source.ts";
import { valueOf } from "./store-failure.ts";
import type { Cover } from "./tail.ts";
import { coverWith } from "./ways.ts";

/** Of the store, or of another side; told in the diagnosis. */
export type RefusedPack = { readonly pack: PackId; readonly from: "store" | "link"; readonly atMs: number };

export type HeldBase = {
  readonly base: Base;
  /** As stored: what the next one must replace. */
  readonly bytes: Uint8Array | null;
  readonly pages: RowPages | null;
  readonly source: StateSource;
};

const NONE: HeldBase = { base: EMPTY_BASE, bytes: null, pages: null, source: NO_BASE };
const NO_ITEMS: ReadonlyMap<ItemId, PageItem> = new Map();

const MAX_REFUSED = 32;

export type SpaceBaseParts = {
  readonly ports: SpacePorts;
  readonly pagePorts: PagePorts;
  /** Another tab has put another base in the place of this one. */
  readonly onStale: () => Promise<void>;
  /** A pack was found to be damaged: records may have what it held. */
  readonly onDamaged: () => void;
};

export class SpaceBase {
  readonly #parts: SpaceBaseParts;
  #held: HeldBase = NONE;
  #reading: Promise<StoredBase> | null = null;
  #shelf: PackShelf | null = null;
  readonly #refused: RefusedPack[] = [];
  /** Packs of the base that this store cannot give: to be fetched again. */
  readonly damaged = new Set<PackId>();
  /** Packs of the stored base in whose place records have been read: the next compaction writes their items anew. */
  readonly restored = new Set<PackId>();
  /** What the base contains, by this store's paths; of ways that are not here nothing. */
  coverage: Cover = new Map<string, number>();
  /** Counts what was found damaged. */
  troubles = 0;
  /** It covers less of a log than one before: records that were left to it have not been read since, and may be damaged. */
  hasReceded = false;
  /** Checkpoints that are being taken: said to other replicas. */
  taking: readonly CheckpointId[] = [];
  /** Checkpoints whose packs are here and are being read, to be compared or taken: none of them is removed meanwhile. */
  readonly reading = new Set<CheckpointId>();
  /** How much of the packs that are being fetched is here, from 0 to 1. */
  fetchedShare = 0;
  /** Named by the inviter when it admitted this device. */
  admitted: readonly CheckpointId[] = [];
  /** Logs of which husks were refused. */
  readonly husksOf = new Set<LogTag>();
  /** Of other checkpoints than before something may be wanted now. */
  fetchTurn = 0;

  constructor(parts: SpaceBaseParts) {
    this.#parts = parts;
  }

  get base(): Base {
    return this.#held.base;
  }

  get stored(): Uint8Array | null {
    return this.#held.bytes;
  }

  get pages(): RowPages | null {
    return this.#held.pages;
  }

  get source(): StateSource {
    return this.#held.source;
  }

  /** Every item of the base, tombstones included. */
  get items(): ReadonlyMap<ItemId, PageItem> {
    return this.#held.pages?.items ?? NO_ITEMS;
  }

  /** Of all of them, without looking at any by itself. */
  rows(): BaseRows {
    return this.#held.pages?.rows() ?? itemsToRows([]);
  }

  /** Whether the packs of the stored base can give all its items, as far as is known. */
  get isWhole(): boolean {
    return this.damaged.size + this.restored.size === 0;
  }

  /** Whether it is known which items the packs hold: otherwise of a damaged one it is not. */
  get hasAllRows(): boolean {
    return this.#held.pages?.isStored === true;
  }

  /** What is covered of a log; 0: nothing. */
  coveredSeq(log: LogTag): number {
    return this.base.cover.get(log)?.seq ?? 0;
  }

  get refused(): readonly RefusedPack[] {
    return this.#refused;
  }

  /** Those that stand for the base, together where it is more than one of them says, and those that are being taken. */
  get checkpoints(): readonly CheckpointId[] {
    return [...this.taking, ...this.base.checkpoints].slice(0, MAX_CHECKPOINTS);
  }

  /** The base as it is stored now; null when it is the one held, unless `isAnew`. Throws a store failure. */
  async read(isAnew = false): Promise<HeldBase | null> {
    const stored = await (this.#reading ?? this.#readStored(isAnew));
    this.#reading = null;
    const { bytes } = stored;
    if (!isAnew && isSameBase(bytes, this.#held.bytes)) return null;
    if (bytes === null) return NONE;
    const { ports, pagePorts } = this.#parts;
    const { store, loadEngine } = ports;
    return openBase({ store, loadEngine, ports: pagePorts, source: this.sourceParts }, stored);
  }

  #readStored(isAnew = false): Promise<StoredBase> {
    const { ports, pagePorts } = this.#parts;
    return readStoredBase(ports.store, pagePorts, isAnew ? null : this.#held.bytes);
  }

  /** Begins with what `read` will give: nothing of it waits for the keys of the space. */
  readAhead(): void {
    this.#reading = this.#readStored();
    // What goes wrong is told to whoever reads.
    this.#reading.catch(() => undefined);
  }

  /** What copies are read with. */
  get sourceParts(): SourceParts {
    return {
      shelf: () => this.shelf(),
      onTrouble: (pack, trouble) => this.#onTrouble(pack, trouble),
      noteDamaged: (pack) => this.noteDamaged(pack),
    };
  }

  /** `restored`: packs that it does not name, though the stored one does. */
  take(held: HeldBase, restored: Iterable<PackId> = []): void {
    const { cover, ways } = this.base;
    this.hasReceded ||= !isWithin(reachOf(cover), reachOf(held.base.cover));
    if (held.base.cover !== cover || held.base.ways !== ways) this.coverage = reachOf(held.base.cover);
    this.#held = held;
    const packs = new Set(held.base.packs.map(({ pack }) => pack));
    for (const pack of this.restored) this.damaged.add(pack);
    this.restored.clear();
    for (const pack of this.damaged) if (!packs.has(pack)) this.damaged.delete(pack);
    for (const pack of restored) this.restored.add(pack);
    this.fetchTurn += 1;
  }

  /** Finds where its ways stand, after it was taken or records have come. Throws a store failure. */
  async locateWays(index: LogIndex): Promise<void> {
    this.coverage = await coverWith(index, reachOf(this.base.cover), this.base.ways);
  }

  /** Of a log that is covered further than it is here another side has husks: it does not have the records, though it knows their ids. */
  noteHusks(log: LogTag): void {
    if (this.husksOf.has(log)) return;
    this.husksOf.add(log);
    this.fetchTurn += 1;
  }

  /** Whether all is to be read again: it has let something go, or what has come to logs may be what it contains. */
  isReadAnewFor(grown: readonly { readonly head: LogPath }[]): boolean {
    return this.hasReceded || grown.some(({ head }) => this.base.ways.some(({ log }) => log === head.log));
  }

  /** Whether it may contain what a record of this log says beyond its cover. */
  mayContain(log: LogTag, seq: number): boolean {
    return seq <= this.coveredSeq(log) || this.base.ways.some((way) => way.log === log && way.seq >= seq);
  }

  async shelf(): Promise<PackShelf> {
    const { ports, pagePorts } = this.#parts;
    const { openShelf } = await ports.loadEngine();
    this.#shelf ??= openShelf({ ...pagePorts, store: ports.store });
    return this.#shelf;
  }

  async #onTrouble(pack: PackId, trouble: PackTrouble): Promise<void> {
    this.#shelf?.forget(pack);
    if (await this.isStale()) return this.#parts.onStale();
    if (trouble.kind !== "keyless" && trouble.kind !== "newer") this.noteDamaged(pack);
  }

  /** Whether another tab has put another base in the place of this one. Throws a store failure. */
  async isStale(): Promise<boolean> {
    const { ports, pagePorts } = this.#parts;
    return !isSameBase(valueOf(await ports.store.readMeta(baseKey(pagePorts.space))), this.#held.bytes);
  }

  /** A pack of the base is not stored as it was made. */
  noteDamaged(pack: PackId): void {
    if (this.damaged.has(pack) || this.restored.has(pack)) return;
    this.damaged.add(pack);
    this.troubles += 1;
    this.refuse(pack, "store");
    this.#parts.onDamaged();
  }

  refuse(pack: PackId, from: RefusedPack["from"]): void {
    this.#refused.push({ pack, from, atMs: this.#parts.ports.clock() });
    this.#refused.splice(0, this.#refused.length - MAX_REFUSED);
    this.fetchTurn += 1;
  }
}
