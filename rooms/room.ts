// One room: a Yjs document that stock clients of y-websocket share. What comes within one turn of the event loop is applied together, passed on, and stored
// in one commit. What is no update that Yjs could have written shuts out whoever sent it, and nobody else.
// Members are told of an update before it is durable, as by any y-websocket server: each of them still has it, and sends what is lacking here when it comes again.

import { err, ok, type Result } from "../src/base/result.ts";
import { encodeStateV1 } from "../src/items/document-states.ts";
import {
  applyUpdates,
  encodeMissing,
  encodeStateVector,
  isWellFormedUpdate,
  makeDocument,
  type ItemDocument,
} from "../src/items/document.ts";
import { openPresence, type Presence, type PresenceChange } from "../src/items/presence.ts";
import type { CloseReason } from "./close-code.ts";
import { MAX_CLIENTS_PER_SOCKET, MAX_PRESENCE_BYTES, MAX_ROOM_BYTES, MAX_STORED_BYTES } from "./limits.ts";
import { missingMessage, parseMessage, presenceMessage, stateVectorMessage, updateMessage, type RoomMessage } from "./messages.ts";
import type { RoomStore, RoomStoreError } from "./room-store.ts";

export interface RoomMember {
  send(message: Uint8Array): void;
  close(reason: CloseReason): void;
}

export type RoomPorts = {
  readonly store: RoomStore;
  /** Runs `task` in the next turn of the event loop. */
  readonly nextTurn: (task: () => void) => void;
  /** What was taken in is not stored: who comes next must find the room read anew. */
  readonly storeFailed: (error: RoomStoreError) => void;
};

type Incoming = { readonly update: Uint8Array; readonly from: RoomMember };

/** Updates that are stored one by one before they become one. */
const MAX_STORED_UPDATES = 500;
/** Never that of an operation: nothing is written here. */
const CLIENT_ID = 1;
/** An update that says nothing: no operations, no deletions. */
const EMPTY_UPDATE_BYTES = 2;

export class Room {
  readonly #name: string;
  readonly #ports: RoomPorts;
  readonly #presence: Presence;
  /** With the clients that each tells of. */
  readonly #members = new Map<RoomMember, Set<number>>();
  readonly #document: ItemDocument;
  #isFailed = false;
  #incoming: Incoming[] = [];
  #isFlushDue = false;
  /** As they are stored, or about to be. */
  #storedUpdates: number;
  #storedBytes: number;
  /** Ends when all that was taken in is stored, or has failed to be. */
  #writing: Promise<void> = Promise.resolve();

  private constructor(name: string, ports: RoomPorts, document: ItemDocument, updates: readonly Uint8Array[]) {
    this.#name = name;
    this.#ports = ports;
    this.#document = document;
    this.#storedUpdates = updates.length;
    this.#storedBytes = bytesOf(updates);
    this.#presence = openPresence((change, from) => this.#tellPresence(change, from));
  }

  static async open(name: string, ports: RoomPorts): Promise<Result<Room, RoomStoreError>> {
    const loaded = await ports.store.load(name);
    if (!loaded.ok) return loaded;
    const document = makeDocument(CLIENT_ID);
    const applied = applyUpdates(document, loaded.value);
    return applied.ok ? ok(new Room(name, ports, document, loaded.value)) : err({ kind: "failed", reason: "a stored room is damaged" });
  }

  get size(): number {
    return this.#members.size;
  }

