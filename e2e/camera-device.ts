// A device with a camera of our own making: it sees what a screen shows, another device's or a terminal's.

import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { DIRECT, type Device } from "./device.ts";

const PHONE = { width: 390, height: 844 };

export type CameraDevice = {
  readonly device: Device;
  readonly page: Page;
  /** What its camera shows from its next opening on; null: its own screen. What still moves there is seen like that for good. */
  readonly see: (screen: Page | null) => Promise<void>;
};

/** Of the size of a phone. */
export async function openCameraDevice(newDevice: (flags?: readonly string[]) => Promise<Device>): Promise<CameraDevice> {
  const picture = join(await mkdtemp(join(tmpdir(), "daybook-camera-")), "seen.mjpeg");
  const camera = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream", `--use-file-for-fake-video-capture=${picture}`];
  const device = await newDevice([DIRECT, ...camera]);
  const page = await device.newPage();
  await page.setViewportSize(PHONE);
  const see = async (screen: Page | null): Promise<void> =>
    writeFile(picture, await (screen ?? page).screenshot({ type: "jpeg", quality: 90, animations: "disabled" }));
  await see(null);
  return { device, page, see };
}

/** A dark terminal on a screen of its own, with what a process has said in it. */
export async function openTerminal(device: Device, said: string): Promise<Page> {
  const page = await device.newPage();
  await page.setContent(
    `<body style="margin: 0; background: black; color: white"><pre style="font: 12px 'DejaVu Sans Mono', monospace"></pre>`,
  );
  await page.locator("pre").evaluate((element, text) => {
    element.textContent = text;
  }, said);
  return page;
}
