import { expect, test } from "vitest";
import { isLongEnough, passphraseBytes } from "./passphrase-key.ts";

test("a passphrase of more than 1,024 bytes is none, however it is typed, and one beyond what is typed is not even normalized", () => {
  expect(passphraseBytes("x".repeat(1_024))).toHaveLength(1_024);
  for (const text of ["x".repeat(1_025), "ä".repeat(513), "\u{1f511}".repeat(257), "a\u0308".repeat(513), "x".repeat(10_000_000)]) {
    expect(passphraseBytes(text)).toBeNull();
  }
});

test("a letter with its accent counts once, however it is typed", () => {
  expect(["ä".repeat(7), "a\u0308".repeat(7), "ä".repeat(8), "a\u0308".repeat(8)].map(isLongEnough)).toEqual([false, false, true, true]);
  expect(passphraseBytes("a\u0308")).toEqual(passphraseBytes("ä"));
});
