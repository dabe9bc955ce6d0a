// A recovery phrase, from the day it is made to the day that all devices are gone.

import { expect, test } from "vitest";
import type { DeviceId, SpaceId } from "../src/base/ids.ts";
import type { RestoreFailure, RestoreState } from "../src/replica/face/recovery.ts";
import { makeRecovery } from "../src/replica/recovery/recovery.ts";
import { RELAY_ADDRESS } from "./relay-host.ts";
import { addTask, makePairedWorld, titlesOf } from "./story.ts";
import type { Device, Tab, World } from "./world.ts";

const WORDS = new Uint8Array(32).fill(61);
const OTHER_WORDS = new Uint8Array(32).fill(62);

const recoveryOf = (world: World) => makeRecovery(world.crypto.makeSigner);

async function makePhrase(world: World, device: Device, entropy = WORDS): Promise<void> {
  const { open } = await device.use();
  const made = recoveryOf(world).answer(open, { kind: "make-phrase", entropy, day: "2026-11-27" }, () => undefined);
  expect(await world.time.complete(made, 60_000)).toEqual({ ok: true, value: null });
}

const knowsPhrase = ({ status }: Tab): boolean => status?.recordsNotAtRelay === 0 && status.recoveryPhrases === 1;

/** Two devices with a task of each and a phrase, all of it at the relay; then both are gone. */
async function loseAll() {
  const { world, devices } = await makePairedWorld("laptop", "phone");
  const [laptop, phone] = devices;
  if (phone === undefined) throw new Error("a phone");
  await addTask(laptop, "on the laptop");
  await addTask(phone, "on the phone");
  await makePhrase(world, laptop);
  const tabs = [await laptop.use(), await phone.use()];
  await world.until(() => tabs.every(knowsPhrase) && tabs[0]?.status?.statementsOnlyHere === false, "all of it at the relay");
  const { space, self } = laptop.tabs[0]?.open.space.core ?? {};
  const phoneId = phone.tabs[0]?.open.space.core.self;
  if (space === undefined || self === undefined || phoneId === undefined) throw new Error("a space");
  for (const device of [laptop, phone]) device.killTabs();
  const tablet = world.addDevice("tablet");
  return { world, laptop, phone, tablet, space, laptopId: self, phoneId };
}

type Restore = { readonly state: () => RestoreState; readonly confirm: (lost: readonly DeviceId[]) => void };

async function restore(world: World, device: Device, space: SpaceId, entropy = WORDS): Promise<Restore> {
  const { open } = await device.use();
  const recovery = recoveryOf(world);
  let state: RestoreState = { kind: "idle" };
  const tell = (told: RestoreState): void => void (state = told);
  void recovery.answer(open, { kind: "restore", entropy, space, relay: RELAY_ADDRESS, from: { kind: "relay" } }, tell);
  return { state: () => state, confirm: (lost) => void recovery.answer(open, { kind: "confirm-devices", lost }, tell) };
}

const failureIn = (state: RestoreState): RestoreFailure | RestoreState["kind"] => (state.kind === "failed" ? state.failure : state.kind);

const titles = (device: Device): readonly string[] => device.tabs.flatMap((tab) => titlesOf(tab)).toSorted();

test("with all devices gone the words bring everything back, and what is lost is shut out before anything is written", async () => {
  const { world, phone, tablet, space, laptopId, phoneId } = await loseAll();
  await addTask(tablet, "before");
  const { state, confirm } = await restore(world, tablet, space);
  await world.until(() => state().kind === "confirm", "the list of devices");
  const asked = state();
  expect(asked.kind === "confirm" ? asked.devices.map(({ id }) => id).toSorted() : []).toEqual([laptopId, phoneId].toSorted());
  // Nothing is this profile's before it is confirmed.
  expect(titles(tablet)).toEqual(["before"]);
  confirm([phoneId]);
  await world.until(() => state().kind === "restored", "the end");
  expect(titles(tablet)).toEqual(["before", "on the laptop", "on the phone"]);
  const { core } = (await tablet.use()).open.space;
  expect(core.members.devices.toSorted()).toEqual([core.self, laptopId].toSorted());
  const { epochs } = core.members.membership;
  expect(epochs.at(-1)?.id).toBe(core.members.writingEpoch()?.id);
  expect(epochs.at(-1)?.grants.has(phoneId)).toBe(false);
  await addTask(tablet, "after");
  const records = core.index.heads.filter(({ device }) => device === core.self);
  expect(records).not.toEqual([]);
  // The one that was taken for lost turns up: it hears that it was taken out, and nothing else.
  await world.until(() => (tablet.tabs[0]?.status?.recordsNotAtRelay ?? 1) === 0, "the new task at the relay");
  const found = await phone.use();
  await world.time.run(120_000);
  expect(titlesOf(found)).not.toContain("after");
});

