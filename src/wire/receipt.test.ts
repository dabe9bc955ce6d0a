import { createHash } from "node:crypto";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bytesToHex, concatBytes } from "../base/bytes.ts";
import { makeId } from "../base/ids.ts";
import { ok } from "../base/result.ts";
import { deviceOf, fixedSigner, fixedSuite, fromHex } from "../crypto/fixed.suite.ts";
import { arbitraryFrames } from "./frame.suite.ts";
import { parseReceipt, receiptsDigest, type Receipt } from "./receipt.ts";
import { makeReceipt, verifyReceipt } from "./signed-receipt.ts";
import vector from "./vectors/receipt-v1.json";

const signer = fixedSigner(1);
const space = makeId("space", new Uint8Array(32).fill(0xd1));
const content: Omit<Receipt, "device"> = {
  counter: 300,
  version: [
    { log: makeId("log", new Uint8Array(8).fill(0xd2)), seq: 5, idPrefix: "d3".repeat(8) },
    { log: makeId("log", new Uint8Array(8).fill(0xd4)), seq: 1_000, idPrefix: "d5".repeat(8) },
  ],
  checkpoints: ["d6".repeat(32)],
};

async function isVerified(bytes: Uint8Array, of = space): Promise<boolean> {
  const receipt = parseReceipt(bytes);
  return receipt.ok && verifyReceipt(fixedSuite.verify, of, receipt.value, bytes);
}

describe("a receipt", () => {
  test("is the committed one, and what PROTOCOL.md says, put together by hand", async () => {
    const bytes = await makeReceipt(signer, space, content);
    expect(bytesToHex(bytes)).toBe(vector.receipt);
    const entries = `02${"d2".repeat(8)}05${"d3".repeat(8)}${"d4".repeat(8)}e807${"d5".repeat(8)}`;
    expect(bytesToHex(bytes.subarray(0, -64))).toBe(`${deviceOf(signer)}ac02${entries}01${"d6".repeat(32)}`);
    const label = `11${Buffer.from("daybook/1 receipt").toString("hex")}`;
    const signature = await signer.sign(concatBytes(fromHex(label, space), bytes.subarray(0, -64)));
    expect(bytes.subarray(-64)).toEqual(signature);
  });

  test("is read as it was made and verifies for its space alone", async () => {
    const bytes = await makeReceipt(signer, space, content);
    expect(parseReceipt(bytes)).toEqual(ok({ ...content, device: deviceOf(signer) }));
    expect(await isVerified(bytes)).toBe(true);
    expect(await isVerified(bytes, makeId("space", new Uint8Array(32)))).toBe(false);
  });

  test("with objections is read as it was made; an empty list of them is malformed, since there is one way to write each", async () => {
    const objecting = { ...content, objections: ["d7".repeat(32)] };
    const bytes = await makeReceipt(signer, space, objecting);
    expect(bytesToHex(bytes.subarray(0, -64)).endsWith(`01${"d6".repeat(32)}01${"d7".repeat(32)}`)).toBe(true);
    expect(parseReceipt(bytes)).toEqual(ok({ ...objecting, device: deviceOf(signer) }));
    expect(await isVerified(bytes)).toBe(true);
    const plain = await makeReceipt(signer, space, { ...content, objections: [] });
    expect(bytesToHex(plain)).toBe(vector.receipt);
    const padded = concatBytes(plain.subarray(0, -64), Uint8Array.of(0), plain.subarray(-64));
    expect(parseReceipt(padded)).toMatchObject({ error: { kind: "malformed" } });
  });

  test("of any version is read as it was made", async () => {
    await fc.assert(
      fc.asyncProperty(
        arbitraryFrames.have.map((have) => have.version),
        fc.maxSafeNat(),
        async (version, counter) => {
          const receipt = { counter, version, checkpoints: [] };
          expect(parseReceipt(await makeReceipt(signer, space, receipt))).toEqual(ok({ ...receipt, device: deviceOf(signer) }));
        },
      ),
      { numRuns: 50 },
    );
  });

  test("with any one byte changed does not parse or does not verify", async () => {
    const bytes = await makeReceipt(signer, space, content);
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (position, difference) => {
        expect(await isVerified(bytes.map((byte, index) => (index === position ? byte ^ difference : byte)))).toBe(false);
      }),
      { numRuns: 100 },
    );
  });

  test("of random bytes never throws", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (random) => {
        expect(parseReceipt(random)).toHaveProperty("ok");
      }),
    );
  });
});

describe("the digest of the newest receipts", () => {
  const one = { device: makeId("device", new Uint8Array(32).fill(1)), counter: 300 };
  const two = { device: makeId("device", new Uint8Array(32).fill(2)), counter: 1 };

  test("is what PROTOCOL.md says, in whatever order they come", () => {
    const hash = createHash("sha256")
      .update(fromHex(one.device, "ac02", two.device, "01"))
      .digest("hex")
      .slice(0, 16);
    expect(bytesToHex(receiptsDigest(fixedSuite.sha256, [one, two]))).toBe(hash);
    expect(bytesToHex(receiptsDigest(fixedSuite.sha256, [two, one]))).toBe(hash);
  });

  test("is zeros when there are none", () => {
    expect(receiptsDigest(fixedSuite.sha256, [])).toEqual(new Uint8Array(8));
  });
});
