// Statements that the disk has no room for: neither told nor built upon.

import { expect, test } from "vitest";
import { nameOwnDevice } from "./device-name.ts";
import { errorIn, openShared, shareStatements, type TestProfile, valueIn } from "./space.suite.ts";
import type { Space } from "./space.ts";

async function two(): Promise<{ a: Space; b: Space; profile: TestProfile }> {
  const { spaces, profiles } = await openShared(2);
  const [a, b] = spaces;
  const [, profile] = profiles;
  if (a === undefined || b === undefined || profile === undefined) throw new Error("two of each");
  return { a, b, profile };
}

test("statements that could not be stored are asked for again, and come to the device's other tabs", async () => {
  const { a, b, profile } = await two();
  const tab = await profile.openSpace(b.core.space);
  const before = b.view().statementHeads;
  valueIn(await nameOwnDevice(a, "laptop"));
  profile.disk.capacityBytes = profile.disk.usedBytes;
  expect(errorIn(await b.ingestStatements(a.statementsBeyond(before)))).toEqual({ kind: "full" });
  expect(b.view().statementHeads).toEqual(before);
  expect(b.core.members.nameOf(a.core.self)).toBeNull();
  profile.disk.capacityBytes = Number.POSITIVE_INFINITY;
  await shareStatements(a, b);
  valueIn(await tab.refresh());
  for (const space of [b, tab, await profile.openSpace(b.core.space)]) {
    expect(space.view().statementHeads).toEqual(a.view().statementHeads);
    expect(space.core.members.nameOf(a.core.self)).toBe("laptop");
  }
});

test("a statement made here that could not be stored is told to nobody", async () => {
  const { b, profile } = await two();
  const before = b.view().statementHeads;
  profile.disk.capacityBytes = profile.disk.usedBytes;
  expect(errorIn(await nameOwnDevice(b, "phone"))).toEqual({ kind: "full" });
  expect([b.statementsBeyond(before), b.view().statementHeads]).toEqual([[], before]);
  profile.disk.capacityBytes = Number.POSITIVE_INFINITY;
  valueIn(await nameOwnDevice(b, "phone"));
  expect(b.statementsBeyond(before)).toHaveLength(1);
});
