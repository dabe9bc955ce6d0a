// A passkey as the way back, from the day it is set up to the day that nothing is left but the passkey.

import { describe, expect, test } from "vitest";
import type { DeviceId } from "../src/base/ids.ts";
import type { CapsuleState, RecoveryAnswers, RecoveryRequest, RestoreState } from "../src/replica/face/recovery.ts";
import { makeRecovery } from "../src/replica/recovery/recovery.ts";
import { RELAY_ADDRESS } from "./relay-host.ts";
import { makeRealCrypto } from "./run-seed.ts";
import { addTask, makePairedWorld, titlesOf } from "./story.ts";
import { World, type Device } from "./world.ts";

const SECRET = new Uint8Array(32).fill(71);
const OTHER_SECRET = new Uint8Array(32).fill(72);
const WORDS = new Uint8Array(32).fill(73);
const DAY = "2026-11-27";

async function ask<Kind extends RecoveryRequest["kind"]>(
  device: Device,
  request: Extract<RecoveryRequest, { kind: Kind }>,
): Promise<RecoveryAnswers[Kind]> {
  const { open } = await device.use();
  const { world } = device;
  const answer = makeRecovery(world.crypto.makeSigner).answer(open, request, () => undefined);
  // The answer is that of its kind.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return world.time.complete(answer, 60_000) as Promise<RecoveryAnswers[Kind]>;
}

async function makePasskey(device: Device, secret = SECRET): Promise<DeviceId> {
  const made = await ask<"make-passkey">(device, { kind: "make-passkey", secret, day: DAY });
  if (!made.ok) throw new Error(made.error.kind);
  return made.value;
}

async function stateAtRelay(device: Device, passkey: DeviceId): Promise<CapsuleState> {
  const answer = await ask<"capsule-at-relay">(device, { kind: "capsule-at-relay", passkey });
  if (!answer.ok) throw new Error(answer.error.kind);
  return answer.value;
}

const allTold = ({ tabs: [tab] }: Device): boolean => tab?.status?.recordsNotAtRelay === 0 && !tab.status.statementsOnlyHere;

type Restore = { readonly state: () => RestoreState; readonly confirm: (lost: readonly DeviceId[]) => void; readonly cancel: () => void };

async function restore(device: Device, secret = SECRET, relay = RELAY_ADDRESS): Promise<Restore> {
  const { open } = await device.use();
  const recovery = makeRecovery(device.world.crypto.makeSigner);
  let state: RestoreState = { kind: "idle" };
  const tell = (told: RestoreState): void => void (state = told);
  void recovery.answer(open, { kind: "restore-by-passkey", secret, relay }, tell);
  return {
    state: () => state,
    confirm: (lost) => void recovery.answer(open, { kind: "confirm-devices", lost }, tell),
    cancel: () => void recovery.answer(open, { kind: "cancel-restore" }, tell),
  };
}

async function failureOf(device: Device, secret = SECRET, relay = RELAY_ADDRESS): Promise<string> {
  const { state } = await restore(device, secret, relay);
  await device.world.until(() => state().kind === "failed" || state().kind === "confirm", "an end");
  const ended = state();
  return ended.kind === "failed" ? ended.failure : ended.kind;
}

const titles = (device: Device): readonly string[] => device.tabs.flatMap((tab) => titlesOf(tab)).toSorted();

/** One device with a task and a passkey, all of it at the relay. */
async function setUp() {
  const { world, devices } = await makePairedWorld("laptop");
  const [laptop] = devices;
  await addTask(laptop, "kept");
  const passkey = await makePasskey(laptop);
  await world.until(() => allTold(laptop), "all of it at the relay");
  return { world, laptop, passkey };
}

async function bringBack(device: Device): Promise<void> {
  const { state, confirm } = await restore(device);
  await device.world.until(() => state().kind === "confirm", "the list of devices");
  confirm([]);
  await device.world.until(() => state().kind === "restored", "the end");
}

test("with the real cryptography the only device is lost, and a browser that has nothing but the passkey gets everything back", async () => {
  const world = new World(1, (time) => makeRealCrypto(1, time));
  const laptop = world.addDevice("laptop");
  await laptop.use();
  await addTask(laptop, "kept");
  const passkey = await makePasskey(laptop);
  await world.until(() => allTold(laptop), "all of it at the relay");
  expect(await stateAtRelay(laptop, passkey)).toBe("there");
  laptop.killTabs();
  const phone = world.addDevice("phone");
  await bringBack(phone);
  expect(titles(phone)).toEqual(["kept"]);
  await addTask(phone, "after");
  await world.until(() => allTold(phone), "the new task at the relay");
  expect((await ask<"phrases">(phone, { kind: "phrases" })).ok).toBe(true);
});

