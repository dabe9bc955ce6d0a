// A space that is shared: making one, the people in it, inviting somebody, and what a reader sees.

import type { Page } from "@playwright/test";
import { addLines, addTask, closeSheet, goOnFromLink, expectRows, openApp, row } from "../app-page.ts";
import { expect } from "../fixtures.ts";
import { comparisonNumber, confirmJoin } from "../pairing-steps.ts";
import type { Stage } from "./stories.ts";

/** On the page of all places, which is there on every screen. */
async function pressUnderPlaces(page: Page, name: string): Promise<void> {
  await page.evaluate(() => void (location.hash = "#lists"));
  await page.getByRole("main").getByRole("button", { name }).click();
}

export async function storyOfSpaces({ relay, newDevice, look }: Stage): Promise<void> {
  const [owner, reader] = [await openApp(await newDevice(), relay.address), await openApp(await newDevice(), relay.address)];
  await addTask(owner, "only mine");
  await pressUnderPlaces(owner, "New shared space");
  const sheet = owner.getByRole("dialog");
  await sheet.getByRole("button", { name: "Make space" }).click();
  await expect(sheet).toContainText("Give it a name.");
  await look(owner, "space-new", { proof: sheet });
  await sheet.getByRole("textbox", { name: "Name" }).fill("Household of the long street");
  await sheet.getByRole("button", { name: "Make space" }).click();
  await expectRows(owner, []);
  await look(owner, "space-empty");
  await addLines(owner, ["water the plants", "feed the cat"]);
  await pressUnderPlaces(owner, "People");
  await look(owner, "space-people", { proof: sheet });
  await sheet.getByRole("radio", { name: "Reader" }).check();
  await sheet.getByRole("button", { name: "Make a link" }).click();
  const link = await sheet.getByRole("textbox", { name: "Link", exact: true }).inputValue();
  await look(owner, "space-link", { proof: sheet });
  await reader.goto(link);
  await look(reader, "space-join", { proof: reader.getByRole("dialog") });
  await confirmJoin(reader);
  await comparisonNumber(reader);
  await comparisonNumber(owner);
  await look(owner, "space-asked", { proof: sheet });
  await look(reader, "space-joining", { proof: reader.getByRole("dialog") });
  await reader.getByRole("dialog").getByRole("button", { name: "They are the same" }).click();
  await sheet.getByRole("button", { name: "Approve" }).click();
  await expect(reader.getByRole("dialog")).toContainText("is one of your spaces now");
  await look(reader, "space-joined", { proof: reader.getByRole("dialog") });
  await closeSheet(reader);
  await goOnFromLink(reader);
  await closeSheet(owner);
  await expectRows(reader, ["water the plants", "feed the cat"]);
  await look(reader, "space-reader");
  await reader.evaluate(() => void (location.hash = "#lists"));
  await look(reader, "space-places");
  await pressUnderPlaces(reader, "People");
  await reader.getByRole("dialog").getByRole("button", { name: "Leave this space" }).click();
  await look(reader, "space-leave", { proof: reader.getByRole("dialog") });
  await closeSheet(reader);
  await pressUnderPlaces(reader, "My own");
  await addTask(reader, "call the plumber");
  await pressUnderPlaces(reader, "All spaces");
  await expect(row(reader, /^water the plants/u)).toBeVisible();
  await look(reader, "spaces-together");
}
