// What is said to those who listen: saved and synced, once each, whatever else is on the screen.

import { addTask, closeSheet, comeBack, expectSynced, openApp, openSync, syncMark } from "./app-page.ts";
import { expect, test } from "./fixtures.ts";
import { listen } from "./heard.ts";

const SAVED = "Task added.";
const SYNCED = "Saved here and at the relay.";

test("saving is said each time, and reaching the relay once for all that was waiting", async ({ relay, newDevice }) => {
  const page = await openApp(await newDevice(), relay.address);
  await addTask(page, "before the relay goes");
  await expectSynced(page);
  await relay.kill();
  const heard = await listen(page);
  await addTask(page, "one");
  await addTask(page, "two");
  await expect(syncMark(page)).toHaveAccessibleName("Sync: Only on this device so far. It goes out when the relay can be reached.");
  expect((await heard()).filter((text) => text === SAVED)).toEqual([SAVED, SAVED]);

  await relay.start();
  await comeBack(page);
  // A dialog hides what is behind it from listeners, but not what is said.
  await openSync(page);
  await expect.poll(async () => (await heard()).filter((text) => text === SYNCED)).toEqual([SYNCED]);
  await closeSheet(page);
  await addTask(page, "three");
  await expect.poll(async () => (await heard()).filter((text) => text === SYNCED)).toEqual([SYNCED, SYNCED]);
  expect((await heard()).filter((text) => text === SAVED)).toEqual([SAVED, SAVED, SAVED]);
});
