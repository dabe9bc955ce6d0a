// The sample tasks, and the address of the app when it is wrong.

import { openApp } from "../app-page.ts";
import { expect } from "../fixtures.ts";
import type { Stage } from "./stories.ts";

export async function storyOfSamples({ relay, newDevice, look }: Stage): Promise<void> {
  const page = await openApp(await newDevice(), relay.address);
  await page.getByRole("button", { name: "See it with sample tasks" }).click();
  await expect(page.getByRole("button", { name: "Remove sample data" })).toBeVisible();
  await look(page, "samples");
  await page.keyboard.press("Control+,");
  const settings = page.getByRole("dialog", { name: "Settings" });
  await settings.getByRole("button", { name: "Change", exact: true }).nth(1).click();
  await settings.getByRole("textbox", { name: "App address" }).fill("http://nowhere");
  await settings.getByRole("button", { name: "Save" }).click();
  await expect(settings).toContainText("cannot be opened there");
  await look(page, "settings-app-address", { proof: page.getByRole("dialog") });
}
