import { describe, expect, test } from "vitest";
import type { DirectEvents, DirectOptions, DirectSignal, RtcTransport } from "../ports/direct.ts";
import { ManualTimers, settle } from "../sync/manual-timers.suite.ts";
import { makeDirectDial } from "./direct-link.ts";
import { testLinks } from "./link.suite.ts";
import { MemoryChannels } from "./memory-channel.suite.ts";

const OPTIONS: DirectOptions = { first: true, polite: false, iceServers: [] };

/** Connections that need no signals. */
function memoryTransport(
  channels: MemoryChannels,
  side: "a" | "b",
  heard: DirectSignal[] = [],
): RtcTransport & { events: DirectEvents | null } {
  return {
    events: null,
    open(_, events) {
      this.events = events;
      const channel = channels.open(side, { ...events, closed: (reason) => events.closed(reason === null ? null : "broken") });
      return {
        send: (packet) => channel.send(packet),
        bufferedBytes: () => channel.bufferedBytes(),
        close: () => channel.close(),
        hear: (signal) => void heard.push(signal),
      };
    },
  };
}

describe("a link over a direct connection", () => {
  testLinks(() => {
    const channels = new MemoryChannels();
    return {
      open: (side, events) => {
        const dial = makeDirectDial(memoryTransport(channels, side), new ManualTimers());
        return dial(OPTIONS, {
          opened: () => events.opened(),
          frame: (bytes) => events.frame(bytes),
          closed: (reason) => events.closed(reason),
          signal: () => undefined,
        });
      },
      breakBoth: () => channels.break(),
    };
  });
});

test("signals pass both ways", async () => {
  const [heard, said]: [DirectSignal[], DirectSignal[]] = [[], []];
  const transport = memoryTransport(new MemoryChannels(), "a", heard);
  const link = makeDirectDial(transport, new ManualTimers())(OPTIONS, {
    signal: (signal) => void said.push(signal),
    opened: () => undefined,
    frame: () => undefined,
    closed: () => undefined,
  });
  link.hear({ kind: "bye" });
  transport.events?.signal({ kind: "candidate", candidate: "" });
  await settle();
  expect([heard, said]).toEqual([[{ kind: "bye" }], [{ kind: "candidate", candidate: "" }]]);
});
