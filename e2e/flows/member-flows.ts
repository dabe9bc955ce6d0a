// A user's own devices: letting one in, naming, roles, and taking one away.

import type { Page } from "@playwright/test";
import { addField, addTask, closeSheet, expectRows, expectSynced, openSync, row, rowNames, whenWritable } from "../app-page.ts";
import { expect } from "../fixtures.ts";
import { manage, nameDevice, removedSheet, removeDevice, wipeRemoved } from "../member-steps.ts";
import { comparisonNumber, invite, joinWithText, pair, putAwayPairing } from "../pairing-steps.ts";
import { expectTitles, openNew, type Flow, type FlowStage, type RelayIs } from "./flow.ts";

/** What is said at once of a change that matters. */
const saidOfChange = (relayIs: RelayIs): string => (relayIs === "away" ? "It waits: neither the relay" : "It has gone out");

async function openTwo(stage: FlowStage): Promise<readonly [Page, Page]> {
  const [a, b] = [await openNew(stage), await openNew(stage)];
  await pair(a, b);
  await nameDevice(b, "The phone");
  await addTask(b, "before");
  await expectRows(a, ["before"]);
  for (const page of [a, b]) await expectSynced(page);
  return [a, b];
}

/** Both have seen the number, and the newcomer has said yes. */
async function letIn(stage: FlowStage) {
  const [a, b] = [await openNew(stage), await openNew(stage)];
  await addTask(a, "on a");
  await addTask(b, "on b");
  await expectSynced(a);
  await joinWithText(b, (await invite(a)).code);
  expect(await comparisonNumber(b)).toBe(await comparisonNumber(a));
  await b.getByRole("dialog").getByRole("button", { name: "They are the same" }).click();
  return {
    pages: [a, b],
    async act(): Promise<void> {
      await a.getByRole("dialog").getByRole("button", { name: "Approve" }).click();
    },
    async settle(relayIs: RelayIs): Promise<void> {
      if (relayIs === "there") {
        await expect(a.getByRole("dialog")).toContainText("is one of your devices now");
        await expect(b.getByRole("dialog")).toContainText("now share their tasks");
      } else {
        // The call is lost with the relay; each says how it ended, and the next link does it.
        await expect(b.getByRole("dialog")).toContainText(/Nothing has changed/u, { timeout: 60_000 });
      }
      for (const page of [a, b]) await putAwayPairing(page);
      if (relayIs !== "there") {
        await expectRows(b, ["on b"]);
        await expectSynced(a, { timeout: 60_000 });
        await pair(a, b);
      }
      for (const page of [a, b]) await expectTitles(page, ["on a", "on b"]);
      // However often it was tried, it is one device.
      await expect((await openSync(a)).getByRole("button", { name: /^Manage /u })).toHaveCount(1);
    },
  };
}

async function rename(stage: FlowStage) {
  const [a, b] = await openTwo(stage);
  return {
    pages: [a, b],
    act: () => nameDevice(b, "Renamed while it mattered"),
    async settle(): Promise<void> {
      await expect(await openSync(a)).toContainText("Renamed while it mattered");
    },
  };
}

async function changeRole(stage: FlowStage) {
  const [a, b] = await openTwo(stage);
  return {
    pages: [a, b],
    async act(relayIs: RelayIs): Promise<void> {
      const sheet = await manage(a, "The phone");
      await sheet.getByRole("radio", { name: /^Read only/u }).click();
      await expect(sheet.getByRole("status")).toContainText(saidOfChange(relayIs));
    },
    async settle(): Promise<void> {
      const sheet = a.getByRole("dialog");
      await expect(sheet.getByRole("status")).toContainText("It has gone out");
      await expect(b.getByText("This device may read only")).toBeVisible();
      await expect(addField(b)).toBeDisabled();
      await sheet.getByRole("radio", { name: /^Read and write/u }).click();
      await expect(addField(b)).toBeEnabled();
      await closeSheet(a);
      await addTask(b, "a writer again");
      await expectRows(a, ["a writer again", "before"]);
    },
  };
}

async function remove(stage: FlowStage) {
  const [a, b] = await openTwo(stage);
  const lost = await openNew(stage);
  await pair(a, lost);
  await nameDevice(lost, "The lost one");
  await addTask(lost, "seen by all");
  for (const page of [a, b]) await expectRows(page, ["seen by all", "before"]);
  for (const page of [a, b, lost]) await expectSynced(page);
  return {
    pages: [a, b, lost],
    async act(relayIs: RelayIs): Promise<void> {
      const sheet = await removeDevice(a, "The lost one");
      await expect(sheet.getByRole("status")).toContainText(saidOfChange(relayIs));
    },
    async settle(): Promise<void> {
      await expect(a.getByRole("dialog").getByRole("status")).toContainText("It has gone out");
      await closeSheet(a);
      await expect(removedSheet(lost)).toBeVisible();
      await expect(removedSheet(lost)).toContainText("You are asked to delete what this device holds.");
      await addTask(a, "after it");
      await expectRows(b, ["after it", "seen by all", "before"]);
      await addTask(b, "and from the phone");
      await expect(row(a, "and from the phone")).toBeVisible();
      await expect(row(lost, "after it")).toHaveCount(0);
      await wipeRemoved(lost);
      await whenWritable(lost);
      await expectRows(lost, []);
      // As a new device it comes in again.
      await pair(a, lost);
      await expectRows(lost, await rowNames(a));
    },
  };
}

export const MEMBER_FLOWS: Readonly<Record<string, Flow>> = {
  "a device is let in": letIn,
  "a device gets another name": rename,
  "a device may only read, and then write again": changeRole,
  "a lost device is removed, wiped, and comes in as another": remove,
};
