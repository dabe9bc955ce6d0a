import { createHash } from "node:crypto";
import * as fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { bytesToHex, concatBytes } from "../base/bytes.ts";
import { ByteWriter } from "../base/codec.ts";
import { makeId, type StatementId } from "../base/ids.ts";
import { deviceOf, fixedSigner, fixedSuite, fromHex } from "../crypto/fixed.suite.ts";
import { fakeKemKey, TestSpace } from "./space.suite.ts";
import { GRANT_BYTES, type Cut, type KnownBody, type RecoveryBody } from "./statement-content.ts";
import { foundSpace } from "./sign-statement.ts";
import { joinMessage, parseStatement, recoveryMessage, verifyStatement, type Statement } from "./statement.ts";
import vector from "./vectors/statements-v1.json";

const { sha256 } = fixedSuite;
const [owner, newcomer, phrase] = [fixedSigner(1), fixedSigner(2), fixedSigner(3)];
const epochId = (byte: number): ReturnType<typeof makeId<"epoch">> => makeId("epoch", new Uint8Array(32).fill(byte));

const recordOf = (byte: number, seq: number): Cut[number] => ({
  log: makeId("log", new Uint8Array(8).fill(byte)),
  seq,
  id: makeId("record", new Uint8Array(32).fill(byte)),
});
const statementId = (byte: number): StatementId => makeId("statement", new Uint8Array(32).fill(byte));

async function recoveryBody(): Promise<RecoveryBody> {
  const [device, kemKey] = [deviceOf(phrase), fakeKemKey(19)];
  const proof = await phrase.sign(recoveryMessage(sha256, space.found.space, deviceOf(owner), device, kemKey));
  return { kind: "recovery", device, kemKey, proof };
}

let space: TestSpace;
/** Of each kind. */
let statements: Statement[];
beforeAll(async () => {
  space = await TestSpace.found();
  const bodies: Exclude<KnownBody, { kind: "found" }>[] = [
    await space.addBody(owner, newcomer, "writer", fakeKemKey(3)),
    {
      kind: "epoch",
      epoch: epochId(4),
      grants: [{ device: makeId("device", new Uint8Array(32).fill(5)), sealed: new Uint8Array(GRANT_BYTES).fill(6) }],
      predecessors: [{ epoch: epochId(7), sealed: new Uint8Array(48).fill(8) }],
    },
    { kind: "keys", kemKey: fakeKemKey(9) },
    {
      kind: "name",
      device: deviceOf(owner),
      epochPrefix: fromHex("04040404"),
      nonce: new Uint8Array(12).fill(10),
      sealed: new Uint8Array(48).fill(11),
    },
    {
      kind: "name",
      device: null,
      epochPrefix: fromHex("04040404"),
      nonce: new Uint8Array(12).fill(12),
      sealed: new Uint8Array(48).fill(13),
    },
    { kind: "role", device: deviceOf(newcomer), role: "owner", cut: [] },
    { kind: "role", device: deviceOf(newcomer), role: "reader", cut: [recordOf(14, 1), recordOf(15, 300)] },
    { kind: "remove", device: deviceOf(newcomer), asksToWipe: true, cut: [recordOf(16, 2)] },
    { kind: "remove", device: deviceOf(newcomer), asksToWipe: false, cut: [] },
    { kind: "accept", statement: statementId(17), cut: [recordOf(18, 70_000)] },
    await recoveryBody(),
    { kind: "capsule", id: new Uint8Array(16).fill(20), sealed: new Uint8Array(93).fill(21) },
  ];
  statements = [space.found];
  for (const body of bodies) statements.push(await space.say(owner, body));
});

const digest = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

const entry = (byte: string, seq: string): string => byte.repeat(8) + seq + byte.repeat(32);

