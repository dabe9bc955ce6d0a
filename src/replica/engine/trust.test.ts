import { describe, expect, test } from "vitest";
import { makeId } from "../../base/ids.ts";
import { isTrusted, trustOf, type TrustFacts, type Verdict } from "./trust.ts";

const device = (number: number) => makeId("device", new Uint8Array(32).fill(number));
const [self, maker, third, stranger] = [device(1), device(2), device(3), device(4)];
const id = "c1".repeat(32);
const checkpoint = { id, maker, receivedAt: 1_000 };

const facts = (parts: Partial<TrustFacts> = {}): TrustFacts => ({
  hasVoice: (other) => other !== stranger,
  verdicts: [],
  admitted: new Set(),
  nowMs: 2_000,
  graceMs: 10_000,
  ...parts,
});
const verified = (by: Verdict["device"]): Verdict => ({ device: by, version: [], checkpoints: [id], objections: [] });
const objected = (by: Verdict["device"]): Verdict => ({ device: by, version: [], checkpoints: [], objections: [id] });

describe("a checkpoint", () => {
  test("of which nobody has said anything is not trusted", () => {
    expect(trustOf(checkpoint, facts())).toBe("none");
    expect(isTrusted("none")).toBe(false);
  });

  test("is endorsed by a member other than its maker", () => {
    expect(trustOf(checkpoint, facts({ verdicts: [verified(third)] }))).toBe("endorsed");
    expect(trustOf(checkpoint, facts({ verdicts: [verified(self)] }))).toBe("endorsed");
    expect(trustOf(checkpoint, facts({ verdicts: [verified(maker)] }))).toBe("none");
    expect(trustOf(checkpoint, facts({ verdicts: [verified(stranger)] }))).toBe("none");
  });

  test("that one member objects to is disputed, whoever else has verified it", () => {
    expect(trustOf(checkpoint, facts({ verdicts: [verified(third), objected(self)] }))).toBe("disputed");
    expect(trustOf(checkpoint, facts({ verdicts: [objected(stranger)], admitted: new Set([id]) }))).toBe("admitted");
    expect(trustOf(checkpoint, facts({ verdicts: [objected(third)], admitted: new Set([id]) }))).toBe("disputed");
  });

  test("is trusted when the inviter named it, or when it has been known for long", () => {
    expect(trustOf(checkpoint, facts({ admitted: new Set([id]) }))).toBe("admitted");
    expect(trustOf(checkpoint, facts({ nowMs: 10_999 }))).toBe("none");
    expect(trustOf(checkpoint, facts({ nowMs: 11_000 }))).toBe("aged");
  });

  test("claims to be old by its maker's clock, and is not trusted for that", () => {
    expect(trustOf({ ...checkpoint, receivedAt: 11_000, madeAt: 1_000 }, facts({ nowMs: 11_000 }))).toBe("claimed");
    expect(trustOf({ ...checkpoint, receivedAt: 11_000, madeAt: 1_001 }, facts({ nowMs: 11_000 }))).toBe("none");
    expect(trustOf({ ...checkpoint, receivedAt: 1_000, madeAt: 99_000 }, facts({ nowMs: 11_000 }))).toBe("aged");
    expect(isTrusted("claimed")).toBe(false);
  });

  test("of a device that is no member is not trusted by its age", () => {
    expect(trustOf({ ...checkpoint, maker: stranger }, facts({ nowMs: 99_000 }))).toBe("none");
  });

  test("whose maker was removed since is trusted by the word of a member, the inviter's too, and not by its own", () => {
    const removed = { ...checkpoint, maker: stranger };
    expect(trustOf(removed, facts({ verdicts: [verified(third)] }))).toBe("endorsed");
    expect(trustOf(removed, facts({ admitted: new Set([id]) }))).toBe("admitted");
    expect(trustOf(removed, facts({ verdicts: [verified(stranger)] }))).toBe("none");
  });
});
