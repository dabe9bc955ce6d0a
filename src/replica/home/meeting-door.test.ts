import { expect, test } from "vitest";
import type { DirectCall, DirectLinkEvents } from "../../ports/direct.ts";
import type { LinkClosed } from "../../ports/link.ts";
import { ManualTimers, settle } from "../../sync/manual-timers.suite.ts";
import { decodeFrame, encodeFrame } from "../../wire/frame-codec.ts";
import type { Frame, MeetCloseReason } from "../../wire/frames.ts";
import type { WireError } from "../../wire/wire-error.ts";
import { MeetingDoor } from "./meeting-door.ts";

const ROOM = new Uint8Array(16).fill(7);
const OTHER_ROOM = new Uint8Array(16).fill(8);
const LIFETIME_MS = 600_000;
const OPTIONS = { first: false, polite: true, iceServers: [] };

/** Somebody who calls, and what it was told. */
class Caller {
  readonly told: string[] = [];
  isVerified = false;
  closedWith: WireError | "nothing" | null = null;
  #events: DirectLinkEvents | null = null;

  readonly call: DirectCall = {
    host: "192.168.1.7",
    verified: () => void (this.isVerified = true),
    dial: (_options, events) => {
      this.#events = events;
      return {
        binding: "",
        send: (bytes) => {
          const frame = decodeFrame(bytes, { authenticated: true });
          this.told.push(frame.ok ? frame.value.type : frame.error.kind);
        },
        bufferedBytes: () => 0,
        close: (error) => {
          this.closedWith ??= error ?? "nothing";
          this.leave({ kind: "local" });
        },
        hear: () => undefined,
      };
    },
  };

  say(frame: Frame): void {
    this.#events?.frame(encodeFrame(frame));
  }

  leave(reason: LinkClosed): void {
    const events = this.#events;
    this.#events = null;
    events?.closed(reason);
  }
}

/** A door with somebody behind it who takes sessions. */
class House {
  readonly timers = new ManualTimers();
  readonly door: MeetingDoor;
  /** What sessions heard. */
  readonly session: string[] = [];
  readonly meeting: string[] = [];
  #ring: (call: DirectCall) => void = () => undefined;

  constructor() {
    this.door = new MeetingDoor((onCall) => {
      this.#ring = onCall;
      return { close: () => undefined };
    }, this.timers);
    this.door.answer(({ dial }) => {
      const link = dial(OPTIONS, {
        signal: () => undefined,
        opened: () => undefined,
        frame: () => {
          this.session.push("frame");
          link.send(encodeFrame({ type: "ping", nonce: 1 }));
        },
        closed: ({ kind }) => {
          this.session.push(kind);
          link.close("idle");
        },
      });
    });
  }

  open(room = ROOM) {
    return this.door.open(room, LIFETIME_MS, {
      joined: () => this.meeting.push("joined"),
      message: (bytes) => this.meeting.push(bytes.join()),
      closed: (reason: MeetCloseReason) => this.meeting.push(reason),
    });
  }

  call(): Caller {
    const caller = new Caller();
    this.#ring(caller.call);
    return caller;
  }
}

test("whoever names the room is in the meeting, and no session hears or closes its connection", async () => {
  const house = new House();
  const meeting = house.open();
  const guest = house.call();
  guest.say({ type: "meet-join", room: ROOM });
  await settle();
  expect([guest.isVerified, house.session, house.meeting]).toEqual([true, ["local"], ["joined"]]);
  guest.say({ type: "meet-data", room: ROOM, message: Uint8Array.of(1, 2) });
  guest.say({ type: "ping", nonce: 3 });
  meeting.send(Uint8Array.of(3));
  expect([house.meeting, guest.told, guest.closedWith]).toEqual([["joined", "1,2"], ["pong", "meet-data"], null]);
  meeting.close("done");
  expect([guest.told.at(-1), guest.closedWith]).toEqual(["meet-close", "nothing"]);
  expect(house.meeting).toEqual(["joined", "1,2"]);
});

test("a session is a session, also when its other side names the room later", () => {
  const house = new House();
  house.open();
  const device = house.call();
  device.say({ type: "ping", nonce: 1 });
  device.say({ type: "meet-join", room: ROOM });
  expect([house.session, house.meeting, device.told, device.isVerified]).toEqual([["frame", "frame"], [], ["ping", "ping"], false]);
});

test("whoever names another room, or one that is over or taken, is turned away and told why, and counts as a stranger", () => {
  const house = new House();
  const turnedAway = (room: Uint8Array): unknown => {
    const caller = house.call();
    caller.say({ type: "meet-join", room });
    return [caller.closedWith, caller.isVerified];
  };
  expect(turnedAway(ROOM)).toEqual(["no-meeting", false]);
  const meeting = house.open();
  expect(turnedAway(OTHER_ROOM)).toEqual(["no-meeting", false]);
  house.call().say({ type: "meet-join", room: ROOM });
  expect(turnedAway(ROOM)).toEqual(["meeting-taken", false]);
  meeting.close("declined");
  expect(turnedAway(ROOM)).toEqual(["no-meeting", false]);
  expect(house.meeting).toEqual(["joined"]);
});

test("a room is over after its time, when its guest leaves, and when another is opened", async () => {
  const house = new House();
  house.open();
  await house.timers.pass(LIFETIME_MS);
  expect(house.meeting).toEqual(["expired"]);
  house.open();
  const guest = house.call();
  guest.say({ type: "meet-join", room: ROOM });
  guest.leave({ kind: "failed", reason: "broken" });
  expect(house.meeting).toEqual(["expired", "joined", "left"]);
  house.open();
  const second = house.call();
  second.say({ type: "meet-join", room: ROOM });
  house.open(OTHER_ROOM);
  expect([second.told.at(-1), second.closedWith]).toEqual(["meet-close", "nothing"]);
});

test("what the guest ends with is what this side is told", () => {
  const house = new House();
  house.open();
  const guest = house.call();
  guest.say({ type: "meet-join", room: ROOM });
  guest.say({ type: "meet-close", room: ROOM, reason: "declined" });
  expect(house.meeting).toEqual(["joined", "declined"]);
});
