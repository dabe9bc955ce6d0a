// The pipe between a worker and the window that keeps its connections: over real ones, and over scripted ones for what must not happen.

import { afterEach, describe, expect, test } from "vitest";
import { settle, settleUntil, ManualTimers } from "../../sync/manual-timers.suite.ts";
import { HIGH_WATER_BYTES, LOW_WATER_BYTES, MAX_PACKET_BYTES } from "../../wire/limits.ts";
import type { DirectChannel, DirectEvents, RtcTransport } from "../../ports/direct.ts";
import { makeDirectDial } from "../direct-link.ts";
import { testLinks } from "../link.suite.ts";
import { makeNodeRtcConnection } from "./node-rtc.ts";
import { MAX_EARLY_PACKETS, type RtcConnection } from "./rtc-connection.ts";
import { MAX_CONNECTIONS, MAX_UNTAKEN_BYTES, openRtcHost } from "./rtc-host.ts";
import { closePorts, makeHandingPorts, makePorts, type MakePorts } from "./pipe-ports.suite.ts";
import { HeardByPeer, PEER_OPTIONS, realTimers, type PeerSide } from "./rtc-peer.suite.ts";
import { makePipedTransport } from "./rtc-pipe.ts";
import { OFFER, ScriptedConnection } from "./scripted-connection.suite.ts";

const connections: RtcConnection[] = [];
afterEach(() => {
  closePorts();
  for (const connection of connections.splice(0)) connection.close();
});

const WAYS: readonly (readonly [string, MakePorts])[] = [
  ["through a window's connections", makePorts],
  ["over a channel that the window hands over", makeHandingPorts()],
];

describe.each(WAYS)("a link %s", (_way, makeWay) => {
  testLinks(() => {
    const channels = new Map<PeerSide, DirectChannel>();
    const own: RtcConnection[] = [];
    const open = (side: PeerSide): RtcTransport => {
      const { near, far } = makeWay();
      openRtcHost(far, {
        connect: (configuration) => {
          const connection = makeNodeRtcConnection(configuration);
          own.push(connection);
          connections.push(connection);
          return connection;
        },
        timers: realTimers,
      });
      const transport = makePipedTransport(near);
      const other = side === "a" ? "b" : "a";
      return {
        open: (options, events) => {
          const early: Parameters<DirectEvents["signal"]>[0][] = [];
          const channel = transport.open(options, {
            opened: (binding) => events.opened(binding),
            packet: (bytes) => events.packet(bytes),
            low: () => events.low(),
            closed: (reason) => events.closed(reason),
            signal: (signal) => {
              const to = channels.get(other);
              if (to === undefined) early.push(signal);
              else for (const each of [...early.splice(0), signal]) to.hear(each);
            },
          });
          channels.set(side, channel);
          return channel;
        },
      };
    };
    return {
      open: (side, events) =>
        makeDirectDial(open(side), realTimers)(PEER_OPTIONS[side], {
          opened: () => events.opened(),
          frame: (bytes) => events.frame(bytes),
          closed: (reason) => events.closed(reason),
          signal: () => undefined,
        }),
      breakBoth: () => {
        for (const connection of own) connection.close();
      },
    };
  });
});

/** A worker's transport over connections that do as the test says. */
class Scene {
  readonly connections: ScriptedConnection[] = [];
  readonly transport: RtcTransport;
  readonly timers = new ManualTimers();

  constructor(makeWay: MakePorts = makePorts) {
    const { near, far } = makeWay();
    openRtcHost(far, {
      connect: () => {
        const connection = new ScriptedConnection();
        this.connections.push(connection);
        return connection;
      },
      timers: this.timers,
    });
    this.transport = makePipedTransport(near);
  }

  /** Up to where its channel opens. */
  async begin(): Promise<{ readonly heard: HeardByPeer; readonly channel: DirectChannel; readonly connection: ScriptedConnection }> {
    const heard = new HeardByPeer();
    const channel = this.transport.open(PEER_OPTIONS.b, heard);
    channel.hear(OFFER);
    const index = this.connections.length;
    await settleUntil(() => heard.signals.length === 1);
    return { heard, channel, connection: this.connections[index] ?? new ScriptedConnection() };
  }

  async connect(): Promise<{ readonly heard: HeardByPeer; readonly channel: DirectChannel; readonly connection: ScriptedConnection }> {
    const begun = await this.begin();
    begun.connection.channel.happen("open");
    await settleUntil(() => begun.heard.binding !== null);
    return begun;
  }
}

test("a channel that holds much is told to the worker as what is buffered, and when it has room again", async () => {
  const scene = new Scene();
  const { heard, channel, connection } = await scene.connect();
  let lows = 0;
  heard.low = () => void (lows += 1);
  connection.channel.bufferedAmount = HIGH_WATER_BYTES;
  for (let sent = 0; sent < HIGH_WATER_BYTES; sent += MAX_PACKET_BYTES) channel.send(new Uint8Array(MAX_PACKET_BYTES));
  await settle();
  expect([channel.bufferedBytes(), lows]).toEqual([HIGH_WATER_BYTES, 0]);
  connection.channel.bufferedAmount = LOW_WATER_BYTES;
  connection.channel.happen("bufferedamountlow");
  await settleUntil(() => channel.bufferedBytes() === 0);
  expect(lows).toBe(1);
});

test("a device that sends more than the worker takes in is cut off, and others stay", async () => {
  const scene = new Scene();
  const [greedy, other] = [await scene.connect(), await scene.connect()];
  for (let sent = 0; sent <= MAX_UNTAKEN_BYTES; sent += MAX_PACKET_BYTES)
    greedy.connection.channel.happen("message", { data: new ArrayBuffer(MAX_PACKET_BYTES) });
  await settleUntil(() => greedy.heard.ends.length === 1);
  expect(greedy.heard.ends).toEqual(["refused"]);
  other.connection.channel.happen("message", { data: Uint8Array.of(1).buffer });
  await settleUntil(() => other.heard.packets.length === 1);
  expect(other.heard.ends).toEqual([]);
});

