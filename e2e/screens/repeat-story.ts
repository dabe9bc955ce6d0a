// The screens of a task that repeats: its row and details, the sheet where that is chosen, and what is said when it is done.

import { addTask, chooseInMenu, goTo, openApp, row } from "../app-page.ts";
import { expect } from "../fixtures.ts";
import { USER_MARK } from "./layout-faults.ts";
import type { Stage } from "./stories.ts";

const TASK = `Water the plants of ${USER_MARK}`;

export async function storyOfRepeats({ relay, newDevice, look }: Stage): Promise<void> {
  const page = await openApp(await newDevice(), relay.address);
  await addTask(page, TASK);
  await chooseInMenu(page, TASK, "Repeat");
  const sheet = page.getByRole("dialog");
  await look(page, "repeat-never", { proof: sheet });
  await sheet.getByRole("radio", { name: "Weekly" }).check({ force: true });
  for (const day of ["Monday", "Thursday"]) await sheet.getByRole("checkbox", { name: day }).check({ force: true });
  await sheet.getByRole("spinbutton").fill("2");
  await sheet.getByRole("radio", { name: "After a number of times" }).check({ force: true });
  await look(page, "repeat-weekly", { proof: sheet });
  await sheet.getByRole("spinbutton", { name: "Number of times" }).fill("0");
  await sheet.getByRole("button", { name: "Save" }).click();
  await expect(sheet.getByRole("alert")).toBeVisible();
  await look(page, "repeat-problem", { proof: sheet });
  await sheet.getByRole("radio", { name: "Monthly" }).check({ force: true });
  await sheet.getByRole("radio", { name: "The last day" }).check({ force: true });
  await sheet.getByRole("radio", { name: "On a day" }).check({ force: true });
  await sheet.getByLabel("Last day", { exact: true }).fill("2031-05-06");
  await look(page, "repeat-monthly", { proof: sheet });
  await sheet.getByRole("radio", { name: "Daily" }).check({ force: true });
  await sheet.getByRole("radio", { name: "After it is done" }).check({ force: true });
  await sheet.getByRole("spinbutton").fill("10");
  await sheet.getByRole("radio", { name: "Never" }).last().check({ force: true });
  await look(page, "repeat-after", { proof: sheet });
  await sheet.getByRole("button", { name: "Save" }).click();
  await expect(sheet).toHaveCount(0);
  const name = `${TASK}, repeats`;
  await row(page, name).press("i");
  await look(page, "repeat-details");
  await page.keyboard.press("Escape");
  await row(page, name)
    .getByRole("button", { name: /^Actions for/u })
    .click();
  await look(page, "repeat-menu", { proof: page.getByRole("menu") });
  await page.keyboard.press("Escape");
  await row(page, name).press(" ");
  await expect(page.getByRole("region", { name: "Last action" })).toContainText("Next: ");
  await look(page, "repeat-done");
  await goTo(page, "Done");
  await look(page, "repeat-log");
}
