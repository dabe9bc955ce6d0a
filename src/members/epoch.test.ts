import { beforeAll, describe, expect, test } from "vitest";
import { bytesToHex } from "../base/bytes.ts";
import { makeId } from "../base/ids.ts";
import { epochIdOf, makeEpochKey, type EpochKey } from "../crypto/epoch-key.ts";
import { deviceOf, fixedSeed, fixedSigner, fixedSuite, fromHex, makeFixedRandom } from "../crypto/fixed.suite.ts";
import type { Kem } from "../ports/crypto.ts";
import { openGrant, openPredecessors } from "./epoch.ts";
import { chooseEpoch } from "./fit-epochs.ts";
import { makeEpochBody, makeEpochForAll, membersWithoutGrant } from "./make-epoch.ts";
import type { Epoch, Membership } from "./membership.ts";
import { sealName } from "./seal-name.ts";
import { clipName, openName } from "./name.ts";
import { fakeKemKey, TestSpace } from "./space.suite.ts";
import type { EpochBody } from "./statement-content.ts";
import vector from "./vectors/epoch-v1.json";

const [owner, writer] = [fixedSigner(1), fixedSigner(2)];
const [ownerId, writerId] = [deviceOf(owner), deviceOf(writer)];
const space = makeId("space", new Uint8Array(32).fill(0xe1));
const keyOf = (byte: number): EpochKey => makeEpochKey(fixedSuite.sha256, makeFixedRandom(byte), space);

let kem: Kem;
beforeAll(async () => {
  kem = await fixedSuite.loadKem();
});

/** An epoch as one statement has it. */
const epochFrom = (body: EpochBody): Epoch => ({
  id: body.epoch,
  statements: [],
  grants: new Map(body.grants.map(({ device, sealed }) => [device, [sealed]])),
  predecessors: body.predecessors,
});

/** What ML-KEM-768 seals to. */
const LATTICE_BYTES = 1_088;

/** Each byte in its turn with one bit turned, another one from byte to byte. */
const eachByteChanged = (bytes: Uint8Array): readonly (readonly [Uint8Array, number])[] =>
  Array.from(bytes, (byte, at) => [bytes.with(at, byte ^ (1 << (at % 8))), at]);

const suiteWithKem = (): { suite: typeof fixedSuite; kem: Kem; space: typeof space } => ({ suite: fixedSuite, kem, space });

