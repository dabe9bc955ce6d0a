import { describe, expect, test } from "vitest";
import { fixedSigner, fixedSuite } from "../crypto/fixed.suite.ts";
import { makeMemoryPair, type MemoryPair } from "../links/memory-link.ts";
import type { Link } from "../ports/link.ts";
import { ManualTimers, settle } from "../sync/manual-timers.suite.ts";
import { deviceOf, quietSource } from "../sync/quiet-source.suite.ts";
import { runSession, type LoadSession } from "../sync/session-driver.ts";
import { haveOf, headAt, hello, logNumber, space, viewOf } from "../sync/session.suite.ts";
import type { SyncSource } from "../sync/sync-source.ts";
import { decodeFrame, encodeFrame } from "../wire/frame-codec.ts";
import type { Frame } from "../wire/frames.ts";
import type { SessionNotice } from "../sync/session-step.ts";
import type { WireError } from "../wire/wire-error.ts";
import type { RelayState } from "./face.ts";
import { RelayConnection } from "./relay-connection.ts";

/** A relay that lets everyone in and has nothing, while it is up; otherwise dialling fails. */
class ScriptedRelay {
  isUp = true;
  refuses: WireError | null = null;
  dials = 0;
  has: readonly ReturnType<typeof headAt>[] = [];
  readonly heard: Frame[] = [];
  pair: MemoryPair = makeMemoryPair();
  link: Link | null = null;

  accept(pair: MemoryPair): void {
    this.dials += 1;
    this.pair = pair;
    const link: Link = pair.open("b", {
      opened: () => (this.isUp ? link.send(encodeFrame(hello)) : link.close("shutting-down")),
      frame: (bytes) => this.#answer(bytes, link),
      closed: () => undefined,
    });
    this.link = link;
  }

  #answer(bytes: Uint8Array, link: Link): void {
    const frame = decodeFrame(bytes, { authenticated: true });
    if (!frame.ok || frame.value.type === "ignored") return;
    this.heard.push(frame.value);
    if (frame.value.type === "ping") link.send(encodeFrame({ type: "pong", nonce: frame.value.nonce }));
    if (frame.value.type !== "auth") return;
    if (this.refuses !== null) {
      link.send(encodeFrame({ type: "error", error: this.refuses }));
      link.close(this.refuses);
      return;
    }
    link.send(encodeFrame({ type: "welcome", showMembership: false, signature: null }));
    link.send(encodeFrame(haveOf(this.has)));
  }

  get comparisons(): number {
    return this.heard.filter((frame) => frame.type === "have").length;
  }
}

function connectTo(
  relay: ScriptedRelay,
  loadSession: LoadSession = () => Promise.resolve(runSession),
  origin: string = "ws://relay.test",
  source: Partial<SyncSource> = {},
) {
  const timers = new ManualTimers();
  const states: RelayState[] = [];
  const notices: SessionNotice[] = [];
  const signer = fixedSigner(1);
  const connection = new RelayConnection(
    {
      dial: (_, events) => {
        const pair = makeMemoryPair();
        const link = pair.open("a", events);
        relay.accept(pair);
        return link;
      },
      loadSession,
      timers,
      clock: timers.clock,
      // The longest pause there is.
      random: (length) => new Uint8Array(length).fill(0xff),
      sha256: (message) => fixedSuite.sha256(message),
    },
    {
      onNotice: (notice) => notices.push(notice),
      onBytes: () => undefined,
      onState: (state) => states.push(state),
      onAutoSync: () => undefined,
    },
    quietSource(signer, source),
    space,
    deviceOf(signer),
    { origin, token: Uint8Array.of(7) },
  );
  return { connection, timers, states, notices, kinds: () => states.map((state) => state.kind) };
}

