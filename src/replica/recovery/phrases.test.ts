// Recovery phrases of a space: made, listed, ended.

import { beforeEach, describe, expect, test } from "vitest";
import type { DeviceId } from "../../base/ids.ts";
import { err, ok } from "../../base/result.ts";
import { makeSeedSigner } from "../../crypto/ed25519.ts";
import { fixedSuite } from "../../crypto/fixed.suite.ts";
import { openGrant } from "../../members/epoch.ts";
import { signStatements } from "../sign-statements.ts";
import { addTask, openShared, shareStatements, TestProfile, valueIn } from "../space.suite.ts";
import type { Space } from "../space.ts";
import { endPhrase, makePhrase, phrasesOf } from "./phrases.ts";
import { recoveryKeyOf } from "./recovery-key.ts";

const [FIRST, SECOND] = [new Uint8Array(32).fill(21), new Uint8Array(32).fill(22)];

const idOf = async ({ core }: Space, entropy: Uint8Array): Promise<DeviceId> =>
  (await recoveryKeyOf(fixedSuite, makeSeedSigner, core.space, entropy)).id;

const make = (space: Space, entropy: Uint8Array, day = "2026-11-27") => makePhrase(space, makeSeedSigner, entropy, day);
const end = async (space: Space, phrase: Uint8Array, by: Uint8Array) => endPhrase(space, makeSeedSigner, await idOf(space, phrase), by);

let laptop: Space;
let phone: Space;
beforeEach(async () => {
  const { spaces } = await openShared(2);
  const [first, second] = spaces;
  if (first === undefined || second === undefined) throw new Error("two of them");
  [laptop, phone] = [first, second];
});

describe("a phrase that is made", () => {
  test("is a way back that every device lists, with its day and who made it", async () => {
    expect(await make(laptop, FIRST)).toEqual(ok(null));
    await shareStatements(laptop, phone);
    const id = await idOf(laptop, FIRST);
    expect(phrasesOf(laptop.core)).toEqual([{ id, isPasskey: false, madeOn: "2026-11-27", madeHere: true, madeBy: null }]);
    expect(phrasesOf(phone.core)).toEqual([{ id, isPasskey: false, madeOn: "2026-11-27", madeHere: false, madeBy: null }]);
  });

  test("opens the key that is written under, with nothing but its words", async () => {
    await addTask(laptop, "one");
    valueIn(await make(laptop, FIRST));
    const { id, kemSeed } = await recoveryKeyOf(fixedSuite, makeSeedSigner, laptop.core.space, FIRST);
    const kem = await fixedSuite.loadKem();
    const [epoch] = phone.core.members.membership.epochs;
    await shareStatements(laptop, phone);
    const [granted] = phone.core.members.membership.epochs;
    if (epoch === undefined || granted === undefined) throw new Error("an epoch");
    const opening = { suite: fixedSuite, kem, space: phone.core.space };
    expect(await openGrant(opening, epoch, id, kemSeed)).toBeNull();
    expect(await openGrant(opening, granted, id, kemSeed)).toEqual(laptop.core.members.writingEpoch());
  });

  test("is stored: a tab that is opened later has it", async () => {
    const profile = new TestProfile(7);
    valueIn(await make(await profile.open(), FIRST));
    expect(phrasesOf((await profile.open()).core)).toHaveLength(1);
  });

  test("is not made by a writer, nor of too little", async () => {
    expect(await make(phone, FIRST)).toEqual(err({ kind: "not-owner" }));
    expect(await make(laptop, new Uint8Array(31))).toEqual(err({ kind: "bad-entropy" }));
    expect([phrasesOf(phone.core), phrasesOf(laptop.core)]).toEqual([[], []]);
  });

  test("says no day where its name says something else", async () => {
    valueIn(await make(laptop, FIRST, "once upon a time"));
    expect(phrasesOf(laptop.core)).toMatchObject([{ madeOn: null }]);
  });
});

describe("a phrase ends", () => {
  beforeEach(async () => {
    valueIn(await make(laptop, FIRST));
    valueIn(await make(laptop, SECOND, "2026-11-28"));
  });

  test("by its own words, and what is written from then on is under a key that it does not have", async () => {
    const before = laptop.core.members.writingEpoch();
    expect(await end(laptop, SECOND, SECOND)).toEqual(ok(null));
    expect(phrasesOf(laptop.core)).toMatchObject([{ madeOn: "2026-11-27" }]);
    expect(laptop.core.members.writingEpoch()?.id).not.toBe(before?.id);
    const recipients = [...(laptop.core.members.membership.epochs.at(-1)?.grants.keys() ?? [])];
    expect(recipients).toContain(await idOf(laptop, FIRST));
    expect(recipients).not.toContain(await idOf(laptop, SECOND));
  });

  test("by those of an elder one, and not by those of a younger one", async () => {
    expect(await end(laptop, FIRST, SECOND)).toEqual(err({ kind: "other-phrase" }));
    expect(await end(laptop, SECOND, FIRST)).toEqual(ok(null));
    expect(phrasesOf(laptop.core)).toMatchObject([{ madeOn: "2026-11-27" }]);
  });

  test("not by words of no phrase of the space", async () => {
    expect(await end(laptop, FIRST, new Uint8Array(32).fill(99))).toEqual(err({ kind: "other-phrase" }));
    expect(phrasesOf(laptop.core)).toHaveLength(2);
  });

  test("not by what a device states itself", async () => {
    const device = await idOf(laptop, FIRST);
    const body = { kind: "remove", device, asksToWipe: false, cut: [] } as const;
    valueIn(await laptop.addOwnStatements(() => signStatements(laptop.core, [body])));
    expect(phrasesOf(laptop.core)).toHaveLength(2);
  });
});
