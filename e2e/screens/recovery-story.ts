// The ways back: none yet, one by words and one by a passkey, how each is set up and switched off, and the form that brings everything back.

import { addTask, expectSynced, openSettings, whenWritable } from "../app-page.ts";
import { addAuthenticator, byName } from "../authenticator.ts";
import { UNUSED } from "../device.ts";
import { expect } from "../fixtures.ts";
import { USER_MARK } from "./layout-faults.ts";
import type { Stage } from "./stories.ts";

export async function storyOfRecovery({ relay, newDevice, look }: Stage): Promise<void> {
  const page = await (await newDevice([UNUSED])).newPage();
  await page.setViewportSize({ width: 1280, height: 800 });
  await addAuthenticator(page);
  await page.goto(byName(relay.address));
  await whenWritable(page);
  await addTask(page, `Seen by ${USER_MARK}`);
  await expectSynced(page);
  await openSettings(page);
  await page.getByRole("button", { name: "Ways back" }).click();
  const sheet = page.getByRole("dialog");
  await look(page, "recovery-none", { proof: sheet });
  await sheet.getByRole("button", { name: "Make a recovery phrase" }).click();
  await look(page, "recovery-words", { proof: sheet.getByRole("list") });
  await sheet.getByRole("button", { name: "Cancel" }).click();
  await sheet.getByRole("button", { name: "Set up with a passkey" }).click();
  await look(page, "recovery-passkey", { proof: sheet });
  await sheet.getByRole("button", { name: "Make the passkey" }).click();
  await expect(sheet).toContainText("The relay hands out what it opens");
  await look(page, "recovery-passkey-made", { proof: sheet });
  await sheet.getByRole("button", { name: "Done" }).click();
  await expect(sheet.getByRole("listitem")).toContainText("The relay hands out what it opens");
  await look(page, "recovery-list", { proof: sheet.getByRole("listitem") });
  await sheet.getByRole("button", { name: "Switch off" }).click();
  await look(page, "recovery-passkey-end", { proof: sheet });
  await sheet.getByRole("button", { name: "Cancel" }).click();
  await sheet.getByRole("button", { name: /^Restore from/u }).click();
  await look(page, "recovery-restore", { proof: sheet });
}
