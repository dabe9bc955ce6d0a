import { expect, test } from "vitest";
import type { NearbyFailure } from "../../replica/face/nearby.ts";
import { failureText, likelyReasons, nameText, stepText } from "./nearby-texts.ts";

const FAILURES: readonly NearbyFailure[] = ["no-way", "timed-out", "not-verified", "broken", "unsupported", "busy"];

test("where two devices found no way to each other, or lost it, the likely reasons follow, their networks first", () => {
  for (const failure of ["no-way", "broken"] as const) {
    expect(failureText(failure).endsWith("What it often is:")).toBe(true);
    expect(likelyReasons(failure)[0]).toBe(
      "They are in different networks. Put both into the same Wi-Fi, or one into the other’s hotspot.",
    );
    expect(likelyReasons(failure)).toHaveLength(5);
  }
});

test("any other failure says by itself what to do", () => {
  for (const failure of FAILURES.filter((one) => one !== "no-way" && one !== "broken")) {
    expect(likelyReasons(failure)).toEqual([]);
    expect(failureText(failure).endsWith(".")).toBe(true);
    expect(failureText(failure)).not.toContain("What it often is");
  }
});

test("a failure is said aloud as it is shown", () => {
  for (const failure of FAILURES) expect(stepText({ kind: "failed", failure })).toBe(failureText(failure));
});

test("a device without a name is still spoken of", () => {
  expect([nameText(null), nameText(""), nameText("Phone")]).toEqual(["Your other device", "Your other device", "Phone"]);
});
