// A device that answers by its address, and one that calls it there: by the peer on the calling side and the calls on the called one.

import { expect, test } from "vitest";
import { fixedSigner, fixedSuite, makeFixedRandom } from "../../crypto/fixed.suite.ts";
import { makeMemoryPair, type MemoryPair } from "../../links/memory-link.ts";
import type { DialDirect, DirectCall, DirectLink, DirectLinkEvents } from "../../ports/direct.ts";
import type { Link, LinkClosed, LinkEvents } from "../../ports/link.ts";
import { ManualTimers, settle, settleUntil } from "../../sync/manual-timers.suite.ts";
import { deviceOf, quietSource } from "../../sync/quiet-source.suite.ts";
import { space } from "../../sync/session.suite.ts";
import { runSession } from "../../sync/session-driver.ts";
import { CalledLinks } from "./called-links.ts";
import { DirectPeer } from "./direct-peer.ts";

const [phone, home, stranger] = [fixedSigner(1), fixedSigner(2), fixedSigner(3)];
const ADDRESS = { fingerprint: "ab".repeat(32), port: 8788, hosts: [Uint8Array.of(10, 0, 0, 1)] };
const NO_FORWARDING = { heldBack: () => new Set<never>(), isToldBy: () => false };

const linkEvents = (events: DirectLinkEvents): LinkEvents => ({
  opened: () => events.opened(),
  frame: (bytes) => events.frame(bytes),
  closed: (reason) => events.closed(reason.kind === "failed" ? { kind: "failed", reason: "broken" } : reason),
});

const directLink = (link: Link, house?: House): DirectLink => ({
  get binding() {
    return link.binding;
  },
  send: (bytes) => {
    if (house?.waiting === null || house === undefined) link.send(bytes);
    else house.waiting.push(() => link.send(bytes));
  },
  bufferedBytes: () => house?.waitingBytes ?? link.bufferedBytes(),
  close: (error) => link.close(error),
  hear: () => undefined,
});

/** A phone, and a home device that is there or not. */
class House {
  readonly timers = new ManualTimers();
  /** How each try was made. */
  readonly tries: string[] = [];
  isHomeThere = true;
  /** What is said waits, both ways, and nobody is told; null: it goes through. */
  waiting: (() => void)[] | null = null;
  /** Of the phone's: what has not left. */
  waitingBytes = 0;
  mayTake = true;
  verified = 0;
  /** As the home device knows it. */
  isCallerMember = true;
  pair: MemoryPair | null = null;
  readonly called: CalledLinks;
  readonly taken: DirectPeer;
  readonly phone: DirectPeer;
  #onCall: (call: DirectCall) => void = () => undefined;

  constructor(callers = phone, answers = home) {
    this.taken = this.#peer("home", answers, callers);
    this.called = new CalledLinks(
      this.#ports("home calls", answers, () => expect.unreachable("it calls nobody")),
      { space, self: deviceOf(answers) },
      (onCall) => {
        this.#onCall = onCall;
        return { close: () => undefined };
      },
      () => undefined,
      (device, connection) => {
        if (!this.mayTake || device !== deviceOf(callers)) return null;
        return { events: this.taken.eventsOfCall(connection), forwarding: NO_FORWARDING };
      },
    );
    this.phone = this.#peer("phone", callers, home);
  }

  #ports(name: string, signer: typeof phone, dial: DialDirect) {
    const random = makeFixedRandom(name.length);
    const source = quietSource(signer, { isMember: () => signer !== home || this.isCallerMember });
    const ports = { source, timers: this.timers, clock: this.timers.clock, random };
    return { ...ports, sha256: fixedSuite.sha256, dial, runSession };
  }

  #peer(name: string, signer: typeof phone, other: typeof phone): DirectPeer {
    return new DirectPeer(
      this.#ports(name, signer, (options, events) => this.#dial(name, options.at !== undefined, events)),
      { space, self: deviceOf(signer) },
      deviceOf(other),
      NO_FORWARDING,
      {
        say: () => undefined,
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

  #dial(name: string, isCall: boolean, events: DirectLinkEvents): DirectLink {
    this.tries.push(`${name} ${isCall ? "calls" : "signals"}`);
    const { pair } = this;
    if (!isCall || !this.isHomeThere || pair !== null)
      return directLink(makeMemoryPair().open("a", { ...linkEvents(events), opened: () => undefined }));
    const made = makeMemoryPair();
    this.pair = made;
    const verified = () => void (this.verified += 1);
    this.#onCall({ host: "192.168.1.7", dial: (_options, theirs) => directLink(made.open("b", linkEvents(theirs)), this), verified });
    return directLink(made.open("a", linkEvents(events)), this);
  }

  /** How it ends for the caller. */
  callAndSayNothing(): LinkClosed[] {
    const made = makeMemoryPair();
    const ends: LinkClosed[] = [];
    this.#onCall({
      host: "192.168.1.7",
      dial: (_options, theirs) => directLink(made.open("b", linkEvents(theirs))),
      verified: () => undefined,
    });
    made.open("a", { opened: () => undefined, frame: () => undefined, closed: (reason) => void ends.push(reason) });
    return ends;
  }

  goOn(): void {
    const { waiting } = this;
    this.waiting = null;
    for (const send of waiting ?? []) send();
  }

  get areLinked(): boolean {
    return this.phone.isOpen && this.taken.isOpen;
  }
}

