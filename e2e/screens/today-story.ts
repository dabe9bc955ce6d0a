// The screens of Today and of what is to come.

import type { Page } from "@playwright/test";
import { addTask, goTo, openApp, row } from "../app-page.ts";
import { AT_HOME } from "../device.ts";
import { expect } from "../fixtures.ts";
import { USER_MARK } from "./layout-faults.ts";
import type { Stage } from "./stories.ts";

function dayFrom(count: number): string {
  const day = new Date();
  day.setDate(day.getDate() + count);
  return `${day.getFullYear()}-${String(day.getMonth() + 1).padStart(2, "0")}-${String(day.getDate()).padStart(2, "0")}`;
}

async function addFor(page: Page, title: string, day: string, time?: string): Promise<void> {
  await addTask(page, title);
  await row(page, title).focus();
  await page.keyboard.press("d");
  await page.getByLabel("Another day").fill(day);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toBeHidden();
  if (time === undefined) return;
  await row(page, new RegExp(`^${title}`, "u")).press("i");
  await page.getByLabel("Time", { exact: true }).fill(time);
  await page.getByLabel("Time", { exact: true }).blur();
  await page.keyboard.press("Escape");
}

export async function storyOfToday({ relay, newDevice, look }: Stage): Promise<void> {
  const page = await openApp(await newDevice([AT_HOME]), relay.address);
  await look(page, "today-empty");
  await goTo(page, "All tasks");
  await addFor(page, `Renew the passport of ${USER_MARK}`, dayFrom(3));
  await addFor(page, "Book the train", dayFrom(12));
  await addFor(page, "Summer in the mountains", dayFrom(220));
  await goTo(page, "Today");
  await look(page, "today-done");
  await goTo(page, "Upcoming");
  await look(page, "upcoming");
  await goTo(page, "All tasks");
  await addFor(page, "Call the dentist", dayFrom(-2));
  await addFor(page, `Send the form of ${USER_MARK} ${"with all its enclosures ".repeat(6)}`.trim(), dayFrom(-9));
  await addFor(page, "Meet Ada", dayFrom(0), "09:30");
  await addFor(page, "Water the plants", dayFrom(0));
  await addFor(page, "Write the report", dayFrom(0));
  await goTo(page, "Today");
  await look(page, "today");
}
