// `fresh.rows10kMs`: a new device in a browser of its own, relay on loopback: from the moment somebody approves it on the device that has 10,000 open tasks
// until its list has all of them.

import type { Page } from "@playwright/test";
import { openApp } from "../../e2e/app-page.ts";
import { openDevice } from "../../e2e/device.ts";
import { comparisonNumber, invite, joinWithText } from "../../e2e/pairing-steps.ts";
import { assert } from "../../src/base/result.ts";
import { VERSION } from "../bench-data.mjs";
import type { Measured } from "../measured.ts";
import { fillProfile } from "../start/prepared-profile.ts";
import { compactionLine } from "./workload.ts";

const SEED = 1;
const TASKS = 10_000;
const TASKS_AT_ONCE = 1_000;

// Functions sent to a page hold all they need.
/* oxlint-disable unicorn/consistent-function-scoping */

declare global {
  var approvedMs: number | undefined;
  var completeMs: Promise<number> | undefined;
}

const noteApproval = (host: Page): Promise<void> =>
  host.evaluate(() => {
    const note = (event: Event): void => {
      if (event.target instanceof Element && event.target.closest("button")?.textContent === "Approve") globalThis.approvedMs = Date.now();
    };
    document.addEventListener("click", note, { capture: true });
  });

const noteRows = (guest: Page): Promise<void> =>
  guest.evaluate((total) => {
    globalThis.completeMs = new Promise((resolve) => {
      const look = (): void => {
        if (document.querySelector("main [role=grid]")?.getAttribute("aria-rowcount") === String(total)) resolve(Date.now());
      };
      new MutationObserver(look).observe(document.body, { subtree: true, attributes: true, childList: true });
    });
  }, TASKS);

/** From the approval to the last row. */
async function timePairing(host: Page, guest: Page): Promise<number> {
  await noteApproval(host);
  await noteRows(guest);
  const { code } = await invite(host);
  await joinWithText(guest, code);
  const numbers = [await comparisonNumber(host), await comparisonNumber(guest)];
  assert(numbers[0] === numbers[1], "both show the same number");
  await guest.getByRole("dialog").getByRole("button", { name: "They are the same" }).click();
  await host.getByRole("dialog").getByRole("button", { name: "Approve" }).click();
  const completeMs = await guest.evaluate(() => globalThis.completeMs);
  const approvedMs = await host.evaluate(() => globalThis.approvedMs);
  assert(completeMs !== undefined && approvedMs !== undefined, "both moments were noted");
  return completeMs - approvedMs;
}

export async function measureFreshRows(): Promise<Measured> {
  const [hostDevice, guestDevice] = [await openDevice(), await openDevice()];
  const profile = await fillProfile(hostDevice, TASKS, TASKS_AT_ONCE, "all open");
  try {
    const isCompacted = await profile.compact();
    const host = await openApp(hostDevice, profile.relay.address);
    const guest = await openApp(guestDevice, profile.relay.address);
    const ms = await timePairing(host, guest);
    return { value: ms, samples: 1, data: `bench-data ${VERSION} seed ${SEED}`, details: [compactionLine(isCompacted)] };
  } finally {
    await profile.close();
    await hostDevice.close();
    await guestDevice.close();
  }
}
