// Somebody is removed: what is written from then on is under a key that it does not have.

import { beforeEach, describe, expect, test } from "vitest";
import { idToBytes, makeId, type DeviceId } from "../base/ids.ts";
import { openGrant, openPredecessors } from "../members/epoch.ts";
import type { KnownBody } from "../members/statement-content.ts";
import { parseRecord } from "../wire/record-envelope.ts";
import { readFile } from "./files/read-file.ts";
import { readyToSeal, writeFile } from "./files/write-file.ts";
import { deviceKemSeed } from "./kem-seed.ts";
import { grantMissing } from "./missing-grants.ts";
import { signStatements } from "./sign-statements.ts";
import { openMemoryStore } from "../storage/memory-store.ts";
import { actionsOf, addTask, bring, createIntent, errorIn, newItem, ownPathOf, pageOf, shareStatements, TestProfile, titlesOf, valueIn } from "./space.suite.ts"; // prettier-ignore
import type { Space } from "./space.ts";

const idOf = (profile: TestProfile): DeviceId => makeId("device", profile.signer.publicKey);

type Body = Exclude<KnownBody, { kind: "found" }>;

const state = async (space: Space, ...bodies: readonly Body[]): Promise<void> =>
  valueIn(await space.addOwnStatements(() => signStatements(space.core, bodies)));

const remove = (space: Space, device: DeviceId): Promise<void> => state(space, { kind: "remove", device, asksToWipe: false, cut: [] });

/** Laptop, phone and lost one. */
let profiles: readonly [TestProfile, TestProfile, TestProfile];
let laptop: Space;
let phone: Space;
let lost: Space;

async function share(): Promise<void> {
  for (const [from, to] of [[laptop, phone], [phone, laptop], [laptop, lost], [lost, laptop]] as const) await shareStatements(from, to); // prettier-ignore
}

/** As when nothing is on its way. */
async function lookForMissing(space: Space, { timers }: TestProfile): Promise<void> {
  grantMissing(space, timers);
  await timers.pass(20_000);
  valueIn(await space.refresh());
}

beforeEach(async () => {
  profiles = [new TestProfile(1), new TestProfile(2), new TestProfile(3)];
  laptop = await profiles[0].open();
  await profiles[1].join(laptop, { role: "owner", hasKemKey: true });
  phone = await profiles[1].open();
  await profiles[2].join(laptop, { hasKemKey: true });
  lost = await profiles[2].open();
  const kem = await laptop.core.ports.suite.loadKem();
  await state(laptop, { kind: "keys", kemKey: await kem.publicKeyOf(await deviceKemSeed(laptop.core.ports)) });
  await lookForMissing(laptop, profiles[0]);
  await share();
});

async function* toAsync(parts: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* parts;
}

const epochsOf = ({ core }: Space): readonly string[] => core.members.membership.epochs.map(({ id }) => id);
const writing = ({ core }: Space): string | undefined => core.members.writingEpoch()?.id;

/** Whether a device has, or could have by any statement, the key of what `space` writes under. */
async function opens(profile: TestProfile, space: Space): Promise<boolean> {
  const { suite, store, vault } = profile.ports();
  const seed = await deviceKemSeed({ store, vault });
  const opening = { suite, kem: await suite.loadKem(), space: space.core.space };
  const id = writing(space);
  for (const epoch of space.core.members.membership.epochs) {
    const granted = await openGrant(opening, epoch, idOf(profile), seed);
    if (granted?.id === id) return true;
    if (granted !== null && openPredecessors(suite, space.core.space, granted, epoch).some((key) => key.id === id)) return true;
  }
  return false;
}

