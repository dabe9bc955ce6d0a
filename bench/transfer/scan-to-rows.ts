// `pair.scanToRowsMs`: a new phone in a browser of its own, relay on loopback: from the moment its user opens the camera before the code on the first device's
// screen until the first rows are on its own. What the two people do in between (they look at the numbers and say yes on both devices) is done at once. The
// median of several phones, one after another.

import type { Page } from "@playwright/test";
import { closeSheet, openApp } from "../../e2e/app-page.ts";
import { openCameraDevice } from "../../e2e/camera-device.ts";
import { openDevice, type Device } from "../../e2e/device.ts";
import { comparisonNumber, invite, setAppAddress } from "../../e2e/pairing-steps.ts";
import { assert } from "../../src/base/result.ts";
import { VERSION } from "../bench-data.mjs";
import { percentile, type Measured } from "../measured.ts";
import { fillProfile } from "../start/prepared-profile.ts";

const SEED = 1;
const TASKS = 1_000;
const PHONES = 5;

// Functions sent to a page hold all they need.
/* oxlint-disable unicorn/consistent-function-scoping */

declare global {
  var scannedMs: number | undefined;
  var firstRowsMs: Promise<number> | undefined;
}

const noteMoments = (phone: Page): Promise<void> =>
  phone.evaluate(() => {
    const note = (event: Event): void => {
      const pressed = event.target instanceof Element ? event.target.closest("button")?.textContent : null;
      if (pressed === "Scan with the camera") globalThis.scannedMs = performance.now();
    };
    document.addEventListener("click", note, { capture: true });
    globalThis.firstRowsMs = new Promise((resolve) => {
      const look = (): void => {
        if (document.querySelector("main [role=grid] [role=row]") !== null) resolve(performance.now());
      };
      new MutationObserver(look).observe(document.body, { subtree: true, childList: true });
    });
  });

async function timeScan(host: Page, phone: Page): Promise<number> {
  await phone.getByRole("button", { name: "I have Daybook elsewhere" }).click();
  await noteMoments(phone);
  await phone.getByRole("button", { name: "Scan with the camera" }).click();
  const numbers = [await comparisonNumber(host), await comparisonNumber(phone)];
  assert(numbers[0] === numbers[1], "both show the same number");
  await phone.getByRole("dialog").getByRole("button", { name: "They are the same" }).click();
  await host.getByRole("dialog").getByRole("button", { name: "Approve" }).click();
  const firstRowsMs = await phone.evaluate(() => globalThis.firstRowsMs);
  const scannedMs = await phone.evaluate(() => globalThis.scannedMs);
  assert(firstRowsMs !== undefined && scannedMs !== undefined, "both moments were noted");
  return firstRowsMs - scannedMs;
}

async function timeNewPhone(host: Page, address: string): Promise<number> {
  const opened: Device[] = [];
  const open = async (flags?: readonly string[]): Promise<Device> => {
    const device = await openDevice(flags);
    opened.push(device);
    return device;
  };
  try {
    const { page, see } = await openCameraDevice(open);
    await page.goto(address);
    await invite(host);
    // Not while its sheet is still coming up.
    await host.getByRole("img", { name: "The link as a code to scan" }).click({ trial: true });
    await see(host);
    await page.bringToFront();
    const ms = await timeScan(host, page);
    await host.getByRole("dialog").getByText("is one of your devices now").waitFor();
    await closeSheet(host);
    return ms;
  } finally {
    for (const device of opened) await device.close();
  }
}

export async function measureScanToRows(): Promise<Measured> {
  const hostDevice = await openDevice();
  const profile = await fillProfile(hostDevice, TASKS, TASKS, "all open");
  try {
    const host = await openApp(hostDevice, profile.relay.address);
    await setAppAddress(host);
    const times: number[] = [];
    for (let phone = 0; phone < PHONES; phone++) times.push(await timeNewPhone(host, profile.relay.address));
    return {
      value: percentile(times, 50),
      samples: PHONES,
      data: `bench-data ${VERSION} seed ${SEED}`,
      details: [`each: ${times.map((ms) => ms.toFixed(0)).join(", ")} ms`],
    };
  } finally {
    await profile.close();
    await hostDevice.close();
  }
}
