import { describe, expect, test } from "vitest";
import type { Link, LinkClosed } from "../ports/link.ts";
import type { PacketChannel, PacketChannelEvents } from "../ports/packet-channel.ts";
import { ManualTimers, settle, settleUntil } from "../sync/manual-timers.suite.ts";
import { HIGH_WATER_BYTES, MAX_FRAME_BYTES, MAX_PACKET_BYTES } from "../wire/limits.ts";
import { openChannelLink } from "./channel-link.ts";
import { testLinks } from "./link.suite.ts";
import { MemoryChannels } from "./memory-channel.suite.ts";

describe("a link over packets", () => {
  testLinks(() => {
    const channels = new MemoryChannels();
    const timers = new ManualTimers();
    return {
      open: (side, events) => openChannelLink((packetEvents) => channels.open(side, packetEvents), timers, events),
      breakBoth: () => channels.break(),
    };
  });
});

/** A link on one side, on the other whoever sends what packets it likes. */
class Scene {
  readonly channels = new MemoryChannels();
  readonly timers = new ManualTimers();
  readonly frames: Uint8Array[] = [];
  readonly ends: LinkClosed[] = [];
  /** What the other side got. */
  readonly packets: Uint8Array[] = [];
  readonly farEnds: (string | null)[] = [];
  readonly link: Link;
  readonly far: PacketChannel;
  /** Bytes that the link's channel holds. */
  nearBytes: () => number = () => 0;

  private constructor() {
    const open = (events: PacketChannelEvents): PacketChannel => {
      const near = this.channels.open("a", events);
      this.nearBytes = () => near.bufferedBytes();
      return near;
    };
    this.link = openChannelLink(open, this.timers, {
      opened: () => undefined,
      frame: (bytes) => void this.frames.push(bytes),
      closed: (reason) => void this.ends.push(reason),
    });
    this.far = this.channels.open("b", {
      opened: () => undefined,
      packet: (bytes) => void this.packets.push(bytes),
      low: () => undefined,
      closed: (reason) => void this.farEnds.push(reason),
    });
  }

  static async open(): Promise<Scene> {
    const scene = new Scene();
    await settle();
    return scene;
  }

  async say(...packets: readonly (readonly number[] | Uint8Array)[]): Promise<void> {
    for (const packet of packets) this.far.send(Uint8Array.from(packet));
    await settle();
  }
}

const MALFORMED = { kind: "failed", reason: "a malformed packet" };
const OVERSIZED = { kind: "failed", reason: "a frame above the limit" };

describe("packets that break the rules end the link, and say why", () => {
  test.each([
    ["no bytes at all", []],
    ["a flag of a later version", [5, 1]],
    ["a last packet that is the end as well", [3, 0]],
    ["a packet in the middle of a frame that brings nothing", [0]],
    ["an end without a code", [2]],
    ["an end with more than a code", [2, 0, 0]],
  ])("%s", async (_, packet) => {
    const scene = await Scene.open();
    await scene.say([1, 7], packet, [1, 8]);
    expect(scene.ends).toEqual([MALFORMED]);
    expect(scene.frames).toEqual([Uint8Array.of(7)]);
    expect(scene.packets).toEqual([Uint8Array.of(2, 0x20)]);
    expect(scene.farEnds).toEqual(["left"]);
  });

  test("a packet above the limit", async () => {
    const scene = await Scene.open();
    await scene.say(new Uint8Array(MAX_PACKET_BYTES + 1).fill(1));
    expect([scene.ends, scene.frames, scene.packets]).toEqual([[OVERSIZED], [], [Uint8Array.of(2, 0x21)]]);
  });

  test("a frame one byte above the limit, while one of just the limit arrives", async () => {
    const scene = await Scene.open();
    const full = new Uint8Array(MAX_PACKET_BYTES);
    const [whole, rest] = [Math.floor(MAX_FRAME_BYTES / (MAX_PACKET_BYTES - 1)), MAX_FRAME_BYTES % (MAX_PACKET_BYTES - 1)];
    const packetsOf = (more: number): Uint8Array[] => [
      ...Array.from({ length: whole }, () => full),
      new Uint8Array(1 + rest + more).fill(1),
    ];
    await scene.say(...packetsOf(0));
    await settleUntil(() => scene.frames.length === 1);
    expect(scene.frames.map(({ length }) => length)).toEqual([MAX_FRAME_BYTES]);
    await scene.say(...packetsOf(1));
    await settleUntil(() => scene.ends.length === 1);
    expect([scene.ends, scene.frames.length]).toEqual([[OVERSIZED], 1]);
  });

  test("a flood of tiny packets of a frame that never ends is cut off at the limit", async () => {
    const scene = await Scene.open();
    for (let sent = 0; sent < MAX_FRAME_BYTES + 10; sent += 10_000) {
      for (let count = 0; count < 10_000; count++) scene.far.send(Uint8Array.of(0, 1));
      await settleUntil(() => scene.far.bufferedBytes() === 0 || scene.ends.length === 1);
    }
    expect([scene.ends, scene.frames]).toEqual([[OVERSIZED], []]);
  });
});

test("an end in the middle of a frame is an end, and the piece goes nowhere", async () => {
  const scene = await Scene.open();
  await scene.say([0, 1, 2], [2, 0x30]);
  expect([scene.ends, scene.frames]).toEqual([[{ kind: "remote", error: "rate" }], []]);
});

test("an error of a later version is an end without an error", async () => {
  const scene = await Scene.open();
  await scene.say([2, 0xee]);
  expect(scene.ends).toEqual([{ kind: "remote", error: null }]);
});

test("a channel that ends without a word is a connection that broke", async () => {
  const scene = await Scene.open();
  scene.far.close();
  await settle();
  expect(scene.ends).toEqual([{ kind: "failed", reason: "left" }]);
});

describe("a side that reads slowly", () => {
  test("is handed no more than the watermark and a packet, the rest waits and arrives", async () => {
    const scene = await Scene.open();
    scene.channels.hold();
    const frame = new Uint8Array(200_000);
    for (let count = 0; count < 20; count++) scene.link.send(frame);
    expect(scene.link.bufferedBytes()).toBeGreaterThanOrEqual(20 * frame.length);
    expect(scene.nearBytes()).toBeGreaterThanOrEqual(HIGH_WATER_BYTES);
    expect(scene.nearBytes()).toBeLessThan(HIGH_WATER_BYTES + MAX_PACKET_BYTES);
    scene.channels.flow();
    await settleUntil(() => scene.packets.reduce((sum, packet) => sum + packet.length - 1, 0) === 20 * frame.length);
    expect(scene.link.bufferedBytes()).toBe(0);
  });

  test("that never reads again is left when the time for closing is over", async () => {
    const scene = await Scene.open();
    scene.channels.hold();
    for (let count = 0; count < 20; count++) scene.link.send(new Uint8Array(200_000));
    scene.link.close();
    await settle();
    expect([scene.ends, scene.farEnds]).toEqual([[{ kind: "local" }], []]);
    await scene.timers.pass(10_000);
    expect(scene.link.bufferedBytes()).toBeLessThanOrEqual(HIGH_WATER_BYTES + MAX_PACKET_BYTES);
    scene.channels.flow();
    await settle();
    expect(scene.farEnds).toEqual(["left"]);
  });
});
