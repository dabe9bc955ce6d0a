// `fresh.rows10kMs`: a new device in a browser of its own, relay on loopback: from the moment somebody approves it on the device that has 10,000 open tasks
// until its list has all of them. The median of several new devices, one after another.

import type { Page } from "@playwright/test";
import { closeSheet, openApp } from "../../e2e/app-page.ts";
import { openDevice } from "../../e2e/device.ts";
import { comparisonNumber, invite, joinWithText } from "../../e2e/pairing-steps.ts";
import { assert } from "../../src/base/result.ts";
import { VERSION } from "../bench-data.mjs";
import { percentile, type Measured } from "../measured.ts";
import { fillProfile } from "../start/prepared-profile.ts";
import { compactionLine } from "./workload.ts";

const SEED = 1;
const TASKS = 10_000;
const TASKS_AT_ONCE = 1_000;
const DEVICES = 5;

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

async function timeNewDevice(host: Page, address: string): Promise<number> {
  const device = await openDevice();
  try {
    const ms = await timePairing(host, await openApp(device, address));
    await host.getByRole("dialog").getByText("is one of your devices now").waitFor();
    await closeSheet(host);
    return ms;
  } finally {
    await device.close();
  }
}

export async function measureFreshRows(): Promise<Measured> {
  const hostDevice = await openDevice();
  const profile = await fillProfile(hostDevice, TASKS, TASKS_AT_ONCE, "all open");
  try {
    const isCompacted = await profile.compact();
    const host = await openApp(hostDevice, profile.relay.address);
    const times: number[] = [];
    for (let device = 0; device < DEVICES; device++) times.push(await timeNewDevice(host, profile.relay.address));
    return {
      value: percentile(times, 50),
      samples: DEVICES,
      data: `bench-data ${VERSION} seed ${SEED}`,
      details: [`each: ${times.join(", ")} ms`, compactionLine(isCompacted)],
    };
  } finally {
    await profile.close();
    await hostDevice.close();
  }
}
