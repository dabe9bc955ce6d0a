import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bytesToHex } from "../base/bytes.ts";
import { makeId } from "../base/ids.ts";
import { err, ok } from "../base/result.ts";
import { fixedSuite, fromHex } from "../crypto/fixed.suite.ts";
import { MAX_CAPSULE_BYTES } from "../wire/limits.ts";
import { capsuleIdOf, openCapsule, sealCapsule } from "./capsule.ts";
import vectors from "./vectors/capsule-v1.json";

const secret = new Uint8Array(32).fill(1);
const content = { entropy: new Uint8Array(32).fill(2), space: makeId("space", new Uint8Array(32).fill(3)) };
const random = (length: number): Uint8Array => new Uint8Array(length).fill(4);
const sealed = sealCapsule(fixedSuite, random, secret, content);

describe("a capsule", () => {
  test.each(vectors)("is what it was in version 1: $secret", ({ secret: secretHex, entropy, space, nonce, id, capsule }) => {
    const opened = { entropy: fromHex(entropy), space: makeId("space", fromHex(space)) };
    expect(bytesToHex(capsuleIdOf(fixedSuite, fromHex(secretHex)))).toBe(id);
    expect(bytesToHex(sealCapsule(fixedSuite, () => fromHex(nonce), fromHex(secretHex), opened))).toBe(capsule);
    expect(openCapsule(fixedSuite, fromHex(secretHex), fromHex(capsule))).toEqual(ok(opened));
  });

  test("is found and opened by its passkey's secret alone, and has always the same size", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), fc.uint8Array({ minLength: 32, maxLength: 32 }), (other, entropy) => {
        fc.pre(bytesToHex(other) !== bytesToHex(secret));
        const theirs = sealCapsule(fixedSuite, random, other, { ...content, entropy });
        expect(openCapsule(fixedSuite, other, theirs)).toEqual(ok({ ...content, entropy }));
        expect(openCapsule(fixedSuite, secret, theirs)).toEqual(err({ kind: "damaged" }));
        expect(capsuleIdOf(fixedSuite, other)).not.toEqual(capsuleIdOf(fixedSuite, secret));
        expect(theirs).toHaveLength(93);
      }),
      { numRuns: 30 },
    );
  });

  test("with any one byte changed, cut or drawn out opens for nobody", () => {
    fc.assert(
      fc.property(fc.nat(sealed.length - 1), fc.integer({ min: 1, max: 255 }), (at, difference) => {
        const changed = sealed.with(at, (sealed[at] ?? 0) ^ difference);
        expect(openCapsule(fixedSuite, secret, changed).ok).toBe(false);
        expect(openCapsule(fixedSuite, secret, sealed.slice(0, at)).ok).toBe(false);
      }),
    );
    expect(openCapsule(fixedSuite, secret, new Uint8Array(MAX_CAPSULE_BYTES).fill(1))).toEqual(err({ kind: "damaged" }));
  });

  test("of a later version says so", () => {
    expect(openCapsule(fixedSuite, secret, sealed.with(0, 2))).toEqual(err({ kind: "newer" }));
    expect(openCapsule(fixedSuite, secret, sealed.with(0, 0))).toEqual(err({ kind: "damaged" }));
  });
});
