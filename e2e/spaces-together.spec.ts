// All spaces on one screen: one's own and a shared one, in two browsers; moving between them, and what is there again after a reload.

import { addTask, expectRows, lastAction, openApp, row } from "./app-page.ts";
import { expect, test } from "./fixtures.ts";
import { LONG } from "./size.ts";
import { goToSpace, letIn, makeSpace } from "./space-steps.ts";

test(
  "tasks of all spaces are on one screen, each is changed where it is, moves to another one and back, and what may only be read stays as it is",
  LONG,
  async ({ relay, newDevice }) => {
    const [plants, beds] = ["water the plants, space Household", "plan the beds, space Garden, read only"];
    const [anna, ben] = [await openApp(await newDevice(), relay.address), await openApp(await newDevice(), relay.address)];
    await addTask(ben, "of ben alone");
    await makeSpace(anna, "Household");
    await addTask(anna, "water the plants");
    await letIn(anna, { page: ben, space: "Household", role: "Writer" });
    await makeSpace(anna, "Garden");
    await addTask(anna, "plan the beds");
    await letIn(anna, { page: ben, space: "Garden", role: "Reader" });

    await goToSpace(ben, "All spaces");
    await expectRows(ben, ["of ben alone", plants, beds]);
    await expect(row(ben, beds).getByRole("checkbox")).toBeDisabled();
    await addTask(ben, "new of ben");

    // It goes over to where anna sees it, and comes back.
    await row(ben, "of ben alone").press("l");
    await ben.getByRole("dialog").getByRole("button", { name: "Household: inbox" }).click();
    await expect(lastAction(ben)).toContainText("Moved to Household");
    await goToSpace(anna, "Household");
    await expectRows(anna, ["of ben alone", "water the plants"]);
    await ben.keyboard.press("Control+z");
    await expectRows(anna, ["water the plants"]);
    await expectRows(ben, ["new of ben", "of ben alone", plants, beds]);

    await row(ben, plants).press(" ");
    await expectRows(anna, []);
    const before = ["new of ben", "of ben alone", beds];
    await expectRows(ben, before);
    // The same choice after a reload, and no rows of another one before.
    await ben.addInitScript(() => {
      new MutationObserver(() => {
        const names = [...document.querySelectorAll("[data-task]")].map((element) => element.getAttribute("aria-label"));
        if (names.length > 0) document.documentElement.dataset["seen"] ??= names.join("; ");
      }).observe(document, { childList: true, subtree: true });
    });
    await ben.reload();
    await expectRows(ben, before);
    expect(await ben.evaluate(() => document.documentElement.dataset["seen"])).toContain("plan the beds");
    await goToSpace(ben, "My own");
    await expectRows(ben, ["new of ben", "of ben alone"]);
  },
);
