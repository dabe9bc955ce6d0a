import { describe, expect, test } from "vitest";
import { makeMemoryPair } from "../links/memory-link.ts";
import type { Link } from "../ports/link.ts";
import { decodeFrame, encodeFrame } from "../wire/frame-codec.ts";
import type { Frame, MeetCloseReason } from "../wire/frames.ts";
import type { WireError } from "../wire/wire-error.ts";
import { ManualTimers, settle } from "./manual-timers.suite.ts";
import { joinMeeting, type MeetingLink } from "./meeting-link.ts";
import { hello } from "./session.suite.ts";

const room = new Uint8Array(16).fill(5);
const otherRoom = new Uint8Array(16).fill(6);

type Told = "joined" | { message: number } | { closed: MeetCloseReason } | { failed: WireError | "unreachable" };

/** A newcomer at a relay that says what the test wants. */
function join() {
  const timers = new ManualTimers();
  const pair = makeMemoryPair();
  const told: Told[] = [];
  const heard: Frame[] = [];
  const meeting: MeetingLink = joinMeeting((events) => pair.open("a", events), timers, room, {
    joined: () => void told.push("joined"),
    message: (sealed) => void told.push({ message: sealed[0] ?? 0 }),
    closed: (reason) => void told.push({ closed: reason }),
    failed: (error) => void told.push({ failed: error }),
  });
  const link: Link = pair.open("b", {
    opened: () => undefined,
    frame: (bytes) => {
      const frame = decodeFrame(bytes, { authenticated: true });
      if (frame.ok && frame.value.type !== "ignored") heard.push(frame.value);
    },
    closed: () => undefined,
  });
  const say = async (frame: Frame): Promise<void> => {
    await settle();
    link.send(encodeFrame(frame));
    await settle();
  };
  return { timers, pair, told, heard, meeting, link, say };
}

describe("a newcomer at a relay", () => {
  test("asks for the room after hello, instead of saying who it is", async () => {
    const { say, told, heard } = join();
    await say(hello);
    expect([told, heard]).toEqual([["joined"], [{ type: "meet-join", room }]]);
  });

  test("sends and hears sealed messages of its room only", async () => {
    const { say, told, heard, meeting } = join();
    meeting.send(Uint8Array.of(9));
    await say(hello);
    meeting.send(Uint8Array.of(1));
    await say({ type: "meet-data", room, message: Uint8Array.of(2) });
    await say({ type: "meet-data", room: otherRoom, message: Uint8Array.of(3) });
    expect(told).toEqual(["joined", { message: 2 }]);
    expect(heard.slice(1)).toEqual([{ type: "meet-data", room, message: Uint8Array.of(1) }]);
  });

  test("hears why the room was closed, last of all", async () => {
    const { say, told, timers } = join();
    await say(hello);
    await say({ type: "meet-close", room: otherRoom, reason: "left" });
    await say({ type: "meet-close", room, reason: "declined" });
    await say({ type: "meet-data", room, message: Uint8Array.of(2) });
    expect(told).toEqual(["joined", { closed: "declined" }]);
    expect(timers.size).toBe(0);
  });

  test("tells the relay when it leaves, and hears nothing after", async () => {
    const { say, told, heard, meeting, timers } = join();
    await say(hello);
    meeting.close("left");
    meeting.close("left");
    meeting.send(Uint8Array.of(1));
    await settle();
    expect(heard.slice(1)).toEqual([{ type: "meet-close", room, reason: "left" }]);
    expect([told, timers.size]).toEqual([["joined"], 0]);
  });

  test("hears the relay's reason when there is no such room", async () => {
    const { say, told, link } = join();
    await say(hello);
    await say({ type: "error", error: "no-meeting" });
    link.close("no-meeting");
    await settle();
    expect(told).toEqual(["joined", { failed: "no-meeting" }]);
  });

  test("hears the relay's reason also when only the link tells it", async () => {
    const { say, told, link } = join();
    await say(hello);
    link.close("meeting-taken");
    await settle();
    expect(told).toEqual(["joined", { failed: "meeting-taken" }]);
  });

  test("fails when the link breaks, or never says hello", async () => {
    const broken = join();
    await settle();
    broken.pair.breakSide("a", "gone");
    await settle();
    expect(broken.told).toEqual([{ failed: "unreachable" }]);
    const silent = join();
    await silent.timers.pass(10_000);
    expect([silent.told, silent.timers.size]).toEqual([[{ failed: "unreachable" }], 0]);
  });

  test("fails at a relay of another version, and at bytes that are no frame", async () => {
    const newer = join();
    await newer.say({ ...hello, versions: [9] });
    expect(newer.told).toEqual([{ failed: "unsupported-version" }]);
    const broken = join();
    await settle();
    broken.link.send(Uint8Array.of(0x01));
    await settle();
    expect(broken.told).toEqual([{ failed: "malformed" }]);
  });

  test("answers pings, and pings while it waits for somebody to approve", async () => {
    const { say, heard, timers } = join();
    await say(hello);
    await say({ type: "ping", nonce: 4 });
    for (let turn = 0; turn < 3; turn++) {
      await timers.pass(20_000);
      await say({ type: "pong", nonce: 0 });
    }
    expect(heard.slice(1)).toEqual([{ type: "pong", nonce: 4 }, ...Array.from({ length: 3 }, () => ({ type: "ping", nonce: 0 }))]);
  });

  test("fails when the relay gives no sign of life", async () => {
    const { say, told, timers } = join();
    await say(hello);
    await timers.pass(40_000);
    expect([told, timers.size]).toEqual([["joined", { failed: "unreachable" }], 0]);
  });
});
