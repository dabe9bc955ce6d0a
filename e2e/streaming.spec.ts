// Work that goes on behind the page's back never holds it up: no task on its main thread takes longer than a person would notice.

import { addLines, openApp, openSync, total } from "./app-page.ts";
import { expect, test } from "./fixtures.ts";
import { watchTasks } from "./long-tasks.ts";
import { pair } from "./pairing-steps.ts";
import { LONG } from "./size.ts";

const LINES = 1_000;
const TASKS = 10_000;
const LIMIT_MS = 50;

test("thousands of tasks stream into an open app without a long task on its main thread", LONG, async ({ relay, newDevice }) => {
  const [one, two] = [await openApp(await newDevice(), relay.address), await openApp(await newDevice(), relay.address)];
  await pair(one, two);
  await relay.kill();
  for (let start = 0; start < TASKS; start += LINES) {
    await addLines(
      one,
      Array.from({ length: LINES }, (_, line) => `task ${start + line}`),
    );
  }
  const endWatch = await watchTasks(two);
  await relay.start();
  const sheet = await openSync(one);
  await sheet.getByRole("button", { name: "Sync now" }).click();
  await expect.poll(() => total(two), { timeout: 120_000 }).toBe(TASKS);
  const { longMs, busiestMs } = await endWatch();
  expect(busiestMs, "something was seen").toBeGreaterThan(0);
  // Where other programs stretched a task, what it took of the processor counts.
  expect(longMs.length === 0 ? 0 : busiestMs, `by the clock: ${longMs.join(", ")} ms`).toBeLessThanOrEqual(LIMIT_MS);
});
