// Lists out of sight and made from others, by the keyboard: archived and brought back, duplicated, kept as a template and made from it; tasks duplicated.

import type { Page } from "@playwright/test";
import { addTask, expectRows, lastAction, makeList, openApp, row, chooseForList, pressEntry } from "./app-page.ts";
import { expect, test } from "./fixtures.ts";
import { LONG } from "./size.ts";

const railLink = (page: Page, name: string) =>
  page.getByRole("navigation", { name: "Views" }).getByRole("link", { name: new RegExp(`^${name} \\d+ open`, "u") });

test(
  "lists are archived, duplicated, kept as templates and made from them, and all of it is taken back",
  LONG,
  async ({ relay, newDevice }) => {
    const page = await openApp(await newDevice(), relay.address);
    await makeList(page, "Trip");
    for (const title of ["passport", "tickets", "rooms"]) await addTask(page, title);
    await row(page, "rooms").press("Alt+Shift+ArrowRight");
    await row(page, /^tickets/u).press("Shift+D");
    await expectRows(page, ["passport", "tickets, 0 of 1 part done", "rooms", "tickets, 0 of 1 part done", "rooms"]);
    await page.keyboard.press("Control+z");
    await expectRows(page, ["passport", "tickets, 0 of 1 part done", "rooms"]);
    await chooseForList(page, "Trip", "Duplicate list");
    await expect(page.getByRole("heading", { level: 1, name: "Trip (copy)" })).toBeVisible();
    await expectRows(page, ["passport", "tickets, 0 of 1 part done", "rooms"]);
    await chooseForList(page, "Trip (copy)", "Archive list");
    await expect(lastAction(page)).toContainText("List archived: Trip (copy)");
    await expect(railLink(page, "Trip \\(copy\\)")).toHaveCount(0);
    await expect(page.getByText("This list is archived")).toBeVisible();
    await page.getByRole("link", { name: "Archive and templates" }).press("Enter");
    await page.getByRole("button", { name: "Actions for the list Trip (copy)" }).press("Enter");
    await pressEntry(page, "Bring list back");
    await expect(railLink(page, "Trip \\(copy\\)")).toBeVisible();
    await railLink(page, "Trip").click();
    await expect(page.getByRole("heading", { level: 1, name: "Trip" })).toBeVisible();
    await row(page, "passport").press(" ");
    await expectRows(page, ["tickets, 0 of 1 part done", "rooms"]);
    await chooseForList(page, "Trip", "Keep as a template");
    await expect(lastAction(page)).toContainText("Template kept: Trip");
    await page.getByRole("link", { name: "Archive and templates" }).press("Enter");
    await page.getByRole("region", { name: "Templates" }).getByRole("button", { name: "Actions for the list Trip" }).press("Enter");
    await pressEntry(page, "Use template");
    await page.getByRole("textbox", { name: "Name" }).fill("To Rome");
    await page.getByRole("textbox", { name: "Name" }).press("Enter");
    await expect(page.getByRole("heading", { level: 1, name: "To Rome" })).toBeVisible();
    await expectRows(page, ["passport", "tickets, 0 of 1 part done", "rooms"]);
  },
);
