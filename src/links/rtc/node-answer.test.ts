// Calls by address between two ends of this process, by libdatachannel: the called side learns of the caller from its first packet.

import { createSocket } from "node:dgram";
import { once } from "node:events";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { makeDirectDial } from "../direct-link.ts";
import type { AnswerDirect, DirectLink, RtcTransport } from "../../ports/direct.ts";
import type { LinkClosed } from "../../ports/link.ts";
import { echoCalls, testCalls } from "./direct-call.suite.ts";
import { makeAnswerDirect } from "./node-answer.ts";
import { makeNodeRtcConnection } from "./node-rtc.ts";
import { realTimers } from "./rtc-peer.suite.ts";
import { openRtcPeer } from "./rtc-peer.ts";
import { CERTIFICATE, FINGERPRINT } from "./test-certificate.suite.ts";

const LOOPBACK = Uint8Array.of(127, 0, 0, 1);

let port = 0;
let answer: AnswerDirect;
const closings: (() => void)[] = [];

beforeAll(async () => {
  const socket = createSocket("udp4").bind(0);
  await once(socket, "listening");
  ({ port } = socket.address());
  socket.close();
  await once(socket, "close");
  answer = makeAnswerDirect({ port, certificate: CERTIFICATE, timers: realTimers, clock: Date.now });
});
afterEach(() => {
  for (const close of closings.splice(0)) close();
});

/** What one side of a link was told. */
class Side {
  link: DirectLink | null = null;
  isOpen = false;
  readonly frames: string[] = [];
  ended: LinkClosed | null = null;
  readonly events = {
    signal: () => expect.unreachable("there is nobody to pass a signal on"),
    opened: () => this.#note(() => void (this.isOpen = true)),
    frame: (bytes: Uint8Array) => this.#note(() => void this.frames.push(bytes.join())),
    closed: (reason: LinkClosed) => this.#note(() => void (this.ended = reason)),
  };
  #wake: () => void = () => undefined;

  #note(change: () => void): void {
    change();
    this.#wake();
  }

  async until(isReached: () => boolean): Promise<void> {
    while (!isReached()) await new Promise<void>((resolve) => void (this.#wake = resolve));
  }
}

const OPTIONS = { first: false, polite: true, iceServers: [] };

const TRANSPORT: RtcTransport = {
  open: (options, events) => openRtcPeer({ connect: makeNodeRtcConnection, timers: realTimers }, options, events),
};

function call(fingerprint: string): Side {
  const side = new Side();
  const at = { fingerprint, port, hosts: [LOOPBACK] };
  side.link = makeDirectDial(TRANSPORT, realTimers)({ first: true, polite: false, iceServers: [], patienceMs: 3_000, at }, side.events);
  closings.push(() => side.link?.close());
  return side;
}

function takeCalls(): Side[] {
  const sides: Side[] = [];
  const { close } = answer(({ dial }) => {
    const side = new Side();
    sides.push(side);
    side.link = dial(OPTIONS, side.events);
    closings.push(() => side.link?.close());
  });
  closings.push(close);
  return sides;
}

describe("calls of libdatachannel", () => {
  let door: { readonly close: () => void };
  beforeEach(() => void (door = echoCalls(answer)));
  afterEach(() => door.close());
  testCalls(() => ({ dial: makeDirectDial(TRANSPORT, realTimers), at: { fingerprint: FINGERPRINT, port, hosts: [LOOPBACK] } }));
});

test("nobody is called back who says no call, and calls are taken as before", async () => {
  const called = takeCalls();
  const socket = createSocket("udp4");
  // A STUN request to somebody else, by its attribute USERNAME; its header alone; and noise.
  const header = Buffer.from("000100002112a442000102030405060708090a0b", "hex");
  const username = Buffer.from("someone:else");
  const attribute = Buffer.concat([Buffer.from([0, 6, 0, username.length]), username]);
  const request = Buffer.concat([header, attribute]);
  request.writeUInt16BE(attribute.length, 2);
  for (const packet of [request, header, Buffer.from("noise")])
    await new Promise((resolve) => socket.send(packet, port, "127.0.0.1", resolve));
  socket.close();
  const side = call(FINGERPRINT);
  await side.until(() => side.isOpen);
  expect(called).toHaveLength(1);
});
