import { expect, test } from "vitest";
import * as fc from "fast-check";
import { bytesToHex, concatBytes } from "../base/bytes.ts";
import { ID_BYTES, makeId } from "../base/ids.ts";
import { deviceOf, fixedSigner, fixedSuite, fromHex } from "../crypto/fixed.suite.ts";
import { makeCheckpoint, parseCheckpoint, verifyCheckpoint, type CheckpointContent } from "./checkpoint.ts";

const id = <Kind extends keyof typeof ID_BYTES>(kind: Kind, value: number): ReturnType<typeof makeId<Kind>> =>
  makeId(kind, new Uint8Array(ID_BYTES[kind]).fill(value));
const signer = fixedSigner(1);
const { sha256, verify } = fixedSuite;
const said = {
  space: id("space", 2),
  counter: 3,
  madeAt: 1_700_000_000_000,
  cover: [
    { log: id("log", 4), seq: 300, id: id("record", 5) },
    { log: id("log", 6), seq: 7, id: id("record", 8) },
  ],
  packs: [
    { pack: id("pack", 9), blocks: 17, sizeBytes: 250_000, inflatedBytes: 900_000, reach: [300, 0] },
    { pack: id("pack", 10), blocks: 2, sizeBytes: 900, inflatedBytes: 1_000, reach: [12, 7] },
  ],
} satisfies Omit<CheckpointContent, "maker" | "ways">;
const checkpoint = await makeCheckpoint(sha256, signer, said);

test("a checkpoint of fixed keys is what PROTOCOL.md says, byte for byte", () => {
  const content = fromHex(
    "01",
    "02".repeat(32),
    bytesToHex(signer.publicKey),
    "03",
    "80d095ffbc31",
    `02${"04".repeat(8)}ac02${"05".repeat(32)}${"06".repeat(8)}07${"08".repeat(32)}`,
    `02${"09".repeat(32)}1190a10fa0f736ac0200${"0a".repeat(32)}028407e8070c07`,
  );
  expect(bytesToHex(checkpoint.bytes.subarray(0, -64))).toBe(bytesToHex(content));
  expect(checkpoint.id).toBe(bytesToHex(sha256(concatBytes(fromHex("14"), new TextEncoder().encode("daybook/1 checkpoint"), content))));
});

test("one with ways is of format 2, and has them behind its packs", async () => {
  const ways = [
    { log: id("log", 4), seq: 302, id: id("record", 11) },
    { log: id("log", 4), seq: 302, id: id("record", 12) },
  ];
  const made = await makeCheckpoint(sha256, signer, { ...said, ways });
  const withoutSignature = bytesToHex(made.bytes.subarray(0, -64));
  const plain = bytesToHex(checkpoint.bytes.subarray(0, -64));
  expect(withoutSignature).toBe(`02${plain.slice(2)}02${"04".repeat(8)}ae02${"0b".repeat(32)}${"04".repeat(8)}ae02${"0c".repeat(32)}`);
  const parsed = parseCheckpoint(sha256, made.bytes);
  expect(parsed).toEqual({ ok: true, value: { ...said, ways, maker: deviceOf(signer), id: made.id, bytes: made.bytes } });
  expect(parsed.ok && (await verifyCheckpoint(verify, parsed.value))).toBe(true);
  const twice = made.bytes.slice();
  twice.fill(0x0b, -64 - 32, -64);
  expect(parseCheckpoint(sha256, twice)).toMatchObject({ error: { kind: "malformed", reason: "ways not ascending" } });
  const none = concatBytes(Uint8Array.of(2), checkpoint.bytes.subarray(1, -64), Uint8Array.of(0), new Uint8Array(64));
  expect(parseCheckpoint(sha256, none)).toMatchObject({ error: { kind: "malformed" } });
});

test("it reads as it was made and verifies", async () => {
  const parsed = parseCheckpoint(sha256, checkpoint.bytes);
  expect(parsed).toEqual({ ok: true, value: { ...said, ways: [], maker: deviceOf(signer), id: checkpoint.id, bytes: checkpoint.bytes } });
  expect(parsed.ok && (await verifyCheckpoint(verify, parsed.value))).toBe(true);
});

test("with any byte changed it does not parse or does not verify", async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(checkpoint.bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (position, difference) => {
      const changed = checkpoint.bytes.map((byte, index) => (index === position ? byte ^ difference : byte));
      const parsed = parseCheckpoint(sha256, changed);
      expect(parsed.ok && (await verifyCheckpoint(verify, parsed.value))).toBe(false);
    }),
    { numRuns: 200 },
  );
});

test("random bytes never throw, and a later format is told apart", () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => void parseCheckpoint(sha256, bytes)));
  expect(parseCheckpoint(sha256, checkpoint.bytes.with(0, 3))).toMatchObject({ ok: false, error: { kind: "newer" } });
  expect(parseCheckpoint(sha256, new Uint8Array(262_145))).toEqual({ ok: false, error: { kind: "too-large" } });
});

test("a cover out of order and a pack that is named twice are malformed", async () => {
  const reversed = await makeCheckpoint(sha256, signer, { ...said, cover: said.cover.toReversed() });
  expect(parseCheckpoint(sha256, reversed.bytes)).toMatchObject({ error: { kind: "malformed" } });
  const [first] = said.packs;
  const twice = await makeCheckpoint(sha256, signer, { ...said, packs: first === undefined ? [] : [first, first] });
  expect(parseCheckpoint(sha256, twice.bytes)).toMatchObject({ error: { kind: "malformed" } });
});

test("a pack's entry takes at most 200 bytes with ten logs", async () => {
  const cover = Array.from({ length: 10 }, (_, i) => ({ log: id("log", i + 1), seq: 100_000, id: id("record", i) }));
  const entry = { blocks: 17, sizeBytes: 262_000, inflatedBytes: 1_000_000, reach: cover.map(() => 100_000) };
  const size = async (count: number): Promise<number> =>
    (
      await makeCheckpoint(sha256, signer, {
        ...said,
        cover,
        packs: Array.from({ length: count }, (_, i) => ({ pack: id("pack", i), ...entry })),
      })
    ).bytes.length;
  expect((await size(2)) - (await size(1))).toBeLessThanOrEqual(200);
});
