// What the records beyond the base say of each item: their updates, each with where it stands, so that the state at a cover can be built. Built when
// the records are read at start, longer with every change, shorter with every compaction. Where each stands is always here; what they say only up to a
// bound: beyond it the longest known is let go, and read from its record again when it is asked for.

import type { ItemId } from "../base/ids.ts";
import { assert } from "../base/result.ts";
import type { LogPath } from "../ports/store.ts";
import { pathKey } from "./log-index.ts";

/** Up to which record, from the first: by log of its trunk, and by the key of a path (`pathKey`) of this one, where the log has forked. */
export type Cover = ReadonlyMap<string, number>;

/** One item's part of a record. */
export type ItemUpdate = {
  readonly item: ItemId;
  /** Yjs update V1. */
  readonly update: Uint8Array;
  readonly path: LogPath;
  readonly seq: number;
};

export const isCovered = (cover: Cover, { path, seq }: Pick<ItemUpdate, "path" | "seq">): boolean =>
  (path.branch === "" && seq <= (cover.get(path.log) ?? 0)) || seq <= (cover.get(pathKey(path)) ?? 0);

export function byItem<Change extends Pick<ItemUpdate, "item">>(changes: readonly Change[]): ReadonlyMap<ItemId, readonly Change[]> {
  const changesByItem = new Map<ItemId, Change[]>();
  for (const change of changes) {
    const present = changesByItem.get(change.item);
    if (present === undefined) changesByItem.set(change.item, [change]);
    else present.push(change);
  }
  return changesByItem;
}

/** Where records beyond the base are read again. */
export interface UpdateSource {
  /** What the records at `seqs`, ascending, say of items, in their order. One that is missing in the answer cannot be read now. Throws a store failure. */
  read(path: LogPath, seqs: readonly number[]): Promise<ReadonlyMap<number, readonly Pick<ItemUpdate, "item" | "update">[]>>;
  /** Some of them could not be read, though the tail still has them. Throws a store failure. */
  onLost(): Promise<void>;
}

/** An update of the tail, without what it says. */
export type TailEntry = Omit<ItemUpdate, "update"> & { readonly sizeBytes: number };

class Entry implements TailEntry {
  readonly item: ItemId;
  readonly path: LogPath;
  readonly seq: number;
  readonly sizeBytes: number;
  /** Which it is of those that its record has of this item. */
  readonly part: number;
  /** Null: let go, or not in the tail any more. */
  update: Uint8Array | null;
  isGone = false;

  constructor({ item, path, seq, update }: ItemUpdate, before: Entry | undefined) {
    this.item = item;
    this.path = path;
    this.seq = seq;
    this.sizeBytes = update.length;
    const isSameRecord = before?.seq === seq && pathKey(before.path) === pathKey(path);
    this.part = isSameRecord ? before.part + 1 : 0;
    this.update = update;
  }
}

/** What updates say, as it was when it was asked for; null: it could not be read. */
export type Recalled = Map<TailEntry, Uint8Array | null>;

const NO_ENTRIES: readonly Entry[] = [];

export class Tail {
  readonly #source: UpdateSource | null;
  readonly #limitBytes: number;
  readonly #entriesByItem = new Map<ItemId, Entry[]>();
  /** Those that are held, the longest known first, from `#firstHeld` on; some of them may be gone. */
  #held: Entry[] = [];
  #firstHeld = 0;
  #heldBytes = 0;
  /** What deleted items for good beyond the base, a state vector in the place of each update. */
  #purges: readonly ItemUpdate[] = [];
  #bytes = 0;

  /** Without a source everything is held. `limitBytes`: of updates that are. */
  constructor(source: UpdateSource | null = null, limitBytes = Infinity) {
    this.#source = source;
    this.#limitBytes = limitBytes;
  }

  get ids(): Iterable<ItemId> {
    return this.#entriesByItem.keys();
  }

  /** Items. */
  get size(): number {
    return this.#entriesByItem.size;
  }

  /** Of all updates. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Of those that are in memory. */
  get heldBytes(): number {
    return this.#heldBytes;
  }

  get purges(): readonly ItemUpdate[] {
    return this.#purges;
  }

  has(item: ItemId): boolean {
    return this.#entriesByItem.has(item);
  }

  /** Each log's in its order. */
  of(item: ItemId): readonly TailEntry[] {
    return this.#of(item);
  }

