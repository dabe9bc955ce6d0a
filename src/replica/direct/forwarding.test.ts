import { describe, expect, test } from "vitest";
import { makeId, type DeviceId } from "../../base/ids.ts";
import type { PathHead } from "../../ports/store.ts";
import { ManualTimers } from "../../sync/manual-timers.suite.ts";
import { headAt, logNumber } from "../../sync/session.suite.ts";
import { SessionForwarding, type Neighbourhood, type Neighbours } from "./forwarding.ts";

/** Ids ascend with their numbers. */
const device = (number: number): DeviceId => makeId("device", new Uint8Array(32).fill(number));
const [low, self, receiver, author] = [device(1), device(2), device(3), device(4)];

type World = {
  readonly atRelay?: readonly DeviceId[] | null;
  readonly told?: readonly (readonly [DeviceId, readonly DeviceId[], string?])[];
  readonly confirmedSeq?: number;
};

function neighbourhood({ atRelay = null, told = [], confirmedSeq = 0 }: World): Neighbourhood {
  const neighbours = new Map(
    told.map(([id, devices, relay]): [DeviceId, Neighbours] => [id, { devices: new Set(devices), relay: relay ?? null }]),
  );
  return {
    self,
    relay: atRelay === null ? null : { id: "relay", present: new Set(atRelay) },
    neighboursOf: (id) => neighbours.get(id) ?? null,
    isAtRelay: (head) => head.seq <= confirmedSeq,
  };
}

const headOf = (of: DeviceId, seq: number): PathHead => ({ ...headAt(logNumber(7), seq), device: of });

class Watched {
  readonly timers = new ManualTimers();
  asked = 0;
  readonly forwarding: SessionForwarding;

  constructor(world: World, to: DeviceId | null = receiver) {
    this.forwarding = new SessionForwarding(
      neighbourhood(world),
      to,
      { clock: this.timers.clock, timers: this.timers },
      () => (this.asked += 1),
    );
  }

  /** Whether records of `of` are left to others. */
  leaves(of: DeviceId, seq = 5, nextSeq = 5): boolean {
    return this.forwarding.heldBack([{ head: headOf(of, seq), nextSeq }]).size > 0;
  }
}

describe("to a device", () => {
  test("own records are sent, whoever else could", () => {
    expect(new Watched({ atRelay: [receiver, low], told: [[receiver, [low], "relay"]] }).leaves(self)).toBe(false);
  });

  test("what it has made itself is not sent back at once", () => {
    expect(new Watched({ told: [[receiver, []]] }).leaves(receiver)).toBe(true);
  });

  test("what its own neighbours make, or those who are at its relay, is left to them", () => {
    expect(new Watched({ told: [[receiver, [author]]] }).leaves(author)).toBe(true);
    expect(new Watched({ atRelay: [receiver, author], told: [[receiver, [], "relay"]] }).leaves(author)).toBe(true);
    expect(new Watched({ atRelay: [receiver, author], told: [[receiver, [], "another"]] }).leaves(author)).toBe(false);
    expect(new Watched({ told: [[receiver, []]] }).leaves(author)).toBe(false);
  });

  test("what the relay that both are at has confirmed is left to it", () => {
    const told = [[receiver, [], "relay"]] as const;
    expect(new Watched({ atRelay: [receiver], told, confirmedSeq: 5 }).leaves(author)).toBe(true);
    expect(new Watched({ atRelay: [receiver], told, confirmedSeq: 4 }).leaves(author)).toBe(false);
  });

  test("of several that could bring it the lowest does", () => {
    const told = [
      [receiver, [low]],
      [author, [low, self]],
    ] as const;
    expect(new Watched({ told }).leaves(author)).toBe(true);
    expect(new Watched({ told: [told[0], [author, [self]]] }).leaves(author)).toBe(false);
    expect(
      new Watched({
        told: [
          [receiver, [device(9)]],
          [author, [device(9)]],
        ],
      }).leaves(author),
    ).toBe(false);
  });

  test("whoever has told nothing is sent everything", () => {
    expect(new Watched({ atRelay: [author] }).leaves(author)).toBe(false);
  });
});

describe("to the relay", () => {
  test("what those make that are there is left to them, and what others make to the lowest that is linked to them", () => {
    expect(new Watched({ atRelay: [author] }, null).leaves(author)).toBe(true);
    expect(new Watched({ atRelay: [low], told: [[author, [low, self]]] }, null).leaves(author)).toBe(true);
    expect(new Watched({ atRelay: [receiver], told: [[author, [receiver, self]]] }, null).leaves(author)).toBe(false);
    expect(new Watched({ atRelay: [author] }, null).leaves(self)).toBe(false);
  });
});

describe("what is left to others", () => {
  test("is sent when it has not come after ten seconds, and the session is asked to look then", async () => {
    const watched = new Watched({ told: [[receiver, [author]]] });
    expect(watched.leaves(author)).toBe(true);
    await watched.timers.pass(9_999);
    expect([watched.leaves(author), watched.asked]).toEqual([true, 0]);
    await watched.timers.pass(1);
    expect([watched.leaves(author), watched.asked]).toEqual([false, 1]);
  });

  test("has ten seconds again whenever some of it has come, or all had", async () => {
    const watched = new Watched({ told: [[receiver, [author]]] });
    watched.leaves(author, 5, 5);
    await watched.timers.pass(8_000);
    expect(watched.leaves(author, 8, 6)).toBe(true);
    await watched.timers.pass(8_000);
    expect(watched.leaves(author, 8, 6)).toBe(true);
    expect(watched.forwarding.heldBack([]).size).toBe(0);
    await watched.timers.pass(8_000);
    expect(watched.leaves(author, 9, 9)).toBe(true);
  });

  test("keeps no timer once the session is over", async () => {
    const watched = new Watched({ told: [[receiver, [author]]] });
    watched.leaves(author);
    watched.forwarding.close();
    await watched.timers.pass(60_000);
    expect(watched.asked).toBe(0);
  });
});

test("receipts are left to those who bring records", () => {
  const { forwarding } = new Watched({ told: [[receiver, [author]]] });
  expect([author, receiver, self, low].map((of) => forwarding.isToldBy(of))).toEqual([true, true, false, false]);
});
