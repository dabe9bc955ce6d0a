import { describe, expect, test } from "vitest";
import { err, ok } from "../../base/result.ts";
import { check, outcomeOf } from "./suite-check.ts";

const make = (run: () => Promise<void>): Parameters<typeof outcomeOf<number>>[0] => ({ name: "case", run });
const bed = (): Promise<number> => Promise.resolve(1);

describe("the check of conformance cases", () => {
  test("takes equal data as equal, whatever the order of fields", () => {
    check.equal({ a: 1, b: [Uint8Array.of(1), null, "x"] }, { b: [Uint8Array.of(1), null, "x"], a: 1 }, "same");
    expect(check.value(ok(3), "value")).toBe(3);
    check.failure(err({ kind: "full" }), "full", "kind");
    check.failure(err({ kind: "full" }), { kind: "full" }, "error");
  });

  test.for([
    [Uint8Array.of(1), Uint8Array.of(2)],
    [Uint8Array.of(1), [1]],
    ["1", 1],
    [[1], [1, 1]],
    [{ a: 1 }, { a: 1, b: 2 }],
    [null, undefined],
  ])("finds %o and %o different", ([a, b]) => {
    expect(() => check.equal(a, b, "different")).toThrow("different");
  });

  test("finds what should not have happened", async () => {
    expect(() => check.that(false, "so")).toThrow("not so: so");
    expect(() => check.value(err({ kind: "full" }), "value")).toThrow("full");
    expect(() => check.failure(ok(1), "full", "failure")).toThrow("went well");
    expect(() => check.failure(err({ kind: "closed" }), "full", "failure")).toThrow("closed");
    await expect(check.rejects(Promise.resolve(), "bug")).rejects.toThrow("did not reject");
  });

  test("makes an outcome of a case, whether it passes, fails or never gets its bed", async () => {
    expect(
      await outcomeOf(
        make(() => Promise.resolve()),
        bed,
      ),
    ).toEqual({ name: "case", ok: true });
    const failed = await outcomeOf(
      make(() => Promise.reject(new Error("broken"))),
      bed,
    );
    expect(failed).toEqual({ name: "case", ok: false, error: "Error: broken" });
    const bedless = await outcomeOf(
      make(() => Promise.resolve()),
      () => Promise.reject(new Error("no bed")),
    );
    expect(bedless.ok).toBe(false);
  });
});
