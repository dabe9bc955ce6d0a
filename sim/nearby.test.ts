// Devices side by side that connect by codes, with no relay anywhere.

import { expect, test } from "vitest";
import { Gate } from "./gate.ts";
import { addTask, everyoneHasAll, makeDirectWorld, makeWorld, titlesOf } from "./story.ts";
import type { Device, Tab, World } from "./world.ts";

const codeOn = (tab: Tab): string | null => (tab.nearby.kind === "showing" ? tab.nearby.code : null);
const roleOn = (tab: Tab): string => (tab.nearby.kind === "showing" ? tab.nearby.role : tab.nearby.kind);
const kindsOf = (...tabs: readonly Tab[]): readonly string[] => tabs.map(({ nearby }) => nearby.kind);
const answerOf = (tab: Tab): string | null => (tab.pairing.kind === "joining" ? tab.pairing.comparisonCode : null);
const reasonOf = ({ pairing }: Tab): string => (pairing.kind === "failed" ? pairing.reason : pairing.kind);
const take = (tab: Tab, code: string): unknown => tab.askNearby({ kind: "take-nearby-code", code });

/** The code that is shown once it is another than `before`. */
async function shownOn(world: World, tab: Tab, before: string | null = null): Promise<string> {
  await world.until(() => codeOn(tab) !== null && codeOn(tab) !== before, "a code");
  return codeOn(tab) ?? "";
}

/** A shows a code, B takes it and shows another, A takes that. */
async function exchange(world: World, a: Tab, b: Tab, invite = false): Promise<void> {
  a.askNearby({ kind: "start-nearby", invite });
  expect(take(b, await shownOn(world, a))).toEqual({ ok: true, value: null });
  expect(take(a, await shownOn(world, b))).toEqual({ ok: true, value: null });
}

/** Devices that know each other, with nothing between them. */
async function makeParted(...names: readonly [string, ...string[]]) {
  const { world, devices } = await makeDirectWorld(...names);
  world.relay.kill();
  for (const device of devices) device.killTabs();
  const tabs: Tab[] = [];
  for (const device of devices) tabs.push(await device.use());
  const [a, b, c] = tabs;
  if (a === undefined || b === undefined) throw new Error("two devices");
  return { world, devices, a, b, c };
}

/** Strangers, with no relay ever. */
async function makeStrangers(...names: readonly string[]) {
  const world = makeWorld();
  world.isDirect = true;
  world.relay.kill();
  const devices = names.map((name) => world.addDevice(name));
  const [first, second] = devices;
  if (first === undefined || second === undefined) throw new Error("two devices");
  return { world, first, second, a: await first.use(), b: await second.use() };
}

async function bothShow(world: World, titles: readonly string[], ...tabs: readonly Tab[]): Promise<void> {
  const sorted = titles.toSorted();
  const shows = (tab: Tab): boolean => titlesOf(tab).toSorted().join() === sorted.join();
  await world.until(() => tabs.every(shows), `${sorted.join()} on both`);
}

async function letIn(world: World, a: Tab, b: Tab): Promise<void> {
  await world.until(() => a.pairing.kind === "asked" && answerOf(b) === a.pairing.comparisonCode, "the same number on both");
  expect(kindsOf(a, b)).toEqual(["pairing", "pairing"]);
  b.open.pairing.answer(true);
  a.open.pairing.answer(true);
  await world.until(() => kindsOf(a, b).every((kind) => kind === "connected"), "both connected");
}

test("two devices of a space connect by a code each way, and what is written on one travels to the other", async () => {
  const { world, devices, a, b } = await makeParted("laptop", "phone");
  await addTask(devices[0], "before");
  await exchange(world, a, b);
  await world.until(() => kindsOf(a, b).every((kind) => kind === "connected"), "both connected");
  await bothShow(world, ["before"], a, b);
  await addTask(devices[0], "and after");
  await bothShow(world, ["before", "and after"], a, b);
  const phone = b.open.space.core.self;
  await world.until(() => a.status?.devices.find(({ id }) => id === phone)?.connection.kind === "direct", "being told so");
  await world.until(() => a.status?.devices.every(({ hasEverything }) => hasEverything) === true, "the phone's receipt");
  expect(a.nearby).toEqual({ kind: "connected", device: phone, name: null });
});

