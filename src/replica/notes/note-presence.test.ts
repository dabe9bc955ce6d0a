import { describe, expect, test } from "vitest";
import { makeId, type DeviceId } from "../../base/ids.ts";
import { makeFixedRandom } from "../../crypto/fixed.suite.ts";
import { makeCryptoSuite } from "../../crypto/noble-suite.ts";
import { settle } from "../../sync/manual-timers.suite.ts";
import type { PresenceFrame } from "../../wire/frames.ts";
import type { Here, Present } from "../face/notes.ts";
import type { SpaceCore } from "../space-core.ts";
import { openShared, type TestProfile } from "../space.suite.ts";
import { GONE_AFTER_MS, NotePresence, SAY_AGAIN_AFTER_MS, SAY_AT_MOST_EVERY_MS } from "./note-presence.ts";

/** Nothing of it is done elsewhere, so that all is done once nothing waits in this thread. */
const suite = makeCryptoSuite({ random: makeFixedRandom() });

const note = makeId("item", new Uint8Array(16).fill(1));
const otherNote = makeId("item", new Uint8Array(16).fill(2));
const at = (place: number): Here => ({ caret: { anchor: Uint8Array.of(place), head: Uint8Array.of(place, 1) } });
const HERE: Here = { caret: null };

/** One tab of a device. What it says goes to all tabs of the other devices that are connected. */
class Tab {
  readonly core: SpaceCore;
  readonly presence: NotePresence;
  isConnected = true;
  present: readonly Present[] = [];
  readonly said: PresenceFrame[] = [];
  readonly #room: Room;

  constructor(room: Room, core: SpaceCore) {
    this.#room = room;
    this.core = core;
    this.presence = new NotePresence({
      timers: room.timers,
      core: () => core,
      reached: () => this.reached,
      say: (frame) => {
        this.said.push(frame);
        room.carry(frame);
      },
      tell: (_watch, present) => {
        this.present = present;
      },
    });
  }

  get self(): DeviceId {
    return this.core.self;
  }

  get reached(): ReadonlySet<DeviceId> {
    const others = this.#room.tabs.filter(({ isConnected, self }) => isConnected && self !== this.self);
    return new Set(this.isConnected ? others.map(({ self }) => self) : []);
  }

  async be(here: Here | null, item = note, watch = 1): Promise<void> {
    this.presence.be(watch, item, here);
    await settle();
  }

  /** Where each of the others is. */
  get places(): readonly (number | null)[] {
    return this.present.map(({ caret }) => caret?.anchor[0] ?? null);
  }
}

class Room {
  readonly timers: TestProfile["timers"];
  readonly tabs: Tab[] = [];
  isDelivering = true;

  constructor(timers: TestProfile["timers"]) {
    this.timers = timers;
  }

  open(core: SpaceCore): Tab {
    const tab = new Tab(this, core);
    this.tabs.push(tab);
    return tab;
  }

  carry(frame: PresenceFrame): void {
    if (!this.isDelivering) return;
    for (const tab of this.tabs) if (tab.isConnected && tab.self !== frame.from) tab.presence.hear(frame);
  }

  async connect(tab: Tab, isConnected: boolean): Promise<void> {
    tab.isConnected = isConnected;
    for (const { presence } of this.tabs) presence.reachedChanged();
    await settle();
  }

  async pass(ms: number): Promise<void> {
    await this.timers.pass(ms);
    await settle();
  }
}

async function openRoom(count: number): Promise<{ room: Room; tabs: readonly [Tab, Tab, ...Tab[]]; profiles: readonly TestProfile[] }> {
  const { profiles, spaces } = await openShared(count, {}, suite);
  const [first] = profiles;
  if (first === undefined) throw new Error("profiles");
  const room = new Room(first.timers);
  const [one, two, ...more] = spaces.map(({ core }) => room.open(core));
  if (one === undefined || two === undefined) throw new Error("at least two");
  return { room, tabs: [one, two, ...more], profiles };
}