describe("statements of fixed keys", () => {
  test("are the committed ones", () => {
    const made = statements.map(({ id, body, bytes }) => ({ kind: body.kind, id, sizeBytes: bytes.length, sha256: digest(bytes) }));
    expect({ space: space.found.space, statements: made }).toEqual(vector);
  });

  test("are what PROTOCOL.md says, put together by hand", () => {
    const [found, add] = statements;
    const label = fromHex(`13${Buffer.from("daybook/1 statement").toString("hex")}`);
    const foundContent = fromHex("0101", "00".repeat(32), deviceOf(owner), "00", "10", "01".repeat(16));
    expect(found?.bytes.subarray(0, -64)).toEqual(foundContent);
    const foundId = createHash("sha256").update(concatBytes(label, foundContent)).digest("hex");
    expect([found?.id, found?.space]).toEqual([foundId, foundId]);
    const proof = add?.body.kind === "add" ? bytesToHex(add.body.proof) : "";
    const addBody = fromHex(deviceOf(newcomer), "02", "c009", "03".repeat(1216), proof);
    const addContent = concatBytes(fromHex("0102", foundId, deviceOf(owner), "01", foundId), new ByteWriter().varBytes(addBody).finish());
    expect(add?.bytes.subarray(0, -64)).toEqual(addContent);
    expect(add?.id).toBe(createHash("sha256").update(concatBytes(label, addContent)).digest("hex"));
  });

  test("with a cut say it as PROTOCOL.md does, put together by hand", () => {
    const device = deviceOf(newcomer);
    const bodies = [
      `21${device}01`,
      `75${device}0302${entry("0e", "01")}${entry("0f", "ac02")}`,
      `4b${device}0101${entry("10", "02")}`,
      `22${device}0000`,
      `4c${"11".repeat(32)}01${entry("12", "f0a204")}`,
    ];
    expect(statements.slice(6, 11).map(({ bytes }) => bytesToHex(bytes.subarray(1 + 1 + 32 + 32 + 1 + 32, -64)))).toEqual(bodies);
  });

  test("of the way back is the key, its KEM key and its word for it, put together by hand", () => {
    const recovery = statements.at(-2);
    const proof = recovery?.body.kind === "recovery" ? bytesToHex(recovery.body.proof) : "";
    const body = new ByteWriter().varBytes(fromHex(deviceOf(phrase), "c009", "13".repeat(1216), proof)).finish();
    expect(recovery?.bytes.subarray(1 + 1 + 32 + 32 + 1 + 32, -64)).toEqual(body);
    expect(recovery?.bytes[1]).toBe(9);
  });

  test("of a capsule is its id and what is sealed, put together by hand", () => {
    const capsule = statements.at(-1);
    expect(bytesToHex(capsule?.bytes.subarray(1 + 1 + 32 + 32 + 1 + 32, -64) ?? new Uint8Array(0))).toBe(
      `6e${"14".repeat(16)}5d${"15".repeat(93)}`,
    );
    expect(capsule?.bytes[1]).toBe(11);
  });

  test("are read as they were made, and verify", async () => {
    for (const statement of statements) {
      expect(parseStatement(sha256, statement.bytes)).toEqual({ ok: true, value: statement });
      expect(await verifyStatement(fixedSuite, statement)).toBe(true);
    }
  });
});

describe("a statement", () => {
  test("that makes a key the way back does not pass with the word that the key gave to be added, nor the other way round", async () => {
    const [device, kemKey] = [deviceOf(phrase), fakeKemKey(19)];
    const word = [sha256, space.found.space, deviceOf(owner), device, kemKey] as const;
    const [asDevice, asRecovery] = [await phrase.sign(joinMessage(...word)), await phrase.sign(recoveryMessage(...word))];
    const bodies = [
      { kind: "recovery", device, kemKey, proof: asDevice },
      { kind: "add", device, role: "owner", kemKey, proof: asRecovery },
      { kind: "recovery", device, kemKey, proof: asRecovery },
    ] as const;
    const verified: boolean[] = [];
    for (const body of bodies) verified.push(await verifyStatement(fixedSuite, await space.say(owner, body)));
    expect(verified).toEqual([false, false, true]);
  });

  test("with any one byte changed is malformed or does not verify", async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.nat(), fc.integer({ min: 1, max: 255 }), async (which, position, difference) => {
        const bytes = statements[which % statements.length]?.bytes.slice() ?? new Uint8Array(1);
        bytes[position % bytes.length] = (bytes[position % bytes.length] ?? 0) ^ difference;
        const parsed = parseStatement(sha256, bytes);
        expect(parsed.ok && (await verifyStatement(fixedSuite, parsed.value))).toBe(false);
      }),
      { numRuns: 200 },
    );
  });

  test("of those with a cut is refused with any of its bytes changed", async () => {
    const removal = statements.find(({ body }) => body.kind === "remove")?.bytes ?? new Uint8Array(0);
    for (let position = 0; position < removal.length; position++) {
      const parsed = parseStatement(
        sha256,
        removal.map((byte, at) => (at === position ? byte ^ 1 : byte)),
      );
      expect(parsed.ok && (await verifyStatement(fixedSuite, parsed.value))).toBe(false);
    }
  });

  test("of random or cut bytes never throws", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), fc.nat(), (random, which) => {
        expect(parseStatement(sha256, random)).toHaveProperty("ok");
        const bytes = statements[which % statements.length]?.bytes ?? random;
        expect(parseStatement(sha256, bytes.subarray(0, which % bytes.length)).ok).toBe(false);
      }),
    );
  });

  test("above the limit is too large", () => {
    expect(parseStatement(sha256, new Uint8Array(400_001))).toEqual({ ok: false, error: { kind: "too-large" } });
  });
});

