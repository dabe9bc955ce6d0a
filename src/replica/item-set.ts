// The items of one space: the rows of all of them in memory, their documents read when they are needed, as encoded states, and forgotten again
// (state-cache.ts). A document is the merge of the base's copies of it (state-source.ts) and its updates in the tail (tail.ts). Whoever plans a change
// loads first, in the space's turn; what was loaded stays until the turn ends and is opened for the moment it is changed or read. States are
// never changed in place: a change that fails to commit is simply not put back.

import { bytesToHex } from "../base/bytes.ts";
import type { ItemId, LogTag } from "../base/ids.ts";
import { assert } from "../base/result.ts";
import { encodeState, isIntegrated, isPending, makeDocument, type ItemDocument } from "../items/document.ts";
import { joinVectors, writersBeyond } from "../items/late-edits.ts";
import { readItem, type Item } from "../items/read-item.ts";
import type { OutlineOf } from "../items/update-outline.ts";
import { itemSchemas } from "../model/task-schema.ts";
import type { Random } from "../ports/crypto.ts";
import { batchesOf, makeClientId, openChanged, openReadable, openState, ownOperations, readCopies } from "./item-documents.ts";
import { itemRow, type ItemRow } from "./item-row.ts";
import type { BaseRows } from "./page-columns.ts";
import { StateCache } from "./state-cache.ts";
import { NO_BASE, type StateSource } from "./state-source.ts";
import { byItem, isCovered, Tail, updatesOf, type Cover, type ItemUpdate, type Recalled } from "./tail.ts";
import { TaskIndex } from "./task-index.ts";

/** The document as it was, and this device's logs that had written to it unseen. */
export type LateEdits = { readonly state: Uint8Array; readonly writers: readonly LogTag[] };

export type ItemSetParts = {
  readonly random: Random;
  /** Bytes of states kept beside those in use. */
  readonly cacheBytes: number;
  readonly source?: StateSource;
  readonly tail?: Tail;
};

/** Documents opened in one go where many are read one after another. */
const BATCH_ITEMS = 200;

export class ItemSet {
  readonly index = new TaskIndex();
  /** Sample tasks that are not in the trash, each with whether the user has written into it. */
  readonly samples = new Map<ItemId, { readonly edited: boolean }>();
  readonly tail: Tail;
  /** Deleted for good: whatever comes of them is ignored. */
  readonly tombstones = new Set<ItemId>();
  /** Of those what this device had written unseen by whoever deleted them, until it is kept elsewhere (late-copies.ts). */
  readonly lateEdits = new Map<ItemId, LateEdits>();
  readonly #random: Random;
  readonly #cache: StateCache;
  #source: StateSource;
  /** Whose copies in the base could not be read when they were needed. */
  readonly #unreadable = new Set<ItemId>();
  /** Which wait for updates that are not here yet. */
  readonly #pending = new Set<ItemId>();
  readonly #revisions = new Map<ItemId, number>();
  /** Of this replica worker, for all its documents; never reused across page loads. */
  #clientId: number;
  #hasWritten = false;
  #hits = 0;
  #misses = 0;

  constructor({ random, cacheBytes, source = NO_BASE, tail = new Tail() }: ItemSetParts) {
    this.#random = random;
    this.#cache = new StateCache(cacheBytes);
    this.#source = source;
    this.tail = tail;
    this.#clientId = makeClientId(random);
  }