describe("an epoch", () => {
  test("is named by the commitment to its key", () => {
    expect(keyOf(1).id).toBe(vector.commitment);
    expect(epochIdOf(fixedSuite.sha256, makeId("space", new Uint8Array(32)), keyOf(1).key)).not.toBe(keyOf(1).id);
  });

  test("grants its key to every recipient, and to no one else", async () => {
    const recipients = await Promise.all(
      [ownerId, writerId].map(async (device, index) => ({ device, kemKey: await kem.publicKeyOf(fixedSeed(10 + index)) })),
    );
    const body = await makeEpochBody({ ...suiteWithKem(), epoch: keyOf(1), recipients, predecessors: [] });
    const epoch = epochFrom(body);
    expect(await openGrant(suiteWithKem(), epoch, ownerId, fixedSeed(10))).toEqual(keyOf(1));
    expect(await openGrant(suiteWithKem(), epoch, writerId, fixedSeed(11))).toEqual(keyOf(1));
    expect(await openGrant(suiteWithKem(), epoch, writerId, fixedSeed(10))).toBeNull();
    expect(await openGrant(suiteWithKem(), epoch, deviceOf(fixedSigner(3)), fixedSeed(10))).toBeNull();
    const moved = { ...epoch, grants: new Map([[writerId, epoch.grants.get(ownerId) ?? []]]) };
    expect(await openGrant(suiteWithKem(), moved, writerId, fixedSeed(10))).toBeNull();
  });

  test("whose grant was committed still opens", async () => {
    const epoch = {
      ...epochFrom({ kind: "epoch", epoch: keyOf(1).id, grants: [], predecessors: [] }),
      grants: new Map([[ownerId, [fromHex(vector.grant)]]]),
    };
    expect(await openGrant(suiteWithKem(), epoch, ownerId, fixedSeed(10))).toEqual(keyOf(1));
  });

  test("leaves out a recipient whose KEM key is broken", async () => {
    const good = { device: ownerId, kemKey: await kem.publicKeyOf(fixedSeed(10)) };
    const broken = { device: writerId, kemKey: new Uint8Array(1_216).fill(255) };
    const body = await makeEpochBody({ ...suiteWithKem(), epoch: keyOf(1), recipients: [good, broken], predecessors: [] });
    expect(body.grants.map((grant) => grant.device)).toEqual([ownerId]);
  });

  test("is believed only with a key that fits its commitment; a good grant is found behind a bad one", async () => {
    const recipient = { device: ownerId, kemKey: await kem.publicKeyOf(fixedSeed(10)) };
    const honest = await makeEpochBody({ ...suiteWithKem(), epoch: keyOf(1), recipients: [recipient], predecessors: [] });
    const lie: EpochKey = { id: keyOf(1).id, key: keyOf(2).key };
    const lying = await makeEpochBody({ ...suiteWithKem(), epoch: lie, recipients: [recipient], predecessors: [] });
    expect(await openGrant(suiteWithKem(), epochFrom(lying), ownerId, fixedSeed(10))).toBeNull();
    const both = [lying, honest].flatMap((body) => body.grants.map((grant) => grant.sealed));
    const epoch = { ...epochFrom(honest), grants: new Map([[ownerId, both]]) };
    expect(await openGrant(suiteWithKem(), epoch, ownerId, fixedSeed(10))).toEqual(keyOf(1));
  });

  test("opens no grant of which any byte is another", async () => {
    const recipient = { device: ownerId, kemKey: await kem.publicKeyOf(fixedSeed(10)) };
    const body = await makeEpochBody({ ...suiteWithKem(), epoch: keyOf(1), recipients: [recipient], predecessors: [] });
    const [grant = { sealed: new Uint8Array(0) }] = body.grants;
    const epochWith = (sealed: Uint8Array): Epoch => ({ ...epochFrom(body), grants: new Map([[ownerId, [sealed]]]) });
    expect(await openGrant(suiteWithKem(), epochWith(grant.sealed), ownerId, fixedSeed(10))).toEqual(keyOf(1));
    expect(grant.sealed.length).toBe(1_168);
    // Of the lattice's ciphertext, which comes first, one byte in 17: each opening takes milliseconds. Of what follows, each.
    const changes = eachByteChanged(grant.sealed).filter((_, at) => at >= LATTICE_BYTES || at % 17 === 0);
    const opened: number[] = [];
    for (const [changed, at] of changes) {
      if ((await openGrant(suiteWithKem(), epochWith(changed), ownerId, fixedSeed(10))) !== null) opened.push(at);
    }
    expect(opened).toEqual([]);
  });

  test("opens no key before it of which any byte is another, nor under another name", async () => {
    const body = await makeEpochBody({ ...suiteWithKem(), epoch: keyOf(1), recipients: [], predecessors: [keyOf(3)] });
    const [predecessor = { epoch: keyOf(3).id, sealed: new Uint8Array(0) }] = body.predecessors;
    const open = (changed: Partial<typeof predecessor>) =>
      openPredecessors(fixedSuite, space, keyOf(1), { ...epochFrom(body), predecessors: [{ ...predecessor, ...changed }] });
    expect(open({})).toEqual([keyOf(3)]);
    expect(predecessor.sealed.length).toBe(48);
    for (const [sealed] of eachByteChanged(predecessor.sealed)) expect(open({ sealed })).toEqual([]);
    for (const length of [0, 15, 16, 47]) expect(open({ sealed: predecessor.sealed.subarray(0, length) })).toEqual([]);
    expect(open({ epoch: keyOf(4).id })).toEqual([]);
    // As of another epoch that it was moved to.
    expect(openPredecessors(fixedSuite, space, keyOf(2), { ...epochFrom(body), id: keyOf(2).id })).toEqual([]);
    expect(openPredecessors(fixedSuite, makeId("space", new Uint8Array(32)), keyOf(1), epochFrom(body))).toEqual([]);
  });

  test("holds the keys before it, and no false ones", async () => {
    const predecessors = [keyOf(3), keyOf(4), { id: keyOf(5).id, key: keyOf(6).key }];
    const body = await makeEpochBody({ ...suiteWithKem(), epoch: keyOf(1), recipients: [], predecessors });
    const opened = openPredecessors(fixedSuite, space, keyOf(1), epochFrom(body));
    expect(opened.map((key) => key.id).toSorted()).toEqual([keyOf(3).id, keyOf(4).id].toSorted());
    expect(opened).toEqual(expect.arrayContaining([keyOf(3), keyOf(4)]));
    expect(openPredecessors(fixedSuite, space, keyOf(2), epochFrom(body))).toEqual([]);
    const sealed = body.predecessors.find((predecessor) => predecessor.epoch === keyOf(3).id)?.sealed;
    expect(bytesToHex(sealed ?? new Uint8Array(0))).toBe(vector.sealedKey);
  });
});