/** A statement of any content, signed by `author`. */
async function signedRaw(content: Uint8Array, author = owner): Promise<Uint8Array> {
  const label = fromHex(`13${Buffer.from("daybook/1 statement").toString("hex")}`);
  return concatBytes(content, await author.sign(concatBytes(label, content)));
}

type Raw = {
  readonly format?: number;
  readonly code?: number;
  readonly space?: string;
  readonly parents?: readonly string[];
  readonly body?: Uint8Array;
};

function rawContent({ format = 1, code = 6, space: of = space.found.space, parents = [space.found.id], body = keysBody }: Raw): Uint8Array {
  const writer = new ByteWriter().u8(format).u8(code).bytes(fromHex(of)).bytes(owner.publicKey);
  return writer
    .list(parents, (list, parent) => list.bytes(fromHex(parent)))
    .varBytes(body)
    .finish();
}

const keysBody = new ByteWriter().varBytes(fakeKemKey(1)).finish();

describe("what is malformed", () => {
  test("nothing is, written as it should be", async () => {
    expect(parseStatement(sha256, await signedRaw(rawContent({}))).ok).toBe(true);
  });

  test.each<readonly [string, () => Raw]>([
    ["format 0", () => ({ format: 0 })],
    ["no parents", () => ({ parents: [] })],
    ["no space", () => ({ space: "00".repeat(32) })],
    ["parents out of order", () => ({ parents: [statementId(2), statementId(1)] })],
    ["a parent twice", () => ({ parents: [statementId(1), statementId(1)] })],
    ["seventeen parents", () => ({ parents: Array.from({ length: 17 }, (_, i) => statementId(i)) })],
    ["a founding with parents", () => ({ code: 1, body: new Uint8Array(16) })],
    ["a KEM key of another length", () => ({ body: new ByteWriter().varBytes(new Uint8Array(1_215)).finish() })],
    ["bytes after the body", () => ({ body: concatBytes(keysBody, Uint8Array.of(0)) })],
    ["role 0", () => ({ code: 2, body: concatBytes(new Uint8Array(32), Uint8Array.of(0), keysBody, new Uint8Array(64)) })],
    ["a change to role 0", () => ({ code: 4, body: new Uint8Array(33) })],
    ["a change of role that ends early", () => ({ code: 4, body: new Uint8Array(32) })],
    ["a cut where a device becomes a writer", () => ({ code: 4, body: concatBytes(new Uint8Array(32), Uint8Array.of(2, 0)) })],
    ["no cut where a device becomes a reader", () => ({ code: 4, body: concatBytes(new Uint8Array(32), Uint8Array.of(3)) })],
    ["a removal without a cut", () => ({ code: 3, body: new Uint8Array(33) })],
    ["a cut out of order", () => removalTo(cutEntry(2, 1), cutEntry(1, 1))],
    ["a cut out of order within a log", () => removalTo(cutEntry(1, 2), cutEntry(1, 1))],
    ["an entry of a cut twice", () => removalTo(cutEntry(1, 1), cutEntry(1, 1))],
    ["a cut at the record before the first", () => removalTo(cutEntry(1, 0))],
    ["a cut of more entries than bytes", () => ({ code: 3, body: concatBytes(new Uint8Array(33), fromHex("ff1f")) })],
    ["a cut of too many entries", () => removalTo(...Array.from({ length: 4_097 }, (_, index) => cutEntry(1, index + 1)))],
    ["bytes after a cut", () => ({ code: 8, body: new Uint8Array(34) })],
    [
      "a name of a space with a device",
      () => ({ code: 7, body: concatBytes(Uint8Array.of(2), new Uint8Array(32).fill(1), new Uint8Array(16), Uint8Array.of(0)) }),
    ],
    [
      "a name of neither",
      () => ({ code: 7, body: concatBytes(Uint8Array.of(3), new Uint8Array(32), new Uint8Array(16), Uint8Array.of(0)) }),
    ],
    ["grants out of order", () => ({ code: 5, body: grantsTo([2, 1]) })],
    ["a grant twice", () => ({ code: 5, body: grantsTo([1, 1]) })],
    ["more grants than bytes", () => ({ code: 5, body: concatBytes(new Uint8Array(32), fromHex("ff7f")) })],
  ])("%s", async (_, raw) => {
    expect(parseStatement(sha256, await signedRaw(rawContent(raw())))).toMatchObject({ error: { kind: "malformed" } });
  });
});

