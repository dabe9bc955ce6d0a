// Somebody has a removed device with all its keys, and the relay's whole database: what was written after the removal stays shut. With the real
// cryptography, and every key tried on everything, whatever the statements say of who may have it.

import { beforeAll, expect, test } from "vitest";
import type { EpochId, SpaceId } from "../src/base/ids.ts";
import { fixedSigner, makeFixedRandom } from "../src/crypto/fixed.suite.ts";
import type { EpochKey } from "../src/crypto/epoch-key.ts";
import { makeSeedSigner } from "../src/crypto/ed25519.ts";
import { makeCryptoSuite } from "../src/crypto/noble-suite.ts";
import { makeRecordKeys, openRecord } from "../src/log/record.ts";
import { openGrant, openPredecessors } from "../src/members/epoch.ts";
import { membershipAt, openStatementDag, type Membership } from "../src/members/membership.ts";
import { openName } from "../src/members/name.ts";
import { parseStatement } from "../src/members/statement.ts";
import type { CryptoSuite, Kem } from "../src/ports/crypto.ts";
import { deviceKemSeed } from "../src/replica/kem-seed.ts";
import { changeMember } from "../src/replica/member-changes.ts";
import { nameOwnDevice } from "../src/replica/device-name.ts";
import { parseRecord } from "../src/wire/record-envelope.ts";
import type { MemoryDisk } from "../relay/memory-store.ts";
import { addTask, everyoneHasAll, titlesOf } from "./story.ts";
import { World, type Device } from "./world.ts";

let kem: Kem;
let suite: CryptoSuite;

// What is loaded late takes real time, which no virtual time waits for.
beforeAll(async () => {
  const real = makeCryptoSuite({ random: makeFixedRandom() });
  kem = await real.loadKem();
  suite = { ...real, loadKem: async () => kem };
  const signer = fixedSigner(1);
  const message = Uint8Array.of(1);
  if (!(await suite.verify(signer.publicKey, message, await signer.sign(message)))) throw new Error("a curve that verifies");
});

type Seized = { readonly keys: readonly EpochKey[]; readonly seed: Uint8Array };

/** Every key that follows from these keys and this seed: by grants to anybody, and by what any epoch holds of others. */
async function allKeys(membership: Membership, { keys, seed }: Seized): Promise<ReadonlyMap<EpochId, EpochKey>> {
  const { space, epochs } = membership;
  const held = new Map(keys.map((key) => [key.id, key]));
  for (const epoch of epochs) {
    for (const device of epoch.grants.keys()) {
      const key = await openGrant({ suite, kem, space }, epoch, device, seed);
      if (key !== null) held.set(key.id, key);
    }
  }
  for (let before = -1; before < held.size;) {
    before = held.size;
    for (const epoch of epochs)
      for (const key of held.values()) for (const earlier of openPredecessors(suite, space, key, epoch)) held.set(earlier.id, earlier);
  }
  return held;
}

/** The records of the space at the relay, and whether one of the keys opens them. */
function readRelay({ spaces }: MemoryDisk, space: SpaceId, keys: readonly EpochKey[]) {
  return [...(spaces.get(space)?.paths.values() ?? [])].flatMap(({ head, records }) =>
    records.map(({ bytes }) => {
      const envelope = parseRecord(bytes);
      // Under the name of whatever epoch: a key is tried on all.
      const opens = keys.some((key) => envelope.ok && openRecord(makeRecordKeys(suite, space), head.log, envelope.value, [key]).ok);
      return { bytes, opens };
    }),
  );
}

async function threeDevices() {
  const world = new World(1, () => ({ suite, makeSigner: makeSeedSigner }));
  const [laptop, phone, lost] = [world.addDevice("laptop"), world.addDevice("phone"), world.addDevice("lost")];
  await laptop.use();
  for (const device of [phone, lost]) await world.pair(laptop, device);
  await everyoneWrites(world, "before");
  return { world, laptop, phone, lost };
}

async function everyoneWrites(world: World, when: string): Promise<void> {
  for (const device of world.devices) await addTask(device, `${when}, by ${device.name}`);
  await everyoneHasAll(world);
}

function membershipAtRelay({ spaces }: MemoryDisk, space: SpaceId): Membership {
  const dag = openStatementDag(space);
  for (const { bytes } of spaces.get(space)?.statements.values() ?? []) {
    const statement = parseStatement(suite.sha256, bytes);
    if (statement.ok) dag.add(statement.value);
  }
  return membershipAt(dag, dag.heads());
}

async function seize(world: World, device: Device): Promise<Seized> {
  const { core } = (await device.use()).open.space;
  return { keys: [...core.members.epochKeys()], seed: await world.time.complete(deviceKemSeed(core.ports), 60_000) };
}

test("a removed device's real keys and all that a relay has open nothing that was written after the removal", async () => {
  const { world, laptop, phone, lost } = await threeDevices();
  const seized = await seize(world, lost);
  const { space: id, self } = (await lost.use()).open.space.core;
  const before = new Set(readRelay(world.relay.disk, id, []).map(({ bytes }) => bytes.join()));
  lost.killTabs();
  world.devices.splice(world.devices.indexOf(lost), 1);

  const { space } = (await laptop.use()).open;
  const removed = changeMember(space, { kind: "remove", device: self, asksToWipe: false });
  expect(await world.time.complete(removed, 60_000)).toEqual({ ok: true, value: null });
  // Whoever has not heard of it goes on writing under the old key.
  await everyoneHasAll(world);
  await world.time.complete(nameOwnDevice(space, "a new name"), 60_000);
  await everyoneWrites(world, "after");
  expect(titlesOf(await phone.use())).toHaveLength(5);

  const membership = membershipAtRelay(world.relay.disk, id);
  expect(membership.epochs).toHaveLength(2);
  const keys = await allKeys(membership, seized);
  expect([...keys.keys()]).toEqual(seized.keys.map((key) => key.id));
  const records = readRelay(world.relay.disk, id, [...keys.values()]);
  // What it had been sent it can read: the search does find.
  expect(records.map(({ opens }) => opens)).toEqual(records.map(({ bytes }) => before.has(bytes.join())));
  expect(records.filter(({ opens }) => !opens)).toHaveLength(2);
  const name = membership.names.devices.get(space.core.self);
  expect([...keys.values()].map(({ key }) => name && openName(suite, id, key, name))).toEqual([null]);
  // A member's do, by its seed alone where it was granted the key.
  const ofPhone = await allKeys(membership, { keys: [], seed: (await seize(world, phone)).seed });
  expect(ofPhone.size).toBe(2);
  expect(readRelay(world.relay.disk, id, [...ofPhone.values()]).every(({ opens }) => opens)).toBe(true);
});
