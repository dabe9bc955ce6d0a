import { expect, test } from "vitest";
import { makeId } from "../base/ids.ts";
import { isSampleId, makeSampleId, SAMPLE_RANDOM_BYTES } from "./sample.ts";

test("a sample is known by its id, whatever the rest of it", () => {
  for (const byte of [0, 7, 255]) expect(isSampleId(makeSampleId(new Uint8Array(SAMPLE_RANDOM_BYTES).fill(byte)))).toBe(true);
  expect(isSampleId(makeId("item", new Uint8Array(16).fill(0x73)))).toBe(false);
});

test("samples are found again by every later version: their ids never change form", () => {
  expect(makeSampleId(new Uint8Array(8).fill(1))).toBe("73616d706c652f310101010101010101");
});
