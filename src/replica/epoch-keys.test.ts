import { expect, test } from "vitest";
import { makeId } from "../base/ids.ts";
import type { EpochKey } from "../crypto/epoch-key.ts";
import { readEpochKeys, commitWithKeys } from "./epoch-keys.ts";
import { TestProfile, valueIn } from "./space.suite.ts";

/** As a member can have them made by rotating without end. */
function manyKeys(count: number): readonly EpochKey[] {
  return Array.from({ length: count }, (_, index) => {
    const bytes = new Uint8Array(32);
    new DataView(bytes.buffer).setUint32(0, index + 1);
    return { id: makeId("epoch", bytes), key: bytes };
  });
}

test("all keys of epochs are there again, however many there are", async () => {
  const { core } = await new TestProfile(1).open();
  valueIn(await commitWithKeys(core, {}, manyKeys(5_000)));
  expect(await readEpochKeys(core)).toHaveLength(5_001);
});
