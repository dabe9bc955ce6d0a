import { describe, expect, test } from "vitest";
import { makeId } from "../base/ids.ts";
import { err } from "../base/result.ts";
import { fixedSuite } from "../crypto/fixed.suite.ts";
import { makeEpochKey } from "../crypto/epoch-key.ts";
import { makeEpochBody, type Recipient } from "../members/make-epoch.ts";
import { signStatement } from "../members/sign-statement.ts";
import type { EpochKey } from "../crypto/epoch-key.ts";
import { openMemoryStore } from "../storage/memory-store.ts";
import { nameOwnDevice } from "./device-name.ts";
import { deviceKemSeed } from "./kem-seed.ts";
import { makeBatch } from "./store-batch.ts";
import { addTask, bring, errorIn, seededRandom, shareStatements, TestProfile, titlesOf, valueIn } from "./space.suite.ts";
import type { Space } from "./space.ts";

const recipientOf = async (profile: TestProfile): Promise<Recipient> => {
  const kem = await fixedSuite.loadKem();
  return {
    device: makeId("device", profile.signer.publicKey),
    kemKey: await kem.publicKeyOf(await deviceKemSeed(profile.ports())),
  };
};

/** The founder grants `epoch` to `recipients`. */
async function grant(host: Space, epoch: EpochKey, recipients: readonly Recipient[], predecessors: readonly EpochKey[]): Promise<void> {
  const { members, signer, space } = host.core;
  const body = await makeEpochBody({ suite: fixedSuite, kem: await fixedSuite.loadKem(), space, epoch, recipients, predecessors });
  members.addEpochKey(epoch);
  valueIn(
    await host.addOwnStatements(async () => [
      await signStatement(fixedSuite.sha256, signer, { space, parents: members.dag.parentsForNext(), body }),
    ]),
  );
}

const presentEpoch = (host: Space): EpochKey => {
  const epoch = host.core.members.writingEpoch();
  if (epoch === null) throw new Error("the founder can write");
  return epoch;
};

async function hostAndKeyless() {
  const host = await new TestProfile(1).open();
  const profile = new TestProfile(2);
  await profile.join(host, { hasKeys: false });
  return { host, profile, space: await profile.open() };
}

describe("an epoch key that comes within reach", () => {
  test("by a grant opens what had waited for it, and stays after a restart", async () => {
    const { host, profile, space } = await hostAndKeyless();
    await addTask(host, "sealed");
    await bring(host, space);
    expect(titlesOf(space)).toEqual([]);
    await grant(host, presentEpoch(host), [await recipientOf(profile)], []);
    await shareStatements(host, space);
    expect([titlesOf(space), space.core.counts.keyless]).toEqual([["sealed"], 0]);
    expect(profile.changes.some((change) => change.items)).toBe(true);
    expect(titlesOf(await profile.open())).toEqual(["sealed"]);
    await addTask(space, "answered");
    expect(titlesOf(space)).toEqual(["sealed", "answered"]);
  });

  test("brings the keys of the epochs before it", async () => {
    const { host, profile, space } = await hostAndKeyless();
    await addTask(host, "under the first key");
    const first = presentEpoch(host);
    const second = makeEpochKey(fixedSuite.sha256, seededRandom("second epoch"), host.core.space);
    await grant(host, second, [await recipientOf(profile)], [first]);
    await addTask(host, "under the second key");
    expect(presentEpoch(host).id).toBe(second.id);
    await bring(host, space);
    await shareStatements(host, space);
    expect(titlesOf(space)).toEqual(["under the first key", "under the second key"]);
    expect(await space.core.items.digest()).toEqual(await host.core.items.digest());
  });

  test("opens what another tab was granted", async () => {
    const { host, profile, space } = await hostAndKeyless();
    const tab = await profile.open();
    await addTask(host, "sealed");
    await bring(host, space);
    await tab.refresh();
    await grant(host, presentEpoch(host), [await recipientOf(profile)], []);
    await shareStatements(host, space);
    await tab.refresh();
    expect(titlesOf(tab)).toEqual(["sealed"]);
  });

  test("and cannot be stored for now opens what had waited for it once it can", async () => {
    const { host, profile } = await hostAndKeyless();
    const store = openMemoryStore(profile.disk);
    const commit = store.commit.bind(store);
    let isFull = false;
    // Only what grows the keys alone finds no room.
    store.commit = async (batch) => (isFull && batch.statements.length === 0 ? err({ kind: "full" }) : commit(batch));
    const space = await profile.open(store);
    await addTask(host, "sealed");
    await bring(host, space);
    await grant(host, presentEpoch(host), [await recipientOf(profile)], []);
    isFull = true;
    expect(errorIn(await space.ingestStatements(host.statementsBeyond(space.view().statementHeads)))).toEqual({ kind: "full" });
    expect(titlesOf(space)).toEqual([]);
    isFull = false;
    valueIn(await space.ingestStatements([]));
    expect(titlesOf(space)).toEqual(["sealed"]);
  });

  test("and was not stored when the worker ended opens what had waited for it at the next start", async () => {
    const { host, profile, space } = await hostAndKeyless();
    await addTask(host, "sealed");
    await bring(host, space);
    await grant(host, presentEpoch(host), [await recipientOf(profile)], []);
    const statements = host.core.members.dag.statements.map(({ id, bytes }) => ({ id, bytes }));
    valueIn(await openMemoryStore(profile.disk).commit(makeBatch(host.core.space, { statements })));
    expect(titlesOf(await profile.open())).toEqual(["sealed"]);
    const offline = await profile.open();
    expect([titlesOf(offline), offline.core.counts.keyless]).toEqual([["sealed"], 0]);
  });

  test("is not lost by what another tab states that has not heard of it", async () => {
    const { host, profile, space } = await hostAndKeyless();
    await grant(host, presentEpoch(host), [await recipientOf(profile)], []);
    await shareStatements(host, space);
    const tab = await profile.open();
    const second = makeEpochKey(fixedSuite.sha256, seededRandom("second epoch"), host.core.space);
    // As where this device has made it: nobody has granted it to itself.
    await grant(space, second, [], []);
    valueIn(await nameOwnDevice(tab, "phone"));
    const again = await profile.open();
    expect(again.core.members.keyOfEpoch(second.id)).toEqual(second.key);
    expect(again.core.members.nameOf(again.core.self)).toBe("phone");
  });

  test("is not believed when the grant was made for another device, or holds another key", async () => {
    const { host, profile, space } = await hostAndKeyless();
    await addTask(host, "sealed");
    await bring(host, space);
    const own = await recipientOf(profile);
    const stranger = new TestProfile(3);
    await stranger.open();
    const { kemKey } = await recipientOf(stranger);
    await grant(host, presentEpoch(host), [{ device: own.device, kemKey }], []);
    await grant(host, { id: presentEpoch(host).id, key: new Uint8Array(32) }, [own], []);
    await shareStatements(host, space);
    expect([titlesOf(space), space.core.counts.keyless]).toEqual([[], 1]);
  });
});
