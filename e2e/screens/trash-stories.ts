// The trash and what leads out of it for good; how much of the past is kept; and the diagnosis.

import { expect } from "@playwright/test";
import { addLines, closeSheet, goTo, openApp, openSync, row } from "../app-page.ts";
import type { Stage } from "./stories.ts";
import { USER_MARK } from "./layout-faults.ts";

const LINES = ["Letters", "Rent", "Old lists"].map((title) => `${title} of ${USER_MARK}`);

export async function storyOfTrash({ relay, newDevice, look }: Stage): Promise<void> {
  const page = await openApp(await newDevice(), relay.address);
  await addLines(page, LINES);
  for (const line of LINES) await row(page, line).press("Delete");
  await goTo(page, "Trash");
  await look(page, "trash-full", { proof: page.getByText(LINES[0] ?? "") });
  await row(page, LINES[0] ?? "").press("Shift+F10");
  await look(page, "trash-menu", { proof: page.getByRole("menu") });
  await page.keyboard.press("Escape");
  await row(page, LINES[0] ?? "").press("Delete");
  await look(page, "purge-question", { proof: page.getByRole("dialog") });
  await page.getByRole("dialog").getByRole("button", { name: "Delete for good" }).click();
  await expect(row(page, LINES[0] ?? "")).toHaveCount(0);
  await look(page, "purge-done");

  await page.keyboard.press("Control+,");
  const settings = page.getByRole("dialog");
  await settings.getByRole("heading", { name: "The past" }).locator("..").getByRole("button", { name: "Change" }).click();
  await settings.getByRole("textbox", { name: "Days of single changes" }).fill("never");
  await look(page, "settings-past", { proof: settings.getByRole("alert") });
  await closeSheet(page);
  await openSync(page);
  await page.getByRole("dialog").getByRole("button", { name: "Diagnosis" }).click();
  await expect(page.getByRole("heading", { name: "Logs" })).toBeVisible();
  await look(page, "diagnosis");
  await closeSheet(page);
}
