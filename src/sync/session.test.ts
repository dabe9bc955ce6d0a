import { describe, expect, test } from "vitest";
import { acceptDevice, endIn, framesIn, haveOf, kindsIn, noticesIn, openWithRelay, other, self, stranger } from "./session.suite.ts";

describe("an open session", () => {
  test("answers ping with pong and asks for nothing more", () => {
    expect(openWithRelay().hear({ type: "ping", nonce: 77 })).toEqual([{ kind: "send", frame: { type: "pong", nonce: 77 } }]);
    expect(openWithRelay().hear({ type: "pong", nonce: 77 })).toEqual([]);
    expect(framesIn(openWithRelay().feed({ kind: "ping-due", nonce: 5 }))).toEqual([{ type: "ping", nonce: 5 }]);
  });

  test("answers a stranger's ping too", () => {
    expect(kindsIn(acceptDevice(stranger).hear({ type: "ping", nonce: 1 }))).toEqual(["send pong"]);
  });

  test("ends without a word at the other side's error, and tells which it was", () => {
    const session = openWithRelay();
    expect(session.hear({ type: "error", error: "quota" })).toEqual([
      { kind: "notify", notice: { kind: "wire-error", error: "quota" } },
      { kind: "close", error: null },
    ]);
    expect(session.isClosed).toBe(true);
  });

  test.each([
    [{ kind: "bad-frame", error: "malformed" }, "malformed"],
    [{ kind: "bad-frame", error: "oversized" }, "oversized"],
    [{ kind: "store-failed" }, "storage"],
  ] as const)("tells the other side why it ends: %o", (event, error) => {
    const effects = openWithRelay().feed(event);
    expect(framesIn(effects)).toEqual([{ type: "error", error }]);
    expect(endIn(effects)).toBe(error);
  });

  test("says nothing when it is closed by its own side, and nothing after", () => {
    const session = openWithRelay();
    expect(session.feed({ kind: "close" })).toEqual([{ kind: "close", error: null }]);
    expect(session.hear(haveOf([]))).toEqual([]);
    expect(session.feed({ kind: "sync-now" })).toEqual([]);
  });

  test("passes on what meetings say, both ways", () => {
    const session = openWithRelay();
    const room = new Uint8Array(16).fill(3);
    const message = Uint8Array.of(1, 2);
    expect(noticesIn(session.hear({ type: "meet-data", room, message }))).toEqual([{ kind: "meet-data", room, message }]);
    expect(noticesIn(session.hear({ type: "meet-close", room, reason: "left" }))).toEqual([{ kind: "meet-closed", room, reason: "left" }]);
    const frame = { type: "meet-open", room, lifetimeSeconds: 60 } as const;
    expect(framesIn(session.feed({ kind: "say", frame }))).toEqual([frame]);
  });

  test("passes on what concerns direct connections, both ways, but neither to nor from whoever has yet to show its membership", () => {
    const frames = [
      { type: "signal", to: self, from: other, sealed: Uint8Array.of(1) },
      { type: "neighbours", isRelay: true, devices: [other], relay: null },
    ] as const;
    const session = openWithRelay();
    const newcomer = acceptDevice(stranger);
    for (const frame of frames) {
      expect(noticesIn(session.hear(frame))).toEqual([{ kind: "direct", frame }]);
      expect(framesIn(session.feed({ kind: "say", frame }))).toEqual([frame]);
      expect(newcomer.hear(frame)).toEqual([]);
      expect(newcomer.feed({ kind: "say", frame })).toEqual([]);
    }
  });

  test("passes on what a relay says of waking this device, and takes no word of another device's", () => {
    const session = openWithRelay();
    for (const frame of [
      { type: "push-key", key: new Uint8Array(65) },
      { type: "reminders-kept", state: "kept", count: 2 },
    ] as const) {
      expect(noticesIn(session.hear(frame))).toEqual([{ kind: "waking", frame }]);
    }
    const said = { type: "reminders", endpoint: "https://push.example/1", minutes: [1] } as const;
    expect(framesIn(session.feed({ kind: "say", frame: said }))).toEqual([said]);
    expect(session.hear(said)).toEqual([]);
  });

  test("does not join meetings for others", () => {
    expect(endIn(openWithRelay().hear({ type: "meet-join", room: new Uint8Array(16) }))).toBe("unexpected");
  });
});
