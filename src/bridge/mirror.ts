// Mirrors the text of a note with that of a room of another Yjs app, both ways. The note's document holds more than its text and goes nowhere; the room has a document
// of its own, here twice: `room`, which a stock provider connects, and one inside, whose text always equals the note's. What comes from the room is appended to
// the log, then taken into the inner document and by the same steps into the note, with the mark (mirror-mark.ts) in the same transaction. What changes in the
// note is done to the inner document at once, appended, and only then given to `room`, and so sent. So whatever a crash leaves on either side, at the next start
// it is known what both were when they were last the same (mirror-base.ts), and what was done since on each side is merged by Yjs: what the note became is written
// on a document that stands at the base, and that update joins the room's. Where it cannot be known, both texts are joined: nothing is lost, what
// one side deleted meanwhile may come back. All of this is one device's: another one that mirrors the same note at the same time would write all twice.

import * as Y from "yjs";
import { err, ok, type Result } from "../base/result.ts";
import { MAX_BODY_SIZE } from "../items/body-names.ts";
import { readMark, writeMark } from "../items/mirror-mark.ts";
import { standingOf, type Standing } from "./mirror-base.ts";
import type { ClientOperations, MirrorEntry, MirrorStore, MirrorStoreError, StoredMirror } from "../ports/mirror-store.ts";
import { makeRoomDocument, updateOf } from "./room-document.ts";
import { textIdOf } from "./text-id.ts";
import { loadRoomShape, type RoomRoot, type RoomShape, type RoomText } from "./room-shape.ts";
import type { TextEvents, Tie } from "./tie.ts";
import { joinTrees, makeSame } from "../items/tree/tree-diff.ts";
import { readTree, type Tree } from "../items/tree/tree.ts";

/** Why a mirror stopped; what was written before is kept, and a new start goes on from there. */
export type StopReason =
  /** One side holds what a text cannot carry to the other: another type of Yjs, or nesting without end. */
  | { readonly kind: "uncarried"; readonly in: "note" | "room" }
  /** The room's text is longer than a note may be, or its history larger than is kept. */
  | { readonly kind: "too-large" }
  | { readonly kind: "not-stored"; readonly error: MirrorStoreError }
  | { readonly kind: "failed" };

export type MirrorState =
  /** The first time the room must have been heard before anything is said in it: `roomReached`. */
  { readonly kind: "waiting" } | { readonly kind: "mirroring" } | { readonly kind: "stopped"; readonly reason: StopReason };

export type MirrorOptions = {
  /** The note's document. All that is in it when it is opened must be durable: what was typed in this window is saved first. */
  readonly note: Y.Doc;
  readonly body: Y.XmlFragment;
  /** Of this note and this room: another room has another one. */
  readonly store: MirrorStore;
  /** Name among the room's roots. */
  readonly root: string;
  readonly rootType: RoomRoot;
  /** Random, and another one each time. */
  readonly makeClientId: () => number;
  /** Of the note's field that says who mirrors it (`stint`), which is durable by now: 16 hex digits. */
  readonly log: string;
  /** Answers whether all that is in the note by now is durable: asked when the log has become long. */
  readonly save: () => Promise<boolean>;
  /** How long the log becomes before it is written anew. */
  readonly compactAfter?: LogLength;
  readonly onState: (state: MirrorState) => void;
};

export type LogLength = { readonly entries: number; readonly bytes: number };

export interface Mirror {
  /** For a provider (y-websocket, y-webrtc) and its presence. Holds only what is durable here, or came from the room. */
  readonly room: Y.Doc;
  readonly state: MirrorState;
  /** The provider says that all of the room is here, or the user that there is nothing to wait for. What was typed so far is saved first. */
  roomReached(): void;
  /** Marks that both are the same, so that another device can go on from there. False while something is on its way. */
  settle(): boolean;
  /** A place in the one text as the same place in the other: for carets. */
  carryPosition(position: Y.RelativePosition, from: "note" | "room"): Y.RelativePosition | null;
  /** Answers when what was on its way is durable. Disconnect the provider first. */
  close(): Promise<void>;
}

const MIRROR_ORIGIN: unique symbol = Symbol("mirror");
const FROM_NOTE = Symbol("from the note");
const TO_ROOM = Symbol("to the room");

