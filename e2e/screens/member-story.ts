// Changing what a device may do, taking it away, and what the device that was taken away says.

import { addTask, expectSynced, openApp, openSync } from "../app-page.ts";
import { pair } from "../pairing-steps.ts";
import { expect } from "../fixtures.ts";
import { USER_MARK } from "./layout-faults.ts";
import type { Stage } from "./stories.ts";

export async function storyOfMembers({ relay, newDevice, look }: Stage): Promise<void> {
  const a = await openApp(await newDevice(), relay.address);
  const b = await openApp(await newDevice(), relay.address);
  await pair(a, b);
  for (const page of [a, b]) await page.keyboard.press("Escape");
  await addTask(b, `Seen by ${USER_MARK}`);
  await expectSynced(a);
  await openSync(a);
  const sheet = a.getByRole("dialog");
  await sheet.getByRole("button", { name: /^Manage/u }).click();
  await look(a, "member", { proof: sheet.getByRole("group") });
  await sheet.getByRole("radio", { name: /^Read only/u }).click();
  await expect(sheet.getByRole("status")).toContainText("It has gone out");
  await expect(b.getByText("This device may read only")).toBeVisible();
  await sheet.getByRole("radio", { name: /^Read and write/u }).click();
  await expect(b.getByText("This device may read only")).toBeHidden();
  await sheet.getByRole("button", { name: "Remove this device" }).click();
  await look(a, "member-remove", { proof: sheet.getByRole("checkbox") });
  await sheet.getByRole("button", { name: "Remove", exact: true }).click();
  await expect(sheet.getByRole("status")).toContainText("It has gone out");
  const here = b.getByRole("dialog", { name: "This device was removed" });
  await expect(here).toBeVisible();
  await look(b, "removed-here", { proof: b.getByRole("dialog") });
}