const epochBody = (byte: number, devices: readonly ReturnType<typeof deviceOf>[]): EpochBody => ({
  kind: "epoch",
  epoch: makeId("epoch", new Uint8Array(32).fill(byte)),
  grants: devices.toSorted().map((device) => ({ device, sealed: new Uint8Array(1_168) })),
  predecessors: [],
});
const everyKey = (): boolean => true;
const noKey = (): boolean => false;

async function membershipOf(bodies: readonly EpochBody[]): Promise<Membership> {
  const made = await TestSpace.found();
  await made.add(owner, writer, "writer", undefined, fakeKemKey(1));
  for (const each of bodies) await made.say(owner, each);
  return made.membership();
}

const heldIn = (inSpace: typeof space, count: number): readonly EpochKey[] =>
  Array.from({ length: count }, (_, index) => {
    const key = fixedSuite.sha256(Uint8Array.of(index & 255, index >> 8));
    return { id: epochIdOf(fixedSuite.sha256, inSpace, key), key };
  });

describe("an epoch for all", () => {
  test("is granted to every member that can be granted it, and holds every key that its maker has", async () => {
    const made = await TestSpace.found();
    await made.add(owner, writer, "writer", undefined, await kem.publicKeyOf(fixedSeed(11)));
    const membership = made.membership();
    const held = heldIn(membership.space, 3);
    const { epoch, bodies } = await makeEpochForAll({ suite: fixedSuite, kem, random: makeFixedRandom(1) }, membership, held);
    for (const body of bodies) await made.say(owner, body);
    const [stated, ...others] = made.membership().epochs;
    if (stated === undefined) throw new Error("an epoch that counts");
    expect([others, stated.id, [...stated.grants.keys()]]).toEqual([[], epoch.id, [writerId]]);
    expect(await openGrant({ ...suiteWithKem(), space: membership.space }, stated, writerId, fixedSeed(11))).toEqual(epoch);
    const opened = openPredecessors(fixedSuite, membership.space, epoch, stated);
    expect(opened.map(({ id }) => id)).toEqual(held.map(({ id }) => id).toSorted());
  });

  test("takes as many statements as its keys need", async () => {
    const made = await TestSpace.found();
    const membership = made.membership();
    const held = heldIn(membership.space, 1_001);
    const { epoch, bodies } = await makeEpochForAll({ suite: fixedSuite, kem, random: makeFixedRandom(1) }, membership, held);
    for (const body of bodies) await made.say(owner, body);
    const [stated] = made.membership().epochs;
    expect([bodies.length, stated?.predecessors.length, stated?.id]).toEqual([2, 1_001, epoch.id]);
  });
});

