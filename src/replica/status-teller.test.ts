import { describe, expect, test } from "vitest";
import type { DeviceId } from "../base/ids.ts";
import { ManualTimers, settle } from "../sync/manual-timers.suite.ts";
import type { SyncStatus } from "./face.ts";
import { NO_SPACE } from "./store-batch.ts";
import { StatusTeller, TRAFFIC_AFTER_MS } from "./status-teller.ts";
import { makeConnection, NO_LINKS, NO_STATISTICS, type LinkStatus } from "./sync-status.ts";

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- of a test
const PHONE = "ab".repeat(32) as DeviceId;

const STATUS: SyncStatus = {
  space: null,
  relayAddress: null,
  relay: { kind: "none" },
  recordsNotAtRelay: 0,
  recordsHeld: 0,
  recordsOnlyHere: 0,
  moving: false,
  devices: [{ id: PHONE, name: "Phone", self: false, role: "owner", hasEverything: true, isReplaced: false, connection: makeConnection() }],
  openElsewhere: [],
  relayCameBackOlder: false,
  relayWasRefilled: false,
  relayWithholds: [],
  notApplied: { keyless: 0, parked: 0, void: 0, poisoned: 0, corrupt: 0 },
  forkedLogs: 0,
  removed: null,
  newerMembership: false,
  recoveryPhrases: 0,
  statementsOnlyHere: false,
  statistics: NO_STATISTICS,
};

/** A teller of what `status` and `links` are at the moment, after a first telling. */
async function openScene() {
  const timers = new ManualTimers();
  const scene = {
    timers,
    status: STATUS,
    links: NO_LINKS as LinkStatus | null,
    told: [] as SyncStatus[],
    toldLinks: [] as LinkStatus[],
    looks: 0,
  };
  const teller = new StatusTeller({
    timers,
    status: () => scene.status,
    links: () => (scene.links === null ? null : new Map([[NO_SPACE, scene.links]])),
    tell: (status) => void scene.told.push(status),
    tellLinks: (links) => void scene.toldLinks.push(...links.values()),
    looked: () => void (scene.looks += 1),
  });
  teller.linksChanged();
  await settle();
  scene.told.length = 0;
  scene.toldLinks.length = 0;
  return { scene, teller };
}

const moved = (bytesReceived: number): SyncStatus => ({
  ...STATUS,
  moving: true,
  statistics: { ...NO_STATISTICS, bytesReceived },
  devices: STATUS.devices.map((device) => ({ ...device, connection: { ...device.connection, bytesReceived, isMoving: true } })),
});

describe("how sync stands", () => {
  test("is told at once where it is another than was told", async () => {
    const { scene, teller } = await openScene();
    scene.status = { ...STATUS, recordsOnlyHere: 1 };
    teller.changed();
    teller.changed();
    await settle();
    expect(scene.told).toEqual([scene.status]);
  });

  test("is told a while later where only traffic is another: once, as it is then", async () => {
    const { scene, teller } = await openScene();
    for (const bytes of [1, 2, 3]) {
      scene.status = moved(bytes);
      teller.changed();
      await settle();
    }
    expect(scene.told).toEqual([]);
    await scene.timers.pass(TRAFFIC_AFTER_MS);
    expect(scene.told).toEqual([moved(3)]);
    await scene.timers.pass(TRAFFIC_AFTER_MS);
    expect(scene.told).toHaveLength(1);
  });

  test("takes the traffic along when something else is told meanwhile", async () => {
    const { scene, teller } = await openScene();
    scene.status = moved(1);
    teller.changed();
    await settle();
    scene.status = { ...moved(2), recordsHeld: 5 };
    teller.changed();
    await settle();
    expect(scene.told).toEqual([scene.status]);
    await scene.timers.pass(TRAFFIC_AFTER_MS);
    expect(scene.told).toHaveLength(1);
  });

  test("is told to the other tabs in the same way, and whenever one asks", async () => {
    const { scene, teller } = await openScene();
    scene.links = { ...NO_LINKS, moving: true };
    teller.linksChanged();
    await settle();
    expect(scene.toldLinks).toEqual([]);
    teller.tellLinksNow();
    await settle();
    expect(scene.toldLinks).toEqual([scene.links]);
    scene.links = { ...scene.links, confirmed: Uint8Array.of(1) };
    teller.linksChanged();
    await settle();
    expect(scene.toldLinks).toHaveLength(2);
  });

  test("is told to the other tabs anew by a tab that holds the links again", async () => {
    const { scene, teller } = await openScene();
    scene.links = null;
    teller.linksChanged();
    await settle();
    scene.links = NO_LINKS;
    teller.linksChanged();
    await settle();
    expect(scene.toldLinks).toEqual([NO_LINKS]);
  });

  test("is told no more once it is closed", async () => {
    const { scene, teller } = await openScene();
    scene.status = moved(1);
    teller.changed();
    await settle();
    teller.close();
    await scene.timers.pass(TRAFFIC_AFTER_MS);
    expect(scene.told).toEqual([]);
  });
});