describe("the connection to a relay", () => {
  test("is idle until it is asked for, then online", async () => {
    const relay = new ScriptedRelay();
    const { connection, kinds } = connectTo(relay);
    expect(connection.state).toEqual({ kind: "offline" });
    connection.syncNow();
    await settle();
    expect([kinds(), relay.dials]).toEqual([["connecting", "online"], 1]);
  });

  test("compares versions again when asked by hand, and every five minutes", async () => {
    const relay = new ScriptedRelay();
    const { connection, timers } = connectTo(relay);
    connection.syncNow();
    await settle();
    expect(relay.comparisons).toBe(1);
    connection.syncNow();
    await settle();
    expect(relay.comparisons).toBe(2);
    await timers.pass(299_000);
    expect(relay.comparisons).toBe(2);
    await timers.pass(1_000);
    expect(relay.comparisons).toBe(3);
    await timers.pass(300_000);
    expect([relay.comparisons, relay.dials]).toEqual([4, 1]);
  });

  test("dials again after growing pauses while the relay is down", async () => {
    const relay = new ScriptedRelay();
    relay.isUp = false;
    const { connection, timers, states } = connectTo(relay);
    const began = timers.nowMs;
    connection.syncNow();
    await timers.pass(10_000);
    const waits = states.flatMap((state) => (state.kind === "waiting" ? [state.retryAtMs - began] : []));
    expect(waits).toEqual([499, 499 + 999, 499 + 999 + 1_999, 499 + 999 + 1_999 + 3_999, 499 + 999 + 1_999 + 3_999 + 7_999]);
    expect(states.at(-1)).toMatchObject({ kind: "waiting", reason: "shutting-down" });
    relay.isUp = true;
    await timers.pass(10_000);
    expect(connection.state).toEqual({ kind: "online", sending: null, receiving: null });
  });

  test("tries again when the session's code cannot be loaded, and loads it once at a time", async () => {
    const relay = new ScriptedRelay();
    let loads = 0;
    const { connection, timers, kinds } = connectTo(relay, async () => {
      loads += 1;
      if (loads === 1) throw new Error("offline");
      return runSession;
    });
    connection.syncNow();
    connection.syncNow();
    await settle();
    expect([loads, connection.state]).toMatchObject([1, { kind: "waiting", reason: "unreachable" }]);
    await timers.pass(500);
    expect([loads, kinds()]).toEqual([2, ["connecting", "waiting", "connecting", "online"]]);
  });

  test("dials only when the network is back, where it went while the session's code was loaded", async () => {
    const relay = new ScriptedRelay();
    const { connection } = connectTo(relay);
    connection.syncNow();
    connection.setOnline(false);
    await settle();
    expect([relay.dials, connection.state]).toEqual([0, { kind: "offline" }]);
    connection.setOnline(true);
    await settle();
    expect([relay.dials, connection.state]).toEqual([1, { kind: "online", sending: null, receiving: null }]);
  });

  test("tells how far what the relay has and this device lacks has come, and no more once it is here", async () => {
    const relay = new ScriptedRelay();
    relay.has = [headAt(logNumber(1), 230)];
    let view = viewOf([]);
    const { connection, timers, states } = connectTo(relay, undefined, undefined, { view: () => view });
    connection.syncNow();
    await settle();
    const hold = async (seq: number): Promise<void> => {
      view = viewOf([headAt(logNumber(1), seq)]);
      connection.changed();
      await timers.pass(500);
    };
    await hold(0);
    await hold(12);
    await hold(230);
    expect(states.slice(1)).toEqual([
      { kind: "online", sending: null, receiving: null },
      { kind: "online", sending: null, receiving: { done: 0, total: 230 } },
      { kind: "online", sending: null, receiving: { done: 12, total: 230 } },
      { kind: "online", sending: null, receiving: null },
    ]);
  });

  test("tells of nothing on its way after the connection was lost in the middle of it", async () => {
    const relay = new ScriptedRelay();
    relay.has = [headAt(logNumber(1), 9)];
    const { connection, timers } = connectTo(relay);
    connection.syncNow();
    await timers.pass(500);
    expect(connection.state).toMatchObject({ receiving: { done: 0, total: 9 } });
    relay.has = [];
    relay.link?.close("shutting-down");
    await timers.pass(1_000);
    expect(connection.state).toEqual({ kind: "online", sending: null, receiving: null });
  });

  test("opens nothing when it is stopped while the session's code is loaded", async () => {
    const relay = new ScriptedRelay();
    const { connection } = connectTo(relay);
    connection.syncNow();
    connection.stop();
    await settle();
    expect([relay.dials, connection.state]).toEqual([0, { kind: "offline" }]);
  });

  test("says why the relay turned it away", async () => {
    const relay = new ScriptedRelay();
    relay.refuses = "not-a-member";
    const { connection, timers } = connectTo(relay);
    connection.syncNow();
    await settle();
    expect(connection.state).toMatchObject({ kind: "waiting", reason: "not-a-member" });
    relay.refuses = null;
    relay.isUp = true;
    await timers.pass(500);
    relay.pair.breakSide("a", "gone");
    await settle();
    expect(connection.state).toMatchObject({ kind: "waiting", reason: "unreachable" });
  });

  test.each([
    ["shows its token, and where that is not enough", "space-refused"],
    ["where its operator has not listed the space", "space-not-listed"],
    ["where it serves no such page", "foreign-page"],
  ] as const)("%s says so without a word of each further try", async (_case, refusal) => {
    const relay = new ScriptedRelay();
    relay.refuses = refusal;
    const { connection, timers, kinds } = connectTo(relay);
    connection.syncNow();
    await timers.pass(20_000);
    expect(relay.dials).toBeGreaterThan(3);
    expect(relay.heard.every((frame) => frame.type === "auth" && frame.token[0] === 7)).toBe(true);
    expect(new Set(kinds().slice(1))).toEqual(new Set(["waiting"]));
    relay.refuses = null;
    await timers.pass(60_000);
    expect(kinds().slice(-2)).toEqual(["waiting", "online"]);
  });

  test("is dialled at once by hand while it waits, and begins with the shortest pause again", async () => {
    const relay = new ScriptedRelay();
    relay.isUp = false;
    const { connection, timers, states } = connectTo(relay);
    connection.syncNow();
    await timers.pass(20_000);
    const { dials } = relay;
    connection.syncNow();
    await settle();
    expect(relay.dials).toBe(dials + 1);
    expect(states.at(-1)).toMatchObject({ kind: "waiting", retryAtMs: timers.nowMs + 499 });
  });

  test("that held for half a minute is dialled again soon after it broke", async () => {
    const relay = new ScriptedRelay();
    const { connection, timers, states } = connectTo(relay);
    connection.syncNow();
    await timers.pass(40_000);
    relay.pair.breakSide("a", "gone");
    await settle();
    expect(states.at(-1)).toMatchObject({ kind: "waiting", retryAtMs: timers.nowMs + 499, reason: "unreachable" });
    await timers.pass(500);
    expect([connection.state.kind, relay.dials]).toEqual(["online", 2]);
  });

  test("is not dialled while the platform is offline, and at once when it is back", async () => {
    const relay = new ScriptedRelay();
    relay.isUp = false;
    const { connection, timers } = connectTo(relay);
    connection.syncNow();
    await settle();
    connection.setOnline(false);
    await timers.pass(600_000);
    connection.syncNow();
    expect([connection.state.kind, relay.dials]).toEqual(["offline", 1]);
    relay.isUp = true;
    connection.setOnline(true);
    connection.setOnline(true);
    await settle();
    expect([connection.state.kind, relay.dials]).toEqual(["online", 2]);
  });

  test("to a relay on this very machine is dialled whatever the platform says", async () => {
    const relay = new ScriptedRelay();
    const { connection, timers } = connectTo(relay, undefined, "ws://127.0.0.1:8787");
    connection.setOnline(false);
    connection.syncNow();
    await settle();
    expect([connection.state.kind, relay.dials]).toEqual(["online", 1]);
    relay.pair.breakSide("a", "gone");
    await timers.pass(10_000);
    expect([connection.state.kind, relay.dials]).toEqual(["online", 2]);
  });

  test("is asked for a sign of life when the platform calls itself offline", async () => {
    const relay = new ScriptedRelay();
    const { connection, notices } = connectTo(relay);
    connection.syncNow();
    await settle();
    connection.setOnline(false);
    connection.setOnline(false);
    await settle();
    expect(relay.heard.filter(({ type }) => type === "ping")).toHaveLength(1);
    expect(notices.at(-1)).toEqual({ kind: "answered" });
  });

  test("stays while it holds, even if the platform calls itself offline, and is offline once it broke", async () => {
    const relay = new ScriptedRelay();
    const { connection, timers } = connectTo(relay);
    connection.syncNow();
    await settle();
    connection.setOnline(false);
    expect(connection.state.kind).toBe("online");
    relay.pair.breakSide("a", "gone");
    await timers.pass(600_000);
    expect([connection.state.kind, relay.dials]).toEqual(["offline", 1]);
  });

  test("does nothing more once it is stopped", async () => {
    const relay = new ScriptedRelay();
    const { connection, timers } = connectTo(relay);
    connection.syncNow();
    await settle();
    connection.stop();
    connection.syncNow();
    connection.setOnline(false);
    connection.setOnline(true);
    await timers.pass(600_000);
    expect([connection.state.kind, relay.dials, timers.size]).toEqual(["offline", 1, 0]);
  });

  test("does not retry when it was stopped while it waited", async () => {
    const relay = new ScriptedRelay();
    relay.isUp = false;
    const { connection, timers } = connectTo(relay);
    connection.syncNow();
    await settle();
    connection.stop();
    await timers.pass(600_000);
    expect([relay.dials, timers.size]).toEqual([1, 0]);
  });
});
