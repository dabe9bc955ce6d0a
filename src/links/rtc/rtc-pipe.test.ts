// The pipe between a worker and the window that keeps its connections: over real ones, and over scripted ones for what must not happen.

import { afterEach, describe, expect, test } from "vitest";
import { settle, settleUntil, ManualTimers } from "../../sync/manual-timers.suite.ts";
import { HIGH_WATER_BYTES, LOW_WATER_BYTES, MAX_PACKET_BYTES } from "../../wire/limits.ts";
import type { DirectChannel, DirectEvents, RtcTransport } from "../../ports/direct.ts";
import { makeDirectDial } from "../direct-link.ts";
import { testLinks } from "../link.suite.ts";
import { makeNodeRtcConnection } from "./node-rtc.ts";
import type { RtcConnection } from "./rtc-connection.ts";
import { MAX_CONNECTIONS, MAX_UNTAKEN_BYTES, openRtcHost } from "./rtc-host.ts";
import type { PipePort } from "./rtc-messages.ts";
import { HeardByPeer, PEER_OPTIONS, realTimers, type PeerSide } from "./rtc-peer.suite.ts";
import { makePipedTransport } from "./rtc-pipe.ts";
import { OFFER, ScriptedConnection } from "./scripted-connection.suite.ts";

const ports: MessagePort[] = [];
const connections: RtcConnection[] = [];
afterEach(() => {
  for (const port of ports.splice(0)) port.close();
  for (const connection of connections.splice(0)) connection.close();
});

const pipeOf = <Said>(port: MessagePort): PipePort<Said> => ({
  postMessage: (message, transfer) => port.postMessage(message, transfer),
  addEventListener: (type, listener) => port.addEventListener(type, listener),
  start: () => port.start(),
});

/** Both ends of a port, which copies and transfers as between threads. */
function makePorts<Near, Far>(): { readonly near: PipePort<Near>; readonly far: PipePort<Far> } {
  const { port1, port2 } = new MessageChannel();
  ports.push(port1, port2);
  return { near: pipeOf(port1), far: pipeOf(port2) };
}

describe("a link through a window's connections", () => {
  testLinks(() => {
    const channels = new Map<PeerSide, DirectChannel>();
    const own: RtcConnection[] = [];
    const open = (side: PeerSide): RtcTransport => {
      const { near, far } = makePorts<never, never>();
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

  constructor() {
    const { near, far } = makePorts<never, never>();
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

  async connect(): Promise<{ readonly heard: HeardByPeer; readonly channel: DirectChannel; readonly connection: ScriptedConnection }> {
    const heard = new HeardByPeer();
    const channel = this.transport.open(PEER_OPTIONS.b, heard);
    channel.hear(OFFER);
    const index = this.connections.length;
    await settleUntil(() => heard.signals.length === 1);
    const connection = this.connections[index] ?? new ScriptedConnection();
    connection.channel.happen("open");
    await settleUntil(() => heard.binding !== null);
    return { heard, channel, connection };
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