describe("the relay", () => {
  test("hands it out again after it was wiped, when any device has come by", async () => {
    const { world, devices } = await makePairedWorld("laptop", "phone");
    const [laptop, phone] = devices;
    if (phone === undefined) throw new Error("a phone");
    await addTask(laptop, "kept");
    const passkey = await makePasskey(laptop);
    await world.until(() => allTold(laptop), "all of it at the relay");
    await world.until(() => (phone.tabs[0]?.status?.recoveryPhrases ?? 0) === 1, "the phone knows of it");
    laptop.killTabs();
    phone.killTabs();
    world.relay.wipe();
    expect(await failureOf(world.addDevice("too early"))).toBe("no-capsule");
    const tab = await phone.use();
    await world.until(() => tab.status?.recordsNotAtRelay === 0, "the phone has been there");
    expect(await stateAtRelay(phone, passkey)).toBe("there");
    phone.killTabs();
    const tablet = world.addDevice("tablet");
    await bringBack(tablet);
    expect(titles(tablet)).toEqual(["kept"]);
  });

  test("is asked for what it hands out: it may be away, or not have it yet", async () => {
    const { world, laptop, passkey } = await setUp();
    world.relay.kill();
    expect(await stateAtRelay(laptop, passkey)).toBe("unreachable");
    laptop.killTabs();
    world.relay.start();
    world.relay.disk.capsules = [];
    const again = await laptop.use();
    await world.until(() => again.status?.relay.kind === "online", "the relay again");
    // Whoever opens the space sees to it.
    expect(await stateAtRelay(laptop, passkey)).toBe("there");
  });
});

describe("nothing comes back", () => {
  test("where the relay has nothing for that passkey", async () => {
    const { world, laptop } = await setUp();
    laptop.killTabs();
    expect(await failureOf(world.addDevice("phone"), OTHER_SECRET)).toBe("no-capsule");
  });

  test("where the relay is away, or its address is none", async () => {
    const { world, laptop } = await setUp();
    laptop.killTabs();
    expect(await failureOf(world.addDevice("phone"), SECRET, "")).toBe("bad-relay");
    world.relay.kill();
    expect(await failureOf(world.addDevice("tablet"))).toBe("relay-unreachable");
  });

  test("where the capsule is damaged, or of a later version", async () => {
    const { world, laptop } = await setUp();
    laptop.killTabs();
    const change = (at: number, value: number): void => {
      const { disk } = world.relay;
      disk.capsules = disk.capsules.map((capsule) => ({ ...capsule, sealed: capsule.sealed.map((byte, i) => (i === at ? value : byte)) }));
    };
    change(50, 1);
    change(51, 2);
    expect(await failureOf(world.addDevice("phone"))).toBe("capsule-damaged");
    change(0, 2);
    expect(await failureOf(world.addDevice("tablet"))).toBe("capsule-newer");
  });

  test("where it is given up while the relay is asked", async () => {
    const { world, laptop } = await setUp();
    laptop.killTabs();
    const { state, cancel } = await restore(world.addDevice("phone"));
    cancel();
    await world.time.run(120_000);
    expect(state().kind).toBe("idle");
  });

  test("once the passkey was switched off, by itself or by an older way back and by no younger one", async () => {
    const { world, laptop, passkey } = await setUp();
    const younger = await makePasskey(laptop, OTHER_SECRET);
    const end = (phrase: DeviceId, secret: Uint8Array) => ask<"end-by-passkey">(laptop, { kind: "end-by-passkey", phrase, secret });
    expect(await end(passkey, OTHER_SECRET)).toEqual({ ok: false, error: { kind: "other-passkey" } });
    expect(await end(passkey, new Uint8Array(32))).toEqual({ ok: false, error: { kind: "other-passkey" } });
    expect(await end(younger, SECRET)).toEqual({ ok: true, value: null });
    expect(await end(passkey, SECRET)).toEqual({ ok: true, value: null });
    await world.until(() => allTold(laptop), "its end at the relay");
    laptop.killTabs();
    expect(await failureOf(world.addDevice("phone"))).toBe("no-capsule");
  });
});

test("words end a younger passkey, and a passkey younger words; the list tells which is which", async () => {
  const { laptop, passkey } = await setUp();
  expect(await ask<"make-phrase">(laptop, { kind: "make-phrase", entropy: WORDS, day: DAY })).toEqual({ ok: true, value: null });
  const younger = await makePasskey(laptop, OTHER_SECRET);
  const listed = await ask<"phrases">(laptop, { kind: "phrases" });
  const words = listed.ok ? listed.value[1]?.id : undefined;
  if (words === undefined) throw new Error("a phrase");
  expect(listed.ok && listed.value.map(({ id, isPasskey, madeOn }) => [id, isPasskey, madeOn])).toEqual([
    [passkey, true, DAY],
    [words, false, DAY],
    [younger, true, DAY],
  ]);
  const byWords = await ask<"end-phrase">(laptop, { kind: "end-phrase", phrase: younger, entropy: WORDS });
  expect(byWords).toEqual({ ok: true, value: null });
  const byPasskey = await ask<"end-by-passkey">(laptop, { kind: "end-by-passkey", phrase: words, secret: SECRET });
  expect(byPasskey).toEqual({ ok: true, value: null });
  const left = await ask<"phrases">(laptop, { kind: "phrases" });
  expect(left.ok && left.value.map(({ id }) => id)).toEqual([passkey]);
});

test("a secret that is none makes and ends nothing", async () => {
  const { laptop, passkey } = await setUp();
  const short = new Uint8Array(31);
  expect(await ask<"make-passkey">(laptop, { kind: "make-passkey", secret: short, day: DAY })).toEqual({
    ok: false,
    error: { kind: "bad-entropy" },
  });
  const ended = await ask<"end-by-passkey">(laptop, { kind: "end-by-passkey", phrase: passkey, secret: short });
  expect(ended).toEqual({ ok: false, error: { kind: "bad-entropy" } });
});