/** Of the log, and of what the room's document is made of. */
const MAX_LOG_BYTES = 16 * 1024 ** 2;
/** Beside what the room's document is made of. */
const COMPACT_AFTER: LogLength = { entries: 1_000, bytes: 1024 ** 2 };

/** Rejects where the code for the room's type cannot be loaded. */
export async function openMirror(options: MirrorOptions): Promise<Mirror> {
  const mirror = new NoteMirror(options, await loadRoomShape(options.rootType));
  await mirror.open();
  return mirror;
}

class NoteMirror implements Mirror {
  readonly room: Y.Doc;
  state: MirrorState = { kind: "waiting" };
  readonly #options: MirrorOptions;
  /** Its text is the note's. */
  readonly #inner: Y.Doc;
  readonly #text: RoomText;
  readonly #shape: RoomShape;
  #tie: Tie | null = null;
  #next = 1;
  /** The last entry of the room that the note has. */
  #marked = 0;
  /** The entry that is being taken in: it may be of something else in the room's document. */
  #arriving = 0;
  #logBytes = 0;
  /** Stored since the log was written anew, or that was tried in vain; their bytes and how many. */
  #added: LogLength = { entries: 0, bytes: 0 };
  /** Stored since the log began to be written anew; null while it is not. */
  #since: MirrorEntry[] | null = null;
  /** Of the change in the note that is being followed. */
  #operations: readonly ClientOperations[] = [];
  #queue: Promise<void> = Promise.resolve();
  #waiting = 0;
  /** Of the note's own client: what was there at the start. */
  readonly #durableClock: number;
  /** What comes from the room is logged. */
  #isListening = false;
  #isClosed = false;

