// The screens of reminders: what a task needs for one, choosing when, what has to be allowed, and the settings.

import { addTask, closeSheet, openApp, openSettings, row } from "../app-page.ts";
import { expect } from "../fixtures.ts";
import { USER_MARK } from "./layout-faults.ts";
import type { Stage } from "./stories.ts";

const TASK = `Call ${USER_MARK}`;

/** A browser that has a subscription, at one of the known services. */
function subscribe(): void {
  let subscription: object | null = null;
  Object.assign(PushManager.prototype, {
    getSubscription: () => Promise.resolve(subscription),
    subscribe: (options: object) => {
      subscription = { endpoint: "https://fcm.googleapis.com/fcm/send/here", options, unsubscribe: () => Promise.resolve(true) };
      return Promise.resolve(subscription);
    },
  });
}

export async function storyOfReminders({ relay, newDevice, look }: Stage): Promise<void> {
  const device = await newDevice();
  await device.context().addInitScript(subscribe);
  const page = await openApp(device, relay.address);
  await addTask(page, TASK);
  await row(page, TASK).press("i");
  const panel = page.getByRole("complementary", { name: /^Details of/u });
  const part = page.getByRole("region", { name: /^(Remind me|Erinnern)$/u });
  const add = part.getByRole("button", { name: "Add a reminder" });
  await add.scrollIntoViewIfNeeded();
  await look(page, "reminder-needs-day", { proof: part.getByRole("paragraph") });
  await panel.getByLabel("Day", { exact: true }).fill("2031-05-06");
  await panel.getByLabel("Time", { exact: true }).fill("14:30");
  await panel.getByLabel("Time", { exact: true }).press("Enter");
  await add.click();
  const sheet = page.getByRole("dialog", { name: "When to remind" });
  await sheet.getByRole("button", { name: "15 minutes before" }).click();
  await expect(panel.getByRole("button", { name: "Remove the reminder: 15 minutes before" })).toBeVisible();
  await add.click();
  await sheet.getByRole("button", { name: "The day before at" }).click();
  await expect(panel.getByRole("button", { name: /^Remove the reminder: The day before/u })).toBeVisible();
  await part.getByRole("status").scrollIntoViewIfNeeded();
  await look(page, "reminders-set", { proof: part.getByRole("status") });
  await device.context().grantPermissions(["notifications"], { origin: relay.address });
  await page.reload();
  await page.getByRole("row", { name: new RegExp(`^${TASK}`, "u") }).press("i");
  await part.getByText("also while Daybook is closed").scrollIntoViewIfNeeded();
  await look(page, "reminders-allowed", { proof: part.getByRole("status") });
  await page.keyboard.press("Escape");
  await openSettings(page);
  const settings = page.getByRole("dialog");
  const save = settings.getByRole("button", { name: /calendar file|Kalenderdatei/u });
  await save.scrollIntoViewIfNeeded();
  await look(page, "reminder-settings", { proof: save });
  await closeSheet(page);
}
