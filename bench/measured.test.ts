import { expect, test } from "vitest";
import { figuresToJson, percentile, type Measured } from "./measured.ts";

const plain: Measured = { value: 107, samples: 1_000, data: "bench-data 1 seed 1", details: ["not for the file"] };

test("a figure file holds value, samples and data, and the peer where there is one", () => {
  const text = figuresToJson(
    new Map([
      ["wire.overhead", plain],
      ["delta", { ...plain, value: 0.9987, peer: 0.9998 }],
    ]),
  );
  expect(JSON.parse(text)).toEqual({
    "wire.overhead": { value: 107, samples: 1_000, data: "bench-data 1 seed 1" },
    delta: { value: 0.9987, samples: 1_000, data: "bench-data 1 seed 1", peer: 0.9998 },
  });
  expect(text.endsWith("}\n")).toBe(true);
});

test("a file without figures is an empty object", () => {
  expect(JSON.parse(figuresToJson(new Map()))).toEqual({});
});

test("percentiles are samples of their own, by nearest rank", () => {
  const samples = [5, 1, 4, 2, 3];
  expect([0, 20, 50, 95, 100].map((percent) => percentile(samples, percent))).toEqual([1, 1, 3, 5, 5]);
  expect(percentile([7], 50)).toBe(7);
});