test("who joins by them keeps what it had made, and stays connected", async () => {
  const { world, first, second, a, b } = await makeStrangers("laptop", "phone");
  await addTask(first, "of the laptop");
  await addTask(second, "of the phone");
  await exchange(world, a, b, true);
  await letIn(world, a, b);
  expect([a.pairing, b.pairing]).toMatchObject([{ kind: "admitted" }, { kind: "joined", keptItems: 1 }]);
  await bothShow(world, ["of the laptop", "of the phone"], a, b);
  await addTask(first, "live");
  await addTask(second, "both ways");
  await bothShow(world, ["of the laptop", "of the phone", "live", "both ways"], a, b);
  expect(b.open.space.core.space).toBe(a.open.space.core.space);
});

test("who compares only minutes after it was let in arrives all the same", async () => {
  const { world, first, a, b } = await makeStrangers("laptop", "phone");
  await addTask(first, "of the laptop");
  await exchange(world, a, b, true);
  await world.until(() => a.pairing.kind === "asked" && answerOf(b) !== null, "the number on both");
  a.open.pairing.answer(true);
  await world.time.run(480_000);
  expect([a.pairing.kind, b.pairing.kind]).toEqual(["admitted", "joining"]);
  b.open.pairing.answer(true);
  await world.until(() => kindsOf(a, b).every((kind) => kind === "connected"), "both connected");
  await bothShow(world, ["of the laptop"], a, b);
});

test("who is let in and loses the connection before it has everything keeps what it had, and joins by the next codes", async () => {
  const { world, first, second, a, b } = await makeStrangers("laptop", "phone");
  await addTask(first, "of the laptop");
  await addTask(second, "of the phone");
  await exchange(world, a, b, true);
  await world.until(() => a.pairing.kind === "asked" && answerOf(b) !== null, "the number on both");
  for (const tab of [a, b]) tab.open.pairing.answer(true);
  await world.until(() => b.pairing.kind === "fetching", "the first of it");
  world.network.breakAll();
  await world.until(() => b.pairing.kind === "failed", "the end");
  expect([reasonOf(b), titlesOf(b)]).toEqual(["other-left", ["of the phone"]]);
  await world.until(() => a.nearby.kind === "failed", "its end there");
  await exchange(world, a, b, true);
  await letIn(world, a, b);
  await bothShow(world, ["of the laptop", "of the phone"], a, b);
});

test("who is being let in when the connection goes is told so on both, and joins by the next codes", async () => {
  const { world, first, a, b } = await makeStrangers("laptop", "phone");
  await addTask(first, "of the laptop");
  await exchange(world, a, b, true);
  await world.until(() => a.pairing.kind === "asked" && answerOf(b) !== null, "the number on both");
  // The store takes its time.
  const store = new Gate();
  store.shut();
  void a.open.space.core.inTurn(async () => {
    await new Promise<void>((resolve) => store.pass(resolve));
    return { ok: true, value: null };
  });
  for (const tab of [b, a]) tab.open.pairing.answer(true);
  expect(a.pairing.kind).toBe("admitting");
  world.network.breakAll();
  await world.until(() => b.pairing.kind === "failed", "its end there");
  await world.time.run(60_000);
  store.open();
  await world.until(() => a.pairing.kind === "admitted", "its end here");
  await world.until(() => a.nearby.kind === "failed", "the end of the connection");
  await exchange(world, a, b, true);
  await letIn(world, a, b);
  await bothShow(world, ["of the laptop"], a, b);
});

test("a device that has not heard yet that another one was let in learns it from that one's offer", async () => {
  const { world, devices } = await makeDirectWorld("laptop", "phone");
  const [laptop, phone] = devices;
  if (phone === undefined) throw new Error("two devices");
  phone.killTabs();
  const tablet = world.addDevice("tablet");
  await world.pair(laptop, tablet);
  await addTask(tablet, "of the tablet");
  world.relay.kill();
  laptop.killTabs();
  const [onPhone, onTablet] = [await phone.use(), await tablet.use()];
  expect(onPhone.open.space.isMember(onTablet.open.space.core.self)).toBe(false);
  await exchange(world, onTablet, onPhone);
  await world.until(() => kindsOf(onPhone, onTablet).every((kind) => kind === "connected"), "both connected");
  await bothShow(world, ["of the tablet"], onPhone, onTablet);
});

