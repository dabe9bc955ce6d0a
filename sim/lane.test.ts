import { expect, test } from "vitest";
import { Lane } from "./lane.ts";
import { makeRandom } from "./random.ts";
import { VirtualTime } from "./virtual-time.ts";

test("what is put in comes out later in the same order, whatever each was to take", async () => {
  const time = new VirtualTime();
  const random = makeRandom(1);
  const lane = new Lane(time, () => random() * 100);
  const log: number[] = [];
  for (let i = 0; i < 50; i++) lane.add(() => void log.push(i));
  expect(log).toEqual([]);
  await time.runUntilIdle(100);
  expect(log).toEqual(Array.from({ length: 50 }, (_, i) => i));
  expect(time.elapsedMs).toBeLessThan(100);
});

test("a held lane keeps everything until it goes on, a dropped one loses it", async () => {
  const time = new VirtualTime();
  const lane = new Lane(time, () => 10);
  const log: string[] = [];
  lane.add(() => void log.push("first"));
  lane.hold();
  lane.add(() => void log.push("second"));
  await time.run(1_000);
  expect(log).toEqual([]);
  lane.resume();
  await time.run(0);
  expect(log).toEqual(["first", "second"]);
  lane.add(() => void log.push("lost"));
  lane.drop();
  lane.add(() => void log.push("lost too"));
  lane.resume();
  await time.run(1_000);
  expect(log).toEqual(["first", "second"]);
});
