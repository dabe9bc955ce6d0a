import { ed25519 } from "@noble/curves/ed25519.js";
import { sha512 } from "@noble/hashes/sha2.js";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bytesToHex, concatBytes, utf8ToBytes } from "../base/bytes.ts";
import { isPrimeOrderKey, makeSeedSigner } from "./ed25519.ts";
import { fromHex, makeFixedRandom } from "./fixed.suite.ts";
import { makeCryptoSuite } from "./noble-suite.ts";

const withWebCrypto = makeCryptoSuite({ subtle: crypto.subtle, random: makeFixedRandom() });
const withNoble = makeCryptoSuite({ random: makeFixedRandom() });

type Signed = { readonly publicKey: Uint8Array; readonly message: Uint8Array; readonly signature: Uint8Array };

/** What both ways of verifying say; they must say the same. */
async function verifyBoth({ publicKey, message, signature }: Signed): Promise<boolean | "disagree"> {
  const [platform, noble] = await Promise.all([
    withWebCrypto.verify(publicKey, message, signature),
    withNoble.verify(publicKey, message, signature),
  ]);
  return platform === noble ? platform : "disagree";
}

/** RFC 8032 section 7.1, tests 1 to 3. */
const RFC_8032 = [
  {
    seed: "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
    publicKey: "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
    message: "",
    signature:
      "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
  },
  {
    seed: "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
    publicKey: "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
    message: "72",
    signature:
      "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
  },
  {
    seed: "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
    publicKey: "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
    message: "af82",
    signature:
      "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
  },
];

describe("the vectors of RFC 8032", () => {
  test.each(RFC_8032)("are signed and accepted both ways", async ({ seed, publicKey, message, signature }) => {
    const signer = makeSeedSigner(fromHex(seed));
    expect(bytesToHex(signer.publicKey)).toBe(publicKey);
    expect(bytesToHex(await signer.sign(fromHex(message)))).toBe(signature);
    const signed = { publicKey: fromHex(publicKey), message: fromHex(message), signature: fromHex(signature) };
    expect(await verifyBoth(signed)).toBe(true);
    expect(await verifyBoth({ ...signed, message: concatBytes(signed.message, Uint8Array.of(0)) })).toBe(false);
  });
});

const { Point } = ed25519;
type CurvePoint = InstanceType<typeof Point>;
const ORDER = Point.Fn.ORDER;
/** A point of order 8, and one of order 2. */
const TORSION_8 = Point.fromHex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a");
const TORSION_2 = Point.fromHex("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f");
/** The identity with y written as p + 1. */
const NON_CANONICAL_IDENTITY = fromHex("eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f");

const littleEndian = (number: bigint): Uint8Array => fromHex(number.toString(16).padStart(64, "0")).toReversed();
const toNumber = (bytes: Uint8Array): bigint => BigInt(`0x${bytesToHex(bytes.toReversed())}`);

type Crafted = {
  /** The secret scalars behind the prime-order parts of A and R. */
  readonly a: bigint;
  readonly r: bigint;
  readonly torsionA: CurvePoint;
  readonly torsionR: CurvePoint;
  /** Whether the equation is to hold without the cofactor too, or only with it. */
  readonly cofactorless: boolean;
};

/** A signature whose equation holds at least with the cofactor: tries messages until the small-order parts cancel out, or do not. */
function craft({ a, r, torsionA, torsionR, cofactorless }: Crafted): Signed {
  const publicKey = pointOf(a, torsionA).toBytes();
  const rBytes = pointOf(r, torsionR).toBytes();
  for (let attempt = 0; attempt < 1_000; attempt++) {
    const message = utf8ToBytes(`crafted ${attempt}`);
    const k = toNumber(sha512(concatBytes(rBytes, publicKey, message))) % ORDER;
    const residue = k % 8n === 0n ? torsionR : torsionR.add(torsionA.multiplyUnsafe(k % 8n));
    if (residue.is0() === cofactorless) return { publicKey, message, signature: concatBytes(rBytes, littleEndian((r + k * a) % ORDER)) };
  }
  throw new Error("no message fits");
}

const pointOf = (scalar: bigint, torsion: CurvePoint): CurvePoint => (scalar === 0n ? torsion : Point.BASE.multiply(scalar).add(torsion));

const honest = craft({ a: 5n, r: 7n, torsionA: Point.ZERO, torsionR: Point.ZERO, cofactorless: true });
const withS = (signed: Signed, change: (s: bigint) => bigint): Signed => ({
  ...signed,
  signature: concatBytes(signed.signature.subarray(0, 32), littleEndian(change(toNumber(signed.signature.subarray(32))))),
});