test("an invitation connects whoever is of the space already as well", async () => {
  const { world, devices, a, b } = await makeParted("laptop", "phone");
  await addTask(devices[0], "a task");
  await exchange(world, a, b, true);
  await world.until(() => kindsOf(a, b).every((kind) => kind === "connected"), "both connected");
  expect(a.pairing.kind).toBe("idle");
  await bothShow(world, ["a task"], a, b);
});

test("where both take the other's offer at once, the answers that both show then make one connection", async () => {
  const { world, devices, a, b } = await makeParted("laptop", "phone");
  for (const tab of [a, b]) tab.askNearby({ kind: "start-nearby", invite: false });
  const [offerOfA, offerOfB] = [await shownOn(world, a), await shownOn(world, b)];
  expect([take(a, offerOfB), take(b, offerOfA)]).toEqual([{ ok: true, value: null }, { ok: true, value: null }]); // prettier-ignore
  const [answerOfA, answerOfB] = [await shownOn(world, a, offerOfA), await shownOn(world, b, offerOfB)];
  expect([roleOn(a), roleOn(b)]).toEqual(["answer", "answer"]);
  for (let again = 0; again < 2; again++) expect([take(a, answerOfB), take(b, answerOfA)].every(isTaken)).toBe(true);
  await world.until(() => kindsOf(a, b).every((kind) => kind === "connected"), "both connected");
  await addTask(devices[0], "over it");
  await bothShow(world, ["over it"], a, b);
  expect(world.network.directCount).toBe(1);
});

const isTaken = (answer: unknown): boolean => typeof answer === "object" && answer !== null && Reflect.get(answer, "ok") === true;

test("one connection is left where a relay brings the two together at the same time", async () => {
  const { world, devices, a, b } = await makeParted("laptop", "phone");
  a.askNearby({ kind: "start-nearby", invite: false });
  take(b, await shownOn(world, a));
  const answer = await shownOn(world, b);
  world.relay.start();
  await world.until(() => a.status?.relay.kind === "online" && b.status?.relay.kind === "online", "the relay");
  take(a, answer);
  await world.until(() => kindsOf(a, b).every((kind) => kind === "connected"), "both connected");
  await world.time.run(60_000);
  expect(world.network.directCount).toBe(1);
  world.relay.kill();
  await addTask(devices[0], "over it");
  await bothShow(world, ["over it"], a, b);
});

test("with the links in another tab they come to the one that shows the code", async () => {
  const { world, devices, a, b } = await makeParted("laptop", "phone");
  const other = devices[0].openTab();
  await world.time.complete(other.opened, 60_000);
  expect([a.open.links.isHolder, other.open.links.isHolder]).toEqual([true, false]);
  await exchange(world, other, b);
  await world.until(() => kindsOf(other, b).every((kind) => kind === "connected"), "both connected");
  await addTask(devices[0], "from the first tab");
  await bothShow(world, ["from the first tab"], other, b);
});

test("a code of a stranger who does not invite is refused, and what is shown stays", async () => {
  const { world, a, b } = await makeStrangers("laptop", "phone");
  for (const tab of [a, b]) tab.askNearby({ kind: "start-nearby", invite: false });
  const [offerOfA, offerOfB] = [await shownOn(world, a), await shownOn(world, b)];
  expect(take(b, offerOfA)).toEqual({ ok: false, error: "stranger" });
  expect(codeOn(b)).toBe(offerOfB);
});

test("an answer to another offer, to none, and one's own code are told apart", async () => {
  const { world, a, b } = await makeParted("laptop", "phone");
  a.askNearby({ kind: "start-nearby", invite: false });
  const offer = await shownOn(world, a);
  expect(take(a, offer)).toEqual({ ok: false, error: "own-code" });
  take(b, offer);
  const answer = await shownOn(world, b);
  a.askNearby({ kind: "start-nearby", invite: false });
  const another = await shownOn(world, a, offer);
  expect(take(a, answer)).toEqual({ ok: false, error: "other-answer" });
  expect(codeOn(a)).toBe(another);
  a.askNearby({ kind: "stop-nearby" });
  expect(take(a, answer)).toEqual({ ok: false, error: "answer-without-offer" });
});

