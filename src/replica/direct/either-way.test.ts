import { expect, test } from "vitest";
import { makeMemoryPair, type MemoryPair } from "../../links/memory-link.ts";
import type { DialDirect } from "../../ports/direct.ts";
import type { Link, LinkClosed, LinkEvents } from "../../ports/link.ts";
import { ManualTimers, settle } from "../../sync/manual-timers.suite.ts";
import { encodeDirectAddress } from "../../wire/direct-address.ts";
import { dialEitherWay, type Way } from "./either-way.ts";

const AT = { fingerprint: "ab".repeat(32), port: 8_787, hosts: [Uint8Array.of(192, 168, 1, 5)] };

/** One way to the relay: what was dialled, and what the relay's end of it was told. */
class TestWay {
  readonly pairs: MemoryPair[] = [];
  readonly ends: LinkClosed[] = [];
  readonly heard: string[] = [];

  dial(events: LinkEvents, binding: string): Link {
    const pair = makeMemoryPair({ binding });
    this.pairs.push(pair);
    return pair.open("a", events);
  }

  /** The relay answers. */
  open(): Link {
    const pair = this.pairs.at(-1);
    if (pair === undefined) throw new Error("it was not dialled");
    return pair.open("b", {
      opened: () => undefined,
      frame: (bytes) => this.heard.push(bytes.join()),
      closed: (reason) => this.ends.push(reason),
    });
  }

  fail(reason: string): void {
    this.pairs.at(-1)?.breakSide("a", reason);
  }
}

function dial(origin = "wss://relay.test") {
  const timers = new ManualTimers();
  const [socket, call] = [new TestWay(), new TestWay()];
  const told = { opened: 0, won: [] as Way[], frames: [] as string[], ends: [] as LinkClosed[], asked: [] as unknown[] };
  const dialDirect: DialDirect = (options, events) => {
    told.asked.push(options);
    return Object.assign(call.dial(events, "certificates"), { hear: () => undefined });
  };
  const link = dialEitherWay(
    { dialRelay: (dialled, events) => socket.dial(events, dialled), timers },
    { dialDirect, origin, at: encodeDirectAddress(AT), won: (way) => told.won.push(way) },
    {
      opened: () => void (told.opened += 1),
      frame: (bytes) => told.frames.push(bytes.join()),
      closed: (reason) => told.ends.push(reason),
    },
  );
  return { timers, socket, call, told, link };
}

test("a socket that opens is the link, and nobody is called", async () => {
  const { timers, socket, call, told, link } = dial();
  await timers.pass(2_999);
  const far = socket.open();
  await settle();
  far.send(Uint8Array.of(1));
  link.send(Uint8Array.of(2));
  await timers.pass(60_000);
  expect(told).toMatchObject({ opened: 1, won: ["socket"], frames: ["1"], ends: [], asked: [] });
  expect([socket.heard, link.binding, call.pairs.length]).toEqual([["2"], "wss://relay.test", 0]);
  expect(timers.size).toBe(0);
});

test("when the socket fails the address is called at once, and what opens there is the link", async () => {
  const { socket, call, told, link } = dial();
  socket.fail("unreachable");
  await settle();
  expect(told.asked).toEqual([{ first: true, polite: false, iceServers: [], patienceMs: 6_000, at: AT }]);
  const far = call.open();
  await settle();
  far.send(Uint8Array.of(1));
  link.send(Uint8Array.of(2));
  await settle();
  expect(told).toMatchObject({ opened: 1, won: ["call"], frames: ["1"], ends: [] });
  expect([call.heard, link.binding]).toEqual([["2"], "certificates"]);
  far.close("shutting-down");
  await settle();
  expect(told.ends).toEqual([{ kind: "remote", error: "shutting-down" }]);
});

test("a socket that takes long has three seconds before the address is called too; whichever opens first is the link, and the other goes", async () => {
  for (const first of ["socket", "call"] as const) {
    const made = dial();
    await made.timers.pass(3_000);
    expect(made.call.pairs).toHaveLength(1);
    made[first].open();
    await settle();
    const other = first === "socket" ? "call" : "socket";
    const late = made[other].open();
    late.send(Uint8Array.of(9));
    await settle();
    expect(made.told).toMatchObject({ opened: 1, won: [first], frames: [], ends: [] });
    made.link.close();
    await settle();
    expect(made[first].ends).toEqual([{ kind: "remote", error: null }]);
    expect(made.told.ends).toEqual([{ kind: "local" }]);
  }
});

test("when both fail it ends once, for the socket's reason, in whatever order", async () => {
  const { timers, socket, call, told } = dial();
  await timers.pass(3_000);
  call.fail("unreachable");
  await settle();
  expect(told.ends).toEqual([]);
  socket.fail("no way");
  await settle();
  expect(told).toMatchObject({ opened: 0, ends: [{ kind: "failed", reason: "no way" }] });

  const other = dial();
  other.socket.fail("no way");
  await settle();
  other.call.fail("unreachable");
  await settle();
  expect(other.told.ends).toEqual([{ kind: "failed", reason: "no way" }]);
});

test("closed before either is open it calls nobody any more, and ends by its own close", async () => {
  const { timers, socket, call, told, link } = dial();
  link.close();
  await timers.pass(60_000);
  expect([told.ends, call.pairs.length]).toEqual([[{ kind: "local" }], 0]);
  socket.open();
  await settle();
  expect(told.opened).toBe(0);
});

test("an address is believed only of a relay that is dialled over TLS, or on this machine", async () => {
  for (const [origin, calls] of [
    ["ws://192.168.1.5:8787", 0],
    ["ws://127.0.0.1:8787", 1],
  ] as const) {
    const { socket, call } = dial(origin);
    socket.fail("unreachable");
    await settle();
    expect([socket.pairs.length, call.pairs.length]).toEqual([1, calls]);
  }
});
