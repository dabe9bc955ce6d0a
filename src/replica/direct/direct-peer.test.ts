import { expect, test } from "vitest";
import type { DeviceId } from "../../base/ids.ts";
import { fixedSigner, fixedSuite, makeFixedRandom } from "../../crypto/fixed.suite.ts";
import { makeMemoryPair, type MemoryPair } from "../../links/memory-link.ts";
import type { Signal } from "../../members/sealed-signal.ts";
import type { DialDirect, DirectLinkEvents, DirectSignal } from "../../ports/direct.ts";
import type { Link, LinkEvents } from "../../ports/link.ts";
import { ManualTimers, settle, settleUntil } from "../../sync/manual-timers.suite.ts";
import { deviceOf, quietSource } from "../../sync/quiet-source.suite.ts";
import { space } from "../../sync/session.suite.ts";
import { runSession } from "../../sync/session-driver.ts";
import { DirectPeer } from "./direct-peer.ts";

const signers = [fixedSigner(1), fixedSigner(2), fixedSigner(3)].toSorted((a, b) => (deviceOf(a) < deviceOf(b) ? -1 : 1));
const [lowerSigner = fixedSigner(1), higherSigner = fixedSigner(2), otherSigner = fixedSigner(3)] = signers;

/** What offers and answers lead to: an offer names a pair of ends, and both are opened once it is answered. */
class Meadow {
  readonly #pairs: MemoryPair[] = [];
  /** How each connection was begun: `offer` or `answer`. */
  readonly dials: string[] = [];
  /** Somebody stands between the two, with a connection of its own to each. */
  hasMiddle = false;
  /** Whoever has offered looks at what is open only when something has come by it, and is told of both at once. */
  looksLate = false;
  /** Of connections: nothing gets through, though they look as before. */
  readonly silent = new Set<number>();

  readonly dialOf =
    (name: string): DialDirect =>
    ({ first }, events) => {
      this.dials.push(`${name} ${first ? "offers" : "answers"}`);
      const made = first ? this.#pairs.push(makeMemoryPair()) - 1 : -1;
      let link: Link | null = null;
      let opened = made;
      let isOver = false;
      if (first) void Promise.resolve().then(() => events.signal({ kind: "description", type: "offer", sdp: `${made}` }));
      const bindingOf = (end: Link | null): string => `${end?.binding}${this.hasMiddle ? ` of ${name}` : ""}`;
      const openEnd = (number: number, side: "a" | "b"): void => {
        opened = number;
        link = this.#pairs[number]?.open(side, this.looksLate && first ? lateEvents(events) : linkEvents(events)) ?? null;
      };
      const hear = (signal: DirectSignal): void => {
        if (isOver || link !== null) return;
        if (signal.kind === "bye") {
          isOver = true;
          events.closed({ kind: "failed", reason: signal.isFull === true ? "full" : "left" });
        } else if (signal.kind === "description") {
          if (signal.type === "offer") events.signal({ kind: "description", type: "answer", sdp: signal.sdp });
          openEnd(Number(signal.sdp), first ? "a" : "b");
        }
      };
      return {
        get binding() {
          return bindingOf(link);
        },
        hear,
        send: (bytes) => {
          if (!this.silent.has(opened)) link?.send(bytes);
        },
        bufferedBytes: () => link?.bufferedBytes() ?? 0,
        close: (error) => {
          isOver = true;
          link?.close(error);
        },
      };
    };

  /** Under both sides, all that there are. */
  breakAll(): void {
    for (const pair of this.#pairs) {
      pair.breakSide("a", "broken");
      pair.breakSide("b", "broken");
    }
  }

  /** Under the side that made the offer only. */
  breakHalf(number: number): void {
    this.#pairs[number]?.breakSide("a", "broken");
  }
}

const linkEvents = (events: DirectLinkEvents): LinkEvents => ({
  opened: () => events.opened(),
  frame: (bytes) => events.frame(bytes),
  closed: (reason) => events.closed(reason.kind === "failed" ? { kind: "failed", reason: "broken" } : reason),
});

function lateEvents(events: DirectLinkEvents): LinkEvents {
  let isTold = false;
  return {
    ...linkEvents(events),
    opened: () => undefined,
    frame: (bytes) => {
      if (!isTold) events.opened();
      isTold = true;
      events.frame(bytes);
    },
  };
}

/** Two devices that hear each other's signals, as long as they are passed on. */
class Two {
  readonly timers = new ManualTimers();
  readonly meadow = new Meadow();
  readonly peers: { lower: DirectPeer; higher: DirectPeer };
  passesSignals = true;
  mayOpen = true;
  /** The higher one's. */
  hasRoom = true;
  readonly #held: (() => void)[] = [];
  readonly said: Signal[] = [];