test("a device that nobody tells of is called at its address, and knows by the handshake who calls", async () => {
  const house = new House();
  house.phone.setAddress(ADDRESS);
  await house.timers.pass(100);
  await settleUntil(() => house.areLinked);
  expect([house.tries, house.verified]).toEqual([["phone calls"], 1]);
  await house.timers.pass(120_000);
  expect(house.tries).toHaveLength(1);
});

test("one that can be heard of is connected to by signals, and called where they come to nothing", async () => {
  const house = new House();
  house.phone.setPresent(true);
  house.phone.setAddress(ADDRESS);
  await house.timers.pass(5_100);
  expect(house.tries).toEqual(["phone signals"]);
  for (let second = 0; second < 60 && house.tries.length < 2; second++) await house.timers.pass(1_000);
  await settleUntil(() => house.areLinked);
  expect(house.tries).toEqual(["phone signals", "phone calls"]);
});

test("one that is not there is called less and less often, and at once when things have changed", async () => {
  const house = new House();
  house.isHomeThere = false;
  house.phone.setAddress(ADDRESS);
  await house.timers.pass(3_600_000);
  const calls = house.tries.length;
  expect(calls).toBeGreaterThan(5);
  expect(calls).toBeLessThan(25);
  house.isHomeThere = true;
  house.phone.tryAgain();
  await house.timers.pass(100);
  await settleUntil(() => house.areLinked);
  house.phone.setAddress(null);
  expect(house.phone.isOpen).toBe(true);
});

test("whoever answers in the place of the home device is not taken for it", async () => {
  const house = new House(phone, stranger);
  house.phone.setAddress(ADDRESS);
  await house.timers.pass(100);
  await settleUntil(() => house.phone.failure !== null);
  expect([house.phone.isOpen, house.phone.failure?.reason]).toEqual([false, "not-verified"]);
});

test("a call for which there is no room is ended, and counts no more among those that may be anybody's", async () => {
  const house = new House();
  house.mayTake = false;
  house.phone.setAddress(ADDRESS);
  await house.timers.pass(100);
  await settleUntil(() => house.verified === 1);
  await settle();
  expect(house.taken.isOpen).toBe(false);
  await settleUntil(() => !house.phone.isOpen);
});

test("calls that nobody has verified end with the tab's links, and when they take too long", async () => {
  for (const end of [async (house: House) => house.called.close(), async (house: House) => house.timers.pass(10_000)]) {
    const house = new House();
    const ends = house.callAndSayNothing();
    await settle();
    expect(ends).toEqual([]);
    await end(house);
    await settleUntil(() => ends.length > 0);
    expect(ends).toMatchObject([{ kind: "remote" }]);
  }
});

test("who calls with a key of its own and does not show that it is a member is nobody, and gets no place", async () => {
  const house = new House();
  house.isCallerMember = false;
  house.phone.setAddress(ADDRESS);
  await house.timers.pass(100);
  await settleUntil(() => house.phone.failure !== null);
  await settle();
  expect([house.taken.isOpen, house.taken.sinceMs, house.verified]).toEqual([false, null, 0]);
});

async function callHome(): Promise<House> {
  const house = new House();
  house.phone.setAddress(ADDRESS);
  await house.timers.pass(100);
  await settleUntil(() => house.areLinked);
  return house;
}

test("a home device that has gone without a word is missed ten seconds after something was said to it", async () => {
  const house = await callHome();
  await house.timers.pass(20_000);
  house.waiting = [];
  await house.timers.pass(8_000);
  house.phone.session?.syncNow();
  await house.timers.pass(9_999);
  expect(house.phone.isOpen).toBe(true);
  await house.timers.pass(1);
  expect([house.phone.isOpen, house.phone.failure?.reason]).toEqual([false, "broken"]);
});

test("one that is silent only for a while is not given up, nor while what was said to it has not left", async () => {
  const house = await callHome();
  house.waiting = [];
  house.phone.session?.syncNow();
  await house.timers.pass(6_000);
  house.goOn();
  await house.timers.pass(60_000);
  expect(house.phone.isOpen).toBe(true);
  [house.waiting, house.waitingBytes] = [[], 1_000_000];
  house.phone.session?.syncNow();
  await house.timers.pass(20_000);
  expect(house.phone.isOpen).toBe(true);
});
