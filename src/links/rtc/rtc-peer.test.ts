// The rules of one connection, over one that does as the test says. Real ones: node-rtc.test.ts and e2e/direct.

import { describe, expect, test } from "vitest";
import type { DirectChannel, DirectOptions } from "../../ports/direct.ts";
import { ManualTimers, settle } from "../../sync/manual-timers.suite.ts";
import { MAX_CANDIDATES } from "../../wire/limits.ts";
import type { MakeRtcConnection } from "./rtc-connection.ts";
import { HeardByPeer, PEER_OPTIONS } from "./rtc-peer.suite.ts";
import { openRtcPeer } from "./rtc-peer.ts";
import { sessionDescriptionToSdp } from "./session-description.ts";
import { ANSWER, OFFER, ScriptedConnection, sdpOf } from "./scripted-connection.suite.ts";

class Scene {
  readonly timers = new ManualTimers();
  readonly connection = new ScriptedConnection();
  readonly heard = new HeardByPeer();
  readonly channel: DirectChannel;
  releases = 0;

  constructor(options: DirectOptions, connect: MakeRtcConnection = () => this.connection) {
    this.channel = openRtcPeer({ connect, timers: this.timers, released: () => void (this.releases += 1) }, options, this.heard);
  }

  static async open(side: "a" | "b", options: Partial<DirectOptions> = {}): Promise<Scene> {
    const scene = new Scene({ ...PEER_OPTIONS[side], ...options });
    await settle();
    return scene;
  }

  /** Connected, the channel open. */
  static async connected(side: "a" | "b"): Promise<Scene> {
    const scene = await Scene.open(side);
    scene.channel.hear(side === "a" ? ANSWER : OFFER);
    await settle();
    scene.connection.become("connected");
    scene.connection.channel.happen("open");
    await settle();
    return scene;
  }

  get said(): string[] {
    return this.heard.signals.map((signal) => (signal.kind === "description" ? signal.type : signal.kind));
  }
}

describe("getting connected", () => {
  test("the first side offers, the other waits for that and answers", async () => {
    const [a, b] = [await Scene.open("a"), await Scene.open("b")];
    expect([a.said, b.said]).toEqual([["offer"], []]);
    b.channel.hear(OFFER);
    await settle();
    expect(b.said).toEqual(["answer"]);
  });

  test("counts from when the answer is in force, and what the other side says meanwhile is kept", async () => {
    const scene = await Scene.open("a");
    const gate: { open?: () => void } = {};
    scene.connection.takingIn = new Promise((resolve) => void (gate.open = resolve));
    scene.channel.hear(ANSWER);
    await settle();
    scene.connection.channel.happen("open");
    scene.connection.channel.happen("message", { data: Uint8Array.of(1).buffer });
    await settle();
    expect([scene.heard.binding, scene.heard.packets, scene.heard.ends]).toEqual([null, [], []]);
    gate.open?.();
    await settle();
    expect([scene.heard.binding === null, scene.heard.packets, scene.heard.ends]).toEqual([false, [Uint8Array.of(1)], []]);
  });

  test("keeps little of what is said before it is open", async () => {
    const scene = await Scene.open("a");
    for (let count = 0; count < 20; count++) scene.connection.channel.happen("message", { data: new ArrayBuffer(1) });
    await settle();
    expect(scene.heard.ends).toEqual(["refused"]);
  });

  test("is given up after 20 seconds, and the other side told", async () => {
    const scene = await Scene.open("a");
    await scene.timers.pass(19_999);
    expect(scene.heard.ends).toEqual([]);
    await scene.timers.pass(1);
    expect([scene.heard.ends, scene.said, scene.connection.isClosed, scene.releases]).toEqual([["unreachable"], ["offer", "bye"], true, 1]);
    expect(scene.timers.size).toBe(0);
  });

  test("has 20 seconds from the answer on where the answer may take its time", async () => {
    const scene = await Scene.open("a", { patienceMs: 600_000 });
    await scene.timers.pass(500_000);
    scene.channel.hear(ANSWER);
    await scene.timers.pass(19_999);
    expect(scene.heard.ends).toEqual([]);
    await scene.timers.pass(1);
    expect(scene.heard.ends).toEqual(["unreachable"]);
  });

  test("ends at once when no way is found, unless there is patience", async () => {
    const [hasty, patient] = [await Scene.open("b"), await Scene.open("b", { patienceMs: 60_000 })];
    for (const scene of [hasty, patient]) {
      scene.channel.hear(OFFER);
      await settle();
      scene.connection.become("failed");
      await settle();
    }
    expect([hasty.heard.ends, patient.heard.ends]).toEqual([["unreachable"], []]);
  });

  test("a platform that makes no connection says so", async () => {
    const scene = new Scene(PEER_OPTIONS.a, () => {
      throw new Error("none left");
    });
    scene.channel.hear(ANSWER);
    scene.channel.send(Uint8Array.of(1));
    scene.channel.close();
    await settle();
    expect([scene.heard.ends, scene.releases]).toEqual([["unsupported"], 1]);
  });

  test("addresses found within a moment are in the description, those found later follow, each once", async () => {
    const scene = new Scene(PEER_OPTIONS.a);
    scene.connection.iceGatheringState = "gathering";
    await settle();
    expect(scene.said).toEqual([]);
    await scene.timers.pass(200);
    for (const address of ["192.0.2.1", "192.0.2.1", "192.0.2.2"])
      scene.connection.happen("icecandidate", { candidate: { candidate: `candidate:1 1 udp 1 ${address} 4000 typ host` } });
    scene.connection.happen("icecandidate", { candidate: null });
    expect(scene.said).toEqual(["offer", "candidate", "candidate"]);
  });
});