  #of(item: ItemId): readonly Entry[] {
    return this.#entriesByItem.get(item) ?? NO_ENTRIES;
  }

  /** Puts what these say into `recalled`, as it is now: what is cut meanwhile is in it all the same, if it was held. Throws a store failure. */
  async recall(entries: Iterable<TailEntry>, recalled: Recalled): Promise<void> {
    const missing: Entry[] = [];
    for (const entry of entries) {
      assert(entry instanceof Entry, "an entry is one of a tail");
      if (entry.update !== null) recalled.set(entry, entry.update);
      else if (!recalled.has(entry)) missing.push(entry);
    }
    if (missing.length === 0) return;
    const inPaths = new Map<string, Entry[]>();
    for (const entry of missing) {
      const key = pathKey(entry.path);
      inPaths.set(key, [...(inPaths.get(key) ?? []), entry]);
    }
    for (const inPath of inPaths.values()) await this.#readInto(inPath, recalled);
    if (missing.some((entry) => !entry.isGone && recalled.get(entry) === null)) await this.#source?.onLost();
  }

  async #readInto(entries: readonly Entry[], recalled: Recalled): Promise<void> {
    const [first] = entries;
    if (first === undefined) return;
    const seqs = [...new Set(entries.map(({ seq }) => seq))].toSorted((a, b) => a - b);
    const read = await this.#source?.read(first.path, seqs);
    for (const entry of entries) {
      const changes = read?.get(entry.seq)?.filter(({ item }) => item === entry.item);
      const update = changes?.[entry.part]?.update;
      recalled.set(entry, update?.length === entry.sizeBytes ? update : null);
    }
  }

  /** All of these items. Throws a store failure. */
  async recallOf(items: readonly ItemId[]): Promise<Recalled> {
    const recalled: Recalled = new Map();
    await this.recall(
      items.flatMap((item) => this.#of(item)),
      recalled,
    );
    return recalled;
  }

  /** What it has of an item; null when some of it cannot be read now. Throws a store failure. */
  async read(item: ItemId): Promise<readonly ItemUpdate[] | null> {
    for (;;) {
      const updates = this.updatesOf(item, await this.recallOf([item]));
      if (updates !== "missing") return updates === "lost" ? null : updates;
    }
  }

  /**
   * What the tail has of an item now. `lost`: some of it cannot be read. `missing`: some of it was neither held nor recalled.
   */
  updatesOf(item: ItemId, recalled: Recalled): readonly ItemUpdate[] | "lost" | "missing" {
    return updatesOf(this.#of(item), recalled);
  }

  append(updates: readonly ItemUpdate[]): void {
    for (const change of updates) {
      const present = this.#entriesByItem.get(change.item);
      const entry = new Entry(change, present?.at(-1));
      if (present === undefined) this.#entriesByItem.set(change.item, [entry]);
      else present.push(entry);
      this.#bytes += entry.sizeBytes;
      this.#heldBytes += entry.sizeBytes;
      if (this.#source !== null) this.#held.push(entry);
    }
    this.#letGo();
  }

  #letGo(): void {
    while (this.#heldBytes > this.#limitBytes && this.#firstHeld < this.#held.length) {
      const entry = this.#held[this.#firstHeld];
      this.#firstHeld += 1;
      if (entry === undefined || entry.update === null) continue;
      entry.update = null;
      this.#heldBytes -= entry.sizeBytes;
    }
    // Not at each of them: what is in front is moved as seldom as it was filled.
    if (this.#firstHeld * 2 > this.#held.length) this.#tidy();
  }

  #tidy(): void {
    this.#held = this.#held.slice(this.#firstHeld).filter(({ update }) => update !== null);
    this.#firstHeld = 0;
  }

  /** Forgets all that a base covers from now on. */
  cut(cover: Cover): void {
    this.#purges = this.#purges.filter((purged) => !isCovered(cover, purged));
    this.keep((entry) => !isCovered(cover, entry));
  }

  /** Forgets all others. */
  keep(isKept: (entry: TailEntry) => boolean): void {
    let isAnyGone = false;
    for (const [item, entries] of this.#entriesByItem) isAnyGone = this.#put(item, entries, isKept) || isAnyGone;
    if (isAnyGone) this.#tidy();
  }

  /** Forgets what it knows of these items, and remembers what deleted them. */
  purge(purges: readonly ItemUpdate[]): void {
    this.#purges = [...this.#purges, ...purges];
    this.forget(purges.map(({ item }) => item));
  }

  forget(items: Iterable<ItemId>): void {
    let isAnyGone = false;
    for (const item of items) isAnyGone = this.#put(item, this.#of(item), () => false) || isAnyGone;
    if (isAnyGone) this.#tidy();
  }

  /** True when some of them went. */
  #put(item: ItemId, entries: readonly Entry[], isKept: (entry: TailEntry) => boolean): boolean {
    const kept: Entry[] = [];
    for (const entry of entries) {
      if (isKept(entry)) kept.push(entry);
      else this.#drop(entry);
    }
    if (kept.length === 0) this.#entriesByItem.delete(item);
    else if (kept.length < entries.length) this.#entriesByItem.set(item, kept);
    return kept.length < entries.length;
  }

  #drop(entry: Entry): void {
    this.#bytes -= entry.sizeBytes;
    if (entry.update !== null) this.#heldBytes -= entry.sizeBytes;
    entry.update = null;
    entry.isGone = true;
  }
}

/** As of `Tail`, of some of its entries as they were recalled. */
export function updatesOf(entries: readonly TailEntry[], recalled: Recalled): readonly ItemUpdate[] | "lost" | "missing" {
  const updates: ItemUpdate[] = [];
  for (const entry of entries) {
    const update = (entry instanceof Entry ? entry.update : null) ?? recalled.get(entry);
    if (update === undefined) return "missing";
    if (update === null) return "lost";
    updates.push({ item: entry.item, update, path: entry.path, seq: entry.seq });
  }
  return updates;
}
