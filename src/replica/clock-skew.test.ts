import { describe, expect, test } from "vitest";
import { stampToMs } from "../items/stamp.ts";
import { act, addTask, bring, openShared, titlesOf } from "./space.suite.ts";
import type { Space } from "./space.ts";

const DAY_MS = 86_400_000;

/** Two devices; the clock of the second is off by so many days. */
async function twoClocks(days: number): Promise<readonly [right: Space, wrong: Space]> {
  const { spaces, profiles } = await openShared(2);
  const [right, other] = spaces;
  const profile = profiles[1];
  if (right === undefined || other === undefined || profile === undefined) throw new Error("two of them");
  const { clock } = profile.timers;
  const wrong = await profile.openSpace(right.core.space, { ...other.core.ports, clock: () => clock() + days * DAY_MS });
  return [right, wrong];
}

describe.each([3, -3])("beside a device whose clock is %i days off", (days) => {
  test("what was changed after it was seen stands, whoever changed it", async () => {
    const [right, wrong] = await twoClocks(days);
    const id = await addTask(right, "first");
    await bring(right, wrong);
    await act(wrong, { kind: "rename", id, title: "second" });
    await bring(wrong, right);
    await act(right, { kind: "rename", id, title: "third" });
    await bring(right, wrong);
    expect([titlesOf(right), titlesOf(wrong)]).toEqual([["third"], ["third"]]);
  });

  test("deleting for good works in both directions", async () => {
    const [right, wrong] = await twoClocks(days);
    const [one, two] = [await addTask(right, "one"), await addTask(wrong, "two")];
    await bring(right, wrong);
    await bring(wrong, right);
    for (const [space, id] of [
      [right, two],
      [wrong, one],
    ] as const) {
      // prettier-ignore
      await act(space, { kind: "trash", ids: [id] });
      await act(space, { kind: "purge", ids: [id] });
    }
    await bring(right, wrong);
    await bring(wrong, right);
    for (const space of [right, wrong]) {
      expect(space.core.items.index.size).toBe(0);
      expect(space.core.items.tombstones.size).toBe(2);
    }
  });

  test("this device's own clock does not follow it", async () => {
    const [right, wrong] = await twoClocks(days);
    await addTask(wrong, "from another day");
    await bring(wrong, right);
    await addTask(right, "from today");
    expect(Math.abs(stampToMs(right.core.clock) - right.core.ports.clock())).toBeLessThan(300_000);
  });
});