const cutEntry = (byte: number, seq: number): Uint8Array =>
  concatBytes(new Uint8Array(8).fill(byte), new ByteWriter().varUint(seq).finish(), new Uint8Array(32).fill(byte));

const removalTo = (...entries: readonly Uint8Array[]): Raw => ({
  code: 3,
  body: concatBytes(new Uint8Array(33), new ByteWriter().varUint(entries.length).finish(), ...entries),
});

test("a cut may name as many records as its limit says, several of one log too", async () => {
  const raw = removalTo(...Array.from({ length: 4_096 }, (_, index) => cutEntry(1, index + 1)));
  expect(parseStatement(sha256, await signedRaw(rawContent(raw)))).toMatchObject({
    value: { body: { kind: "remove", asksToWipe: false } },
  });
});

function grantsTo(devices: readonly number[]): Uint8Array {
  const writer = new ByteWriter().bytes(new Uint8Array(32)).varUint(devices.length);
  for (const device of devices) writer.bytes(new Uint8Array(32).fill(device)).varBytes(new Uint8Array(GRANT_BYTES));
  return writer.varUint(0).finish();
}

const afterId = (...bytes: readonly number[]): Uint8Array => concatBytes(new Uint8Array(32), Uint8Array.from(bytes));

describe("what is not known yet", () => {
  test.each<readonly [string, Raw]>([
    ["a kind", { code: 10 }],
    ["another kind", { code: 200 }],
    ["a format", { format: 2 }],
    ["a role of a newcomer", { code: 2, body: afterId(4, 9, 9) }],
    ["a role that a device is given", { code: 4, body: afterId(4) }],
    ["a flag of a removal", { code: 3, body: afterId(2, 0) }],
    ["a flag of a removal beside a known one", { code: 3, body: afterId(3, 9, 9) }],
  ])("%s is kept as bytes, and verifies", async (_, raw) => {
    const body = raw.body ?? Uint8Array.of(1, 2, 3);
    const bytes = await signedRaw(rawContent({ ...raw, body }));
    const parsed = parseStatement(sha256, bytes);
    expect(parsed).toMatchObject({ ok: true, value: { body: { kind: "unknown", bytes: body }, bytes } });
    expect(parsed.ok && (await verifyStatement(fixedSuite, parsed.value))).toBe(true);
  });
});

describe("what does not verify", () => {
  test("a statement that another signed", async () => {
    const parsed = parseStatement(sha256, await signedRaw(rawContent({}), newcomer));
    expect(parsed.ok && (await verifyStatement(fixedSuite, parsed.value))).toBe(false);
  });

  test("an add whose proof is of another space, adder, device or key", async () => {
    const good = await space.addBody(owner, newcomer);
    const otherSpace = new TestSpace(owner, await foundSpace(sha256, owner, new Uint8Array(16).fill(99)));
    const proofs = [
      (await otherSpace.addBody(owner, newcomer)).proof,
      (await space.addBody(newcomer, newcomer)).proof,
      (await space.addBody(owner, fixedSigner(3))).proof,
      (await space.addBody(owner, newcomer, "writer", fakeKemKey(2))).proof,
      new Uint8Array(64),
    ];
    expect(await verifyStatement(fixedSuite, await space.sign(owner, good))).toBe(true);
    for (const proof of proofs) expect(await verifyStatement(fixedSuite, await space.sign(owner, { ...good, proof }))).toBe(false);
  });

  test("an add of a key that is not of prime order", async () => {
    const good = await space.addBody(owner, newcomer);
    const smallOrder = makeId("device", fromHex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"));
    const add = await space.sign(owner, { ...good, device: smallOrder, proof: new Uint8Array(64) });
    expect(await verifyStatement(fixedSuite, add)).toBe(false);
  });

  test("and making a malformed one asserts", async () => {
    await expect(space.sign(owner, { kind: "keys", kemKey: fakeKemKey(1) }, [])).rejects.toThrow("assertion");
    const device = deviceOf(newcomer);
    const cut = [recordOf(2, 1), recordOf(1, 1)];
    await expect(space.sign(owner, { kind: "remove", device, asksToWipe: false, cut })).rejects.toThrow("assertion");
    await expect(space.sign(owner, { kind: "role", device, role: "writer", cut: [recordOf(1, 1)] })).rejects.toThrow("assertion");
  });
});