  constructor(options: MirrorOptions, shape: RoomShape) {
    this.#options = options;
    this.#shape = shape;
    this.#durableClock = Y.getState(options.note.store, options.note.clientID);
    this.room = makeRoomDocument(options.makeClientId());
    this.#inner = makeRoomDocument(options.makeClientId());
    this.#text = shape.rootOf(this.#inner, options.root);
    this.room.on("update", this.#heard);
    this.#inner.on("update", this.#written);
  }

  async open(): Promise<void> {
    const { store, note, log } = this.#options;
    const loaded = await store.load();
    if (!loaded.ok) return this.#stop({ kind: "not-stored", error: loaded.error });
    // Where another device has mirrored it since, what was sent from here is in the room, and what was not is in the note.
    if (loaded.value === null || loaded.value.log !== log) return this.#options.onState(this.state);
    await this.#goOn(standingOf(loaded.value, readMark(note), note));
  }

  roomReached(): void {
    if (this.state.kind !== "waiting" || this.#isListening || this.#isClosed) return;
    const state = Y.encodeStateAsUpdate(this.room);
    void this.#enqueue(() => this.#goOn({ base: null, state, rest: state, next: 1 }));
    // What comes while that is stored follows it.
    this.#next = 2;
    this.#isListening = true;
  }

  async #goOn(standing: Standing): Promise<void> {
    const { base, rest, next } = standing;
    const number = next;
    const entries: MirrorEntry[] = rest === null ? [] : [{ kind: "room", number, update: rest }];
    this.#next = Math.max(this.#next, next + entries.length);
    const kept: StoredMirror = { log: this.#options.log, base, entries };
    this.#logBytes = (base?.state.length ?? 0) + (rest?.length ?? 0);
    if (this.#logBytes > MAX_LOG_BYTES) return this.#stop({ kind: "too-large" });
    const stored = await this.#options.store.replace(kept);
    if (!stored.ok) return this.#stop({ kind: "not-stored", error: stored.error });
    if (this.#isClosed) return;
    this.#guard(() => {
      Y.applyUpdate(this.#inner, standing.state);
      Y.applyUpdate(this.room, standing.state, TO_ROOM);
      this.#marked = rest === null ? (base?.room ?? 0) : number;
      this.#meet(standing);
    });
  }

  /** Brings both to what they come to together. */
  #meet(standing: Standing): void {
    const roomText = this.#readRoom();
    if (roomText === null) return;
    const noteText = readTree(this.#options.body);
    const told = noteText === null ? null : this.#told(standing.base?.state ?? null, noteText, roomText);
    if (noteText === null || told?.ok !== true) return this.#stop({ kind: "uncarried", in: "note" });
    this.#isListening = true;
    if (told.value !== null) this.#tell(told.value, standing);
    const merged = this.#readRoom();
    if (merged !== null) this.#begin(this.#shape.shown(noteText, merged));
  }

  #tell(update: Uint8Array, { base, next }: Standing): void {
    const { note } = this.#options;
    Y.applyUpdate(this.#inner, update);
    // What was typed since the mirror was opened may not be durable yet.
    const [client, from, end] = [note.clientID, this.#durableClock, Y.getState(note.store, note.clientID)];
    const operations = end > from ? [{ client, from, end }] : [];
    this.#append({ kind: "note", number: this.#next++, update, after: base?.room ?? next, operations });
  }

  /** Null where it has stopped the mirror. */
  #readRoom(): Tree | null {
    const tree = this.#isTooLarge ? null : this.#shape.read(this.#text);
    if (tree === null) this.#stop(this.#isTooLarge ? { kind: "too-large" } : { kind: "uncarried", in: "room" });
    return tree;
  }

  #begin(both: Tree): void {
    const { note, body, onState } = this.#options;
    note.transact(() => {
      makeSame(body, both);
      this.#mark();
    }, MIRROR_ORIGIN);
    this.#tie = this.#shape.tie(body, this.#text);
    body.observeDeep(this.#noteChanged);
    this.#text.observeDeep(this.#roomChanged);
    this.state = { kind: "mirroring" };
    onState(this.state);
  }

  /**
   * What the note became since the base, as an update of the room's document. Where there is none the two are joined: but where the room is what both were when
   * another device had them settled, only the note has changed. The other way round it need not be so: what that device sent may not have arrived.
   */
  #told(base: Uint8Array | null, noteText: Tree, roomText: Tree): Result<Uint8Array | null, "uncarried"> {
    const { root, makeClientId, note } = this.#options;
    const settled = base === null ? (readMark(note)?.text ?? null) : null;
    const isOnlyNote = base !== null || (settled !== null && settled === textIdOf(roomText));
    const doc = makeRoomDocument(makeClientId(), base ?? Y.encodeStateAsUpdate(this.#inner));
    let isTold = false;
    const update = updateOf(doc, () => {
      isTold = this.#shape.write(this.#shape.rootOf(doc, root), isOnlyNote ? noteText : joinTrees(noteText, roomText));
    });
    return isTold ? ok(update) : err("uncarried");
  }

  #mark(text: string | null = null): void {
    const { note } = this.#options;
    const present = readMark(note);
    if (present?.log === this.#options.log && present.room === this.#marked && (text === null || present.text === text)) return;
    writeMark(note, { log: this.#options.log, room: this.#marked, text });
  }

  readonly #heard = (update: Uint8Array, origin: unknown): void => {
    if (origin === TO_ROOM || !this.#isListening || this.state.kind === "stopped") return;
    this.#append({ kind: "room", number: this.#next++, update });
  };

  readonly #written = (update: Uint8Array, origin: unknown): void => {
    if (origin !== FROM_NOTE) return;
    this.#append({ kind: "note", number: this.#next++, update, after: this.#marked, operations: this.#operations });
  };

  #append(entry: MirrorEntry): void {
    this.#logBytes += entry.update.length;
    if (this.#logBytes > MAX_LOG_BYTES) return this.#stop({ kind: "too-large" });
    const appended = this.#enqueue(async () => {
      const stored = await this.#options.store.append(entry);
      if (!stored.ok) return this.#stop({ kind: "not-stored", error: stored.error });
      this.#added = { entries: this.#added.entries + 1, bytes: this.#added.bytes + entry.update.length };
      this.#since?.push(entry);
      if (!this.#isClosed && this.state.kind !== "stopped") this.#guard(() => this.#passOn(entry));
    });
    void appended.then(() => this.#compactIfDue());
  }

  /** Where nothing is on its way, the log says what both are. */
  #compactIfDue(): void {
    const { entries, bytes } = this.#options.compactAfter ?? COMPACT_AFTER;
    const isDue = this.#added.entries >= entries || this.#added.bytes >= bytes;
    if (isDue && this.#waiting === 0 && this.#since === null && this.#isTied) void this.#compact();
  }

  /**
   * What both are becomes the base, once it is durable in the note too, and what has come meanwhile the log. Where that fails, the log stays as it is until as
   * much has come again: a full disk is not asked with every letter.
   */
  async #compact(): Promise<void> {
    const { log, store, save } = this.#options;
    const base = { room: this.#marked, state: Y.encodeStateAsUpdate(this.#inner) };
    const [since, logBytes]: [MirrorEntry[], number] = [[], this.#logBytes];
    this.#since = since;
    this.#added = { entries: 0, bytes: 0 };
    const isSaved = await save().catch(() => false);
    if (isSaved && this.#isTied) {
      await this.#enqueue(async () => {
        const replaced = await store.replace({ log, base, entries: since });
        if (replaced.ok) this.#logBytes += base.state.length - logBytes;
      });
    }
    this.#since = null;
  }

  /** Neither stopped nor being closed. */
  get #isTied(): boolean {
    return this.#tie !== null && this.state.kind === "mirroring";
  }

  #passOn(entry: MirrorEntry): void {
    if (entry.kind === "note") return Y.applyUpdate(this.room, entry.update, TO_ROOM);
    this.#arriving = entry.number;
    Y.applyUpdate(this.#inner, entry.update);
  }

  readonly #noteChanged = (events: TextEvents, transaction: Y.Transaction): void => {
    const tie = this.#tie;
    if (transaction.origin === MIRROR_ORIGIN || tie === null || this.state.kind === "stopped") return;
    this.#guard(() => {
      const { beforeState, afterState } = transaction;
      this.#operations = [...afterState]
        .map(([client, end]) => ({ client, from: beforeState.get(client) ?? 0, end }))
        .filter(({ from, end }) => end > from);
      const followed = this.#inner.transact(() => tie.follow(events), FROM_NOTE);
      if (followed === "uncarried") this.#stop({ kind: "uncarried", in: "note" });
    });
  };

