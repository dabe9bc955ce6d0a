import { describe, expect, test } from "vitest";
import type { Admission } from "../members/meeting-message.ts";
import { ManualTimers } from "../sync/manual-timers.suite.ts";
import { ArrivalDeadline, hasArrived } from "./arrival.ts";
import { addTasks, at, idOf, meet, run, sharing, type Shared } from "./engine/engine.suite.ts";
import type { Space } from "./space.ts";
import { bring, ingest, openShared, ownPathOf, pageOf, shareStatements, strangeRecord, TestProfile } from "./space.suite.ts";

const MINUTE_MS = 60_000;

function waiting(isReached: () => boolean) {
  const timers = new ManualTimers();
  const failures: string[] = [];
  const deadline = new ArrivalDeadline(timers, isReached, (failure) => failures.push(failure));
  deadline.restart();
  return { timers, failures, deadline };
}

describe("a newcomer to whom nothing comes", () => {
  test("gives up after two minutes where the relay is not reached", async () => {
    const { timers, failures } = waiting(() => false);
    await timers.pass(2 * MINUTE_MS - 1);
    expect(failures).toEqual([]);
    await timers.pass(1);
    expect(failures).toEqual(["unreachable"]);
  });

  test("waits twelve minutes at a relay that is reached, and then does not say that it is not", async () => {
    const { timers, failures } = waiting(() => true);
    await timers.pass(12 * MINUTE_MS - 1);
    expect(failures).toEqual([]);
    await timers.pass(1);
    expect(failures).toEqual(["nothing-came"]);
  });

  test("gives up within two minutes once the relay is gone", async () => {
    let isReached = true;
    const { timers, failures } = waiting(() => isReached);
    await timers.pass(7 * MINUTE_MS);
    isReached = false;
    await timers.pass(MINUTE_MS);
    expect(failures).toEqual(["unreachable"]);
  });

  test("has all that time again whenever something has come", async () => {
    const { timers, failures, deadline } = waiting(() => true);
    await timers.pass(11 * MINUTE_MS);
    deadline.restart();
    await timers.pass(12 * MINUTE_MS - 1);
    expect(failures).toEqual([]);
    await timers.pass(1);
    expect(failures).toEqual(["nothing-came"]);
  });

  test("gives nothing up any more once it is done", async () => {
    const { timers, failures, deadline } = waiting(() => true);
    await timers.pass(3 * MINUTE_MS);
    deadline.cancel();
    await timers.pass(60 * MINUTE_MS);
    expect([failures, timers.size]).toEqual([[], 0]);
  });
});

/** As `inviters` together state it. */
const admissionBy = (...inviters: readonly [Space, ...Space[]]): Admission => ({
  heads: inviters[0].view().statementHeads,
  version: inviters.flatMap((space) => space.view().version),
  checkpoints: [],
  relays: [],
});

describe("a newcomer has arrived", () => {
  test("with the last record that its inviter held, and not before", async () => {
    const { spaces } = await openShared(2);
    const [a, b] = [at(spaces, 0), at(spaces, 1)];
    await addTasks(a, 3);
    const admission = admissionBy(a);
    await ingest(b, await pageOf(a, ownPathOf(a), 1, 2));
    expect(hasArrived(b, admission)).toBe(false);
    await addTasks(a, 1, "since then");
    await bring(a, b);
    expect(hasArrived(b, admission)).toBe(true);
  });

  test("not before it knows the statements that were told", async () => {
    const { spaces } = await openShared(2);
    const [a, b] = [at(spaces, 0), at(spaces, 1)];
    await new TestProfile(7).join(a);
    expect(hasArrived(b, admissionBy(a))).toBe(false);
    await shareStatements(a, b);
    expect(hasArrived(b, admissionBy(a))).toBe(true);
  });

  test("not while a record waits for its key", async () => {
    const { spaces } = await openShared(2);
    const [a, b] = [at(spaces, 0), at(spaces, 1)];
    await addTasks(a, 1);
    await bring(a, b);
    expect(hasArrived(b, admissionBy(a))).toBe(true);
    await ingest(a, await strangeRecord(a, ownPathOf(a).log, { epochPrefix: new Uint8Array(4) }));
    await bring(a, b);
    expect(hasArrived(b, admissionBy(a))).toBe(false);
  });

  test("not without a key to write with", async () => {
    const { spaces } = await openShared(1);
    const a = at(spaces, 0);
    const keyless = new TestProfile(5);
    await keyless.join(a, { hasKeys: false });
    const b = await keyless.open();
    expect(hasArrived(b, admissionBy(a))).toBe(false);
    await keyless.join(a);
    await b.refresh();
    await shareStatements(a, b);
    expect(hasArrived(b, admissionBy(a))).toBe(true);
  });

  test("not with the shorter way alone of a log that has forked", async () => {
    const { a, clone, b } = await forked();
    await bring(a, b);
    expect(hasArrived(b, admissionBy(a, clone))).toBe(false);
    await ingest(b, await pageOf(clone, ownPathOf(a), 1));
    expect(hasArrived(b, admissionBy(a, clone))).toBe(true);
  });

  test("with one way of a log that has forked where its base covers the log, since the other may leave it below", async () => {
    const { shared, a, clone, b } = await forked();
    await run(a);
    b.core.base.admitted = [idOf(a)];
    await meet(shared, [1, 0]);
    expect(b.view().heads).toMatchObject([{ seq: 5, base: { seq: 5 } }]);
    expect(hasArrived(b, admissionBy(a, clone))).toBe(true);
  });

  test("not with a base of a log that has not forked and goes on behind it", async () => {
    const { shared, a, b } = await forked();
    await run(a);
    b.core.base.admitted = [idOf(a)];
    await meet(shared, [1, 0]);
    await addTasks(a, 1, "behind the base");
    expect(hasArrived(b, admissionBy(a))).toBe(false);
    await bring(a, b);
    expect(hasArrived(b, admissionBy(a))).toBe(true);
  });
});

/** Of the log of `a` the way of its clone is the longer one: eight records instead of five. `b` has nothing yet. */
async function forked(): Promise<{ shared: Shared; a: Space; clone: Space; b: Space }> {
  const shared = await sharing(2);
  const [a, b] = [at(shared.spaces, 0), at(shared.spaces, 1)];
  const { disk, timers } = at(shared.profiles, 0);
  await addTasks(a, 3, "common");
  const clone = await new TestProfile(1, { disk: disk.copy(), timers }).openSpace(a.core.space);
  await addTasks(a, 2, "of the original");
  await addTasks(clone, 5, "of the clone");
  return { shared, a, clone, b };
}
