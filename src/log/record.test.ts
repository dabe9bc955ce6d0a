import { createCipheriv, createHash, createPrivateKey, hkdfSync, sign } from "node:crypto";
import { deflateRawSync } from "node:zlib";
import * as fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { bytesEqual, bytesToHex, concatBytes, utf8ToBytes } from "../base/bytes.ts";
import { idToBytes, makeId, type RecordId } from "../base/ids.ts";
import { ok } from "../base/result.ts";
import { makeEpochKey } from "../crypto/epoch-key.ts";
import { deviceOf, fixedSeed, fixedSigner, fixedSuite, fromHex, makeFixedRandom } from "../crypto/fixed.suite.ts";
import { encodeRecord } from "../wire/encode-record.ts";
import { parseRecord, recordIdOf, signedBytesOf, type RecordEnvelope } from "../wire/record-envelope.ts";
import { logTagOf } from "../wire/log-tag.ts";
import { makeRecordKeys, openRecord, verifyRecord } from "./record.ts";
import { sealRecord, type SealedRecord } from "./seal-record.ts";
import type { RecordBody } from "./record-body.ts";
import { padmeLength } from "./padme.ts";
import deflatedVector from "./vectors/record-v2.json";
import vector from "./vectors/record-v1.json";

const signer = fixedSigner(1);
const device = deviceOf(signer);
const space = makeId("space", new Uint8Array(32).fill(2));
const log = logTagOf(fixedSuite.sha256, space, device, 0);
const epoch = makeEpochKey(fixedSuite.sha256, makeFixedRandom(3), space);
const otherEpoch = makeEpochKey(fixedSuite.sha256, makeFixedRandom(4), space);
const keys = makeRecordKeys(fixedSuite, space);
const item = makeId("item", new Uint8Array(16).fill(6));
const body: RecordBody = {
  stamp: 2 ** 41,
  action: makeId("action", new Uint8Array(8).fill(5)),
  code: 2,
  changes: [{ item, update: utf8ToBytes("a Yjs update") }],
};
const compression = { deflate: (bytes: Uint8Array) => Promise.resolve(new Uint8Array(deflateRawSync(bytes))) };
const draft = { keys, signer, compression, log, seq: 1, previousId: null, epoch, body };
const seal = (seq: number, previousId: RecordId | null, sealed: RecordBody = body): Promise<SealedRecord> =>
  sealRecord({ ...draft, random: makeFixedRandom(7), seq, previousId, body: sealed });

function parsed(bytes: Uint8Array): RecordEnvelope {
  const envelope = parseRecord(bytes);
  if (!envelope.ok) throw new Error("a record");
  return envelope.value;
}

function verified(envelope: RecordEnvelope, place = { space, log }, previousId: RecordId | null = null, author = device): Promise<boolean> {
  return verifyRecord(fixedSuite, author, signedBytesOf(fixedSuite.sha256, place, envelope, previousId), envelope);
}

const slowSha256 = (...parts: Uint8Array[]): Uint8Array =>
  createHash("sha256")
    .update(concatBytes(...parts))
    .digest();

const slowLabel = (name: string): Uint8Array => concatBytes(Uint8Array.of(10 + name.length), utf8ToBytes(`daybook/1 ${name}`));

function slowPlaintext(): Uint8Array {
  const stamp = fromHex("808080808040");
  const content = concatBytes(stamp, Uint8Array.of(8), new Uint8Array(8).fill(5), Uint8Array.of(2, 1), idToBytes(item), Uint8Array.of(12));
  const unpadded = concatBytes(content, utf8ToBytes("a Yjs update"));
  return concatBytes(unpadded, new Uint8Array(48 - unpadded.length));
}

/** The same record put together slowly from PROTOCOL.md, field by field, with Node's own cryptography. */
function slowRecord(
  seq: number,
  previousId: RecordId | null,
  { format, plaintext } = { format: 1, plaintext: slowPlaintext() },
): { readonly id: string; readonly bytes: Uint8Array } {
  const u32 = fromHex(seq.toString(16).padStart(8, "0"));
  const epochPrefix = idToBytes(epoch.id).subarray(0, 4);
  const header = concatBytes(idToBytes(space), idToBytes(log), Uint8Array.of(format, 1), u32, epochPrefix);
  const tail = slowSha256(slowLabel("nonce"), new Uint8Array(32).fill(7), header, plaintext).subarray(0, 8);
  const info = concatBytes(slowLabel("record"), idToBytes(log));
  const key = new Uint8Array(hkdfSync("sha256", epoch.key, idToBytes(space), info, 32));
  const cipher = createCipheriv("chacha20-poly1305", key, concatBytes(u32, tail), { authTagLength: 16 });
  cipher.setAAD(header, { plaintextLength: plaintext.length });
  const payload = concatBytes(tail, cipher.update(plaintext), cipher.final(), cipher.getAuthTag());
  const previous = previousId === null ? new Uint8Array(32) : idToBytes(previousId);
  const signed = concatBytes(slowLabel("record"), header, previous, slowSha256(payload));
  const pkcs8 = concatBytes(fromHex("302e020100300506032b657004220420"), fixedSeed(1));
  const signature = sign(null, signed, createPrivateKey({ key: Buffer.from(pkcs8), format: "der", type: "pkcs8" }));
  return { id: bytesToHex(slowSha256(signed)), bytes: concatBytes(Uint8Array.of(format, 1, seq), epochPrefix, payload, signature) };
}

