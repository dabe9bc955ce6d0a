// Real connections between two peers of this process, by libdatachannel.

import { afterEach, describe, expect, test } from "vitest";
import type { DirectSignal } from "../../ports/direct.ts";
import { makeDirectDial } from "../direct-link.ts";
import { testLinks } from "../link.suite.ts";
import { compactSdp, expandSdp } from "./compact-sdp.ts";
import { makeNodeRtcConnection } from "./node-rtc.ts";
import { PEER_OPTIONS, PeerPair, realTimers, type HeardByPeer } from "./rtc-peer.suite.ts";
import { parseSessionDescription, sessionDescriptionToSdp } from "./session-description.ts";

const pairs: PeerPair[] = [];
afterEach(() => {
  for (const pair of pairs.splice(0)) pair.breakBoth();
});

function makePair(): PeerPair {
  const pair = new PeerPair(makeNodeRtcConnection);
  pairs.push(pair);
  return pair;
}

describe("a link over libdatachannel", () => {
  testLinks(() => {
    const pair = makePair();
    return {
      open: (side, events) =>
        makeDirectDial(pair.transport(side), realTimers)(PEER_OPTIONS[side], {
          opened: () => events.opened(),
          frame: (bytes) => events.frame(bytes),
          closed: (reason) => events.closed(reason),
          signal: () => undefined,
        }),
      breakBoth: () => pair.breakBoth(),
    };
  });
});

const untilOpen = async (...sides: readonly { readonly heard: HeardByPeer }[]): Promise<void> => {
  await Promise.all(sides.map(async ({ heard }) => heard.until(() => heard.binding !== null)));
};

const untilEnd = async ({ heard }: { readonly heard: HeardByPeer }): Promise<unknown> => {
  await heard.until(() => heard.ends.length > 0);
  return heard.ends[0];
};

test("the binding is made of the certificates that both descriptions name", async () => {
  const pair = makePair();
  const [a, b] = [pair.open("a"), pair.open("b")];
  await untilOpen(a, b);
  const fingerprints: string[] = [a, b]
    .flatMap(({ heard }) => heard.signals)
    .flatMap((signal) => (signal.kind === "description" ? [parseSessionDescription(signal.sdp)?.fingerprint ?? ""] : []));
  expect(a.heard.binding?.split("+").toSorted((x, y) => (x < y ? -1 : 1))).toEqual(fingerprints.toSorted((x, y) => (x < y ? -1 : 1)));
  expect(b.heard.binding).toBe(a.heard.binding);
});

test("an answer holds all addresses, and nothing follows it; those of an offer follow when it is answered", async () => {
  const pair = makePair();
  const [a, b] = [pair.open("a", { restrictTo: "host" }), pair.open("b", { restrictTo: "host" })];
  await untilOpen(a, b);
  expect(b.heard.signals).toHaveLength(1);
  expect(JSON.stringify(a.heard.signals[0])).not.toContain("candidate");
  expect(a.heard.signals.slice(1).map(({ kind }) => kind)).toEqual(a.heard.signals.slice(1).map(() => "candidate"));
});

test("offer and answer in the few bytes of a code connect the two, though the offer has no addresses and nothing may follow it", async () => {
  const pair = makePair();
  const carried: string[] = [];
  pair.onTheWay = (signal): DirectSignal | null => {
    if (signal.kind !== "description") return null;
    const bytes = compactSdp(signal.sdp);
    const expanded = bytes === null ? null : expandSdp(bytes);
    carried.push(expanded?.sdp ?? "");
    return expanded === null ? null : { kind: "description", ...expanded };
  };
  const options = { restrictTo: "host", patienceMs: 60_000 } as const;
  const [a, b] = [pair.open("a", options), pair.open("b", options)];
  await untilOpen(a, b);
  expect(carried.map((sdp) => sdp.includes("typ host"))).toEqual([false, true]);
  a.channel.send(Uint8Array.of(1, 2, 3));
  await b.heard.until(() => b.heard.packets.length === 1);
});

test("somebody between the two who answers each with a certificate of their own is found out by the bindings", async () => {
  const [near, far] = [makePair(), makePair()];
  const [victim, other] = [near.open("a"), far.open("b")];
  const [middleNear, middleFar] = [near.open("b"), far.open("a")];
  await untilOpen(victim, other, middleNear, middleFar);
  expect(victim.heard.binding).not.toBe(other.heard.binding);
});

test("a description that names another certificate than is shown connects nobody", async () => {
  const pair = makePair();
  pair.onTheWay = (signal): DirectSignal | null => {
    if (signal.kind === "bye") return null;
    const description = signal.kind === "description" && signal.type === "answer" ? parseSessionDescription(signal.sdp) : null;
    if (description === null) return signal;
    return { kind: "description", type: "answer", sdp: sessionDescriptionToSdp({ ...description, fingerprint: "ab".repeat(32) }) };
  };
  const [a, b] = [pair.open("a"), pair.open("b")];
  expect(await untilEnd(a)).toBe("unreachable");
  expect([a.heard.binding, b.heard.binding]).toEqual([null, null]);
});

test("a side that gives up before it is open says so to the other", async () => {
  const pair = makePair();
  pair.onTheWay = (signal) => (signal.kind === "bye" ? signal : null);
  const [a, b] = [pair.open("a"), pair.open("b")];
  a.channel.close();
  expect([await untilEnd(a), await untilEnd(b)]).toEqual([null, "left"]);
});

test.each([
  ["closing one side", (pair: PeerPair) => pair.connections[0]?.close()],
  ["both being gone", (pair: PeerPair) => pair.breakBoth()],
])("%s ends the connection, and the next one opens, every time", async (_, drop) => {
  for (let round = 0; round < 5; round++) {
    const pair = makePair();
    const [a, b] = [pair.open("a"), pair.open("b")];
    await untilOpen(a, b);
    drop(pair);
    expect([await untilEnd(a), await untilEnd(b)]).toEqual(["left", "left"]);
  }
});

test("eight connections at once carry what is sent on each", async () => {
  const pair = Array.from({ length: 8 }, makePair);
  const ends = pair.map((each) => [each.open("a"), each.open("b")] as const);
  await untilOpen(...ends.flat());
  for (const [index, [a]] of ends.entries()) a.channel.send(Uint8Array.of(index));
  await Promise.all(ends.map(async ([, { heard }]) => heard.until(() => heard.packets.length === 1)));
  expect(ends.map(([, { heard }]) => heard.packets[0])).toEqual(ends.map((_, index) => Uint8Array.of(index)));
});