/** After the table of conditions in "Taming the many EdDSAs" (ePrint 2020/1244), crafted here. */
const EDGE_CASES: readonly (readonly [string, Signed])[] = [
  ["A and R of small order, S zero", craft({ a: 0n, r: 0n, torsionA: TORSION_8, torsionR: TORSION_8, cofactorless: true })],
  ["A of small order, R mixed", craft({ a: 0n, r: 7n, torsionA: TORSION_8, torsionR: TORSION_8, cofactorless: true })],
  ["A of small order, R of prime order", craft({ a: 0n, r: 7n, torsionA: TORSION_2, torsionR: Point.ZERO, cofactorless: true })],
  ["A mixed, R of small order", craft({ a: 5n, r: 0n, torsionA: TORSION_8, torsionR: TORSION_8, cofactorless: true })],
  ["A and R mixed, holding without the cofactor", craft({ a: 5n, r: 7n, torsionA: TORSION_8, torsionR: TORSION_8, cofactorless: true })],
  ["A and R mixed, holding only with the cofactor", craft({ a: 5n, r: 7n, torsionA: TORSION_8, torsionR: TORSION_8, cofactorless: false })],
  [
    "A mixed, R of prime order, holding without the cofactor",
    craft({ a: 5n, r: 7n, torsionA: TORSION_2, torsionR: Point.ZERO, cofactorless: true }),
  ],
  [
    "A mixed, R of prime order, holding only with the cofactor",
    craft({ a: 5n, r: 7n, torsionA: TORSION_8, torsionR: Point.ZERO, cofactorless: false }),
  ],
  [
    "A of prime order, R mixed, holding only with the cofactor",
    craft({ a: 5n, r: 7n, torsionA: Point.ZERO, torsionR: TORSION_8, cofactorless: false }),
  ],
  ["A of prime order, R of small order", craft({ a: 5n, r: 0n, torsionA: Point.ZERO, torsionR: TORSION_2, cofactorless: false })],
  ["S above the order", withS(honest, (s) => s + ORDER)],
  ["S far above the order", withS(honest, (s) => s + 8n * ORDER)],
  ["A the identity", { ...honest, publicKey: Point.ZERO.toBytes() }],
  ["A written non-canonically", { ...honest, publicKey: NON_CANONICAL_IDENTITY }],
  ["R written non-canonically", { ...honest, signature: concatBytes(NON_CANONICAL_IDENTITY, honest.signature.subarray(32)) }],
];

describe("edge cases of Ed25519", () => {
  test("an honest signature crafted the same way is accepted", async () => {
    expect(await verifyBoth(honest)).toBe(true);
  });

  test.each(EDGE_CASES)("%s is refused both ways", async (_, signed) => {
    expect(await verifyBoth(signed)).toBe(false);
  });

  test("R the identity is accepted both ways", async () => {
    expect(await verifyBoth(craft({ a: 5n, r: 0n, torsionA: Point.ZERO, torsionR: Point.ZERO, cofactorless: true }))).toBe(true);
  });

  test("R the identity written non-canonically is refused both ways", async () => {
    const publicKey = pointOf(5n, Point.ZERO).toBytes();
    const message = utf8ToBytes("reencoded");
    const k = toNumber(sha512(concatBytes(NON_CANONICAL_IDENTITY, publicKey, message))) % ORDER;
    const signature = concatBytes(NON_CANONICAL_IDENTITY, littleEndian((k * 5n) % ORDER));
    expect(await verifyBoth({ publicKey, message, signature })).toBe(false);
  });

  test("keys of another form are refused", () => {
    expect(isPrimeOrderKey(honest.publicKey)).toBe(true);
    const others = [
      Point.ZERO.toBytes(),
      TORSION_8.toBytes(),
      pointOf(5n, TORSION_2).toBytes(),
      NON_CANONICAL_IDENTITY,
      new Uint8Array(32).fill(255),
    ];
    expect(others.map(isPrimeOrderKey)).toEqual(others.map(() => false));
    expect(isPrimeOrderKey(new Uint8Array(31))).toBe(false);
  });

  test("keys and signatures of any length and content are refused without throwing", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 40 }), fc.uint8Array({ maxLength: 70 }), async (publicKey, signature) => {
        expect(await verifyBoth({ publicKey, message: new Uint8Array(0), signature })).toBe(false);
      }),
      { numRuns: 50 },
    );
  });

  test("a signature with any one bit flipped is refused both ways", async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(511), async (bit) => {
        const signature = honest.signature.map((byte, index) => (index === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
        expect(await verifyBoth({ ...honest, signature })).toBe(false);
      }),
      { numRuns: 40 },
    );
  });
});