describe("a record of fixed keys", () => {
  test("is the committed one, byte for byte, and the slow way makes the same", async () => {
    const first = await seal(1, null);
    const second = await seal(2, first.id);
    const made = [first, second].map(({ id, bytes }) => ({ id, bytes: bytesToHex(bytes) }));
    const slow = [slowRecord(1, null), slowRecord(2, first.id)].map(({ id, bytes }) => ({ id, bytes: bytesToHex(bytes) }));
    expect(made).toEqual(slow);
    expect({ space, log, epoch: epoch.id, records: made }).toEqual(vector);
  });

  test("that was committed still opens", () => {
    const opened = vector.records.map((record) => openRecord(keys, log, parsed(fromHex(record.bytes)), [epoch]));
    expect(opened).toEqual([0, 1].map(() => ok({ ...body, kind: "change" })));
  });

  test("costs at most 136 bytes beyond its update before padding", async () => {
    const { bytes } = await seal(200_000, null, { ...body, action: null });
    const update = body.changes[0]?.update.length ?? 0;
    expect(bytes.length - update).toBeLessThanOrEqual(136);
  });
});

const longText = Array.from({ length: 600 }, (_, i) => `water plant ${i}; `).join("");
const letters = (count: number): RecordBody => ({ ...body, changes: [{ item, update: utf8ToBytes(longText.slice(0, count)) }] });
const longBody = letters(longText.length);

describe("a record of fixed keys with a large body", () => {
  /** As it was deflated when the vector was made: another zlib may make other bytes of it. */
  const deflated = fromHex(deflatedVector.deflated);
  const sealLong = (): Promise<SealedRecord> =>
    sealRecord({ ...draft, random: makeFixedRandom(7), compression: { deflate: () => Promise.resolve(deflated) }, body: longBody });

  test("is the committed one, byte for byte, and the slow way makes the same", async () => {
    const { id, bytes } = await sealLong();
    // 10,125 bytes inflated and 1,323 deflated, as varuints.
    const unpadded = concatBytes(fromHex("8d4f"), fromHex("ab0a"), deflated);
    const plaintext = concatBytes(unpadded, new Uint8Array(padmeLength(unpadded.length) - unpadded.length));
    const slow = slowRecord(1, null, { format: 2, plaintext });
    expect({ id, bytes: bytesToHex(bytes) }).toEqual({ id: slow.id, bytes: bytesToHex(slow.bytes) });
    expect({ space, log, epoch: epoch.id, deflated: bytesToHex(deflated), record: { id, bytes: bytesToHex(bytes) } }).toEqual(
      deflatedVector,
    );
  });

  test("that was committed still opens, and only as what it is", () => {
    const envelope = parsed(fromHex(deflatedVector.record.bytes));
    expect(openRecord(keys, log, envelope, [epoch])).toEqual(ok({ ...longBody, kind: "change" }));
    expect(openRecord(keys, log, { ...envelope, format: 1 }, [epoch])).toMatchObject({ error: { kind: "void" } });
  });
});

describe("a body", () => {
  test("with an update of 8,192 bytes or more is deflated where that is of use, and opens to the same", async () => {
    const formats = [8_191, 8_192, 9_000].map(async (count) => parsed((await seal(1, null, letters(count))).bytes));
    expect((await Promise.all(formats)).map(({ format }) => format)).toEqual([1, 2, 2]);
    const small = { ...body, changes: Array.from({ length: 4 }, () => letters(8_000).changes).flat() };
    expect(parsed((await seal(1, null, small)).bytes).format).toBe(1);
    const { bytes } = await seal(1, null, letters(9_000));
    expect(bytes.length).toBeLessThan(3_000);
    expect(openRecord(keys, log, parsed(bytes), [epoch])).toEqual(ok({ ...letters(9_000), kind: "change" }));
  });

  test("of a purge is deflated as well", async () => {
    const { bytes } = await sealRecord({ ...draft, random: makeFixedRandom(7), kind: "purge", body: longBody });
    expect(parsed(bytes)).toMatchObject({ format: 2, kind: 2 });
    expect(openRecord(keys, log, parsed(bytes), [epoch])).toEqual(ok({ ...longBody, kind: "purge" }));
  });
});