describe("a way that is lost", () => {
  test("for less than five seconds is no matter", async () => {
    const scene = await Scene.connected("a");
    scene.connection.become("disconnected");
    await scene.timers.pass(4_999);
    scene.connection.become("connected");
    await scene.timers.pass(60_000);
    expect([scene.connection.restarts, scene.heard.ends]).toEqual([0, []]);
  });

  test("for five seconds is looked for anew, by whichever side, on the same channel", async () => {
    const scene = await Scene.connected("b");
    scene.connection.become("disconnected");
    await scene.timers.pass(5_200);
    expect([scene.connection.restarts, scene.said]).toEqual([1, ["answer", "offer"]]);
    scene.channel.hear(ANSWER);
    await settle();
    scene.connection.become("connected");
    await scene.timers.pass(60_000);
    expect(scene.heard.ends).toEqual([]);
  });

  test("is looked for by the first side with addresses that it says once the other has answered, each once", async () => {
    const scene = await Scene.connected("a");
    scene.connection.become("failed");
    await scene.timers.pass(200);
    scene.connection.find("192.0.2.1");
    expect(scene.said).toEqual(["offer", "offer"]);
    scene.channel.hear(ANSWER);
    await settle();
    for (const address of ["192.0.2.1", "192.0.2.2"]) scene.connection.find(address);
    expect(scene.said).toEqual(["offer", "offer", "candidate", "candidate"]);
  });

  test("is looked for by the second side with addresses that it says at once, and so is it answered by either", async () => {
    const [asking, first] = [await Scene.connected("b"), await Scene.connected("a")];
    asking.connection.become("failed");
    first.channel.hear(OFFER);
    for (const { timers, connection } of [asking, first]) {
      await settle();
      connection.find("192.0.2.1");
      await timers.pass(200);
      connection.find("192.0.2.2");
    }
    expect([asking.said, first.said]).toEqual([
      ["answer", "offer", "candidate"],
      ["offer", "answer", "candidate"],
    ]);
    const found = [asking, first].map(({ heard }) => heard.signals.map((signal) => JSON.stringify(signal).includes("192.0.2.1")));
    expect(found).toEqual([
      [false, true, false],
      [false, true, false],
    ]);
  });

  test("and not found in 20 seconds is the end, however often it seems to come", async () => {
    const scene = await Scene.connected("a");
    scene.connection.become("failed");
    await scene.timers.pass(10_000);
    scene.connection.become("failed");
    await scene.timers.pass(10_000);
    expect([scene.heard.ends, scene.connection.isClosed]).toEqual([["broken"], true]);
  });
});

describe("two offers that cross", () => {
  test("the polite side takes its own back and answers", async () => {
    const scene = await Scene.open("b", { first: true });
    expect(scene.connection.signalingState).toBe("have-local-offer");
    scene.channel.hear(OFFER);
    await settle();
    expect(scene.said).toEqual(["offer", "answer"]);
  });

  test("the other does not hear it, and takes the answer to its own", async () => {
    const scene = await Scene.open("a");
    scene.channel.hear(OFFER);
    scene.channel.hear(ANSWER);
    await settle();
    expect([scene.said, scene.connection.remoteDescription?.type, scene.connection.signalingState]).toEqual([
      ["offer"],
      "answer",
      "stable",
    ]);
  });

  test("an answer to nothing is not heard", async () => {
    const scene = await Scene.connected("b");
    scene.channel.hear(ANSWER);
    await settle();
    expect([scene.connection.remoteDescription?.type, scene.heard.ends]).toEqual(["offer", []]);
  });
});

