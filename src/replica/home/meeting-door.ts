// The calls to a device's address, of which some come to a meeting (PROTOCOL.md "Direct addresses"): whoever answers the `hello` of this device with the room
// of a code that it shows, instead of showing who it is. There is one room at a time, for one guest, once; all other calls are sessions, as before. A guest
// has shown to have the code by naming its room, so that nobody else can take its place or keep one.

import { bytesEqual } from "../../base/bytes.ts";
import type { AnswerDirect, DialDirect, DirectCall, DirectLink, DirectLinkEvents } from "../../ports/direct.ts";
import type { Timers } from "../../ports/time.ts";
import type { MeetingLink, MeetingLinkEvents } from "../../sync/meeting-link.ts";
import { decodeFrame, encodeFrame } from "../../wire/frame-codec.ts";
import type { Frame, MeetCloseReason } from "../../wire/frames.ts";

const MEET_JOIN = 0x11;

type OnCall = (call: DirectCall) => void;

type Room = {
  readonly id: Uint8Array;
  readonly events: Omit<MeetingLinkEvents, "failed">;
  readonly cancelExpiry: () => void;
  guest: DirectLink | null;
};

export class MeetingDoor {
  readonly #timers: Timers;
  readonly #listeners: OnCall[] = [];
  #room: Room | null = null;

  /** `answer` is this door's from now on. */
  constructor(answer: AnswerDirect, timers: Timers) {
    this.#timers = timers;
    answer((call) => this.#listeners.at(-1)?.({ ...call, dial: this.#dialOf(call) }));
  }

  /** Sessions: those who listen hear the calls that come while nobody has begun to listen after them. */
  readonly answer: AnswerDirect = (listen) => {
    this.#listeners.push(listen);
    return {
      close: () => {
        const at = this.#listeners.lastIndexOf(listen);
        if (at >= 0) this.#listeners.splice(at, 1);
      },
    };
  };

  /** In the place of the one there was; somebody has to listen to sessions too. One `closed` comes last, unless this side closes. */
  open(id: Uint8Array, lifetimeMs: number, events: Room["events"]): MeetingLink {
    this.#end("left", null);
    const cancelExpiry = this.#timers.after(lifetimeMs, () => this.#end("expired", "expired", room));
    const room: Room = { id, events, cancelExpiry, guest: null };
    this.#room = room;
    return {
      send: (message) => {
        if (this.#room === room) say(room, { type: "meet-data", room: id, message });
      },
      close: (reason) => this.#end(reason, null, room),
    };
  }

  /** `said`: what the guest is told; `heard`: what this side is. */
  #end(said: MeetCloseReason | null, heard: MeetCloseReason | null, room = this.#room): void {
    if (room === null || this.#room !== room) return;
    this.#room = null;
    room.cancelExpiry();
    if (said !== null) say(room, { type: "meet-close", room: room.id, reason: said });
    room.guest?.close();
    if (heard !== null) room.events.closed(heard);
  }

  #dialOf(call: DirectCall): DialDirect {
    return (options, events) => {
      let isFirst = true;
      let room: Room | null = null;
      const link = call.dial(options, {
        signal: (signal) => events.signal(signal),
        opened: () => events.opened(),
        frame: (bytes) => {
          if (room !== null) return this.#hear(room, bytes);
          if (isFirst && bytes[0] === MEET_JOIN) room = this.#admit(bytes, link, call, events);
          else events.frame(bytes);
          isFirst = false;
        },
        closed: (reason) => {
          if (room === null) events.closed(reason);
          else this.#end(null, "left", room);
        },
      });
      return whileNot(() => room !== null, link);
    };
  }

  /** Null: it goes, and is told why. */
  #admit(bytes: Uint8Array, link: DirectLink, call: DirectCall, session: DirectLinkEvents): Room | null {
    const frame = decodeFrame(bytes, { authenticated: false });
    const room = this.#room;
    const isHere = frame.ok && frame.value.type === "meet-join" && room !== null && bytesEqual(frame.value.room, room.id);
    if (!isHere || room.guest !== null) {
      link.close(isHere ? "meeting-taken" : frame.ok ? "no-meeting" : "malformed");
      return null;
    }
    call.verified();
    room.guest = link;
    void Promise.resolve().then(() => session.closed({ kind: "local" }));
    room.events.joined();
    return room;
  }

  #hear(room: Room, bytes: Uint8Array): void {
    const decoded = decodeFrame(bytes, { authenticated: true });
    if (this.#room !== room) return;
    if (!decoded.ok) return this.#end("left", "left", room);
    const frame = decoded.value;
    if (frame.type === "ping") say(room, { type: "pong", nonce: frame.nonce });
    if (frame.type === "meet-data" && bytesEqual(frame.room, room.id)) room.events.message(frame.message);
    if (frame.type === "meet-close" && bytesEqual(frame.room, room.id)) this.#end(null, frame.reason, room);
  }
}

const say = ({ guest }: Room, frame: Frame): void => guest?.send(encodeFrame(frame));

/** The session that a link was for has it no more once somebody else does. */
const whileNot = (isTaken: () => boolean, link: DirectLink): DirectLink => ({
  get binding() {
    return link.binding;
  },
  send: (bytes) => {
    if (!isTaken()) link.send(bytes);
  },
  bufferedBytes: () => link.bufferedBytes(),
  close: (error) => {
    if (!isTaken()) link.close(error);
  },
  hear: (signal) => link.hear(signal),
});