describe("after a removal", () => {
  test("a file is sealed under a key that the removed device does not have, though nothing has been written since", async () => {
    await remove(laptop, idOf(profiles[2]));
    await readyToSeal(laptop);
    const parts: Uint8Array[] = [];
    for await (const chunk of writeFile(laptop, [], { records: 0, unreadable: 0 }) ?? []) parts.push(chunk.slice());
    const endAt = async (space: Space): Promise<string | undefined> =>
      (await readFile(space, toAsync(parts), { isCancelled: () => false, progress: () => undefined })).error?.kind;
    expect(await endAt(lost)).toBe("other-space");
    await shareStatements(laptop, phone);
    expect(await endAt(phone)).toBeUndefined();
  });

  test("the next change makes a key for all that remain, and the removed device can open nothing that is written under it", async () => {
    const before = writing(laptop);
    await addTask(laptop, "before");
    await remove(laptop, idOf(profiles[2]));
    expect([writing(laptop), epochsOf(laptop)]).toEqual([undefined, [before]]);
    await addTask(laptop, "after");
    expect(epochsOf(laptop)).toHaveLength(2);
    expect(writing(laptop)).toBe(epochsOf(laptop)[1]);
    const { records } = await pageOf(laptop, ownPathOf(laptop), 1);
    const prefixes = records.map((bytes) => valueIn(parseRecord(bytes)).epochPrefix);
    expect(prefixes).toEqual(epochsOf(laptop).map((id) => idToBytes(makeId("epoch", Buffer.from(id, "hex"))).slice(0, 4)));
    await share();
    await Promise.all([bring(laptop, phone), bring(laptop, lost)]);
    expect(titlesOf(phone)).toEqual(["before", "after"]);
    expect([titlesOf(lost), lost.core.counts.keyless]).toEqual([["before"], 1]);
    expect([await opens(profiles[1], laptop), await opens(profiles[2], laptop)]).toEqual([true, false]);
  });

  test("the removed device writes nothing any more", async () => {
    await remove(laptop, idOf(profiles[2]));
    await share();
    const acted = await actionsOf(lost).act(lost, createIntent(newItem(lost), "not any more"));
    expect(errorIn(acted)).toEqual({ kind: "read-only" });
    expect(epochsOf(lost)).toHaveLength(1);
  });

  test("two that make a key beside each other write under one of them once they meet", async () => {
    await remove(laptop, idOf(profiles[2]));
    await shareStatements(laptop, phone);
    await addTask(laptop, "by the laptop");
    await addTask(phone, "by the phone");
    expect(writing(laptop)).not.toBe(writing(phone));
    await share();
    expect(writing(laptop)).toBe(writing(phone));
    await bring(laptop, phone);
    await bring(phone, laptop);
    for (const space of [laptop, phone]) expect(titlesOf(space).toSorted()).toEqual(["by the laptop", "by the phone"]);
    await addTask(laptop, "once more");
    expect(epochsOf(laptop)).toHaveLength(3);
  });

  test("a key that was made is there after a restart, and in another tab", async () => {
    const tab = await profiles[0].open();
    await remove(laptop, idOf(profiles[2]));
    await addTask(laptop, "after");
    // It has heard of nothing.
    await addTask(tab, "in the other tab");
    const again = await profiles[0].open();
    expect(titlesOf(again)).toEqual(["after", "in the other tab"]);
    for (const space of [tab, again]) expect([writing(space), epochsOf(space).length]).toEqual([writing(laptop), 2]);
  });

  test("nothing is written, and no key is told of, where there is no room for it, or no code", async () => {
    await remove(laptop, idOf(profiles[2]));
    const { disk } = profiles[0];
    const heads = laptop.view().statementHeads;
    disk.capacityBytes = disk.usedBytes;
    const acted = await actionsOf(laptop).act(laptop, createIntent(newItem(laptop), "no room"));
    expect(errorIn(acted)).toEqual({ kind: "store", error: { kind: "full" } });
    disk.capacityBytes = Number.POSITIVE_INFINITY;
    const ports = { ...profiles[0].ports(openMemoryStore(disk)), loadRotation: () => Promise.reject(new Error("offline")) };
    const offline = await profiles[0].openSpace(laptop.core.space, ports);
    expect(errorIn(await actionsOf(offline).act(offline, createIntent(newItem(offline), "no code")))).toMatchObject({
      error: { kind: "unavailable" },
    });
    expect([laptop.view().statementHeads, writing(laptop), writing(offline)]).toEqual([heads, undefined, undefined]);
    await addTask(laptop, "after");
    expect(titlesOf(await profiles[0].open())).toEqual(["after"]);
  });

  test("a key is made before anybody writes, by one of them", async () => {
    await remove(laptop, idOf(profiles[2]));
    await share();
    await lookForMissing(lost, profiles[2]);
    await share();
    expect(epochsOf(laptop)).toHaveLength(1);
    await lookForMissing(laptop, profiles[0]);
    await share();
    await lookForMissing(phone, profiles[1]);
    expect(epochsOf(phone)).toHaveLength(2);
    expect(writing(phone)).toBe(writing(laptop));
  });
});

test("what was written under a key that does not count any more is read by who comes later", async () => {
  const before = phone.view().statementHeads;
  await remove(laptop, idOf(profiles[2]));
  // The lost one knows nothing of it, nor does the phone: it makes a key, and the phone writes under that.
  const { epoch, statements } = await lost.core.ports.loadRotation().then(({ makeEpoch }) => makeEpoch(lost.core));
  lost.core.members.addEpochKey(epoch);
  valueIn(await lost.addOwnStatements(async () => statements));
  await shareStatements(lost, phone);
  expect(phone.view().statementHeads).not.toEqual(before);
  expect(writing(phone)).toBe(epoch.id);
  await addTask(phone, "under the lost one's key");
  await addTask(laptop, "under the new key");
  await share();
  expect(epochsOf(phone)).not.toContain(epoch.id);
  expect([writing(phone), writing(laptop)]).toEqual([epochsOf(laptop)[1], epochsOf(laptop)[1]]);
  await Promise.all([bring(phone, laptop), bring(laptop, phone)]);
  expect(titlesOf(phone).toSorted()).toEqual(["under the lost one's key", "under the new key"]);
  expect([titlesOf(laptop), laptop.core.counts.keyless]).toEqual([["under the new key"], 1]);
  // The phone has it, and hands it on.
  await lookForMissing(phone, profiles[1]);
  await share();
  expect([titlesOf(laptop).toSorted(), laptop.core.counts.keyless]).toEqual([titlesOf(phone).toSorted(), 0]);
  expect(await opens(profiles[2], laptop)).toBe(false);
});