  /** `answersAs`: who the higher one really is. */
  constructor(answersAs = higherSigner) {
    this.peers = {
      lower: this.#makePeer("lower", lowerSigner, deviceOf(higherSigner), () => this.peers.higher),
      higher: this.#makePeer("higher", answersAs, deviceOf(lowerSigner), () => this.peers.lower),
    };
  }

  #makePeer(name: string, signer: typeof lowerSigner, device: DeviceId, other: () => DirectPeer): DirectPeer {
    const random = makeFixedRandom(name === "lower" ? 1 : 101);
    const ports = { source: quietSource(signer), timers: this.timers, clock: this.timers.clock, random };
    return new DirectPeer(
      { ...ports, sha256: fixedSuite.sha256, dial: this.meadow.dialOf(name), runSession },
      { space, self: deviceOf(signer) },
      device,
      { heldBack: () => new Set(), isToldBy: () => false },
      {
        say: (signal) => {
          this.said.push(signal);
          const pass = (): void => other().hear(signal);
          if (this.passesSignals) void Promise.resolve().then(pass);
          else this.#held.push(pass);
        },
        notice: () => undefined,
        bytes: () => undefined,
        linked: () => undefined,
        failed: () => undefined,
        mayOpen: () => this.mayOpen && (name === "lower" || this.hasRoom),
        iceServers: () => [],
        keep: () => undefined,
      },
    );
  }

  static async connected(): Promise<Two> {
    const two = new Two();
    two.present();
    await two.timers.pass(100);
    await settleUntil(() => two.areLinked);
    await two.timers.pass(40_000);
    return two;
  }

  /** The higher one has offered another way for the connection that there is. */
  offerAnotherWay(): void {
    const [offer, answer] = this.said;
    if (offer === undefined || answer === undefined) throw new Error("two that are connected");
    this.peers.lower.hear({ ...answer, number: 2, content: { kind: "description", type: "offer", sdp: "another" } });
  }

  present(): void {
    this.peers.lower.setPresent(true);
    this.peers.higher.setPresent(true);
  }

  passHeld(): void {
    this.passesSignals = true;
    for (const pass of this.#held.splice(0)) pass();
  }

  get failures(): readonly (string | undefined)[] {
    return [this.peers.lower.failure?.reason, this.peers.higher.failure?.reason];
  }

  get areLinked(): boolean {
    return this.peers.lower.isOpen && this.peers.higher.isOpen;
  }
}

test("the device with the lower id dials, the other answers, and they are connected", async () => {
  const two = new Two();
  two.present();
  await two.timers.pass(100);
  await settleUntil(() => two.areLinked);
  expect(two.meadow.dials).toEqual(["lower offers", "higher answers"]);
  await two.timers.pass(60_000);
  expect(two.meadow.dials).toHaveLength(2);
});

test("what the other side said before this one had looked at the open channel is heard behind its opening", async () => {
  const two = new Two();
  two.meadow.looksLate = true;
  two.present();
  await two.timers.pass(100);
  await settleUntil(() => two.areLinked);
  expect(two.meadow.dials).toEqual(["lower offers", "higher answers"]);
});

test("where the lower one does not dial, the other does", async () => {
  const two = new Two();
  two.peers.higher.setPresent(true);
  await two.timers.pass(4_999);
  expect(two.meadow.dials).toEqual([]);
  await two.timers.pass(100);
  await settleUntil(() => two.areLinked);
  expect(two.meadow.dials).toEqual(["higher offers", "lower answers"]);
});

test("where both dial at once the lower one goes on trying, and there is one connection", async () => {
  const two = new Two();
  two.passesSignals = false;
  two.present();
  await two.timers.pass(5_100);
  expect(two.meadow.dials).toEqual(["lower offers", "higher offers"]);
  two.passHeld();
  await two.timers.pass(100);
  await settleUntil(() => two.areLinked);
  const dials = ["lower offers", "higher offers", "higher answers", "lower offers", "higher answers"];
  expect(two.meadow.dials).toEqual(dials);
  await two.timers.pass(120_000);
  expect(two.meadow.dials).toEqual(dials);
});

test("an offer that went to a page that is no more is made anew as soon as the next page offers", async () => {
  const two = new Two();
  two.passesSignals = false;
  two.peers.lower.setPresent(true);
  await two.timers.pass(100);
  two.passesSignals = true;
  two.peers.higher.setPresent(true);
  await two.timers.pass(5_100);
  await settleUntil(() => two.areLinked);
  expect(two.meadow.dials).toEqual(["lower offers", "higher offers", "lower offers", "higher answers"]);
});