test("what the worker takes in as it comes may go on for ever", async () => {
  const scene = new Scene();
  const { heard, connection } = await scene.connect();
  const packets = (2 * MAX_UNTAKEN_BYTES) / MAX_PACKET_BYTES;
  for (let count = 1; count <= packets; count++) {
    connection.channel.happen("message", { data: new ArrayBuffer(MAX_PACKET_BYTES) });
    if (count % 16 === 0) await settleUntil(() => heard.packets.length === count);
  }
  expect(heard.ends).toEqual([]);
});

test("there are so many connections at once and no more, and one that has ended makes room", async () => {
  const scene = new Scene();
  const open: Awaited<ReturnType<Scene["connect"]>>[] = [];
  for (let count = 0; count < MAX_CONNECTIONS; count++) open.push(await scene.connect());
  const refused = new HeardByPeer();
  scene.transport.open(PEER_OPTIONS.b, refused);
  await settleUntil(() => refused.ends.length === 1);
  expect(refused.ends).toEqual(["full"]);
  open[0]?.channel.close();
  await settleUntil(() => open[0]?.heard.ends.length === 1);
  expect(open[0]?.heard.ends).toEqual([null]);
  open[0]?.connection.channel.happen("close");
  await scene.connect();
  expect(scene.connections).toHaveLength(MAX_CONNECTIONS + 1);
});

test("a connection given up before it is open says so to the other side, then ends", async () => {
  const scene = new Scene();
  const heard = new HeardByPeer();
  const channel = scene.transport.open(PEER_OPTIONS.a, heard);
  await settleUntil(() => heard.signals.length === 1);
  channel.close();
  await settleUntil(() => heard.ends.length === 1);
  expect([heard.signals.map(({ kind }) => kind), heard.ends]).toEqual([["description", "bye"], [null]]);
});

describe("a channel that was handed over", () => {
  test("carries packets both ways without a message to the window", async () => {
    const seen: unknown[] = [];
    const scene = new Scene(makeHandingPorts((message) => void seen.push(message)));
    const { heard, channel, connection } = await scene.connect();
    seen.length = 0;
    channel.send(Uint8Array.of(1));
    connection.channel.happen("message", { data: Uint8Array.of(2).buffer });
    await settle();
    expect([connection.channel.sentPackets, heard.packets.length, seen]).toEqual([1, 1, []]);
  });

  test("says how much it holds, and when it has room again", async () => {
    const { heard, channel, connection } = await new Scene(makeHandingPorts()).connect();
    let lows = 0;
    heard.low = () => void (lows += 1);
    connection.channel.bufferedAmount = HIGH_WATER_BYTES;
    expect([channel.bufferedBytes(), connection.channel.bufferedAmountLowThreshold]).toEqual([HIGH_WATER_BYTES, LOW_WATER_BYTES]);
    connection.channel.bufferedAmount = LOW_WATER_BYTES;
    connection.channel.happen("bufferedamountlow");
    expect([channel.bufferedBytes(), lows]).toEqual([LOW_WATER_BYTES, 1]);
  });

  test("keeps what comes before the window has looked at what is open, in order, and tells it then", async () => {
    const { heard, connection } = await new Scene(makeHandingPorts()).begin();
    await settle();
    const told: (number | "open")[] = [];
    heard.opened = () => void told.push("open");
    heard.packet = ([first = 0]) => void told.push(first);
    connection.channel.happen("message", { data: Uint8Array.of(1).buffer });
    connection.channel.happen("message", { data: Uint8Array.of(2).buffer });
    connection.channel.happen("open");
    await settleUntil(() => told.length === 3);
    connection.channel.happen("message", { data: Uint8Array.of(3).buffer });
    expect(told).toEqual(["open", 1, 2, 3]);
  });

  test("is refused where more comes before", async () => {
    const { heard, connection } = await new Scene(makeHandingPorts()).begin();
    await settle();
    for (let count = 0; count <= MAX_EARLY_PACKETS; count++) connection.channel.happen("message", { data: Uint8Array.of(1).buffer });
    await settleUntil(() => heard.ends.length === 1);
    expect([heard.ends, heard.packets, connection.isClosed]).toEqual([["refused"], [], true]);
  });

  test("that takes nothing more ends as broken, and its connection is closed", async () => {
    const { heard, channel, connection } = await new Scene(makeHandingPorts()).connect();
    connection.channel.isClosed = true;
    channel.send(Uint8Array.of(1));
    await settleUntil(() => heard.ends.length === 1);
    expect(heard.ends).toEqual(["broken"]);
    connection.channel.happen("close");
    await settleUntil(() => connection.isClosed);
  });

  test("that the other side closes ends as left", async () => {
    const { heard, connection } = await new Scene(makeHandingPorts()).connect();
    connection.channel.happen("close");
    await settleUntil(() => heard.ends.length === 1);
    expect([heard.ends, connection.isClosed]).toEqual([["left"], true]);
  });

  test("closes after what was sent has left, and its connection after it", async () => {
    const { heard, channel, connection } = await new Scene(makeHandingPorts()).connect();
    channel.close();
    await settleUntil(() => heard.ends.length === 1 && connection.channel.isClosed);
    expect([heard.ends, connection.isClosed]).toEqual([[null], false]);
    connection.channel.happen("close");
    await settleUntil(() => connection.isClosed);
  });
});
