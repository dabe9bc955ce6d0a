// Connections that were made by hand: nobody carried signals for them.

import { expect, test } from "vitest";
import type { DeviceId } from "../../base/ids.ts";
import { fixedSigner, fixedSuite, makeFixedRandom } from "../../crypto/fixed.suite.ts";
import { makeMemoryPair, type LinkSide } from "../../links/memory-link.ts";
import type { Signal } from "../../members/sealed-signal.ts";
import type { DialDirect, DirectLinkEvents, DirectSignal } from "../../ports/direct.ts";
import { ManualTimers, settle, settleUntil } from "../../sync/manual-timers.suite.ts";
import { deviceOf, quietSource } from "../../sync/quiet-source.suite.ts";
import { space } from "../../sync/session.suite.ts";
import { runSession } from "../../sync/session-driver.ts";
import { DirectPeer } from "./direct-peer.ts";

const [lowerSigner = fixedSigner(1), higherSigner = fixedSigner(2)] = [fixedSigner(1), fixedSigner(2)].toSorted((a, b) =>
  deviceOf(a) < deviceOf(b) ? -1 : 1,
);
const OFFER: DirectSignal = { kind: "description", type: "offer", sdp: "of another way" };

const nothing = (): void => undefined;

/** One device's end of it, open already. */
class Hand {
  readonly heard: DirectSignal[] = [];
  readonly settled: unknown[] = [];
  isClosed = false;
  events: DirectLinkEvents | null = null;
  readonly #pair: ReturnType<typeof makeMemoryPair>;
  readonly #side: LinkSide;

  constructor(pair: ReturnType<typeof makeMemoryPair>, side: LinkSide) {
    this.#pair = pair;
    this.#side = side;
  }

  readonly dial: DialDirect = (_, events) => {
    this.events = events;
    const link = this.#pair.open(this.#side, events);
    return {
      binding: link.binding,
      send: (bytes) => link.send(bytes),
      bufferedBytes: () => 0,
      close: (error) => {
        this.isClosed = true;
        link.close(error);
      },
      hear: (signal) => void this.heard.push(signal),
    };
  };
}

class Two {
  readonly timers = new ManualTimers();
  readonly said: Signal[] = [];
  /** How often each would have dialled by itself, or answered. */
  dials = 0;
  readonly peers: { readonly lower: DirectPeer; readonly higher: DirectPeer };

  constructor() {
    this.peers = {
      lower: this.#makePeer(1, lowerSigner, deviceOf(higherSigner), () => this.peers.higher),
      higher: this.#makePeer(101, higherSigner, deviceOf(lowerSigner), () => this.peers.lower),
    };
  }

  #makePeer(seed: number, signer: typeof lowerSigner, device: DeviceId, other: () => DirectPeer): DirectPeer {
    const ports = { source: quietSource(signer), timers: this.timers, clock: this.timers.clock, random: makeFixedRandom(seed) };
    const dial: DialDirect = () => {
      this.dials += 1;
      return { binding: "", send: nothing, bufferedBytes: () => 0, close: nothing, hear: nothing };
    };
    return new DirectPeer(
      { ...ports, sha256: fixedSuite.sha256, dial, runSession },
      { space, self: deviceOf(signer) },
      device,
      { heldBack: () => new Set(), isToldBy: () => false },
      {
        say: (signal) => {
          this.said.push(signal);
          void Promise.resolve().then(() => other().hear(signal));
        },
        notice: () => undefined,
        bytes: () => undefined,
        linked: () => undefined,
        failed: () => undefined,
        mayOpen: () => true,
        iceServers: () => [],
        keep: () => undefined,
      },
    );
  }

  /** The higher one has offered. */
  adopt(): { readonly lower: Hand; readonly higher: Hand } {
    const pair = makeMemoryPair();
    const [lower, higher] = [new Hand(pair, "a"), new Hand(pair, "b")];
    const [offerer, answerer] = ["0f".repeat(16), "a0".repeat(16)];
    const settled = (hand: Hand) => (reason: unknown) => void hand.settled.push(reason);
    this.peers.higher.adopt({
      dial: higher.dial,
      first: true,
      role: "initiator",
      attempt: offerer,
      theirs: answerer,
      settled: settled(higher),
    });
    this.peers.lower.adopt({
      dial: lower.dial,
      first: false,
      role: "acceptor",
      attempt: answerer,
      theirs: offerer,
      settled: settled(lower),
    });
    return { lower, higher };
  }

  get areLinked(): boolean {
    return this.peers.lower.isOpen && this.peers.higher.isOpen;
  }
}

test("it is a connection like others once both are verified, and nobody dials another", async () => {
  const two = new Two();
  const { lower, higher } = two.adopt();
  await settleUntil(() => two.areLinked);
  two.peers.lower.setPresent(true);
  two.peers.higher.setPresent(true);
  await two.timers.pass(20_000);
  expect([lower.settled, higher.settled, two.dials]).toEqual([[null], [null], 0]);
});

test("a later one takes the place of the first, for both", async () => {
  const two = new Two();
  const first = two.adopt();
  await settleUntil(() => two.areLinked);
  const second = two.adopt();
  await settleUntil(() => [first.lower.isClosed, second.lower.settled.length, second.higher.settled.length].every(Boolean));
  await settle();
  expect([two.areLinked, second.lower.isClosed, second.higher.isClosed]).toEqual([true, false, false]);
});

test("its signals, of another way that is looked for, find the same connection at the other side", async () => {
  const two = new Two();
  const { lower, higher } = two.adopt();
  await settleUntil(() => two.areLinked);
  higher.events?.signal(OFFER);
  await settle();
  expect(lower.heard).toEqual([OFFER]);
  lower.events?.signal({ ...OFFER, type: "answer" });
  await settle();
  expect(higher.heard).toEqual([{ ...OFFER, type: "answer" }]);
  expect(two.dials).toBe(0);
});

test("an offer that comes as a signal while the two verify each other does not take its place", async () => {
  const two = new Two();
  two.adopt();
  two.peers.lower.hear({ attempt: "77".repeat(16), answers: null, number: 1, content: OFFER });
  await settleUntil(() => two.areLinked);
  expect(two.dials).toBe(0);
});

test("a try under way is given up for it", async () => {
  const two = new Two();
  two.peers.lower.setPresent(true);
  await two.timers.pass(100);
  expect(two.dials).toBe(1);
  two.adopt();
  await settleUntil(() => two.areLinked);
  expect(two.said.map(({ content }) => content.kind)).toEqual(["bye"]);
});
