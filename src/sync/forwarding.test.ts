import { expect, test } from "vitest";
import type { LogTag } from "../base/ids.ts";
import type { Forwarding, LocalView, SessionConfig } from "./session-step.ts";
import {
  acceptDevice,
  haveOf,
  headAt,
  kindsIn,
  logNumber,
  noticesIn,
  other,
  stranger,
  viewOf,
  type SessionUnderTest,
} from "./session.suite.ts";
import type { Version } from "../wire/frames.ts";
import { versionOf } from "../wire/log-tree.ts";

const log = logNumber(7);

/** What is left to others, in the test's hands. */
class Others implements Forwarding {
  left = new Set<LogTag>([log]);
  asked: readonly number[] = [];

  heldBack(unsent: Parameters<Forwarding["heldBack"]>[0]): ReadonlySet<LogTag> {
    this.asked = unsent.map(({ nextSeq }) => nextSeq);
    return this.left;
  }

  isToldBy(device: string): boolean {
    return device === stranger;
  }
}

/** A session with a device that has records 1 to 3 of the log, of which there are 5 here. */
function openWithOthers(others: Others, parts: Partial<SessionConfig> = {}, view: LocalView = viewOf([headAt(log, 5)])): SessionUnderTest {
  const session = acceptDevice(other, view, { forwarding: others, ...parts });
  session.hear(haveOf([headAt(log, 3)]));
  session.compared({ path: { log, branch: "" }, nextSeq: 4 });
  return session;
}

const readsIn = (effects: ReturnType<SessionUnderTest["feed"]>): readonly number[] =>
  effects.flatMap((effect) => (effect.kind === "read-records" ? [effect.fromSeq] : []));

test("what is left to others is not sent, does not keep a session from being caught up, and is sent once it is not left to them", () => {
  const others = new Others();
  const session = openWithOthers(others);
  expect(others.asked).toEqual([4]);
  expect(readsIn(session.effects)).toEqual([]);
  expect(noticesIn(session.effects)).toContainEqual({ kind: "caught-up" });
  others.left = new Set();
  expect(readsIn(session.feed({ kind: "changed" }))).toEqual([4]);
});

const counters = (counter: number): Partial<LocalView> => ({ receiptCounters: new Map([[other, counter]]) });

test("what the other side has by its own receipt since its last word is not sent", () => {
  const others = new Others();
  let receipt: { counter: number; version: Version } | null = { counter: 1, version: versionOf([headAt(log, 5)]) };
  const view = viewOf([headAt(log, 5)], counters(1));
  const session = openWithOthers(others, { receiptOf: () => receipt }, view);
  expect(others.asked).toEqual([4]);
  receipt = { counter: 2, version: versionOf([headAt(log, 4)]) };
  session.grow(viewOf([headAt(log, 5)], counters(2)));
  expect(others.asked).toEqual([5]);
  receipt = { counter: 3, version: versionOf([headAt(log, 5)]) };
  session.grow(viewOf([headAt(log, 5)], counters(3)));
  expect(others.asked).toEqual([]);
  others.left = new Set();
  // It says anew what it has, and that counts.
  session.hear(haveOf([headAt(log, 3)]));
  expect(readsIn(session.compared({ path: { log, branch: "" }, nextSeq: 4 }))).toEqual([4]);
});

test("receipts that others bring are told only where the other side says what it has", () => {
  const view = viewOf([], { receiptCounters: new Map([[stranger, 3]]) });
  const session = acceptDevice(other, viewOf([]), { forwarding: new Others() });
  session.hear(haveOf([]));
  expect(kindsIn(session.grow(view))).not.toContain("send-receipts");
  expect(kindsIn(session.hear(haveOf([], { receiptsDigest: new Uint8Array(8).fill(1) })))).toContain("send-receipts");
});
