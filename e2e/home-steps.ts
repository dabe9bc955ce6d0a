// A home device and an app beside it, step by step, by the code that the home device shows.

import { expect, type Page } from "@playwright/test";
import { closeSheet } from "./app-page.ts";
import type { HomeProcess } from "./home-process.ts";
import { comparisonNumber } from "./pairing-steps.ts";

/** The home device shows a code by which one of the user's devices lets it in: it hears of no relay, now or later. */
export async function showHomeCode(home: HomeProcess, name = "Cellar"): Promise<string> {
  home.start(["--code", "--name", name, "--yes"]);
  return saidCode(home);
}

/** One with which a new device joins through it. */
export async function showInvitation(home: HomeProcess): Promise<string> {
  await home.stop();
  home.start(["--invite"]);
  return saidCode(home);
}

async function saidCode(home: HomeProcess): Promise<string> {
  const [, code = ""] = await home.says(/paste it there within ten minutes: (\S+)/u);
  return code;
}

/** What follows once the app has read the code. */
export async function approveHome(page: Page, home: HomeProcess): Promise<void> {
  const [, first = "", second = ""] = await home.says(/The number is (\d{3}) (\d{3})/u);
  expect(await comparisonNumber(page)).toBe(first + second);
  await page.getByRole("dialog").getByRole("button", { name: "Approve" }).click();
  await home.says(/is one of your devices now/u);
  await expect(page.getByRole("dialog")).toContainText("Cellar is one of your devices now");
  await closeSheet(page);
}

/** The number that a newcomer must show too. */
export async function askedNumber(home: HomeProcess): Promise<string> {
  const [, first = "", second = ""] = await home.says(/wants to join. The number is (\d{3}) (\d{3})/u);
  return first + second;
}
