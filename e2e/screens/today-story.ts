// The screens of Today and of what is to come.

import type { Page } from "@playwright/test";
import { addTask, expectSynced, goTo, openApp, row } from "../app-page.ts";
import { AT_HOME } from "../device.ts";
import { expect } from "../fixtures.ts";
import { nameDevice, pair } from "../pairing-steps.ts";
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

/** What another device did while the page was closed. */
export async function storyOfAway({ relay, newDevice, look }: Stage): Promise<void> {
  const [laptop, phone] = [await newDevice(), await newDevice()];
  const [a, b] = [await openApp(laptop, relay.address, "/#today"), await openApp(phone, relay.address, "/#today")];
  await nameDevice(a, `${USER_MARK}’s laptop`);
  for (const title of [`Buy milk for ${USER_MARK}`, "Write the report"]) await addTask(a, title);
  await pair(a, b);
  await expect(row(b, /^Write the report/u)).toBeVisible();
  await b.close();
  await row(a, /^Buy milk/u).press(" ");
  await row(a, /^Write the report/u).press("F2");
  await a.getByRole("textbox", { name: "Title" }).fill(`Write the report of ${USER_MARK}`);
  await a.keyboard.press("Enter");
  await addTask(a, `Call ${USER_MARK} about ${"everything that has to be said before the summer ".repeat(3)}`.trim());
  await expectSynced(a);
  const back = await openApp(phone, relay.address, "/#today");
  const part = back.locator("main section");
  await expect(part).toBeVisible();
  await look(back, "today-away");
  await part.getByRole("button").first().click();
  await look(back, "today-away-open", { proof: part.getByRole("listitem").first() });
}
