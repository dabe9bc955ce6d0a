// The screens of a list that is put in order: sections, parts, what is selected and where it can go, templates, the archive, and the log of what is done.

import type { Page } from "@playwright/test";
import { addLines, addTask, closeSheet, goTo, makeList, openApp, row, pressEntry } from "../app-page.ts";
import { expect } from "../fixtures.ts";
import { USER_MARK } from "./layout-faults.ts";
import type { Stage } from "./stories.ts";

const LONG_NAME = `What ${USER_MARK} has to bring along ${"and must not forget ".repeat(4)}`.trim();

async function addSection(page: Page, name: string): Promise<void> {
  await page
    .getByRole("main")
    .getByRole("button", { name: /^Actions for the list/u })
    .press("Enter");
  await pressEntry(page, "New section");
  await expect(page.getByRole("textbox", { name: "Name" })).toBeFocused();
  await page.keyboard.type(name);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toHaveCount(0);
}

async function chooseForList(page: Page, entry: string): Promise<void> {
  await page
    .getByRole("main")
    .getByRole("button", { name: /^Actions for the list/u })
    .press("Enter");
  await pressEntry(page, entry);
}

const starting = (page: Page, title: string) => row(page, new RegExp(`^${title}`, "u"));

export async function storyOfArranging({ relay, newDevice, look }: Stage): Promise<void> {
  const page = await openApp(await newDevice(), relay.address);
  await makeList(page, `Garden of ${USER_MARK}`);
  await makeList(page, `Trip of ${USER_MARK}`);
  await addLines(page, [
    "Passport",
    "Tickets",
    "Rooms in Rome",
    "Rooms in Naples",
    "Insurance",
    "Ask the neighbour for the cat",
    "Camera",
    "Shoes",
  ]);
  await addSection(page, LONG_NAME);
  await addSection(page, "On the way");
  await row(page, "Rooms in Rome").press("Control+]");
  await expect(starting(page, "Tickets")).toHaveAccessibleName(/of 1/u);
  await row(page, "Rooms in Naples").press("Control+]");
  await expect(starting(page, "Tickets")).toHaveAccessibleName(/of 2/u);
  await starting(page, "Shoes").press("Alt+ArrowDown");
  await starting(page, "Camera").press("Alt+ArrowDown");
  await starting(page, "Rooms in Rome").press(" ");
  await expect(starting(page, "Tickets")).toHaveAccessibleName(/1 of 2/u);
  await look(page, "sections", { proof: page.locator("[data-heading]").first() });
  await page.getByRole("button", { name: "Actions for the section On the way" }).press("Enter");
  await look(page, "section-menu", { proof: page.getByRole("menu") });
  await page.keyboard.press("Escape");

  await starting(page, "Passport").press("x");
  await starting(page, "Insurance").press("x");
  await look(page, "selection-bar", { proof: page.getByRole("toolbar") });
  await starting(page, "Insurance").press("l");
  await look(page, "move-sheet", { proof: page.getByRole("dialog") });
  await closeSheet(page);
  await starting(page, "Insurance").press("s");
  await look(page, "section-sheet", { proof: page.getByRole("dialog") });
  await closeSheet(page);
  await starting(page, "Insurance").press("Escape");
  await starting(page, "Tickets").press("i");
  await look(page, "parts-details");
  await page.keyboard.press("Escape");

  await starting(page, "Passport").press(" ");
  await expect(starting(page, "Passport")).toHaveCount(0);
  await chooseForList(page, "Keep as a template");
  await expect(page.getByRole("region", { name: "Last action" })).toContainText("Template kept");
  await chooseForList(page, "Archive list");
  await look(page, "list-archived");
  await page.getByRole("link", { name: "Archive and templates" }).press("Enter");
  await look(page, "archive", { proof: page.getByRole("main").getByRole("listitem").first() });
  await goTo(page, "All tasks");
  for (const title of ["Water the beans", `Write to ${USER_MARK}`]) {
    await addTask(page, title);
    await row(page, title).press(" ");
    await expect(row(page, title)).toHaveCount(0);
  }
  await goTo(page, "Done");
  await look(page, "done-log");
}
