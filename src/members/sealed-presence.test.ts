import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bytesToHex } from "../base/bytes.ts";
import { makeId } from "../base/ids.ts";
import { err, ok } from "../base/result.ts";
import { makeEpochKey, type EpochKey } from "../crypto/epoch-key.ts";
import { deviceOf, fixedSigner, fixedSuite, fromHex, makeFixedRandom } from "../crypto/fixed.suite.ts";
import { MAX_PRESENCE_BYTES } from "../wire/limits.ts";
import { openPresence, sealPresence, type SaidPresence } from "./sealed-presence.ts";
import vector from "./vectors/presence-v1.json";

const space = makeId("space", new Uint8Array(32).fill(9));
const [laptop, stranger] = [fixedSigner(1), fixedSigner(3)];
const way = { space, from: deviceOf(laptop) };
const epochFrom = (byte: number): EpochKey => makeEpochKey(fixedSuite.sha256, makeFixedRandom(byte), space);
const [epoch, laterEpoch] = [epochFrom(5), epochFrom(6)];

const caret: SaidPresence = {
  session: "a1".repeat(8),
  number: 7,
  item: makeId("item", new Uint8Array(16).fill(0x21)),
  heard: ["b1".repeat(8), "b2".repeat(8)],
  caret: { anchor: Uint8Array.of(1, 2, 3), head: Uint8Array.of(4, 5) },
};

const all: readonly SaidPresence[] = [
  caret,
  { ...caret, heard: [], caret: null },
  {
    ...caret,
    number: Number.MAX_SAFE_INTEGER,
    heard: Array.from({ length: 16 }, (_, i) => (10 + i).toString(16).padStart(2, "0").repeat(8)),
  },
  { ...caret, caret: { anchor: new Uint8Array(64).fill(8), head: new Uint8Array(64).fill(9) } },
  { ...caret, item: null, heard: [], caret: null },
];

const seal = (said: SaidPresence, { signer = laptop, along = way, under = epoch } = {}): Promise<Uint8Array> =>
  sealPresence({ suite: fixedSuite, random: makeFixedRandom(7), signer, epoch: under }, along, said);

const open = (sealed: Uint8Array, along = way, epochs: readonly EpochKey[] = [laterEpoch, epoch]) =>
  openPresence({ suite: fixedSuite, epochs }, along, sealed);

/** As PROTOCOL.md has it, by hand. */
function context(): Uint8Array {
  const text = new TextEncoder().encode("daybook/1 presence");
  return Uint8Array.of(text.length, ...text, ...fromHex(space), ...fromHex(way.from));
}

const keyByHand = (): Uint8Array =>
  fixedSuite.hkdf(epoch.key, fromHex(space), Uint8Array.of(...context().slice(0, -64), ...fromHex(way.from)), 32);

describe("sealed presence", () => {
  test.each(all)("opens as it was said: $number", async (said) => {
    expect(await open(await seal(said))).toEqual(ok(said));
  });

  test("is what it was in version 1", async () => {
    expect(bytesToHex(await seal(caret))).toBe(vector.sealed);
    const plain = fixedSuite.open(keyByHand(), fromHex(vector.sealed).subarray(4, 16), context(), fromHex(vector.sealed).subarray(16));
    expect(bytesToHex((plain ?? new Uint8Array(0)).subarray(0, 320))).toBe(
      `01${"a1".repeat(8)}07${"21".repeat(16)}02${"b1".repeat(8)}${"b2".repeat(8)}0103010203020405`.padEnd(640, "0"),
    );
  });

  test("is of one length whatever is said, within the frame's limit", async () => {
    const lengths = new Set(await Promise.all(all.map(async (said) => (await seal(said)).length)));
    expect([...lengths]).toEqual([416]);
    expect(416).toBeLessThanOrEqual(MAX_PRESENCE_BYTES);
  });

  test("does not open without its epoch's key, nor as from another device or in another space", async () => {
    const sealed = await seal(caret);
    const notForUs = err({ kind: "not-for-us" });
    expect(await open(sealed, way, [laterEpoch])).toEqual(notForUs);
    expect(await open(sealed, { ...way, from: deviceOf(stranger) })).toEqual(notForUs);
    expect(await open(sealed, { ...way, space: makeId("space", new Uint8Array(32).fill(8)) })).toEqual(notForUs);
  });

  test("is forged where another device than it names has signed it", async () => {
    expect(await open(await seal(caret, { signer: stranger }))).toEqual(err({ kind: "forged" }));
  });

  test("cut short at any byte, longer by one, or with any byte another opens for nobody", async () => {
    const sealed = await seal(caret);
    for (let length = 0; length < sealed.length; length += 1) expect((await open(sealed.subarray(0, length))).ok).toBe(false);
    expect((await open(Uint8Array.of(...sealed, 0))).ok).toBe(false);
    for (let at = 0; at < sealed.length; at += 1)
      expect((await open(sealed.map((byte, i) => (i === at ? byte ^ 1 : byte)))).ok).toBe(false);
  });

  test("that a member has sealed and signed, but that is none, is malformed", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 340 }), async (body) => {
        const signature = await laptop.sign(Uint8Array.of(...context(), ...body));
        const sealed = fixedSuite.seal(keyByHand(), new Uint8Array(12), context(), Uint8Array.of(...body, ...signature));
        const opened = await open(Uint8Array.of(...fromHex(epoch.id).subarray(0, 4), ...new Uint8Array(12), ...sealed));
        expect(opened.ok || opened.error.kind).toBe("malformed");
      }),
      { numRuns: 60 },
    );
  });

  test("cannot be sealed beyond its limits", async () => {
    await expect(seal({ ...caret, caret: { anchor: new Uint8Array(65), head: new Uint8Array(1) } })).rejects.toThrow("limit");
    await expect(seal({ ...caret, heard: Array.from({ length: 17 }, () => "b1".repeat(8)) })).rejects.toThrow("limits");
  });
});
