// The items of one space in memory: each document as its encoded state, opened for the moment it is changed or read. States are never changed in
// place: a change that fails to commit is simply not put back.

import { bytesEqual, bytesToHex } from "../base/bytes.ts";
import type { ItemId, LogTag } from "../base/ids.ts";
import { assert } from "../base/result.ts";
import { readBody } from "../items/body.ts";
import { encodeState, encodeStateV1, makeDocument, openDocument, type ItemDocument } from "../items/document.ts";
import { joinVectors, writersBeyond } from "../items/late-edits.ts";
import { readItem, type Item } from "../items/read-item.ts";
import { listFields } from "../model/list-row.ts";
import { isEdited, isSampleId } from "../model/sample.ts";
import { taskDetails, type TaskDetails } from "../model/task-details.ts";
import { taskRow } from "../model/task-row.ts";
import { itemSchemas } from "../model/task-schema.ts";
import type { Random } from "../ports/crypto.ts";
import type { StoreBatch } from "../ports/store.ts";
import type { BuiltChange } from "./space-writer.ts";
import { TaskIndex, type RowChange } from "./task-index.ts";

/** The document as it was, and this device's logs that had written to it unseen. */
export type LateEdits = { readonly state: Uint8Array; readonly writers: readonly LogTag[] };

/** Yjs updates V1 by item, each log's in order. */
export type UpdatesByItem = ReadonlyMap<ItemId, readonly Uint8Array[]>;

export class ItemSet {
  readonly index = new TaskIndex();
  /** Sample tasks that are not in the trash, each with whether the user has written into it. */
  /** Deleted for good: whatever comes of them is ignored. */
  readonly tombstones = new Set<ItemId>();
  /** Of those what this device had written unseen by whoever deleted them, until it is kept elsewhere (late-copies.ts). */
  readonly lateEdits = new Map<ItemId, LateEdits>();
  readonly samples = new Map<ItemId, { readonly edited: boolean }>();
  readonly #random: Random;
  readonly #states = new Map<ItemId, Uint8Array>();
  /** Of this replica worker, for all its documents; never reused across page loads. */
  #clientId: number;

  constructor(random: Random) {
    this.#random = random;
    this.#clientId = makeClientId(random);
  }

  get ids(): Iterable<ItemId> {
    return this.#states.keys();
  }