describe("choosing an epoch", () => {
  test("takes the latest of the fit ones whose key is held", async () => {
    const [first, second, third] = [epochBody(200, [ownerId]), epochBody(100, [ownerId, writerId]), epochBody(50, [ownerId])];
    const membership = await membershipOf([first, second, third]);
    const fit = new Set([first.epoch, second.epoch]);
    expect(chooseEpoch(membership, fit, everyKey)).toBe(second.epoch);
    expect(chooseEpoch(membership, fit, (epoch) => epoch === first.epoch)).toBe(first.epoch);
    expect(chooseEpoch(membership, fit, noKey)).toBeNull();
    expect(chooseEpoch(membership, new Set(), everyKey)).toBeNull();
  });

  test("and who still needs a grant is told", async () => {
    const membership = await membershipOf([epochBody(1, [ownerId])]);
    const epoch = membership.epochs[0];
    expect(epoch === undefined ? [] : membersWithoutGrant(membership, epoch)).toEqual([{ device: writerId, kemKey: fakeKemKey(1) }]);
  });
});

describe("names", () => {
  const sealing = { suite: fixedSuite, random: makeFixedRandom(20), space };

  test.each(["", "Ada's phone", "Büro-Rechner 🖥️", "x".repeat(128)])("%j opens as it was sealed", (name) => {
    const sealed = sealName(sealing, keyOf(1), writerId, name);
    expect(openName(fixedSuite, space, keyOf(1).key, sealed)).toEqual({ name, isReplaced: false, directAddress: null });
    expect((sealed.sealed.length - 16) % 32).toBe(0);
  });

  test("open for their subject and key alone", () => {
    const sealed = sealName(sealing, keyOf(1), writerId, "phone");
    expect(openName(fixedSuite, space, keyOf(2).key, sealed)).toBeNull();
    expect(openName(fixedSuite, space, keyOf(1).key, { ...sealed, device: ownerId })).toBeNull();
    expect(openName(fixedSuite, space, keyOf(1).key, { ...sealed, device: null })).toBeNull();
    expect(openName(fixedSuite, makeId("space", new Uint8Array(32)), keyOf(1).key, sealed)).toBeNull();
  });

  test("say that the device was replaced", () => {
    for (const name of ["", "phone", "x".repeat(31), "x".repeat(128)]) {
      const sealed = sealName(sealing, keyOf(1), writerId, name, { isReplaced: true });
      expect(openName(fixedSuite, space, keyOf(1).key, sealed)).toEqual({ name, isReplaced: true, directAddress: null });
      expect((sealed.sealed.length - 16) % 32).toBe(0);
    }
  });

  test("are shown without what would turn the text around them", () => {
    const sealed = sealName(sealing, keyOf(1), writerId, "\u202Eenohp\u202C\u2028one");
    expect(openName(fixedSuite, space, keyOf(1).key, sealed)?.name).toBe("enohp one");
    expect(openName(fixedSuite, space, keyOf(1).key, sealName(sealing, keyOf(1), writerId, "\u200B"))?.name).toBe("");
  });

  test("of one length look alike", () => {
    const lengths = ["a", "a longer name"].map((name) => sealName(sealing, keyOf(1), null, name).sealed.length);
    expect(lengths).toEqual([48, 48]);
  });

  test("are cut between characters", () => {
    expect(clipName("é".repeat(70))).toBe("é".repeat(64));
    expect(clipName(`${"a".repeat(127)}é`)).toBe("a".repeat(127));
    expect(clipName("  phone ")).toBe("phone");
  });

  test("are the committed ones", () => {
    const sealed = sealName({ suite: fixedSuite, random: makeFixedRandom(21), space }, keyOf(1), writerId, "phone");
    expect(bytesToHex(sealed.sealed)).toBe(vector.sealedName);
  });
});
