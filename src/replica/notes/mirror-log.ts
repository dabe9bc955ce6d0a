// Keeps what this device knows of the rooms that its notes are mirrored with (mirror-rows.ts has the form), for the windows in which the mirrors run. Each change is
// one strict commit on what this worker knew of the note's rows: where another tab has gone on from there, this one is told that it failed.

import type { ItemId } from "../../base/ids.ts";
import { err, ok, type Result } from "../../base/result.ts";
import type { MirrorEntry, MirrorStore, MirrorStoreError, StoredMirror } from "../../ports/mirror-store.ts";
import type { ExpectedMeta, StoreBatch, StoreError } from "../../ports/store.ts";
import {
  encodeMirrorEntry,
  encodeMirrorHead,
  mirrorBaseKey,
  mirroredNotesEntry,
  mirrorHeadKey,
  mirrorPurpose,
  mirrorSlotKey,
  MIRRORS_KEY,
  parseMirrorEntry,
  parseMirrorHead,
  readMirroredNotes,
  slotRemovals,
  slotsOf,
  type MirrorHead,
} from "../mirror-rows.ts";
import type { SpacePorts } from "../space-core.ts";
import { makeBatch, NO_SPACE } from "../store-batch.ts";
import { catchStoreFailure, valueOf } from "../store-failure.ts";

export type MirrorLogPorts = Pick<SpacePorts, "store" | "vault">;

/** Of one note: a mirror joins its entries long before. */
const MAX_SLOTS = 10_000;
/** Of one row: more than a mirror ever keeps of a room. */
const MAX_ROW_BYTES = 32 * 1024 ** 2;
/** Rows asked for at a time. */
const READ_AT_ONCE = 64;
/** Other tabs may begin with notes of theirs meanwhile. */
const TRIES = 3;

type Answer<T> = Result<T, MirrorStoreError>;
type MetaRow = StoreBatch["meta"][number];
/** `bytes`: of the head, as it is stored. */
type Known = { readonly bytes: Uint8Array | null; readonly head: MirrorHead | null };

const FULL = err<MirrorStoreError>({ kind: "full" });
const FAILED = err<MirrorStoreError>({ kind: "failed" });

function isTooLarge({ base, entries }: StoredMirror): boolean {
  const rows = [...(base === null ? [] : [base.state]), ...entries.map(({ update }) => update)];
  return entries.length > MAX_SLOTS || rows.some(({ length }) => length > MAX_ROW_BYTES);
}

