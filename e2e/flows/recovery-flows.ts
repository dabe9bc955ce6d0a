// The ways back: a phrase that is made, a phrase that is used, and a lock that is closed meanwhile.

import type { Page } from "@playwright/test";
import { addTask, closeSheet, comeBack, expectRows, expectSynced } from "../app-page.ts";
import { expect } from "../fixtures.ts";
import { lockField, setLock, unlock } from "../lock-steps.ts";
import { pair } from "../pairing-steps.ts";
import { drawPhrase, makeItTheWayBack, proveWords, startRestoring, typePaper } from "../recovery-steps.ts";
import { expectTitles, openNew, type FlowStage, type Flow, type RelayIs } from "./flow.ts";

/** From the list of devices on. */
async function goOn(page: Page, lost: number): Promise<void> {
  const boxes = page.getByRole("checkbox");
  await expect(boxes).toHaveCount(lost);
  for (const box of await boxes.all()) await box.check();
  await page.getByRole("button", { name: "Go on with these devices" }).click();
  await page.getByRole("button", { name: "Open Daybook" }).click();
}

const restoreAgain = (page: Page): Promise<void> =>
  expect(async () => {
    await startRestoring(page);
    await expect(page.getByRole("checkbox").or(page.getByRole("alert"))).toBeVisible();
    await expect(page.getByRole("alert")).toHaveCount(0, { timeout: 1_000 });
  }).toPass({ timeout: 60_000 });

async function makePhrase(stage: FlowStage) {
  const a = await openNew(stage);
  await addTask(a, "only on one device");
  await expectSynced(a);
  const paper = await drawPhrase(a);
  const sheet = a.getByRole("dialog");
  await proveWords(sheet, paper.words);
  return {
    pages: [a],
    async act(relayIs: RelayIs): Promise<void> {
      await makeItTheWayBack(sheet);
      await expect(sheet).toContainText(relayIs === "away" ? "It waits: neither the relay" : "The relay or another device has it too");
    },
    async settle(): Promise<void> {
      await expect(sheet).toContainText("The relay or another device has it too");
      await closeSheet(a);
      await expectSynced(a);
      await a.close();
      const b = await (await stage.newDevice()).newPage();
      await b.goto(stage.relay.address);
      await typePaper(b, paper);
      await startRestoring(b);
      await goOn(b, 1);
      await expectRows(b, ["only on one device"]);
    },
  };
}

async function restore(stage: FlowStage) {
  const [a, b] = [await openNew(stage), await (await stage.newDevice()).newPage()];
  await addTask(a, "to be brought back");
  const paper = await drawPhrase(a);
  const sheet = a.getByRole("dialog");
  await proveWords(sheet, paper.words);
  await makeItTheWayBack(sheet);
  await expect(sheet).toContainText("The relay or another device has it too");
  await closeSheet(a);
  await expectSynced(a);
  // Nobody is there to fill a relay up again.
  await a.goto("about:blank");
  await b.goto(stage.relay.address);
  await typePaper(b, paper);
  return {
    pages: [],
    async act(relayIs: RelayIs): Promise<void> {
      await startRestoring(b);
      if (relayIs === "away") await expect(b.getByRole("alert")).toContainText("The relay did not answer", { timeout: 60_000 });
      if (relayIs === "wiped") await expect(b.getByRole("alert")).toContainText("The relay does not have this space");
    },
    async settle(relayIs: RelayIs): Promise<void> {
      if (relayIs === "wiped") {
        // A device that is found again fills it.
        await a.goto(stage.relay.address);
        await comeBack(a);
        await expectSynced(a, { timeout: 60_000 });
      }
      // What was typed is still there. A device may call itself synced before it has heard that the relay is another one.
      if (relayIs !== "there") await restoreAgain(b);
      await goOn(b, 1);
      await expectRows(b, ["to be brought back"]);
      await addTask(b, "goes on");
      await expectSynced(b);
    },
  };
}

const PASSPHRASE = "seven geese in a row";

async function lock(stage: FlowStage) {
  const [a, b] = [await openNew(stage), await openNew(stage)];
  await pair(a, b);
  await addTask(a, "before the lock");
  await expectRows(b, ["before the lock"]);
  return {
    pages: [b],
    async act(): Promise<void> {
      await addTask(a, "behind the lock");
      await setLock(a, PASSPHRASE);
      await expect(lockField(a)).toBeVisible();
    },
    async settle(): Promise<void> {
      await addTask(b, "while it was locked");
      await unlock(a, PASSPHRASE);
      await comeBack(a);
      for (const page of [a, b]) await expectTitles(page, ["before the lock", "behind the lock", "while it was locked"]);
      for (const page of [a, b]) await expectSynced(page, { timeout: 60_000 });
    },
  };
}

export const RECOVERY_FLOWS: Readonly<Record<string, Flow>> = {
  "a recovery phrase is made": makePhrase,
  "everything is brought back by a recovery phrase": restore,
  "a device is locked": lock,
};
