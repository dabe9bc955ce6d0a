// What browser tests are given: a running relay, as many devices as they ask for, and what those printed when a test fails.

import { expect, test as base } from "@playwright/test";
import { DIRECT, openDevice, type Device } from "./device.ts";
import { attachLastSeen } from "./last-seen.ts";
import { openRelay, type RelayProcess } from "./relay-process.ts";

/** Idle browsers of one test runner: most tests need two at most. */
const MOST_SPARES = 2;

type Kept = {
  /** Plain devices that earlier tests have left: to start a browser costs as much as to open the app in it. */
  readonly spares: Device[];
  /** Goes on from test to test under one address, under which the spares have the app already. */
  readonly keptRelay: RelayProcess;
};

type Fixtures = {
  /** Begins with nothing of this test, whose devices may have had the app from it before. */
  readonly relay: RelayProcess;
  /** One more relay, under an address that no browser has seen. */
  readonly newRelay: () => Promise<RelayProcess>;
  /**
   * One more Chromium whose profile has nothing of this test's data, with these flags beside the usual ones, and these settings. None outlives the
   * test, but for plain ones that it has neither ended nor failed with.
   */
  readonly newDevice: (flags?: readonly string[], preferences?: object) => Promise<Device>;
};

/** As it is; `disturbed` hears of everything after which it is not as it was. */
const watched = (relay: RelayProcess, disturbed: () => void): RelayProcess => {
  const telling =
    <T>(act: () => T) =>
    (): T => {
      disturbed();
      return act();
    };
  return { ...relay, stop: telling(relay.stop), pause: telling(relay.pause), kill: telling(relay.kill), wipeData: telling(relay.wipeData) };
};

export const test = base.extend<Fixtures, Kept>({
  spares: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the fixture's needs from this pattern.
    async ({}, use) => {
      const spares: Device[] = [];
      await use(spares);
      for (const device of spares) await device.close();
    },
    { scope: "worker" },
  ],
  keptRelay: [
    // oxlint-disable-next-line no-empty-pattern -- as above.
    async ({}, use) => {
      const relay = await openRelay();
      await use(relay);
      await relay.close();
    },
    { scope: "worker" },
  ],

  relay: async ({ keptRelay }, use, testInfo) => {
    let isAsItWas = true;
    // Should it have ended since its last test.
    await keptRelay.start();
    await use(watched(keptRelay, () => (isAsItWas = false)));
    const hasPassed = testInfo.status === testInfo.expectedStatus;
    if (!hasPassed) await testInfo.attach("relay log", { body: keptRelay.log(), contentType: "text/plain" });
    if (isAsItWas && hasPassed) return;
    await keptRelay.kill();
    await keptRelay.wipeData();
    // At once: its port might be given to somebody else.
    await keptRelay.start();
  },
  // oxlint-disable-next-line no-empty-pattern -- as above.
  newRelay: async ({}, use) => {
    const relays: RelayProcess[] = [];
    await use(async () => {
      const relay = await openRelay();
      relays.push(relay);
      return relay;
    });
    for (const relay of relays) await relay.close();
  },
  newDevice: async ({ spares, keptRelay }, use, testInfo) => {
    const plain: Device[] = [];
    const special: Device[] = [];
    const openPlain = async (flags: readonly string[]): Promise<Device> => {
      const spare = spares.pop();
      await spare?.begin(flags);
      const device = spare ?? (await openDevice(flags));
      plain.push(device);
      return device;
    };
    const openSpecial = async (flags?: readonly string[], preferences?: object): Promise<Device> => {
      const device = await openDevice(flags, preferences);
      special.push(device);
      return device;
    };
    await use((flags = [], preferences) =>
      preferences === undefined && flags.every((flag) => flag === DIRECT) ? openPlain(flags) : openSpecial(flags, preferences),
    );
    const forbidden = [...plain, ...special].flatMap((device) => device.forbidden);
    const hasPassed = testInfo.status === testInfo.expectedStatus && forbidden.length === 0;
    if (!hasPassed) await attachLastSeen(testInfo, [...plain, ...special]);
    for (const device of plain) {
      if (hasPassed && spares.length < MOST_SPARES && (await device.clear(keptRelay.address))) spares.push(device);
      else await device.close();
    }
    for (const device of special) await device.close();
    expect(forbidden).toEqual([]);
  },
});

export { expect } from "@playwright/test";
