// From records as bytes to what they do: classifies each into the four ends of PROTOCOL.md "How a record fails", and gathers the updates of those
// that apply. Logs are applied in order: behind a record without a key or of a newer format the rest of its path waits.

import type { ItemId, LogTag } from "../base/ids.ts";
import type { EpochKey } from "../crypto/epoch-key.ts";
import { isWellFormedUpdate } from "../items/document.ts";
import { parseStateVector } from "../items/trash.ts";
import { openRecord, type OpenedRecord, type RecordKeys } from "../log/record.ts";
import type { LogPath, RecordState } from "../ports/store.ts";
import { isHusk, parseRecord } from "../wire/record-envelope.ts";
import { pathKey } from "./log-index.ts";
import type { ItemUpdate } from "./tail.ts";

export type ReadRecord = { readonly state: RecordState; readonly body: OpenedRecord | null };

/** Of a record that is held, and does not count as far as is known. */
export const BEYOND: ReadRecord = { state: "beyond", body: null };

const STATE_OF_ERROR = { newer: "parked", keyless: "keyless", void: "void" } as const satisfies Record<string, RecordState>;

export class RecordReader {
  readonly #keys: RecordKeys;
  readonly #epochs: () => Iterable<EpochKey>;
  /** Paths that wait behind a record, and why. */
  readonly #waiting = new Map<string, "keyless" | "parked">();
  /** What was opened ahead of its turn, until that comes. */
  readonly #opened = new WeakMap<Uint8Array, ReadRecord>();

  /** `epochs`: the epoch keys held at the time of asking. */
  constructor(keys: RecordKeys, epochs: () => Iterable<EpochKey>) {
    this.#keys = keys;
    this.#epochs = epochs;
  }

  /** Starts anew: keys have come in. */
  forgetWaiting(): void {
    this.#waiting.clear();
  }

  /** Its records begin anew behind what a checkpoint covers. */
  forgetPath(path: LogPath): void {
    this.#waiting.delete(pathKey(path));
  }

  /** A branch waits with the path it leaves: it builds on what that path says. */
  noteBranch(path: LogPath, parentBranch: string | null): void {
    const waiting = parentBranch === null ? undefined : this.#waiting.get(pathKey({ log: path.log, branch: parentBranch }));
    if (waiting !== undefined) this.#waiting.set(pathKey(path), waiting);
  }

  /** Reads the next record of a path, whose envelope has been verified (or was when it was stored). */
  read(path: LogPath, bytes: Uint8Array): ReadRecord {
    const waiting = this.#waiting.get(pathKey(path));
    if (waiting !== undefined) return { state: waiting, body: null };
    const result = this.open(path.log, bytes);
    if (result.state === "keyless" || result.state === "parked") this.#waiting.set(pathKey(path), result.state);
    return result;
  }

  /** Opens a record that may be read soon. Keys may come in meanwhile: only what opens is kept. */
  openAhead(log: LogTag, bytes: Uint8Array): void {
    const opened = this.open(log, bytes);
    if (opened.body !== null) this.#opened.set(bytes, opened);
  }

  /** A record by itself, whatever waits before it. */
  open(log: LogTag, bytes: Uint8Array): ReadRecord {
    const ahead = this.#opened.get(bytes);
    this.#opened.delete(bytes);
    return ahead ?? this.#open(log, bytes);
  }

  #open(log: LogTag, bytes: Uint8Array): ReadRecord {
    const envelope = parseRecord(bytes);
    if (!envelope.ok) return { state: "void", body: null };
    // What it said is in packs, as the caller has seen to.
    if (isHusk(envelope.value)) return { state: "applied", body: null };
    const opened = openRecord(this.#keys, log, envelope.value, this.#epochs());
    if (!opened.ok) return { state: STATE_OF_ERROR[opened.error.kind], body: null };
    const { kind, changes } = opened.value;
    const isWellFormed = kind === "purge" ? isStateVector : isWellFormedUpdate;
    return changes.every(({ update }) => isWellFormed(update)) ? { state: "applied", body: opened.value } : { state: "void", body: null };
  }
}

const isStateVector = (bytes: Uint8Array): boolean => parseStateVector(bytes) !== null;

/** Gathers what records do to items, in the order added, and what was deleted for good. */
export class UpdateGatherer {
  readonly updates: ItemUpdate[] = [];
  /** Of items that were purged, their state vectors: applied after all updates. */
  readonly purges: ItemUpdate[] = [];
  /** The greatest stamp seen. */
  stamp = 0;

  get isEmpty(): boolean {
    return this.updates.length === 0 && this.purges.length === 0;
  }

  get ids(): ReadonlySet<ItemId> {
    return new Set([...this.updates, ...this.purges].map(({ item }) => item));
  }

  /** `path` is kept with each update: one object for all records of a path, best without anything else in it. */
  add(path: LogPath, seq: number, body: OpenedRecord): void {
    this.stamp = Math.max(this.stamp, body.stamp);
    const gathered = body.kind === "purge" ? this.purges : this.updates;
    for (const { item, update } of body.changes) gathered.push({ item, update, path, seq });
  }
}
