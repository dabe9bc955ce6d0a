// The command palette and the map of the keyboard.

import { addLines, openApp, row } from "../app-page.ts";
import type { Stage } from "./stories.ts";

export async function storyOfPalette({ relay, newDevice, look }: Stage): Promise<void> {
  const page = await openApp(await newDevice(), relay.address);
  await addLines(page, ["Call the dentist", "A new plan for the garden", "Buy plums"]);
  await row(page, "Buy plums").focus();
  await page.keyboard.press("Control+k");
  await look(page, "palette", { proof: page.getByRole("combobox") });
  await page.keyboard.type("pl");
  await look(page, "palette-found", { proof: page.getByRole("option").filter({ hasText: "Buy plums" }) });
  await page.keyboard.type(" zz");
  await look(page, "palette-nothing", { proof: page.getByRole("dialog").getByRole("status") });
  await page.keyboard.press("Escape");
  await page.keyboard.press("?");
  await look(page, "keys", { proof: page.getByRole("dialog") });
}
