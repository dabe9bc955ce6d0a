import { expect, test } from "vitest";
import { ManualTimers } from "../sync/manual-timers.suite.ts";
import { LinkWatch } from "./link-watch.ts";

function makeScene() {
  const timers = new ManualTimers();
  const happenings: string[] = [];
  const startMs = timers.nowMs;
  const note = (what: string) => () => void happenings.push(`${(timers.nowMs - startMs) / 1000} ${what}`);
  return { timers, happenings, watch: new LinkWatch(timers, note("ask"), note("take")) };
}

test("it asks at once and every ten seconds, and takes the links after two questions that nobody answered", async () => {
  const { timers, happenings, watch } = makeScene();
  watch.watch(true);
  await timers.pass(25_000);
  expect(happenings).toEqual(["0 ask", "10 ask", "20 take"]);
});

test("who answers keeps the links", async () => {
  const { timers, happenings, watch } = makeScene();
  watch.watch(true);
  for (let turn = 0; turn < 5; turn++) {
    watch.heard();
    await timers.pass(10_000);
  }
  expect(happenings).toEqual(["0 ask", "10 ask", "20 ask", "30 ask", "40 ask", "50 ask"]);
});

test("a watch that has ended asks nothing, and one that begins again begins with a question", async () => {
  const { timers, happenings, watch } = makeScene();
  watch.watch(true);
  watch.watch(true);
  await timers.pass(15_000);
  watch.watch(false);
  await timers.pass(60_000);
  watch.watch(true);
  expect(happenings).toEqual(["0 ask", "10 ask", "75 ask"]);
  expect(timers.size).toBe(1);
});