test("where nothing gets through that is told, and the next exchange works", async () => {
  const { world, a, b } = await makeParted("laptop", "phone");
  world.network.cut("laptop", "phone");
  await exchange(world, a, b);
  expect(kindsOf(a, b)).toEqual(["connecting", "showing"]);
  await world.time.run(15_500);
  expect(a.nearby).toEqual({ kind: "failed", failure: "no-way" });
  world.network.heal();
  await exchangeAgain(world, a, b);
  await world.until(() => kindsOf(a, b).every((kind) => kind === "connected"), "both connected");
});

/** B still shows the answer to the offer before. */
async function exchangeAgain(world: World, a: Tab, b: Tab): Promise<void> {
  const before = codeOn(b);
  a.askNearby({ kind: "start-nearby", invite: false });
  take(b, await shownOn(world, a));
  expect(isTaken(take(a, await shownOn(world, b, before)))).toBe(true);
}

test("a code is shown for ten minutes", async () => {
  const { world, a } = await makeParted("laptop", "phone");
  a.askNearby({ kind: "start-nearby", invite: false });
  await shownOn(world, a);
  await world.time.run(599_000);
  expect(a.nearby.kind).toBe("showing");
  await world.time.run(2_000);
  expect(a.nearby).toEqual({ kind: "failed", failure: "timed-out" });
});

test.each<readonly [string, (host: Tab, guest: Tab) => void, string, string]>([
  ["the person at the inviting device says no", (host) => host.open.pairing.answer(false), "declined", "declined"],
  ["the newcomer sees another number", (_, guest) => guest.open.pairing.answer(false), "declined", "cancelled"],
  ["the newcomer gives up", (_, guest) => void guest.askNearby({ kind: "stop-nearby" }), "other-left", "idle"],
  ["the newcomer is gone", (_, guest) => guest.kill(), "other-left", "joining"],
])("nobody is let in when %s", async (_, act, onHost, onGuest) => {
  const { world, a, b } = await makeStrangers("laptop", "phone");
  await exchange(world, a, b, true);
  await world.until(() => a.pairing.kind === "asked" && answerOf(b) !== null, "the number on both");
  act(a, b);
  await world.until(() => a.pairing.kind === "failed", "the end", 120_000);
  await world.time.run(1_000);
  expect([reasonOf(a), reasonOf(b)]).toEqual([onHost, onGuest]);
  expect(a.open.space.core.members.membership.members.size).toBe(1);
});

test("with a relay and a third device there who joins nearby has all of both at once, and everyone ends up with the same", async () => {
  const { world, devices } = await makeDirectWorld("laptop", "tablet");
  const [laptop, tablet] = devices;
  if (tablet === undefined) throw new Error("two devices");
  const phone = world.addDevice("phone");
  const [a, b, c] = [await laptop.use(), await phone.use(), await tablet.use()];
  await addTask(laptop, "of the laptop");
  await addTask(tablet, "of the tablet");
  await addTask(phone, "of the phone");
  await bothShow(world, ["of the laptop", "of the tablet"], a, c);
  await exchange(world, a, b, true);
  const sinceMs = world.time.nowMs;
  await letIn(world, a, b);
  expect(world.time.nowMs - sinceMs).toBeLessThan(5_000);
  await bothShow(world, ["of the laptop", "of the phone", "of the tablet"], a, b, c);
  await everyoneHasAll(world);
  await world.time.run(30_000);
  expect(world.network.directCount).toBe(3);
});

test("a third device is let in over the second one, and all have everything without a relay", async () => {
  const { world, first, second, a, b } = await makeStrangers("laptop", "phone");
  const third: Device = world.addDevice("tablet");
  const c = await third.use();
  await addTask(first, "of the laptop");
  await addTask(third, "of the tablet");
  await exchange(world, a, b, true);
  await letIn(world, a, b);
  await exchange(world, b, c, true);
  await letIn(world, b, c);
  await addTask(second, "of the phone");
  await bothShow(world, ["of the laptop", "of the phone", "of the tablet"], a, b, c);
  const tablet = c.open.space.core.self;
  await world.until(() => a.status?.devices.find(({ id }) => id === tablet)?.connection.kind === "direct", "the laptop and the tablet");
  expect(world.network.directCount).toBe(3);
});