describe("opening a record", () => {
  let sealed: SealedRecord;
  beforeAll(async () => {
    sealed = await seal(1, null);
  });

  test("needs a key of its epoch", () => {
    expect(openRecord(keys, log, parsed(sealed.bytes), [])).toMatchObject({ error: { kind: "keyless" } });
    expect(openRecord(keys, log, parsed(sealed.bytes), [otherEpoch])).toMatchObject({ error: { kind: "keyless" } });
    expect(openRecord(keys, log, parsed(sealed.bytes), [otherEpoch, epoch])).toEqual(ok({ ...body, kind: "change" }));
  });

  test("tries every key whose commitment begins alike", () => {
    const twin = { id: makeId("epoch", concatBytes(idToBytes(epoch.id).subarray(0, 4), new Uint8Array(28))), key: otherEpoch.key };
    expect(openRecord(keys, log, parsed(sealed.bytes), [twin, epoch])).toEqual(ok({ ...body, kind: "change" }));
    expect(openRecord(keys, log, parsed(sealed.bytes), [twin])).toMatchObject({ error: { kind: "void" } });
  });

  test("says of a purge that it is one, and another kind cannot be made of it", async () => {
    const purge = parsed((await sealRecord({ ...draft, random: makeFixedRandom(7), kind: "purge" })).bytes);
    expect(openRecord(keys, log, purge, [epoch])).toEqual(ok({ ...body, kind: "purge" }));
    expect(openRecord(keys, log, { ...purge, kind: 1 }, [epoch])).toMatchObject({ error: { kind: "void" } });
  });

  test("of a later format or kind is left for later", () => {
    const envelope = parsed(sealed.bytes);
    expect(openRecord(keys, log, { ...envelope, format: 3 }, [epoch])).toMatchObject({ error: { kind: "newer" } });
    expect(openRecord(keys, log, { ...envelope, kind: 3 }, [epoch])).toMatchObject({ error: { kind: "newer" } });
  });

  test("of a broken body is void", () => {
    const envelope = parsed(sealed.bytes);
    const tail = new Uint8Array(8).fill(1);
    const header = signedBytesOf(fixedSuite.sha256, { space, log }, envelope, null).subarray(17, 67);
    const nonce = concatBytes(fromHex("00000001"), tail);
    const payload = concatBytes(tail, fixedSuite.seal(keys.keyFor(epoch, log), nonce, header, utf8ToBytes("no body")));
    expect(openRecord(keys, log, { ...envelope, payload }, [epoch])).toMatchObject({ error: { kind: "void" } });
    expect(openRecord(keys, log, { ...envelope, payload: new Uint8Array(7) }, [epoch])).toMatchObject({ error: { kind: "void" } });
    expect(openRecord(keys, log, { ...envelope, payload: new Uint8Array(20) }, [epoch])).toMatchObject({ error: { kind: "void" } });
  });

  test("fails in every other place than its own", () => {
    const envelope = parsed(sealed.bytes);
    const otherLog = logTagOf(fixedSuite.sha256, space, device, 1);
    const otherKeys = makeRecordKeys(fixedSuite, makeId("space", new Uint8Array(32).fill(9)));
    expect(openRecord(keys, otherLog, envelope, [epoch])).toMatchObject({ error: { kind: "void" } });
    expect(openRecord(otherKeys, log, envelope, [epoch])).toMatchObject({ error: { kind: "void" } });
    expect(openRecord(keys, log, { ...envelope, seq: 2 }, [epoch])).toMatchObject({ error: { kind: "void" } });
  });
});

describe("verifying a record", () => {
  let sealed: SealedRecord;
  beforeAll(async () => {
    sealed = await seal(1, null);
  });

  test("holds for its author, place and predecessor, and for no other", async () => {
    const envelope = parsed(sealed.bytes);
    expect(await verified(envelope)).toBe(true);
    expect(await verified(envelope, { space, log }, sealed.id)).toBe(false);
    expect(await verified(envelope, { space: makeId("space", new Uint8Array(32)), log })).toBe(false);
    expect(await verified(envelope, { space, log: logTagOf(fixedSuite.sha256, space, device, 1) })).toBe(false);
    expect(await verified(envelope, { space, log }, null, deviceOf(fixedSigner(2)))).toBe(false);
  });

  test("a record with any one byte changed does not parse or does not verify", async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(sealed.bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (position, difference) => {
        const changed = sealed.bytes.map((byte, index) => (index === position ? byte ^ difference : byte));
        const envelope = parseRecord(changed);
        expect(envelope.ok && (await verified(envelope.value))).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  test("a change of the signature alone leaves the record's id as it is", () => {
    const envelope = parsed(sealed.bytes);
    const id = recordIdOf(fixedSuite.sha256, signedBytesOf(fixedSuite.sha256, { space, log }, envelope, null));
    expect(id).toBe(sealed.id);
  });
});

test("two seals of the same change under one number differ in nonce and ciphertext", async () => {
  const [one, two] = [
    await sealRecord({ ...draft, random: makeFixedRandom(1) }),
    await sealRecord({ ...draft, random: makeFixedRandom(2) }),
  ].map((record) => parsed(record.bytes).payload);
  expect(one?.subarray(0, 8)).not.toEqual(two?.subarray(0, 8));
});

test("sealing asserts that an update is within its limit", async () => {
  const huge = { ...body, changes: [{ item, update: new Uint8Array(262_145) }] };
  await expect(seal(1, null, huge)).rejects.toThrow("limit");
  const largest = await seal(1, null, { ...body, changes: [{ item, update: new Uint8Array(262_144) }] });
  expect(bytesEqual(encodeRecord(parsed(largest.bytes)), largest.bytes)).toBe(true);
});
