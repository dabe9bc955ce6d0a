// What browser tests are given: a running relay, as many devices as they ask for, and what those printed when a test fails.

import { test as base } from "@playwright/test";
import { openDevice, type Device } from "./device.ts";
import { openRelay, type RelayProcess } from "./relay-process.ts";

type Fixtures = {
  readonly relay: RelayProcess;
  /** Starts one more Chromium with a fresh profile, these flags beside the usual ones, and these settings; all are closed when the test ends. */
  readonly newDevice: (flags?: readonly string[], preferences?: object) => Promise<Device>;
};

export const test = base.extend<Fixtures>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the fixture's needs from this pattern.
  relay: async ({}, use, testInfo) => {
    const relay = await openRelay();
    await use(relay);
    if (testInfo.status !== testInfo.expectedStatus) await testInfo.attach("relay log", { body: relay.log(), contentType: "text/plain" });
    await relay.close();
  },
  // oxlint-disable-next-line no-empty-pattern -- as above.
  newDevice: async ({}, use) => {
    const devices: Device[] = [];
    await use(async (flags, preferences) => {
      const device = await openDevice(flags, preferences);
      devices.push(device);
      return device;
    });
    for (const device of devices) await device.close();
  },
});

export { expect } from "@playwright/test";