describe("who is in a note", () => {
  test("is told on both sides once each knows of the other, with where they are, and of each move", async () => {
    const { room, tabs } = await openRoom(2);
    const [mine, theirs] = tabs;
    await mine.be(at(1));
    expect(theirs.said).toEqual([]);
    await theirs.be(HERE);
    await room.pass(SAY_AT_MOST_EVERY_MS);
    expect(mine.present).toEqual([{ device: theirs.self, caret: null }]);
    expect(theirs.present).toEqual([{ device: mine.self, ...at(1) }]);
    await room.pass(SAY_AT_MOST_EVERY_MS);
    await theirs.be(at(7));
    expect(mine.places).toEqual([7]);
  });

  test("is told of three, and of nobody in another note", async () => {
    const { room, tabs } = await openRoom(3);
    const [mine, theirs, third] = tabs;
    for (const tab of tabs) await tab.be(HERE);
    await room.pass(1_000);
    for (const tab of tabs) expect(tab.present).toHaveLength(2);
    await third?.be(HERE, otherNote, 2);
    expect([mine.present, theirs.present].map((present) => present.length)).toEqual([1, 1]);
    expect(third?.present).toEqual([]);
  });

  test("leaves when the note is closed, when its device is reached no more, and when nothing is heard of it", async () => {
    const { room, tabs } = await openRoom(2);
    const [mine, theirs] = tabs;
    const meet = async (): Promise<void> => {
      for (const tab of tabs) await tab.be(HERE);
      await room.pass(1_000);
      expect(mine.present).toHaveLength(1);
    };
    await meet();
    await theirs.be(null);
    expect([mine.present, theirs.present]).toEqual([[], []]);
    await meet();
    await room.connect(theirs, false);
    expect(mine.present).toEqual([]);
    await room.connect(theirs, true);
    await room.pass(1_000);
    expect(mine.present).toHaveLength(1);
    room.isDelivering = false;
    await room.pass(GONE_AFTER_MS - 5_000);
    expect(mine.present).toHaveLength(1);
    await room.pass(10_000);
    expect(mine.present).toEqual([]);
  });

  test("stays for as long as the note is open", async () => {
    const { room, tabs } = await openRoom(2);
    for (const tab of tabs) await tab.be(HERE);
    await room.pass(10 * GONE_AFTER_MS);
    for (const tab of tabs) expect(tab.present).toHaveLength(1);
  });

  test("of two pages of one device is the one whose caret moved last; its own other page is nobody", async () => {
    const { room, tabs } = await openRoom(2);
    const [mine, theirs] = tabs;
    const second = room.open(theirs.core);
    for (const tab of [mine, theirs, second]) await tab.be(HERE);
    await room.pass(1_000);
    await theirs.be(at(1));
    await room.pass(1_000);
    await second.be(at(2));
    await room.pass(1_000);
    expect(mine.places).toEqual([2]);
    expect([theirs.present, second.present]).toEqual([mine, mine].map(({ self }) => [{ device: self, caret: null }]));
    await second.be(null);
    expect(mine.places).toEqual([1]);
  });
});

describe("what is said", () => {
  test("is nothing while nobody is reached, and once while nobody is in the note", async () => {
    const { room, tabs } = await openRoom(2);
    const [mine, theirs] = tabs;
    await room.connect(theirs, false);
    for (let place = 0; place < 5; place++) await mine.be(at(place));
    await room.pass(60_000);
    expect(mine.said).toEqual([]);
    await room.connect(theirs, true);
    for (let place = 0; place < 5; place++) await mine.be(at(place));
    await room.pass(60_000);
    expect(mine.said).toHaveLength(1);
    await mine.be(null);
    expect(mine.said).toHaveLength(1);
  });

  test("is at most ten a second while the caret moves, the newest last, and one in ten seconds while it rests", async () => {
    const { room, tabs } = await openRoom(2);
    const [mine, theirs] = tabs;
    for (const tab of tabs) await tab.be(HERE);
    await room.pass(1_000);
    const before = mine.said.length;
    for (let place = 0; place < 100; place++) {
      await mine.be(at(place));
      await room.timers.pass(10);
    }
    expect(mine.said.length - before).toBeLessThanOrEqual(11);
    await room.pass(SAY_AT_MOST_EVERY_MS);
    expect(theirs.places).toEqual([99]);
    const moved = mine.said.length;
    await room.pass(6 * SAY_AGAIN_AFTER_MS);
    expect(mine.said.length - moved).toBeLessThanOrEqual(6);
    expect(mine.said.length).toBeGreaterThan(moved);
  });
});

describe("what is not said now, or not by whom it names,", () => {
  test("shows nobody: frames of before the note was opened, and frames said again", async () => {
    const { room, tabs } = await openRoom(2);
    const [mine, theirs] = tabs;
    for (const tab of tabs) await tab.be(at(3));
    await room.pass(1_000);
    await theirs.be(at(4));
    await room.pass(1_000);
    const recorded = [...theirs.said];
    for (const frame of recorded) mine.presence.hear(frame);
    await settle();
    expect(mine.places).toEqual([4]);
    await theirs.be(null);
    for (const frame of recorded) mine.presence.hear(frame);
    await settle();
    expect(mine.present).toEqual([]);
    await mine.be(null);
    await mine.be(HERE);
    for (const frame of recorded) mine.presence.hear(frame);
    await settle();
    expect(mine.present).toEqual([]);
  });

  test("shows nobody: another member's, a stranger's, and bytes that are none", async () => {
    const { room, tabs } = await openRoom(3);
    const [mine, theirs, third] = tabs;
    await mine.be(HERE);
    await third?.be(HERE);
    await room.pass(1_000);
    expect(mine.present).toEqual([{ device: third?.self, caret: null }]);
    const [frame] = third?.said.slice(-1) ?? [];
    if (frame === undefined) throw new Error("it has said something");
    const stranger = makeId("device", new Uint8Array(32).fill(9));
    for (const from of [theirs.self, stranger]) mine.presence.hear({ ...frame, from });
    for (let length = 0; length < 40; length++)
      mine.presence.hear({ ...frame, from: theirs.self, sealed: frame.sealed.subarray(0, length) });
    await settle();
    expect(mine.present).toEqual([{ device: third?.self, caret: null }]);
  });

  test("is not waited for without end", async () => {
    const { room, tabs } = await openRoom(2);
    const [mine, theirs] = tabs;
    for (const tab of tabs) await tab.be(HERE);
    await room.pass(1_000);
    const [frame] = theirs.said;
    if (frame === undefined) throw new Error("it has said something");
    for (let i = 0; i < 1_000; i++) mine.presence.hear({ ...frame, sealed: frame.sealed.map((byte) => byte ^ 1) });
    await settle();
    await room.pass(1_000);
    await theirs.be(at(5));
    expect(mine.places).toEqual([5]);
  });
});
