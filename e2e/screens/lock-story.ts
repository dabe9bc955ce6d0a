// The app lock: setting one, with all that can be wrong, what a locked page shows, and what can be changed about it.

import { addTask, closeSheet, openSettings, whenWritable } from "../app-page.ts";
import { addAuthenticator, byName } from "../authenticator.ts";
import { UNUSED } from "../device.ts";
import { expect } from "../fixtures.ts";
import { lockField, unlock } from "../lock-steps.ts";
import { USER_MARK } from "./layout-faults.ts";
import type { Stage } from "./stories.ts";

const PASSPHRASE = "seven geese in a row";

export async function storyOfLock({ relay, newDevice, look }: Stage): Promise<void> {
  const page = await (await newDevice([UNUSED])).newPage();
  await addAuthenticator(page);
  await page.goto(byName(relay.address));
  await whenWritable(page);
  await addTask(page, `Known to ${USER_MARK} alone`);
  await openSettings(page);
  const settings = page.getByRole("dialog");
  await settings.getByRole("button", { name: "Set a lock" }).scrollIntoViewIfNeeded();
  await look(page, "lock-none", { proof: settings.getByRole("heading", { name: /./u }).first() });
  await settings.getByRole("button", { name: "Set a lock" }).click();
  await settings.getByLabel("New passphrase", { exact: true }).fill("geese");
  await settings.getByLabel("New passphrase once more").fill("geese");
  await settings.getByRole("form").getByRole("button", { name: "Set a lock" }).click();
  await expect(settings.getByRole("alert")).toHaveText("Too short: at least 8 characters.");
  await settings.getByRole("alert").scrollIntoViewIfNeeded();
  await look(page, "lock-set", { proof: settings.getByRole("form") });
  await settings.getByLabel("New passphrase", { exact: true }).fill(PASSPHRASE);
  await settings.getByLabel("New passphrase once more").fill(PASSPHRASE);
  await settings.getByRole("form").getByRole("button", { name: "Set a lock" }).click();
  await expect(lockField(page)).toBeFocused();
  await look(page, "locked", { proof: page.locator("main input[type=password]") });
  await unlock(page, "seven ducks in a row");
  await expect(page.getByText("That does not open it.")).toBeVisible();
  await page.getByText("Forgotten the passphrase?").click();
  await look(page, "locked-wrong", { proof: page.locator("main input[type=password]") });
  await unlock(page, PASSPHRASE);
  await openSettings(page);
  await settings.getByRole("button", { name: "Remove the lock" }).scrollIntoViewIfNeeded();
  await look(page, "lock-on", { proof: settings.getByRole("group").first() });
  await settings.getByRole("button", { name: "Add a passkey" }).click();
  await settings.getByRole("form").scrollIntoViewIfNeeded();
  await look(page, "lock-add-passkey", { proof: settings.getByRole("form") });
  await settings.getByLabel("Present passphrase").fill(PASSPHRASE);
  await settings.getByRole("form").getByRole("button", { name: "Add a passkey" }).click();
  await expect(page.getByRole("button", { name: "Use passkey" })).toBeVisible();
  await look(page, "locked-passkey", { proof: page.locator("main input[type=password]") });
  await page.getByRole("button", { name: "Use passkey" }).click();
  await openSettings(page);
  await settings.getByRole("button", { name: "Change the passphrase" }).click();
  await settings.getByRole("form").scrollIntoViewIfNeeded();
  await look(page, "lock-change", { proof: settings.getByRole("form") });
  await closeSheet(page);
}