test("a device that was only away goes on with the rest of them", async () => {
  const { world, laptop, tablet, space } = await loseAll();
  const { state, confirm } = await restore(world, tablet, space);
  await world.until(() => state().kind === "confirm", "the list of devices");
  confirm([]);
  await world.until(() => state().kind === "restored", "the end");
  await addTask(tablet, "after");
  await addTask(laptop, "found again");
  await world.until(() => titles(tablet).length === 4 && titles(laptop).length === 4, "the same on both");
  expect(titles(laptop)).toEqual(titles(tablet));
});

test("words of no phrase, or a relay that is not there, change nothing, and say which it was", async () => {
  const { world, tablet, space } = await loseAll();
  const wrong = await restore(world, tablet, space, OTHER_WORDS);
  await world.until(() => wrong.state().kind === "failed", "the refusal");
  expect(failureIn(wrong.state())).toBe("other-phrase");
  world.relay.kill();
  const away = await restore(world, tablet, space);
  await world.until(() => away.state().kind === "failed", "the silence");
  expect(failureIn(away.state())).toBe("relay-unreachable");
  expect(tablet.tabs[0]?.open.space.core.space).not.toBe(space);
});

test("a relay that was wiped says that it has no such space, until a device that turns up has filled it again", async () => {
  const { world, laptop, tablet, space } = await loseAll();
  world.relay.wipe();
  const early = await restore(world, tablet, space);
  await world.until(() => early.state().kind === "failed", "the answer");
  expect(failureIn(early.state())).toBe("no-such-space");
  const tab = await laptop.use();
  await world.until(() => tab.status?.recordsNotAtRelay === 0 && !tab.status.statementsOnlyHere, "the relay filled again");
  const late = await restore(world, tablet, space);
  await world.until(() => late.state().kind === "confirm", "the list of devices");
  late.confirm([]);
  await world.until(() => late.state().kind === "restored", "the end");
  expect(titles(tablet)).toEqual(["on the laptop", "on the phone"]);
});

test("a try that breaks off can be made again by the same browser", async () => {
  const { world, tablet, space } = await loseAll();
  const first = await restore(world, tablet, space);
  await world.until(() => first.state().kind === "confirm", "the list of devices");
  tablet.killTabs();
  const second = await restore(world, tablet, space);
  await world.until(() => second.state().kind === "confirm", "the list again");
  second.confirm([]);
  await world.until(() => second.state().kind === "restored", "the end");
  expect(titles(tablet)).toEqual(["on the laptop", "on the phone"]);
});

test("a phrase that was ended brings nothing back", async () => {
  const { world, devices } = await makePairedWorld("laptop");
  const [laptop] = devices;
  await makePhrase(world, laptop);
  await makePhrase(world, laptop, OTHER_WORDS);
  const { open } = await laptop.use();
  const phrases = await recoveryOf(world).answer(open, { kind: "phrases" }, () => undefined);
  const [id] =
    phrases !== null && phrases.ok && typeof phrases.value === "object" && phrases.value !== null
      ? phrases.value.map((each) => each.id)
      : [];
  if (id === undefined) throw new Error("a phrase");
  const end = recoveryOf(world).answer(open, { kind: "end-phrase", phrase: id, entropy: WORDS }, () => undefined);
  expect(await world.time.complete(end, 60_000)).toEqual({ ok: true, value: null });
  await world.until(() => laptop.tabs[0]?.status?.statementsOnlyHere === false, "its end at the relay");
  const tablet = world.addDevice("tablet");
  const { state } = await restore(world, tablet, open.space.core.space);
  await world.until(() => state().kind === "failed", "the refusal");
  expect(failureIn(state())).toBe("other-phrase");
});

test("what a single device had packed comes back at once, though nobody else has vouched for its packs", async () => {
  const { world, devices } = await makePairedWorld("laptop");
  const [laptop] = devices;
  for (let number = 0; number < 60; number++) await addTask(laptop, `task ${number}`);
  await makePhrase(world, laptop);
  const tab = await laptop.use();
  const { core } = tab.open.space;
  await world.until(() => core.base.base.checkpoints.length > 0, "a checkpoint");
  const atRelay = (): number => world.relay.disk.spaces.get(core.space)?.checkpoints.size ?? 0;
  await world.until(() => atRelay() > 0 && tab.status?.recordsNotAtRelay === 0 && !tab.status.statementsOnlyHere, "all of it at the relay");
  // With the packs.
  await world.time.run(60_000);
  laptop.killTabs();
  const tablet = world.addDevice("tablet");
  const { state, confirm } = await restore(world, tablet, core.space);
  await world.until(() => state().kind === "confirm", "the list of devices", 60_000);
  confirm([]);
  await world.until(() => state().kind === "restored", "the end");
  expect(titles(tablet)).toHaveLength(60);
  expect((await tablet.use()).open.space.core.base.base.checkpoints).not.toEqual([]);
});
