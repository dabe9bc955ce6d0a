import { expect, test } from "vitest";
import type { Store } from "../../ports/store.ts";
import { openMemoryStore } from "../../storage/memory-store.ts";
import { nameOwnDevice } from "../device-name.ts";
import { portsOf } from "../lone-replica.suite.ts";
import { Replica } from "../replica.ts";
import { createIntent, newItem, TestProfile, titlesOf, valueIn } from "../space.suite.ts";
import { refound } from "./refound.ts";

const FULL = { ok: false, error: { kind: "full" } } as const;

async function openTab(profile: TestProfile, store: Store = openMemoryStore(profile.disk)): Promise<Replica> {
  const options = { defaultRelay: { origin: null, answers: null }, push: () => undefined };
  return valueIn(await Replica.open({ ...portsOf(profile), store }, options));
}

/** With two tasks, and a name. */
async function openFilled(profile: TestProfile): Promise<Replica> {
  const replica = await openTab(profile);
  for (const title of ["first", "second"]) valueIn(await replica.act(createIntent(newItem(replica.space), title)));
  valueIn(await nameOwnDevice(replica.space, "Laptop"));
  return replica;
}

/** Takes so many commits, and no more. */
function fillsAfter(profile: TestProfile, commits: number): { readonly store: Store; readonly refused: () => number } {
  const store = openMemoryStore(profile.disk);
  const { commit } = store;
  let [left, refused] = [commits, 0];
  store.commit = async (batch) => {
    left -= 1;
    if (left >= 0) return commit.call(store, batch);
    refused += 1;
    return FULL;
  };
  return { store, refused: () => refused };
}

test("the new space has the items and this device by its name, alone; what was shown goes on from there", async () => {
  const replica = await openFilled(new TestProfile(1));
  const before = replica.space.core.space;
  expect(await refound(replica)).toEqual({ ok: true, value: 2 });
  const { space, self, members } = replica.space.core;
  expect([space === before, members.membership.members.size, members.nameOf(self)]).toEqual([false, 1, "Laptop"]);
  expect(titlesOf(replica.space)).toEqual(["first", "second"]);
  valueIn(await replica.act(createIntent(newItem(replica.space), "third")));
  expect(titlesOf(replica.space)).toEqual(["first", "second", "third"]);
});

test("it is begun anew each time that it is asked for", async () => {
  const replica = await openFilled(new TestProfile(1));
  const seen = new Set([replica.space.core.space]);
  for (let turn = 0; turn < 2; turn++) {
    expect(await refound(replica)).toEqual({ ok: true, value: 2 });
    seen.add(replica.space.core.space);
  }
  expect(seen.size).toBe(3);
});

test("broken off after any commit the old space is in use, and the same new one is gone on with", async () => {
  for (let commits = 0; ; commits++) {
    const profile = new TestProfile(1);
    const first = await openFilled(profile);
    const before = first.space.core.space;
    first.close();
    const { store, refused } = fillsAfter(profile, commits);
    const broken = await openTab(profile, store);
    const outcome = await refound(broken);
    broken.close();
    const again = await openTab(profile);
    expect(titlesOf(again.space)).toEqual(["first", "second"]);
    // What a page keeps for itself once it is in the new space may be refused.
    if (outcome.ok || refused() === 0) {
      expect([outcome.ok, again.space.core.space === before]).toEqual([true, false]);
      expect(commits).toBeGreaterThan(2);
      return;
    }
    expect(again.space.core.space).toBe(before);
    expect(await refound(again)).toMatchObject({ ok: true });
    expect(titlesOf(again.space)).toEqual(["first", "second"]);
    expect(again.space.core.space).not.toBe(before);
    expect([...profile.disk.spaces.keys()].filter((space) => space !== before)).toEqual([again.space.core.space]);
    again.close();
  }
});
