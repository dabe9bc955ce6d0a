// A space that is shared: its owner, somebody who writes in it and somebody who reads, each in a browser of their own.

import { addField, addTask, closeSheet, expectRows, openApp, openSync, row } from "./app-page.ts";
import { expect, test } from "./fixtures.ts";
import { lockField, setLock, unlock } from "./lock-steps.ts";
import { LONG } from "./size.ts";
import { goToSpace, letIn, makeSpace } from "./space-steps.ts";

test("a writer and a reader come into a shared space: one changes it, the other only sees it, and nobody's own tasks are in it", async ({
  relay,
  newDevice,
}) => {
  const [anna, ben, cleo] = [
    await openApp(await newDevice(), relay.address),
    await openApp(await newDevice(), relay.address),
    await openApp(await newDevice(), relay.address),
  ];
  await addTask(anna, "of anna alone");
  await addTask(ben, "of ben alone");
  await makeSpace(anna, "Household");
  await expectRows(anna, []);
  await addTask(anna, "water the plants");
  await letIn(anna, { page: ben, space: "Household", role: "Writer" });
  await letIn(anna, { page: cleo, space: "Household", role: "Reader" });

  await expectRows(ben, ["water the plants"]);
  await addTask(ben, "feed the cat");
  for (const page of [anna, cleo]) await expectRows(page, ["feed the cat", "water the plants"]);
  await expect(addField(cleo)).toBeDisabled();
  await expect(cleo.getByText("You may read “Household”.")).toBeVisible();
  await anna.getByRole("button", { name: "People" }).click();
  await expect(anna.getByRole("dialog").getByRole("listitem")).toHaveText([/Owner, this device$/u, /Writer$/u, /Reader$/u]);
  await closeSheet(anna);

  await goToSpace(ben, "My own");
  await expectRows(ben, ["of ben alone"]);
  await ben.reload();
  await expectRows(ben, ["of ben alone"]);
  await goToSpace(ben, "Household");
  await expectRows(ben, ["feed the cat", "water the plants"]);
  // The same one after a reload.
  await ben.reload();
  await expectRows(ben, ["feed the cat", "water the plants"]);
  await expect(await openSync(ben)).toContainText("Devices are added, and the relay is chosen, in your own space.");
});

const PASSPHRASE = "seven geese in a row";

test(
  "what is typed right after a load goes to the space that was on screen before it, and so does what was held over a lock",
  LONG,
  async ({ relay, newDevice }) => {
    const page = await openApp(await newDevice(), relay.address);
    await addTask(page, "mine");
    await makeSpace(page, "Household");
    await addTask(page, "ours");
    for (let load = 1; load <= 3; load++) {
      await page.reload();
      await addTask(page, `after load ${load}`);
    }
    await addField(page).fill("half of ours");
    await setLock(page, PASSPHRASE);
    // A field that holds something keeps the lock from being set; the text is put in again behind it.
    await expect(page.getByText("Something typed is not saved yet.")).toBeVisible();
    await closeSheet(page);
    await addField(page).fill("");
    await setLock(page, PASSPHRASE);
    await unlock(page, PASSPHRASE);
    await addField(page).fill("half of ours");
    await expect(async () => {
      await page.keyboard.press("Control+Shift+L");
      await expect(lockField(page)).toBeVisible({ timeout: 1_000 });
    }).toPass();
    await unlock(page, PASSPHRASE);
    await expect(addField(page)).toHaveValue("half of ours");
    await addField(page).press("Enter");
    await expect(row(page, "half of ours")).toBeVisible();
    await goToSpace(page, "My own");
    await expectRows(page, ["mine"]);
  },
);
