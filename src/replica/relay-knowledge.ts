// What the relay has confirmed to hold, remembered across page loads: how much is not there yet, and whether a relay came back with less than it had
// confirmed (wiped, or restored from an older copy); and since when it has been this one, by the id of its store.
// Form in the store: list(path as text varbytes | seq varuint) | nothing, or: store as text varbytes | since varuint (ms).

import { utf8ToBytes } from "../base/bytes.ts";
import { ByteWriter, decode, type ByteReader } from "../base/codec.ts";
import type { LogPath } from "../ports/store.ts";
import type { Version } from "../wire/frames.ts";
import { MAX_SEQ, MAX_VERSION_ENTRIES } from "../wire/limits.ts";
import { pathKey, type LogIndex } from "./log-index.ts";

/** As many as a version may name; of more, those confirmed last: of the others nothing is known then. */
const MAX_KEPT_PATHS = MAX_VERSION_ENTRIES;
/** Longer than the hex of any store's id, and than any path's text: a log, and a branch that may go by a whole id. */
const MAX_STORE_CHARS = 128;
const MAX_PATH_CHARS = 128;

/** A relay with another store, as after it was wiped, is another relay. */
type KnownStore = { readonly id: string; readonly sinceMs: number };

const readText = (reader: ByteReader, maxBytes: number): string => new TextDecoder().decode(reader.varBytes(maxBytes));

export class RelayKnowledge {
  /** Confirmed up to this seq, by path. */
  readonly #confirmed = new Map<string, number>();
  /** It has less than it had confirmed, and not yet all that is held here. */
  cameBackOlder = false;
  /** It came back older since this was opened, and has everything held here again. */
  wasRefilled = false;
  #store: KnownStore | null = null;
  /** Null: something has changed since. */
  #encoded: Uint8Array | null = null;

  /** Since when the relay that was connected to last has been the same; null: never connected. */
  get sinceMs(): number | null {
    return this.#store?.sinceMs ?? null;
  }

  /** It is connected. True when it is another one than before. */
  noteStore(id: string, nowMs: number): boolean {
    if (this.#store?.id === id) return false;
    this.#store = { id, sinceMs: nowMs };
    this.#encoded = null;
    return true;
  }

  confirm(path: LogPath, seq: number): void {
    const key = pathKey(path);
    const confirmed = Math.max(seq, this.#confirmed.get(key) ?? 0);
    // What was confirmed last stands last.
    this.#confirmed.delete(key);
    this.#confirmed.set(key, confirmed);
    this.#encoded = null;
  }

  /** The relay has said what it holds, and a comparison with our paths will follow: what it confirmed before and does not have now is noticed. */
  takeVersion(index: Pick<LogIndex, "toldHeads">, theirs: Version): void {
    for (const head of index.toldHeads) {
      const confirmed = this.confirmedOf(head);
      const entries = theirs.filter((entry) => entry.log === head.log);
      const reached = Math.max(0, ...entries.map((entry) => entry.seq));
      if (reached < confirmed) {
        this.cameBackOlder = true;
        this.#confirmed.set(pathKey(head), reached);
        this.#encoded = null;
      }
    }
  }

  /** How far of a path the relay has confirmed; 0: nothing. */
  confirmedOf(path: LogPath): number {
    return this.#confirmed.get(pathKey(path)) ?? 0;
  }

  /** Records held here that the relay has not confirmed. */
  missingAtRelay(index: Pick<LogIndex, "toldHeads">): number {
    return index.toldHeads.reduce((sum, head) => sum + Math.max(0, head.seq - Math.max(head.firstSeq - 1, this.confirmedOf(head))), 0);
  }

  /** Everything held here is there: the refill of a relay that came back older has ended. */
  noteCaughtUp(): void {
    if (this.cameBackOlder) this.wasRefilled = true;
    this.cameBackOlder = false;
  }

  /** Never changed in place. */
  encode(): Uint8Array {
    this.#encoded ??= this.#encodeNow();
    return this.#encoded;
  }

  #encodeNow(): Uint8Array {
    const kept = [...this.#confirmed].slice(-MAX_KEPT_PATHS);
    const bytes = new ByteWriter().list(kept, (writer, [key, seq]) => writer.varBytes(utf8ToBytes(key)).varUint(seq));
    const store = this.#store;
    return (store === null ? bytes : bytes.varBytes(utf8ToBytes(store.id)).varUint(store.sinceMs)).finish();
  }

  /** What an earlier page load remembered; nothing when it cannot be read. */
  static decode(bytes: Uint8Array): RelayKnowledge {
    const knowledge = new RelayKnowledge();
    const decoded = decode(bytes, (reader) => ({
      confirmed: reader.list(MAX_KEPT_PATHS, 2, (entry) => [readText(entry, MAX_PATH_CHARS), entry.varUint(MAX_SEQ)] as const),
      store: reader.remaining === 0 ? null : { id: readText(reader, MAX_STORE_CHARS), sinceMs: reader.varUint() },
    }));
    if (!decoded.ok) return knowledge;
    for (const [key, seq] of decoded.value.confirmed) knowledge.#confirmed.set(key, seq);
    knowledge.#store = decoded.value.store;
    return knowledge;
  }
}
