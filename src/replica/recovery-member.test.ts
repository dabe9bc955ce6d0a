// A member that is no device: it is granted the keys, and nobody waits for it, shows it among the devices or takes a receipt from it.

import { beforeEach, describe, expect, test } from "vitest";
import { makeId } from "../base/ids.ts";
import { fixedSigner, fixedSuite } from "../crypto/fixed.suite.ts";
import { openGrant } from "../members/epoch.ts";
import { signStatement } from "../members/sign-statement.ts";
import { recoveryMessage } from "../members/statement.ts";
import { makeReceipt } from "../wire/signed-receipt.ts";
import { grantMissing } from "./missing-grants.ts";
import { RelayKnowledge } from "./relay-knowledge.ts";
import { addTask, openShared, shareStatements, valueIn, type TestProfile } from "./space.suite.ts";
import type { Space } from "./space.ts";
import { makeSyncStatus, NO_LINKS } from "./sync-status.ts";

const phrase = fixedSigner(90);
const phraseId = makeId("device", phrase.publicKey);
const kemSeed = new Uint8Array(32).fill(91);

let laptop: Space;
let phone: Space;
let profile: TestProfile;

/** The laptop makes a phrase the way back. */
async function makeWayBack(): Promise<void> {
  const { space, self, signer, members } = laptop.core;
  const kemKey = await (await fixedSuite.loadKem()).publicKeyOf(kemSeed);
  const proof = await phrase.sign(recoveryMessage(fixedSuite.sha256, space, self, phraseId, kemKey));
  const body = { kind: "recovery", device: phraseId, kemKey, proof } as const;
  valueIn(
    await laptop.addOwnStatements(async () => [
      await signStatement(fixedSuite.sha256, signer, { space, parents: members.dag.parentsForNext(), body }),
    ]),
  );
}

beforeEach(async () => {
  const { spaces, profiles } = await openShared(2);
  const [first, second] = spaces;
  const [owner] = profiles;
  if (first === undefined || second === undefined || owner === undefined) throw new Error("two of each");
  [laptop, phone, profile] = [first, second, owner];
  await makeWayBack();
  await shareStatements(laptop, phone);
});

test("it is granted the key that is written under, by the first device that sees it", async () => {
  grantMissing(laptop, profile.timers);
  await profile.timers.pass(60_000);
  const [epoch] = laptop.core.members.membership.epochs;
  if (epoch === undefined) throw new Error("an epoch");
  const kem = await fixedSuite.loadKem();
  const opened = await openGrant({ suite: fixedSuite, kem, space: laptop.core.space }, epoch, phraseId, kemSeed);
  expect(opened).toEqual(laptop.core.members.writingEpoch());
});

describe("at every device", () => {
  test("it is an owner, and not among the devices", () => {
    for (const { core } of [laptop, phone]) {
      expect(core.members.roleOf(phraseId)).toBe("owner");
      expect(core.members.devices.toSorted()).toEqual([laptop.core.self, phone.core.self].toSorted());
    }
    const { devices } = makeSyncStatus(phone, null, NO_LINKS, new RelayKnowledge());
    expect(devices.map(({ id }) => id)).not.toContain(phraseId);
  });

  test("a receipt that was signed with it says nothing", async () => {
    await addTask(laptop, "one");
    const { version } = laptop.view();
    const receipt = await makeReceipt(phrase, laptop.core.space, { counter: 1, version, checkpoints: [], objections: [] });
    valueIn(await laptop.ingestReceipts([receipt]));
    expect(laptop.receipts.of(phraseId)).toBeNull();
  });
});
