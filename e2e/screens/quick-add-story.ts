// Quick add: the field with what it has understood, and the sheet in which a task is written from anywhere.

import { addField, closeSheet, goTo, makeList, openApp, pressEntry } from "../app-page.ts";
import { expect } from "../fixtures.ts";
import { USER_MARK } from "./layout-faults.ts";
import type { Stage } from "./stories.ts";

const LINE = `Call ${USER_MARK} every last friday of the month at 5pm #"${USER_MARK} and all the others in the house" @${USER_MARK} !1`;
const SHARED = new URLSearchParams({
  title: `${USER_MARK}: ${"what the bicycle in the cellar wants before spring ".repeat(3)}`,
  text: `https://${USER_MARK.toLowerCase()}.example/${"Donaudampfschifffahrt".repeat(5)}`,
});

export async function storyOfQuickAdd({ relay, newDevice, look }: Stage): Promise<void> {
  const page = await openApp(await newDevice(), relay.address);
  await makeList(page, `${USER_MARK}’s home`);
  await addField(page).fill(LINE);
  const chips = page.locator("[data-token]");
  await expect(chips).toHaveCount(5);
  await look(page, "quick-add-chips", { proof: chips.first() });
  await addField(page).fill(`Passport in 2 hours every day 5 times #"${USER_MARK}’s home"/"${USER_MARK}’s things"`);
  await expect(chips).toHaveCount(4);
  await addField(page).press("Enter");
  await page.getByRole("button", { name: "Actions for the section" }).press("Enter");
  await pressEntry(page, "Add a task here");
  await page.getByRole("textbox", { name: "Add a task to" }).fill(`Charger tomorrow at 5pm @${USER_MARK}`);
  await expect(chips).toHaveCount(3);
  await look(page, "quick-add-section", { proof: chips.first() });
  await page.getByRole("textbox", { name: "Add a task to" }).fill("");

  await goTo(page, "Notes");
  await page.getByRole("link", { name: "Notes", exact: true }).press("q");
  await page.getByRole("dialog").getByRole("textbox").fill(`Water the plants of ${USER_MARK} from monday, remind me on the day at 9am`);
  await expect(chips).toHaveCount(2);
  await look(page, "quick-add-sheet", { proof: page.getByRole("dialog") });
  await closeSheet(page);
  await page.goto(`${relay.address}/#add?${SHARED}`);
  await expect(page.getByRole("dialog").getByRole("textbox")).toHaveCount(2);
  await look(page, "quick-add-shared", { proof: page.getByRole("dialog") });
}
