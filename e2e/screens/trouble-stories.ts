// What stands at the top of every view when something must be known.

import { addTask, expectSynced, openApp, total, typeAll, whenKept } from "../app-page.ts";
import { expect } from "../fixtures.ts";
import { USER_MARK } from "./layout-faults.ts";
import type { RelayProcess } from "../relay-process.ts";
import type { Stage } from "./stories.ts";
import { UNLESS_CLOSED } from "../unless-closed.ts";

/** A new device whose worker runs `source` before its own. */
async function openWithWorker({ newDevice }: Stage, { address }: RelayProcess, source: string) {
  const device = await newDevice();
  await device.context().route("**/assets/replica.worker-*.js", async (route) => {
    const response = await route.fetch(UNLESS_CLOSED);
    await route.fulfill({ response, body: `${source}\n${await response.text()}` });
  });
  const page = await device.newPage();
  await page.goto(address);
  return page;
}

export async function storyOfTrouble(stage: Stage): Promise<void> {
  const { relay, newDevice, look } = stage;
  const unseen = await stage.newRelay();
  const refusing = `Object.defineProperty(self, "indexedDB", { get() { throw new DOMException("not here", "SecurityError"); } });`;
  const unwritable = await openWithWorker(stage, unseen, refusing);
  await expect(unwritable.getByRole("alert")).toBeVisible();
  await look(unwritable, "trouble-cannot-store", { proof: unwritable.getByRole("alert") });
  const dead = await openWithWorker(stage, unseen, `throw new Error("as if it had crashed");`);
  await expect(dead.getByRole("alert")).toBeVisible();
  await look(dead, "trouble-died", { proof: dead.getByRole("alert") });

  const page = await openApp(await newDevice(), relay.address);
  await addTask(page, `Before ${USER_MARK} calls`);
  await expectSynced(page);
  await whenKept(page);
  await relay.kill();
  await typeAll(
    page,
    Array.from({ length: 50 }, (_, index) => `${index}. letter to ${USER_MARK}`),
  );
  await expect.poll(() => total(page), { timeout: 30_000 }).toBe(51);
  const warning = page.getByRole("status").filter({ has: page.getByRole("button") });
  await expect(warning).toBeVisible();
  await look(page, "trouble-last-copy", { proof: warning });
  await relay.start();
}
