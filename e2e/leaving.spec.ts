// Leaving a shared space in the app: a copy first, the relay away in the middle, and what the others see of it.

import { addTask, closeSheet, expectRows, expectSynced, openApp } from "./app-page.ts";
import { expect, test } from "./fixtures.ts";
import { LONG } from "./size.ts";
import { goToSpace, letIn, makeSpace } from "./space-steps.ts";

test(
  "who leaves a shared space keeps a copy of it, and is out of it once the others have all, though the relay was away",
  LONG,
  async ({ relay, newDevice }) => {
    const [anna, ben] = [await openApp(await newDevice(), relay.address), await openApp(await newDevice(), relay.address)];
    await addTask(ben, "of ben alone");
    await makeSpace(anna, "Household");
    await addTask(anna, "water the plants");
    await letIn(anna, { page: ben, space: "Household", role: "Writer" });
    await expectRows(ben, ["water the plants"]);
    await expectSynced(ben);

    await relay.stop();
    await addTask(ben, "feed the cat");
    await ben.getByRole("button", { name: "People" }).click();
    const sheet = ben.getByRole("dialog");
    await expect(sheet).toContainText("1 change is on this device only");
    await sheet.getByRole("button", { name: "Copy into my own space" }).click();
    await expect(sheet.getByRole("status")).toContainText("items are in your own space now.");
    await sheet.getByRole("button", { name: "Leave this space" }).click();
    await sheet.getByRole("button", { name: "Leave now" }).click();
    await expect(sheet).toContainText("1 change goes from this device to the others first.");
    await closeSheet(ben);
    await expect(ben.getByText("You are leaving “Household”")).toBeVisible();

    await relay.start();
    await expectRows(anna, ["feed the cat", "water the plants"]);
    await expect(ben.getByRole("button", { name: "Household", exact: true })).toHaveCount(0);
    await expectRows(ben, ["of ben alone", "water the plants, in Household", "feed the cat, in Household"]);
    await goToSpace(anna, "Household");
    await anna.getByRole("button", { name: "People" }).click();
    await expect(anna.getByRole("dialog").getByRole("listitem")).toHaveText([/Owner, this device$/u, /Has left$/u]);
  },
);
