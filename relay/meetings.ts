// Rooms in which a member and a newcomer exchange sealed messages before they share a space (PROTOCOL.md "Meetings"). A room lives in memory
// only, for at most ten minutes, and has one newcomer. Nothing is kept of what was said.

import { bytesToHex } from "../src/base/bytes.ts";
import type { Timers } from "../src/ports/time.ts";
import type { Frame, MeetCloseReason } from "../src/wire/frames.ts";
import type { WireError } from "../src/wire/wire-error.ts";
import { MAX_ROOM_BYTES, MAX_ROOM_MESSAGES, MAX_ROOMS, MAX_ROOMS_PER_LINK } from "./limits.ts";

/** One side's link. */
export interface MeetingSide {
  /** The device of a member, and its space; null: a newcomer. */
  readonly member: string | null;
  send(frame: Frame): void;
  /** The newcomer's link has no other purpose: it is closed with its room. */
  meetingOver(): void;
}

type Room = {
  readonly id: Uint8Array;
  /** Its link may be another one: see `open`. */
  opener: MeetingSide;
  newcomer: MeetingSide | null;
  messages: number;
  bytes: number;
  readonly cancelExpiry: () => void;
};

export class Meetings {
  readonly #timers: Timers;
  readonly #rooms = new Map<string, Room>();

  constructor(timers: Timers) {
    this.#timers = timers;
  }

  get count(): number {
    return this.#rooms.size;
  }

  /** A room that cannot be had is closed at once, as expired. */
  open(opener: MeetingSide, id: Uint8Array, lifetimeSeconds: number): void {
    const key = bytesToHex(id);
    if (this.#isReopened(opener, key)) return;
    const own = [...this.#rooms.values()].filter((room) => room.opener === opener).length;
    if (this.#rooms.has(key) || own >= MAX_ROOMS_PER_LINK || this.#rooms.size >= MAX_ROOMS) {
      opener.send({ type: "meet-close", room: id, reason: "expired" });
      return;
    }
    const cancelExpiry = this.#timers.after(lifetimeSeconds * 1_000, () => this.#end(key, null, "expired"));
    this.#rooms.set(key, { id, opener, newcomer: null, messages: 0, bytes: 0, cancelExpiry });
  }

  /** By a device whose former link broke unnoticed. What was said to a newcomer in there may be lost with it: then the meeting is over. */
  #isReopened(opener: MeetingSide, key: string): boolean {
    const room = this.#rooms.get(key);
    if (room === undefined || opener.member === null || room.opener.member !== opener.member) return false;
    room.opener = opener;
    if (room.newcomer !== null) this.#end(key, null, "left");
    return true;
  }

  /** The error with which the newcomer is turned away, if it is. */
  join(newcomer: MeetingSide, id: Uint8Array): WireError | null {
    const room = this.#rooms.get(bytesToHex(id));
    if (room === undefined) return "no-meeting";
    if (room.newcomer !== null) return "meeting-taken";
    room.newcomer = newcomer;
    return null;
  }

  /** Passes a message on. False: too much was said, the room is closed. What is said in no room, or to nobody, is lost. */
  say(from: MeetingSide, id: Uint8Array, message: Uint8Array): boolean {
    const key = bytesToHex(id);
    const room = this.#rooms.get(key);
    if (room === undefined || !isIn(room, from)) return true;
    room.messages++;
    room.bytes += message.length;
    if (room.messages > MAX_ROOM_MESSAGES || room.bytes > MAX_ROOM_BYTES) {
      this.#end(key, null, "expired");
      return false;
    }
    const other = room.opener === from ? room.newcomer : room.opener;
    other?.send({ type: "meet-data", room: id, message });
    return true;
  }

  close(from: MeetingSide, id: Uint8Array, reason: MeetCloseReason): void {
    const key = bytesToHex(id);
    const room = this.#rooms.get(key);
    if (room !== undefined && isIn(room, from)) this.#end(key, from, reason);
  }

  /** The link is gone. */
  leave(side: MeetingSide): void {
    for (const [key, room] of this.#rooms) {
      if (isIn(room, side)) this.#end(key, side, "left");
    }
  }

  /** `by`: who need not be told. */
  #end(key: string, by: MeetingSide | null, reason: MeetCloseReason): void {
    const room = this.#rooms.get(key);
    if (room === undefined) return;
    this.#rooms.delete(key);
    room.cancelExpiry();
    for (const side of [room.opener, room.newcomer]) {
      if (side !== null && side !== by) side.send({ type: "meet-close", room: room.id, reason });
    }
    room.newcomer?.meetingOver();
  }
}

const isIn = (room: Room, side: MeetingSide): boolean => room.opener === side || room.newcomer === side;
