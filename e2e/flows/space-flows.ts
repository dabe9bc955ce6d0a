// What is shared with others: a space, who comes in, and who may only read.

import type { Page } from "@playwright/test";
import { addField, addTask, closeSheet, expectRows, expectSynced } from "../app-page.ts";
import { expect } from "../fixtures.ts";
import { putAwayPairing } from "../pairing-steps.ts";
import { bringToDoor, goToSpace, letIn, makeSpace } from "../space-steps.ts";
import { expectTitles, openNew, type Flow, type FlowStage, type RelayIs } from "./flow.ts";

const NAME = "Household";

async function openPeople(stage: FlowStage): Promise<readonly [anna: Page, ben: Page]> {
  const [anna, ben] = [await openNew(stage), await openNew(stage)];
  await addTask(anna, "of anna alone");
  await addTask(ben, "of ben alone");
  for (const page of [anna, ben]) await expectSynced(page);
  return [anna, ben];
}

async function make(stage: FlowStage) {
  const [anna, ben] = await openPeople(stage);
  return {
    pages: [anna, ben],
    async act(): Promise<void> {
      await makeSpace(anna, "Hous");
      await addTask(anna, "water the plants");
      await anna.getByRole("button", { name: "People" }).click();
      await anna.getByRole("dialog").getByRole("textbox", { name: "Name" }).fill(NAME);
      await anna.getByRole("button", { name: "Save name" }).click();
      await expect(anna.getByRole("dialog").getByRole("heading", { name: NAME })).toBeVisible();
      await closeSheet(anna);
      await goToSpace(anna, "My own");
      await expectRows(anna, ["of anna alone"]);
      await goToSpace(anna, NAME);
      await expectRows(anna, ["water the plants"]);
    },
    async settle(): Promise<void> {
      await expectSynced(anna, { timeout: 60_000 });
      await letIn(anna, { page: ben, space: NAME, role: "Writer" });
      await expectRows(ben, ["water the plants"]);
      await addTask(ben, "feed the cat");
      await expectRows(anna, ["feed the cat", "water the plants"]);
      await goToSpace(ben, "My own");
      await expectRows(ben, ["of ben alone"]);
    },
  };
}

async function letReaderIn(stage: FlowStage) {
  const [anna, ben] = await openPeople(stage);
  await makeSpace(anna, NAME);
  await addTask(anna, "water the plants");
  await expectSynced(anna);
  const guest = { page: ben, space: NAME, role: "Reader" } as const;
  await bringToDoor(anna, guest);
  return {
    pages: [anna, ben],
    async act(): Promise<void> {
      await anna.getByRole("dialog").getByRole("button", { name: "Approve" }).click();
    },
    async settle(relayIs: RelayIs): Promise<void> {
      if (relayIs === "there") await expect(ben.getByRole("dialog")).toContainText("is one of your spaces now");
      else await expect(ben.getByRole("dialog")).toContainText("Nothing has changed", { timeout: 60_000 });
      for (const page of [anna, ben]) await putAwayPairing(page);
      if (relayIs !== "there") {
        await expectRows(ben, ["of ben alone"]);
        await expectSynced(anna, { timeout: 60_000 });
        await letIn(anna, guest);
      }
      await expectRows(ben, ["water the plants"]);
      await expect(addField(ben)).toBeDisabled();
      await expect(ben.getByText("You may read “Household”.")).toBeVisible();
      await anna.getByRole("button", { name: "People" }).click();
      await expect(anna.getByRole("dialog").getByRole("listitem")).toHaveText([/Owner, this device$/u, /Reader$/u]);
    },
  };
}

/** All three are in it; one of them may only read. */
async function writeTogether(stage: FlowStage) {
  const [anna, ben] = await openPeople(stage);
  const cleo = await openNew(stage);
  await makeSpace(anna, NAME);
  await addTask(anna, "water the plants");
  await letIn(anna, { page: ben, space: NAME, role: "Writer" });
  await letIn(anna, { page: cleo, space: NAME, role: "Reader" });
  await expectRows(cleo, ["water the plants"]);
  return {
    pages: [anna, ben, cleo],
    async act(): Promise<void> {
      await addTask(ben, "feed the cat");
      await anna.reload();
      await addTask(anna, "air the rooms");
      await expect(addField(cleo)).toBeDisabled();
    },
    async settle(): Promise<void> {
      for (const page of [anna, ben, cleo]) await expectTitles(page, ["air the rooms", "feed the cat", "water the plants"]);
      for (const page of [anna, ben]) await expectSynced(page);
      await goToSpace(cleo, "My own");
      await expectRows(cleo, []);
      await expect(addField(cleo)).toBeEnabled();
      await goToSpace(ben, "My own");
      await expectRows(ben, ["of ben alone"]);
    },
  };
}

export const SPACE_FLOWS: Readonly<Record<string, Flow>> = {
  "a space is made, named and left and entered again": make,
  "a reader is let into a space": letReaderIn,
  "an owner and a writer write in a space, and a reader sees it": writeTogether,
};
