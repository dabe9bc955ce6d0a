// A space is founded anew on one device: the others come over by pairing, each with what it holds, and who stays behind opens nothing of it.

import { expect, test } from "vitest";
import { spaces } from "../src/replica/spaces/spaces.ts";
import { act, addTask, everyoneHasAll, makePairedWorld, titlesOf } from "./story.ts";

test("a space is founded anew with all it has; another device brings what it has made meanwhile, and nothing is there twice", async () => {
  const { world, devices } = await makePairedWorld("laptop", "phone", "lost");
  const [laptop, phone, lost] = devices;
  if (phone === undefined || lost === undefined) throw new Error("three devices");
  const shared = await addTask(laptop, "in both");
  await everyoneHasAll(world);
  const [here, there, stranger] = [await laptop.use(), await phone.use(), await lost.use()];
  const before = here.open.space.core.space;
  const refounded = await world.time.complete(spaces.answer(here.open, { kind: "refound-space" }), 120_000);
  expect(refounded).toEqual({ ok: true, value: 1 });
  const anew = here.open.space.core.space;
  expect([anew === before, here.open.space.core.members.membership.members.size, titlesOf(here)]).toEqual([false, 1, ["in both"]]);

  await addTask(laptop, "made after");
  await act(there, { kind: "rename", id: shared, title: "in both, renamed on the phone" });
  await addTask(phone, "made on the phone");
  await addTask(lost, "made by who stays behind");
  await world.until(() => titlesOf(there).includes("made by who stays behind"), "the old space goes on among the others");
  await world.pair(laptop, phone);
  const all = ["in both, renamed on the phone", "made after", "made by who stays behind", "made on the phone"];
  await world.until(() => titlesOf(here).length === all.length, "all on the laptop");
  for (const tab of [here, there]) {
    expect(tab.open.space.core.space).toBe(anew);
    expect(titlesOf(tab).toSorted()).toEqual(all);
  }
  expect([stranger.open.space.core.space, titlesOf(stranger).length]).toEqual([before, 3]);
  expect(here.open.space.isMember(stranger.open.space.core.self)).toBe(false);
});
