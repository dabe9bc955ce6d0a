// What browser tests are given: a running relay, as many devices as they ask for, and what those printed when a test fails.

import { test as base } from "@playwright/test";
import { openDevice, type Device } from "./device.ts";
import { openRelay, type RelayProcess } from "./relay-process.ts";

/** Idle browsers of one test runner: most tests need two at most. */
const MOST_SPARES = 2;

type Spares = {
  /** Plain devices that earlier tests have left: to start a browser costs as much as to open the app in it. */
  readonly spares: Device[];
};

type Fixtures = {
  readonly relay: RelayProcess;
  /**
   * One more Chromium whose profile has nothing of this test's addresses, with these flags beside the usual ones, and these settings. None outlives the
   * test, but for plain ones that it has neither ended nor failed with.
   */
  readonly newDevice: (flags?: readonly string[], preferences?: object) => Promise<Device>;
};

export const test = base.extend<Fixtures, Spares>({
  spares: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the fixture's needs from this pattern.
    async ({}, use) => {
      const spares: Device[] = [];
      await use(spares);
      for (const device of spares) await device.close();
    },
    { scope: "worker" },
  ],

  // oxlint-disable-next-line no-empty-pattern -- as above.
  relay: async ({}, use, testInfo) => {
    const relay = await openRelay();
    await use(relay);
    if (testInfo.status !== testInfo.expectedStatus) await testInfo.attach("relay log", { body: relay.log(), contentType: "text/plain" });
    await relay.close();
  },
  newDevice: async ({ spares }, use, testInfo) => {
    const plain: Device[] = [];
    const special: Device[] = [];
    await use(async (flags, preferences) => {
      const isPlain = flags === undefined && preferences === undefined;
      const device = (isPlain ? spares.pop() : undefined) ?? (await openDevice(flags, preferences));
      (isPlain ? plain : special).push(device);
      return device;
    });
    const hasPassed = testInfo.status === testInfo.expectedStatus;
    for (const device of plain) {
      if (hasPassed && spares.length < MOST_SPARES && (await device.clear())) spares.push(device);
      else await device.close();
    }
    for (const device of special) await device.close();
  },
});

export { expect } from "@playwright/test";
