// Looking for tasks by what they have, and what is done by its days: by the keyboard, and on a phone.

import { addTask, announcement, expectRows, goTo, openApp, row } from "./app-page.ts";
import { expect, test } from "./fixtures.ts";
import { LONG } from "./size.ts";

test("a filter shows what fits, and all again when it is closed; what is done stands under its day", LONG, async ({ relay, newDevice }) => {
  const page = await openApp(await newDevice(), relay.address, "/#inbox");
  for (const title of ["call the bank", "water plants", "call mum"]) await addTask(page, title);
  await row(page, "call mum").press("p");
  await page.getByRole("dialog").getByRole("button", { name: "High" }).press("Enter");
  await row(page, "water plants").press("f");
  const words = page.getByRole("searchbox", { name: "Words in the title" });
  await expect(words).toBeFocused();
  await page.keyboard.type("call");
  await expectRows(page, ["call the bank", "call mum, high priority"]);
  await expect(announcement(page)).toHaveText("2 tasks found.");
  await page.getByRole("combobox", { name: "Priority" }).selectOption("High");
  await expectRows(page, ["call mum, high priority"]);
  await page.getByRole("combobox", { name: "Due" }).selectOption("Overdue");
  await expect(page.getByText("Nothing fits.")).toBeVisible();
  await page.keyboard.press("Escape");
  await expectRows(page, ["call the bank", "water plants", "call mum, high priority"]);
  await expect(page.getByRole("button", { name: "Filter" })).toBeFocused();
  await row(page, "water plants").press(" ");
  await expectRows(page, ["call the bank", "call mum, high priority"]);
  await goTo(page, "Done");
  await expect(page.locator("main [data-heading] h2")).toHaveText(["Today"]);
  await page.setViewportSize({ width: 390, height: 800 });
  await page.getByRole("button", { name: "Filter" }).click();
  await words.fill("bank");
  await expect(page.getByText("Nothing fits.")).toBeVisible();
});