  get ids(): Iterable<ItemId> {
    return new Set([...this.#source.ids, ...this.tail.ids].filter((id) => !this.tombstones.has(id)));
  }

  has(id: ItemId): boolean {
    return !this.tombstones.has(id) && (this.tail.has(id) || this.#source.has(id));
  }

  /** Documents that were asked for: those found in memory and those that had to be read; and what memory holds beside those in use. */
  get cache(): { readonly hits: number; readonly misses: number; readonly bytes: number; readonly limitBytes: number } {
    return { hits: this.#hits, misses: this.#misses, bytes: this.#cache.bytes, limitBytes: this.#cache.limitBytes };
  }

  /** Items whose copies in the base could not be read: they show as they were last, and cannot be written. */
  get unreadable(): ReadonlySet<ItemId> {
    return this.#unreadable;
  }

  // --- documents

  /** Reads the documents of these items, which stay until the turn ends. Those that cannot be read are then in `unreadable`. Throws a store failure. */
  async load(ids: Iterable<ItemId>): Promise<void> {
    const asked = new Set(ids);
    const absent = [...asked].filter((id) => !this.#pinHeld(id));
    this.#count(asked, absent);
    if (absent.length === 0) return;
    await this.#merge(absent, (id, document) => {
      // What has come in meanwhile is in memory, with what was read.
      if (!this.#pinHeld(id)) this.#cache.pin(id, document === null ? null : encodeState(document));
    });
  }

  #pinHeld(id: ItemId): boolean {
    const held = this.#cache.get(id);
    if (held === undefined) return false;
    if (!this.#cache.isPinned(id)) this.#cache.pin(id, held);
    return true;
  }

  #count(ids: Iterable<ItemId>, absent: readonly ItemId[]): void {
    const asked = [...ids].filter((id) => this.has(id)).length;
    const misses = absent.filter((id) => this.has(id)).length;
    this.#hits += asked - misses;
    this.#misses += misses;
  }

  /** As `encodeState`; null where there is no such item, undefined where it is not in memory. */
  heldState(id: ItemId): Uint8Array | null | undefined {
    return this.#cache.get(id);
  }

  /** The turn has ended. */
  release(): void {
    this.#cache.release();
  }

  /**
   * Gives the documents as they are at that very moment, null where there is no such item, with what the tail has of each; nothing of those that cannot
   * be read. What was read of a base that another one has replaced meanwhile is read again: the tail has been cut.
   */
  async #merge(
    ids: readonly ItemId[],
    give: (id: ItemId, document: ItemDocument | null, updates: readonly ItemUpdate[]) => void,
  ): Promise<void> {
    for (let isRead = false; !isRead;) {
      const source = this.#source;
      const recalled = await this.tail.recallOf(ids);
      const copies = await readCopies(source, ids);
      const found = ids.map((id) => this.tail.updatesOf(id, recalled));
      if (source !== this.#source || found.includes("missing")) continue;
      isRead = true;
      for (const [i, id] of ids.entries()) {
        const states = copies.get(id) ?? [];
        const updates = found[i];
        const isLost = typeof updates !== "object" || (states.length === 0 && source.has(id));
        if (!this.has(id)) give(id, null, []);
        else if (isLost) this.#unreadable.add(id);
        else give(id, openReadable(this.#clientId, states, updates), updates);
      }
    }
  }

  /** The document for a change: the item's own, or an empty one. It must have been loaded. */
  open(id: ItemId): ItemDocument {
    assert(this.#cache.isPinned(id), "a document is loaded before it is opened");
    const state = this.#cache.pinned(id);
    return state === null ? makeDocument(this.#clientId) : openState(this.#clientId, state);
  }

  /** It must have been loaded. */
  item(id: ItemId): Item | null {
    assert(this.#cache.isPinned(id), "an item is loaded before it is read");
    return this.#cache.pinned(id) === null ? null : readItem(this.open(id), itemSchemas);
  }

  /** Of one in memory; null where there is none. */
  heldDocument(id: ItemId): ItemDocument | null {
    const state = this.#cache.get(id);
    assert(state !== undefined, "an item is read before it is told");
    return state === null ? null : openState(this.#clientId, state);
  }

  /** For reading, at any time; without those that are not there or cannot be read. Throws a store failure. */
  async readDocuments(ids: readonly ItemId[]): Promise<ReadonlyMap<ItemId, ItemDocument>> {
    const documents = new Map<ItemId, ItemDocument>();
    const absent: ItemId[] = [];
    for (const id of ids) {
      const held = this.#cache.get(id);
      if (held === undefined) absent.push(id);
      else if (held !== null) documents.set(id, openState(this.#clientId, held));
    }
    this.#count(ids, absent);
    await this.#merge(absent, (id, document) => {
      if (document === null) return;
      documents.set(id, document);
      if (this.#cache.get(id) === undefined) this.#cache.keep(id, encodeState(document));
    });
    return documents;
  }

  /**
   * Documents as those have them that know nothing beyond `cover`, which must not be below the base's nor beyond what is applied. Without those that
   * cannot be read. Throws a store failure.
   */
  async documentsAt(ids: readonly ItemId[], cover: Cover): Promise<ReadonlyMap<ItemId, ItemDocument>> {
    const source = this.#source;
    const entriesById = new Map(ids.map((id) => [id, this.tail.of(id).filter((entry) => isCovered(cover, entry))]));
    const recalled: Recalled = new Map();
    await this.tail.recall([...entriesById.values()].flat(), recalled);
    const copies = await readCopies(source, ids);
    const documents = new Map<ItemId, ItemDocument>();
    for (const [id, entries] of entriesById) {
      const states = copies.get(id) ?? [];
      const changes = updatesOf(entries, recalled);
      const isThere = source.has(id) ? states.length > 0 : entries.length > 0;
      if (isThere && typeof changes === "object") documents.set(id, openReadable(this.#clientId, states, changes));
    }
    return documents;
  }

  /** Raised by every change of the item. */
  revision(id: ItemId): number {
    return this.#revisions.get(id) ?? 0;
  }

  // --- changes

  /** Takes over documents whose change has been committed, with the updates that were. */
  put(documents: ReadonlyMap<ItemId, ItemDocument>, updates: readonly ItemUpdate[]): void {
    this.#hasWritten = true;
    this.tail.append(updates);
    this.#show([...documents].map(([id, document]) => this.#keep(id, document)));
  }

  /**
   * Applies the updates of records from elsewhere, whose items must have been loaded. Those that Yjs cannot read are passed over. Of items that are new
   * nothing stays in memory but what the tail holds: most of what streams in nobody looks at. `isKept`: but those, until the turn ends.
   */
  apply(updates: readonly ItemUpdate[], isKept: ReadonlySet<ItemId> = new Set(), outlineOf: OutlineOf | null = null): void {
    const living = updates.filter(({ item }) => !this.tombstones.has(item));
    this.tail.append(living);
    const readable = [...byItem(living)].filter(([id]) => !this.#unreadable.has(id));
    this.#show(readable.map(([id, changes]) => this.#applyTo(id, changes, isKept.has(id), outlineOf)));
  }

  #applyTo(id: ItemId, changes: readonly ItemUpdate[], isKept: boolean, outlineOf: OutlineOf | null): ItemRow {
    assert(this.#cache.isPinned(id), "a document is loaded before anything is applied to it");
    const state = this.#cache.pinned(id);
    const isLeft = state === null && !isKept;
    const { document, ownBefore } = openChanged(this.#clientId, state, changes, isLeft ? outlineOf : null);
    const row = isLeft ? this.#leave(id, document) : this.#keep(id, document);
    // What this worker wrote never comes back as foreign: some device imitates its client id, which must not be used any further.
    if (ownOperations(document) !== ownBefore) this.renewClientId();
    return row;
  }

  /**
   * Deletes items for good, which must have been loaded, each by what those who purged it had seen of it (a state vector in the place of an
   * update). `isOwn`: whether a log is this device's.
   */
  purge(purges: readonly ItemUpdate[], isOwn: (log: LogTag) => boolean): void {
    const seenById = new Map<ItemId, Uint8Array[]>();
    for (const [id, changes] of byItem(purges)) {
      seenById.set(
        id,
        changes.map(({ update }) => update),
      );
    }
    this.bury(seenById, isOwn);
    this.tail.purge(purges);
  }

  /** As `purge`, where no record here tells of it: a base does. */
  bury(seenById: ReadonlyMap<ItemId, readonly Uint8Array[]>, isOwn: (log: LogTag) => boolean): void {
    for (const [id, seen] of seenById) {
      const edits = this.editsBeyond(id, seen, isOwn);
      if (edits !== null) this.lateEdits.set(id, edits);
      this.tombstones.add(id);
      this.#cache.forget(id);
      this.#pending.delete(id);
      this.#unreadable.delete(id);
    }
    this.tail.forget(seenById.keys());
    if (seenById.size > 0) this.#show([...seenById.keys()].map((id) => ({ id, row: null, sample: null })));
  }

  /** What this device has written to an item, which must have been loaded, unseen by those who purged it; null: nothing. `seen`: their state vectors. */
  editsBeyond(id: ItemId, seen: readonly Uint8Array[], isOwn: (log: LogTag) => boolean): LateEdits | null {
    const state = this.#cache.get(id) ?? null;
    if (state === null) return null;
    const writers = [...writersBeyond(openState(this.#clientId, state), joinVectors(seen))].filter((writer) => isOwn(writer));
    return writers.length > 0 ? { state, writers } : null;
  }

  /** A document of its own, with the content of another. */
  openCopy(state: Uint8Array): ItemDocument {
    return openState(this.#clientId, state);
  }

  /** Documents may hold foreign operations under the client id of this worker: it writes under another one from now on. */
  renewClientId(): void {
    this.#clientId = makeClientId(this.#random);
  }

  #keep(id: ItemId, document: ItemDocument): ItemRow {
    this.#cache.pin(id, encodeState(document));
    return this.#rowOf(id, document);
  }

  /** It is read again when somebody asks for it. */
  #leave(id: ItemId, document: ItemDocument): ItemRow {
    this.#cache.forget(id);
    return this.#rowOf(id, document);
  }

  #rowOf(id: ItemId, document: ItemDocument): ItemRow {
    if (isPending(document)) this.#pending.add(id);
    else this.#pending.delete(id);
    return itemRow(id, document);
  }

  #show(rows: readonly ItemRow[]): void {
    for (const { id, sample } of rows) {
      this.#revisions.set(id, this.revision(id) + 1);
      if (sample === null) this.samples.delete(id);
      else this.samples.set(id, sample);
    }
    this.index.change(rows);
  }

  // --- start and base

  /** Rows and tombstones as they were stored with the base, before anything else is asked of this. */
  fill({ tasks, lists, notes, samples, purged }: BaseRows): void {
    for (const id of purged) this.tombstones.add(id);
    for (const [id, sample] of samples) this.samples.set(id, sample);
    this.index.fill(tasks, lists, notes);
  }

  /** What the tail says, after the base's rows are there: deletes for good, then makes the rows of all the tail knows. Throws a store failure. */
  async start(purges: readonly ItemUpdate[], isOwn: (log: LogTag) => boolean): Promise<void> {
    await this.load(byItem(purges).keys());
    this.purge(purges, isOwn);
    this.release();
    await this.refreshRows(this.tail.ids);
  }

  /** Makes the rows of these items from their documents. Throws a store failure. */
  async refreshRows(ids: Iterable<ItemId>): Promise<void> {
    for (const batch of batchesOf(ids, BATCH_ITEMS)) {
      const rows: ItemRow[] = [];
      await this.#merge(batch, (id, document) => {
        if (document === null) return;
        // Nothing was written yet: what is under the client id of this worker is no work of its own.
        if (!this.#hasWritten && ownOperations(document) > 0) this.renewClientId();
        rows.push(this.#rowOf(id, document));
      });
      this.#show(rows);
    }
  }

  /**
   * Another base, in the space's turn: its copies, what it covers, and the rows (as in the base) of those items whose content in it is more than
   * what was here. Throws a store failure.
   */
  async rebase(source: StateSource, cover: Cover, rows: readonly ItemRow[] = []): Promise<void> {
    this.#source = source;
    this.tail.cut(cover);
    const behind = [...this.#unreadable];
    this.#unreadable.clear();
    // Whoever made the base need not know what has been deleted for good meanwhile.
    const living = rows.filter(({ id }) => !this.tombstones.has(id));
    for (const { id } of living) this.#cache.forget(id);
    this.#show(living.filter(({ id }) => !this.tail.has(id)));
    const inTail = living.filter(({ id }) => this.tail.has(id)).map(({ id }) => id);
    await this.refreshRows(new Set([...inTail, ...behind]));
  }

  /** Updates that wait for others that are not here: held, not applied. Throws a store failure. */
  async unapplied(): Promise<readonly ItemUpdate[]> {
    const waiting: ItemUpdate[] = [];
    await this.#merge([...this.#pending], (_, document, updates) => {
      if (document !== null) waiting.push(...updates.filter(({ update }) => !isIntegrated(document, update)));
    });
    return waiting;
  }

  /** Every document as its hex state, for comparing replicas. Throws a store failure. */
  async digest(): Promise<ReadonlyMap<ItemId, string>> {
    const states = new Map<ItemId, string>();
    for (const batch of batchesOf(this.ids, BATCH_ITEMS)) {
      for (const [id, document] of await this.readDocuments(batch)) states.set(id, bytesToHex(encodeState(document)));
    }
    return states;
  }
}