describe("what the other side says wrong ends the connection", () => {
  test.each([
    ["an answer that says it is an offer", { ...ANSWER, sdp: OFFER.sdp }],
    ["no description", { ...ANSWER, sdp: "v=0" }],
  ])("%s", async (_, signal) => {
    const scene = await Scene.open("a");
    scene.channel.hear(signal);
    await settle();
    expect(scene.heard.ends).toEqual(["refused"]);
  });

  test("another certificate in a later description", async () => {
    const scene = await Scene.connected("b");
    scene.channel.hear({ ...OFFER, sdp: sdpOf("offer", "0c") });
    await settle();
    expect(scene.heard.ends).toEqual(["refused"]);
  });

  test("more addresses than are tried", async () => {
    const scene = await Scene.open("b");
    scene.channel.hear(OFFER);
    await settle();
    for (let port = 1; port <= MAX_CANDIDATES + 1; port++) {
      scene.channel.hear({ kind: "candidate", candidate: `candidate:1 1 udp 1 192.0.2.1 ${port} typ host` });
      await settle();
    }
    expect([scene.heard.ends, scene.connection.candidates.length]).toEqual([["refused"], MAX_CANDIDATES]);
  });

  test("more than can be worked off", async () => {
    const scene = await Scene.open("b");
    for (let count = 0; count < 100; count++) scene.channel.hear(OFFER);
    await settle();
    expect(scene.heard.ends).toEqual(["refused"]);
  });
});

describe("an open channel", () => {
  test("closes after what was sent has left, and not later than in ten seconds", async () => {
    const [left, stuck] = [await Scene.connected("a"), await Scene.connected("a")];
    for (const scene of [left, stuck]) scene.channel.close();
    await settle();
    expect([left.heard.ends, left.connection.isClosed, left.releases]).toEqual([[null], false, 0]);
    left.connection.channel.happen("close");
    await stuck.timers.pass(10_000);
    expect([left, stuck].map(({ connection, releases }) => [connection.isClosed, releases])).toEqual([
      [true, 1],
      [true, 1],
    ]);
    expect(left.said).toEqual(["offer"]);
  });

  test("that the platform no longer lets send on is broken, and told once", async () => {
    const scene = await Scene.connected("a");
    scene.connection.channel.isClosed = true;
    scene.channel.send(Uint8Array.of(1));
    scene.channel.send(Uint8Array.of(1));
    scene.connection.channel.happen("close");
    await settle();
    expect([scene.heard.ends, scene.releases]).toEqual([["broken"], 1]);
  });

  test("gives text on as a packet without bytes, which no link takes", async () => {
    const scene = await Scene.connected("a");
    scene.connection.channel.happen("message", { data: "text" });
    expect(scene.heard.packets).toEqual([new Uint8Array(0)]);
  });
});

describe("a call by address", () => {
  const at = {
    fingerprint: "0b".repeat(32),
    port: 8788,
    hosts: [Uint8Array.of(10, 0, 0, 1), Uint8Array.of(253, ...Array.from({ length: 15 }, () => 2))],
  };

  async function callOut(): Promise<Scene> {
    const scene = await Scene.open("a", { at });
    await settle();
    return scene;
  }

  test("makes up the answer from the address and its own password, and says nothing to anybody", async () => {
    const { connection, heard } = await callOut();
    const credential = `daybook/2/${"x".repeat(22)}`;
    expect(connection.remoteDescription).toEqual({
      type: "answer",
      sdp: sessionDescriptionToSdp({
        role: "passive",
        ufrag: credential,
        password: credential,
        fingerprint: "0b".repeat(32),
        candidates: [
          { kind: "host", priority: 2_130_706_431, address: "10.0.0.1", port: 8788 },
          { kind: "host", priority: 2_130_706_431, address: "fd02:202:202:202:202:202:202:202", port: 8788 },
        ],
      }),
    });
    expect(heard.signals).toEqual([]);
  });

  test("is bound to both certificates", async () => {
    const { connection, heard } = await callOut();
    connection.channel.happen("open");
    await settle();
    expect(heard.binding).toBe(`${"0a".repeat(32)}+${"0b".repeat(32)}`);
  });

  test("is given up after ten seconds, without a word", async () => {
    const { timers, heard, connection } = await callOut();
    await timers.pass(9_999);
    expect(heard.ends).toEqual([]);
    await timers.pass(1);
    expect([heard.ends, heard.signals, connection.isClosed]).toEqual([["unreachable"], [], true]);
  });

  test("that breaks is not mended but over, so that another can be made", async () => {
    const { timers, heard, connection } = await callOut();
    connection.become("connected");
    connection.channel.happen("open");
    await settle();
    connection.become("disconnected");
    await timers.pass(999);
    connection.become("connected");
    await timers.pass(60_000);
    expect(heard.ends).toEqual([]);
    connection.become("disconnected");
    await timers.pass(1_000);
    expect([connection.restarts, heard.ends, heard.signals]).toEqual([0, ["broken"], []]);
  });
});
