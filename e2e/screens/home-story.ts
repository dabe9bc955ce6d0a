// A home device by the code that it shows: on the device that lets it in, on a new one that joins through it, and, in a story of its own, where that does not work.

import type { Page } from "@playwright/test";
import { addTask, closeSheet, openApp, openSync } from "../app-page.ts";
import { DIRECT } from "../device.ts";
import { expect } from "../fixtures.ts";
import { makeHomeProcess, type HomeProcess } from "../home-process.ts";
import { askedNumber, showHomeCode, showInvitation } from "../home-steps.ts";
import { comparisonNumber, confirmJoin, joinWithText } from "../pairing-steps.ts";
import { USER_MARK } from "./layout-faults.ts";
import type { Stage } from "./stories.ts";

const HOME = `The quiet box of ${USER_MARK} under the stairs, beside the boiler`;

export async function storyOfHome(stage: Stage): Promise<void> {
  const home = await makeHomeProcess();
  try {
    const page = await openApp(await stage.newDevice([DIRECT]), stage.relay.address);
    await addTask(page, `Bread for ${USER_MARK}`);
    await letIn(stage, page, home);
    await join(stage, home);
  } finally {
    await home.close();
  }
}

/** Where there are no direct connections, and where the home device is gone. */
export async function storyOfHomeOutOfReach(stage: Stage): Promise<void> {
  const home = await makeHomeProcess();
  try {
    const page = await openApp(await stage.newDevice([DIRECT]), stage.relay.address);
    await letIn({ ...stage, look: () => Promise.resolve() }, page, home);
    await failures(stage, home);
  } finally {
    await home.close();
  }
}

async function letIn({ look }: Stage, page: Page, home: HomeProcess): Promise<void> {
  const code = await showHomeCode(home, HOME);
  const sheet = await openSync(page);
  await sheet.getByRole("button", { name: "I have a code" }).click();
  await sheet.getByRole("textbox", { name: "Link or code" }).fill(code);
  await look(page, "home-code", { proof: sheet.getByRole("textbox") });
  await confirmJoin(page);
  await comparisonNumber(page);
  await look(page, "home-asked");
  await sheet.getByRole("button", { name: "Approve" }).click();
  await expect(sheet).toContainText("is one of your devices now");
  await look(page, "home-admitted");
  await closeSheet(page);
  await openSync(page);
  await expect(sheet).toContainText("Has everything that is here");
  await look(page, "home-device");
  await closeSheet(page);
}

async function join({ relay, newDevice, look }: Stage, home: HomeProcess): Promise<void> {
  const page = await (await newDevice([DIRECT])).newPage();
  await page.goto(relay.address);
  const code = await showInvitation(home);
  await page.getByRole("button", { name: "I have Daybook elsewhere" }).click();
  const sheet = page.getByRole("dialog");
  await sheet.getByRole("textbox", { name: "Link or code" }).fill(code);
  await confirmJoin(page);
  await comparisonNumber(page);
  await askedNumber(home);
  await look(page, "home-compare");
  await sheet.getByRole("button", { name: "They are the same" }).click();
  await expect(sheet).toContainText("to approve");
  home.type("yes");
  await expect(sheet).toContainText("now share their tasks");
  await look(page, "home-joined");
}

async function failures({ relay, newDevice, look }: Stage, home: HomeProcess): Promise<void> {
  const code = await showInvitation(home);
  const blind = await openApp(await newDevice(), relay.address);
  await joinWithText(blind, code);
  await expect(blind.getByRole("dialog")).toContainText("Nothing has changed");
  await look(blind, "home-no-direct");
  await home.kill();
  const late = await openApp(await newDevice([DIRECT]), relay.address);
  await joinWithText(late, code);
  await expect(late.getByRole("dialog")).toContainText("Reaching your other device");
  await expect(late.getByRole("dialog")).toContainText("Nothing has changed");
  await look(late, "home-unreachable");
}