test("a connection that only one of them has lost is replaced by a new one", async () => {
  const two = new Two();
  two.present();
  await two.timers.pass(100);
  await settleUntil(() => two.areLinked);
  await two.timers.pass(40_000);
  two.meadow.breakHalf(0);
  await settle();
  expect([two.peers.lower.isOpen, two.peers.higher.isOpen]).toEqual([false, true]);
  await two.timers.pass(100);
  await settleUntil(() => two.areLinked);
  expect(two.meadow.dials.slice(2)).toEqual(["lower offers", "higher answers"]);
});

test("a connection by which nothing gets through after another way was looked for is replaced by a new one within ten seconds", async () => {
  const two = await Two.connected();
  two.meadow.silent.add(0);
  two.offerAnotherWay();
  await two.timers.pass(9_999);
  expect([two.areLinked, two.meadow.dials.length]).toEqual([true, 2]);
  await two.timers.pass(100);
  await settleUntil(() => two.areLinked);
  expect(two.meadow.dials.slice(2)).toEqual(["lower offers", "higher answers"]);
});

test("one that answers by then stays, also where nothing got through for a while", async () => {
  const two = await Two.connected();
  two.meadow.silent.add(0);
  two.offerAnotherWay();
  await two.timers.pass(4_000);
  two.meadow.silent.clear();
  await two.timers.pass(60_000);
  expect([two.areLinked, two.meadow.dials.length]).toEqual([true, 2]);
});

test("what does not come about is tried again, less and less often, at most four times in the first minute", async () => {
  const two = new Two();
  two.passesSignals = false;
  two.peers.lower.setPresent(true);
  await two.timers.pass(60_000);
  expect(two.meadow.dials.length).toBeLessThanOrEqual(4);
  await two.timers.pass(600_000);
  const after = two.meadow.dials.length;
  expect(after).toBeLessThan(15);
  expect(two.peers.lower.failure?.reason).toBe("unreachable");
  two.peers.lower.setPresent(false);
  await two.timers.pass(600_000);
  expect(two.meadow.dials.length).toBe(after);
});

test("what is given up soon after it was made, again and again, is made anew every few minutes at most", async () => {
  const two = new Two();
  two.present();
  const madeWithin = async (ms: number): Promise<number> => {
    const before = two.meadow.dials.length;
    for (let passed = 0; passed < ms; passed += 1_000) {
      await two.timers.pass(1_000);
      await settle();
      // As where another living copy of the profile takes it.
      if (two.areLinked) two.meadow.breakAll();
    }
    return (two.meadow.dials.length - before) / 2;
  };
  expect(await madeWithin(600_000)).toBeGreaterThan(4);
  expect(await madeWithin(1_800_000)).toBeLessThanOrEqual(16);
});

test("another member that answers in the place of the one that was dialled is not taken for it", async () => {
  const two = new Two(otherSigner);
  two.present();
  await two.timers.pass(100);
  await settleUntil(() => two.peers.lower.failure !== null);
  expect(two.peers.lower.isOpen).toBe(false);
  expect(two.peers.lower.failure?.reason).toBe("not-verified");
});

test("whoever stands between the two, with a connection to each, is found out by both", async () => {
  const two = new Two();
  two.meadow.hasMiddle = true;
  two.present();
  await two.timers.pass(100);
  await settleUntil(() => !two.failures.includes(undefined));
  expect(two.failures).toEqual(["not-verified", "not-verified"]);
  expect(two.areLinked).toBe(false);
});

test("with as many connections as there may be none is made and none is answered", async () => {
  const two = new Two();
  two.mayOpen = false;
  two.present();
  await two.timers.pass(10_000);
  expect(two.meadow.dials).toEqual([]);
});

test("an offer to a device without room is refused at once, and tried again less and less often until there is room", async () => {
  const two = new Two();
  two.hasRoom = false;
  two.present();
  await two.timers.pass(1_000);
  expect(two.meadow.dials).toEqual(["lower offers"]);
  expect(two.failures).toEqual(["full", undefined]);
  await two.timers.pass(60_000);
  expect(two.meadow.dials.length).toBeLessThanOrEqual(8);
  two.hasRoom = true;
  // What is signed and sealed meanwhile takes a real time, in which a try may run out.
  for (let second = 0; second < 3_600 && !two.areLinked; second++) await two.timers.pass(1_000);
  expect(two.areLinked).toBe(true);
});

test("putting it away ends the connection at the other side too, and nothing is tried any more", async () => {
  const two = new Two();
  two.present();
  await two.timers.pass(100);
  await settleUntil(() => two.areLinked);
  two.peers.lower.close();
  two.peers.higher.setPresent(false);
  await two.timers.pass(60_000);
  expect([two.peers.lower.isOpen, two.peers.higher.isOpen]).toEqual([false, false]);
  expect(two.meadow.dials).toHaveLength(2);
});