export class MirrorLog implements MirrorStore {
  readonly #ports: MirrorLogPorts;
  readonly #note: ItemId;
  /** Null before it was loaded. */
  #known: Known | null = null;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(ports: MirrorLogPorts, note: ItemId) {
    this.#ports = ports;
    this.#note = note;
  }

  load(): Promise<Answer<StoredMirror | null>> {
    return this.#inTurn(async () => {
      const bytes = await this.#row(mirrorHeadKey(this.#note));
      const head = parseMirrorHead(bytes);
      this.#known = { bytes, head };
      return ok(head === null ? null : await this.#read(head));
    });
  }

  append(entry: MirrorEntry): Promise<Answer<void>> {
    return this.#inTurn(async () => {
      const head = this.#known?.head ?? null;
      if (head === null) return FAILED;
      if (head.slots >= MAX_SLOTS || entry.update.length > MAX_ROW_BYTES) return FULL;
      const rows = await this.#wrapAll([[mirrorSlotKey(this.#note, head.firstSlot + head.slots), encodeMirrorEntry(entry)]]);
      return ok(valueOf(await this.#commit({ ...head, slots: head.slots + 1 }, rows)));
    });
  }

  replace(mirror: StoredMirror): Promise<Answer<void>> {
    return this.#inTurn(async () => {
      if (this.#known === null) return FAILED;
      if (isTooLarge(mirror)) return FULL;
      const { log, base, entries } = mirror;
      const { head: before } = this.#known;
      const firstSlot = before === null ? 1 : before.firstSlot + before.slots;
      const baseKey = mirrorBaseKey(this.#note);
      const slots = entries.map((entry, i) => [mirrorSlotKey(this.#note, firstSlot + i), encodeMirrorEntry(entry)] as const);
      const rows = await this.#wrapAll(base === null ? slots : [...slots, [baseKey, base.state]]);
      const gone = [...slotRemovals(this.#note, before), ...(base === null ? [{ key: baseKey, value: null }] : [])];
      return this.#commitListed({ log, baseRoom: base?.room ?? null, firstSlot, slots: entries.length }, [...gone, ...rows]);
    });
  }

  /** With the note among those that have rows here. */
  async #commitListed(head: MirrorHead, rows: readonly MetaRow[], triesLeft = TRIES): Promise<Answer<void>> {
    const { notes, bytes } = await readMirroredNotes(this.#ports.store);
    if (notes.includes(this.#note)) return ok(valueOf(await this.#commit(head, rows)));
    const listed = mirroredNotesEntry([...notes, this.#note]);
    const stored = await this.#commit(head, [...rows, listed], [{ key: MIRRORS_KEY, value: bytes }]);
    // Another tab has begun with a note of its own meanwhile.
    const isToBeTried = !stored.ok && stored.error.kind === "meta-moved" && stored.error.key === MIRRORS_KEY && triesLeft > 1;
    return isToBeTried ? this.#commitListed(head, rows, triesLeft - 1) : ok(valueOf(stored));
  }

  async #commit(head: MirrorHead, rows: readonly MetaRow[], expected: readonly ExpectedMeta[] = []): Promise<Result<void, StoreError>> {
    const key = mirrorHeadKey(this.#note);
    const value = encodeMirrorHead(head);
    const expectMeta = [{ key, value: this.#known?.bytes ?? null }, ...expected];
    const stored = await this.#ports.store.commit(makeBatch(NO_SPACE, { expectMeta, meta: [...rows, { key, value }] }));
    if (stored.ok) this.#known = { bytes: value, head };
    return stored;
  }

  /** Null where something of it cannot be read. */
  async #read(head: MirrorHead): Promise<StoredMirror | null> {
    const base = head.baseRoom === null ? null : await this.#open(mirrorBaseKey(this.#note));
    if (head.baseRoom !== null && base === null) return null;
    const slots = slotsOf(head);
    const entries: MirrorEntry[] = [];
    for (let from = 0; from < slots.length; from += READ_AT_ONCE) {
      const some = slots.slice(from, from + READ_AT_ONCE).map((slot) => this.#open(mirrorSlotKey(this.#note, slot)));
      for (const bytes of await Promise.all(some)) {
        const entry = bytes === null ? null : parseMirrorEntry(bytes);
        if (entry === null) return null;
        entries.push(entry);
      }
    }
    return { log: head.log, base: head.baseRoom === null || base === null ? null : { room: head.baseRoom, state: base }, entries };
  }

  async #row(key: string): Promise<Uint8Array | null> {
    return valueOf(await this.#ports.store.readMeta(key));
  }

  async #open(key: string): Promise<Uint8Array | null> {
    const row = await this.#row(key);
    return row === null ? null : this.#ports.vault.unwrap(mirrorPurpose(key), row);
  }

  #wrapAll(rows: readonly (readonly [key: string, bytes: Uint8Array])[]): Promise<MetaRow[]> {
    return Promise.all(rows.map(async ([key, bytes]) => ({ key, value: await this.#ports.vault.wrap(mirrorPurpose(key), bytes) })));
  }

  async #inTurn<T>(act: () => Promise<Answer<T>>): Promise<Answer<T>> {
    const mine = this.#queue.then(() => catchStoreFailure(act));
    this.#queue = mine.catch(() => undefined);
    const answer = await mine;
    return answer.ok ? answer : err({ kind: answer.error.kind === "full" ? "full" : "failed" });
  }
}
