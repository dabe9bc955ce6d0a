// The links' code comes after the rows, and may not come at all for a while.

import { expect, test } from "vitest";
import type { DialLink } from "../ports/link.ts";
import { settle } from "../sync/manual-timers.suite.ts";
import { runSession } from "../sync/session-driver.ts";
import type { ReplicaPush, SyncStatus } from "./face.ts";
import type { LinkCode } from "./link-desk.ts";
import { LinkKeeper } from "./link-keeper.ts";
import { portsOf } from "./lone-replica.suite.ts";
import { Replica } from "./replica.ts";
import { createIntent, newItem, TestProfile, valueIn } from "./space.suite.ts";

const RELAY = "wss://laptop.local";

async function openWith(loadLinks: () => Promise<LinkCode>) {
  const profile = new TestProfile(1);
  const told: { status: SyncStatus | null } = { status: null };
  const dialled: string[] = [];
  const push = (pushed: ReplicaPush): void => {
    if (pushed.kind === "status") told.status = pushed.status;
  };
  const dialRelay: DialLink = (address, events) => {
    dialled.push(address);
    queueMicrotask(() => events.closed({ kind: "failed", reason: "nobody there" }));
    return { binding: "", send: () => undefined, bufferedBytes: () => 0, close: () => undefined };
  };
  const ports = {
    ...portsOf(profile),
    loadSession: async () => runSession,
    dialRelay,
    loadLinks,
    openLease: ((events) => {
      queueMicrotask(() => events.acquired(1));
      return { steal: () => undefined, close: () => undefined };
    }) satisfies ReturnType<typeof portsOf>["openLease"],
  };
  const replica = valueIn(await Replica.open(ports, { defaultRelay: { origin: RELAY, answers: null }, push }));
  await settle();
  return { replica, timers: profile.timers, told, dialled };
}

test("a replica is open, and takes what is done, while the code of its links has not come", async () => {
  const { replica, told, dialled } = await openWith(() => new Promise<LinkCode>(() => undefined));
  const acted = await replica.act(createIntent(newItem(replica.space), "Buy milk"));
  await settle();
  expect(acted.ok).toBe(true);
  expect([told.status?.relay.kind, told.status?.recordsHeld, dialled]).toEqual(["offline", 1, []]);
  replica.close();
});

test("code of the links that cannot be had is said to wait, and asked for again after a pause", async () => {
  let asked = 0;
  const { replica, timers, told, dialled } = await openWith(async () => {
    asked += 1;
    if (asked < 3) throw new Error("not to be had");
    return { LinkKeeper };
  });
  expect(told.status?.relay).toMatchObject({ kind: "waiting", reason: "unreachable" });
  await timers.pass(10_000);
  expect([asked, dialled]).toEqual([2, []]);
  await timers.pass(10_000);
  expect([asked, dialled]).toEqual([3, [RELAY]]);
  replica.close();
});

test("who wants to sync does not wait for that pause, and what the page said before is known", async () => {
  let isThere = false;
  const { replica, dialled } = await openWith(async () => {
    if (!isThere) throw new Error("not to be had");
    return { LinkKeeper };
  });
  replica.pageState(true, false);
  isThere = true;
  replica.syncNow();
  await settle();
  expect([replica.links.isHolder, dialled]).toEqual([true, []]);
  replica.pageState(true, true);
  await settle();
  expect(dialled).toEqual([RELAY]);
  replica.close();
});

test("a replica that was closed meanwhile takes no links", async () => {
  const waiting: ((code: LinkCode) => void)[] = [];
  const { replica, dialled } = await openWith(() => new Promise((resolve) => void waiting.push(resolve)));
  replica.close();
  for (const come of waiting) come({ LinkKeeper });
  await settle();
  expect([waiting.length, replica.links.isHolder, dialled]).toEqual([1, false, []]);
});