  /** The document for a change: the item's own, or an empty one. */
  open(id: ItemId): ItemDocument {
    const state = this.#states.get(id);
    if (state === undefined) return makeDocument(this.#clientId);
    const opened = openDocument({ clientId: this.#clientId, state });
    assert(opened.ok, "a state that was encoded here opens");
    return opened.value.document;
  }

  item(id: ItemId): Item | null {
    return this.#states.has(id) ? readItem(this.open(id), itemSchemas) : null;
  }

  /** The document as bytes: other ones whenever it has changed. */
  state(id: ItemId): Uint8Array | null {
    return this.#states.get(id) ?? null;
  }

  /** `null` where there is no such task. */
  details(id: ItemId): TaskDetails | null {
    const row = this.index.row(id);
    if (row === null) return null;
    const document = this.open(id);
    const item = readItem(document, itemSchemas);
    return item === null ? null : taskDetails(row, item, readBody(document));
  }

  /** Takes over documents whose change has been committed. */
  put(documents: ReadonlyMap<ItemId, ItemDocument>): void {
    this.index.change([...documents].map(([id, document]) => this.#keep(id, document)));
  }

  /**
   * Applies the updates of records from elsewhere. Returns the items whose updates Yjs cannot read: those are left as they were.
   */
  apply(updatesByItem: UpdatesByItem): readonly ItemId[] {
    const malformed: ItemId[] = [];
    const changes: RowChange[] = [];
    for (const [id, updates] of updatesByItem) {
      if (this.tombstones.has(id)) continue;
      const state = this.#states.get(id);
      const opened = openDocument({ clientId: this.#clientId, updates, ...(state === undefined ? {} : { state }) });
      if (!opened.ok) {
        malformed.push(id);
        continue;
      }
      const { document, hasOwnOperations } = opened.value;
      changes.push(this.#keep(id, document));
      // What this worker wrote never comes back as foreign: some device imitates its client id, which must not be used any further.
      if (hasOwnOperations) this.#clientId = makeClientId(this.#random);
    }
    this.index.change(changes);
    return malformed;
  }

  /**
   * A change that takes over every item of another set, merged with what is here. `null` when all of it is here. `large`: the updates of those
   * too large to be one (large-items.ts).
   */
  adoptAll(from: ItemSet, meta: StoreBatch["meta"], large: UpdatesByItem): BuiltChange<number> | null {
    const documents = new Map<ItemId, ItemDocument>();
    const updates: { readonly item: ItemId; readonly update: Uint8Array }[] = [];
    for (const id of from.ids) {
      const parts = large.get(id) ?? [encodeStateV1(from.open(id))];
      const state = this.#states.get(id);
      const opened = openDocument({ clientId: this.#clientId, updates: parts, ...(state === undefined ? {} : { state }) });
      assert(opened.ok, "a state that was encoded here opens");
      if (state !== undefined && bytesEqual(state, encodeState(opened.value.document))) continue;
      documents.set(id, opened.value.document);
      for (const update of parts) updates.push({ item: id, update });
    }
    return updates.length === 0 ? null : { name: "adopt", documents, updates, meta, extra: documents.size };
  }

  /** Deletes items for good, each by what those who purged it had seen of it. `isOwn`: whether a log is this device's. */
  purge(vectorsByItem: ReadonlyMap<ItemId, readonly Uint8Array[]>, isOwn: (log: LogTag) => boolean): void {
    const changes: RowChange[] = [];
    for (const [id, vectors] of vectorsByItem) {
      this.#keepLateEdits(id, vectors, isOwn);
      this.tombstones.add(id);
      this.#states.delete(id);
      this.samples.delete(id);
      changes.push({ id, row: null });
    }
    this.index.change(changes);
  }

  #keepLateEdits(id: ItemId, vectors: readonly Uint8Array[], isOwn: (log: LogTag) => boolean): void {
    const state = this.#states.get(id);
    if (state === undefined) return;
    const writers = [...writersBeyond(this.open(id), joinVectors(vectors))].filter((writer) => isOwn(writer));
    if (writers.length > 0) this.lateEdits.set(id, { state, writers });
  }

  /** A document of its own, with the content of another. */
  openCopy(state: Uint8Array): ItemDocument {
    const opened = openDocument({ clientId: this.#clientId, state });
    assert(opened.ok, "a state that was encoded here opens");
    return opened.value.document;
  }

  #keep(id: ItemId, document: ItemDocument): RowChange {
    this.#states.set(id, encodeState(document));
    const item = readItem(document, itemSchemas);
    if (isSampleId(id)) this.#keepSample(id, item, document);
    return { id, row: item === null ? null : (taskRow(id, item) ?? listFields(id, item)) };
  }

  #keepSample(id: ItemId, item: Item | null, document: ItemDocument): void {
    if (item === null || item.isTrashed) this.samples.delete(id);
    else this.samples.set(id, { edited: isEdited(document) });
  }

  /** Every document as its hex state, for comparing replicas. */
  digest(): ReadonlyMap<ItemId, string> {
    return new Map([...this.#states].map(([id, state]) => [id, bytesToHex(state)]));
  }
}

/** 53 random bits, never 0. */
function makeClientId(random: Random): number {
  const bytes = random(7);
  const high = (bytes[0] ?? 0) & 0x1f;
  let id = high;
  for (const byte of bytes.subarray(1)) id = id * 256 + byte;
  return id === 0 ? 1 : id;
}
