// The seeds of `npm test`, divided over files so that both cores are used. `npm run soak` tells any others.

import { expect, test } from "vitest";
import { runSeed } from "./run-seed.ts";

/** Two hundred in all, one in fifty of them with the real cryptography. */
export function testSeeds(from: number, count: number): void {
  test.for(Array.from({ length: count }, (_, i) => from + i))(
    "seed %i ends with the same on all devices and nothing lost",
    async (seed) => {
      const report = await runSeed(seed);
      expect(report.savedActs).toBeGreaterThan(0);
    },
  );
}