  readonly #roomChanged = (events: TextEvents, transaction: Y.Transaction): void => {
    const tie = this.#tie;
    if (transaction.origin === FROM_NOTE || tie === null || this.state.kind === "stopped") return;
    this.#guard(() => {
      if (this.#isTooLarge) return this.#stop({ kind: "too-large" });
      this.#marked = this.#arriving;
      this.#options.note.transact(() => {
        if (tie.follow(events) === "done") this.#mark();
        else this.#stop({ kind: "uncarried", in: "room" });
      }, MIRROR_ORIGIN);
    });
  };

  get #isTooLarge(): boolean {
    return this.#shape.sizeOf(this.#text) > MAX_BODY_SIZE;
  }

  settle(): boolean {
    const note = this.#waiting > 0 || this.state.kind !== "mirroring" ? null : readTree(this.#options.body);
    const text = note === null ? null : this.#shape.normal(note);
    if (text === null) return false;
    this.#options.note.transact(() => this.#mark(textIdOf(text)), MIRROR_ORIGIN);
    return true;
  }

  carryPosition(position: Y.RelativePosition, from: "note" | "room"): Y.RelativePosition | null {
    const doc = from === "note" ? this.#options.note : this.#inner;
    const place = Y.createAbsolutePositionFromRelativePosition(position, doc);
    const twin = place === null ? null : (this.#tie?.twinOf(place.type) ?? null);
    return place === null || twin === null ? null : Y.createRelativePositionFromTypeIndex(twin, place.index, place.assoc);
  }

  async close(): Promise<void> {
    if (this.#tie !== null) {
      this.#options.body.unobserveDeep(this.#noteChanged);
      this.#text.unobserveDeep(this.#roomChanged);
    }
    this.#tie = null;
    this.room.off("update", this.#heard);
    await this.#queue;
    this.#isClosed = true;
    this.room.destroy();
    this.#inner.destroy();
  }

  async #enqueue(job: () => Promise<void>): Promise<void> {
    this.#waiting += 1;
    this.#queue = this.#queue.then(() => (this.state.kind === "stopped" ? undefined : job())).finally(() => void (this.#waiting -= 1));
    await this.#queue;
  }

  /** Nothing foreign may throw out of an observer of Yjs. */
  #guard(act: () => void): void {
    try {
      act();
    } catch {
      this.#stop({ kind: "failed" });
    }
  }

  #stop(reason: StopReason): void {
    if (this.state.kind === "stopped") return;
    this.state = { kind: "stopped", reason };
    this.#options.onState(this.state);
  }
}