  join(member: RoomMember): void {
    this.#flush();
    if (this.#isFailed) return member.close("storage");
    this.#members.set(member, new Set());
    member.send(stateVectorMessage(encodeStateVector(this.#document)));
    const { clients } = this.#presence;
    if (clients.length > 0) member.send(presenceMessage(this.#presence.encode(clients)));
  }

  leave(member: RoomMember): void {
    const clients = this.#members.get(member);
    if (clients === undefined) return;
    this.#members.delete(member);
    this.#presence.remove([...clients]);
  }

  receive(member: RoomMember, bytes: Uint8Array): void {
    if (!this.#members.has(member)) return;
    const message = parseMessage(bytes);
    if (message === null) this.#expel(member, "malformed");
    else this.#take(member, message);
  }

  /** Resolves when all that has come is stored, or has failed to be. */
  async settled(): Promise<void> {
    this.#flush();
    await this.#writing;
  }

  /** Resolves when all is stored. Nothing is received any more. */
  async close(reason: CloseReason | null = null): Promise<void> {
    this.#flush();
    for (const member of this.#members.keys()) if (reason !== null) this.#expel(member, reason);
    await this.#writing;
    this.#presence.close();
  }

  #take(member: RoomMember, message: RoomMessage): void {
    switch (message.kind) {
      case "state-vector":
        return this.#answer(member, message.stateVector);
      case "update":
        return this.#takeUpdate(member, message.update);
      case "presence":
        return this.#takePresence(member, message.update);
      case "ask-presence":
        return member.send(presenceMessage(this.#presence.encode(this.#presence.clients)));
      case "other":
        return undefined;
    }
  }

  #answer(member: RoomMember, stateVector: Uint8Array): void {
    this.#flush();
    if (this.#isFailed) return undefined;
    const missing = encodeMissing(this.#document, stateVector);
    return missing === null ? this.#expel(member, "malformed") : member.send(missingMessage(missing));
  }

  #takeUpdate(from: RoomMember, update: Uint8Array): void {
    if (!isWellFormedUpdate(update)) return this.#expel(from, "malformed");
    if (update.length <= EMPTY_UPDATE_BYTES) return undefined;
    if (!this.#hasRoomFor(update.length)) return this.#expel(from, "full");
    // Its bytes are part of a larger buffer that would stay with it.
    this.#incoming.push({ update: update.slice(), from });
    if (this.#isFlushDue) return undefined;
    this.#isFlushDue = true;
    return this.#ports.nextTurn(() => this.#flush());
  }

  #hasRoomFor(bytes: number): boolean {
    const coming = this.#incoming.reduce((sum, { update }) => sum + update.length, bytes);
    return this.#storedBytes + coming <= MAX_ROOM_BYTES && this.#ports.store.usedBytes + coming <= MAX_STORED_BYTES;
  }

  #takePresence(member: RoomMember, update: Uint8Array): void {
    if (update.length > MAX_PRESENCE_BYTES) return this.#expel(member, "full");
    try {
      this.#presence.take(update, member);
    } catch {
      return this.#expel(member, "malformed");
    }
    const clients = this.#members.get(member);
    return clients !== undefined && clients.size > MAX_CLIENTS_PER_SOCKET ? this.#expel(member, "full") : undefined;
  }

  #tellPresence({ added, updated, removed }: PresenceChange, from: unknown): void {
    for (const [member, told] of this.#members) {
      if (member === from) for (const client of [...added, ...updated]) told.add(client);
      for (const client of removed) told.delete(client);
    }
    this.#tell(presenceMessage(this.#presence.encode([...added, ...updated, ...removed])), null);
  }

  #tell(message: Uint8Array, from: RoomMember | null): void {
    for (const member of this.#members.keys()) if (member !== from) member.send(message);
  }

  #expel(member: RoomMember, reason: CloseReason): void {
    this.leave(member);
    member.close(reason);
  }

  /** Applies, passes on and stores what has come. */
  #flush(): void {
    this.#isFlushDue = false;
    const incoming = this.#incoming;
    if (incoming.length === 0) return;
    this.#incoming = [];
    const updates = incoming.map(({ update }) => update);
    // Each of them is well-formed, so that none makes Yjs throw.
    if (!applyUpdates(this.#document, updates).ok) return this.#fail({ kind: "failed", reason: "an update cannot be applied" });
    for (const { update, from } of incoming) this.#tell(updateMessage(update), from);
    this.#storedUpdates += updates.length;
    this.#storedBytes += bytesOf(updates);
    return this.#write(this.#storedUpdates > MAX_STORED_UPDATES ? this.#replaceAll() : this.#ports.store.append(this.#name, updates));
  }

  #replaceAll(): Promise<Result<void, RoomStoreError>> {
    const state = encodeStateV1(this.#document);
    [this.#storedUpdates, this.#storedBytes] = [1, state.length];
    return this.#ports.store.replace(this.#name, state);
  }

  #write(commit: Promise<Result<void, RoomStoreError>>): void {
    const before = this.#writing;
    this.#writing = (async () => {
      const committed = await commit;
      await before;
      if (!committed.ok) this.#fail(committed.error);
    })();
  }

  /** Everybody comes again, with what is not stored, and finds the room read anew. */
  #fail(error: RoomStoreError): void {
    if (!this.#isFailed) this.#ports.storeFailed(error);
    this.#isFailed = true;
    for (const member of this.#members.keys()) this.#expel(member, "storage");
  }
}

const bytesOf = (updates: readonly Uint8Array[]): number => updates.reduce((sum, update) => sum + update.length, 0);
