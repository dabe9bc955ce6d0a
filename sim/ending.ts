// The end of a story: everything that was broken heals, and then all must be the same everywhere, and still be after everybody has closed and
// opened again, with nothing left to tell.

import type { SpaceId } from "../src/base/ids.ts";
import type { Acknowledged } from "./acknowledged.ts";
import { lostContent } from "./archive.ts";
import { difference, digestOf, disagreement, holeIn, lostAct } from "./invariants.ts";
import type { Tab, World } from "./world.ts";

const SETTLE_SLICE_MS = 2_000;
const SETTLE_WITHIN_MS = 1_200_000;
/** A handshake and two `have`, with what pings may add, and no more: with the relay, and with each device that there is a direct connection to. */
const MAX_QUIET_BYTES = 12_000;
/** And to make a direct connection: up to a dozen sealed signals there and back, of 3,315 bytes each, whoever hands them on. */
const MAX_SIGNAL_BYTES = 40_000;
/** Longer than whoever compares a checkpoint waits for others to do it. */
const QUIET_SLICE_MS = 10_000;
/** What a tab may say and hear in a slice in which nothing happens. */
const MAX_SLICE_BYTES = 200;

export type Story = {
  readonly world: World;
  readonly space: SpaceId;
  readonly acknowledged: Acknowledged;
  /** Profiles were copied: logs may fork. */
  readonly mayFork: boolean;
};

const tabsOf = (world: World): readonly Tab[] => world.devices.flatMap(({ tabs }) => tabs);

function expectNone(trouble: string | null): void {
  if (trouble !== null) throw new Error(trouble);
}

/** Lets time pass until all is everywhere; returns how long that took. The network, the relay and the disks are in order. */
export async function settle(world: World, space: SpaceId): Promise<number> {
  for (const device of world.devices) {
    await device.use();
    for (const tab of device.tabs) tab.replica?.pageState(true, true);
  }
  const startMs = world.time.elapsedMs;
  let left: string | null = "nothing has been looked at";
  while (left !== null) {
    if (world.time.elapsedMs - startMs > SETTLE_WITHIN_MS) throw new Error(`never settled: ${left}`);
    await world.time.run(SETTLE_SLICE_MS);
    left = difference(world, space);
  }
  const settledAfterMs = world.time.elapsedMs - startMs;
  // A tab may still be reading what it knows to be there.
  await world.time.run(500);
  return settledAfterMs;
}

const bytesMoved = (world: World): number =>
  tabsOf(world).reduce((sum, { status }) => sum + (status === null ? 0 : status.statistics.bytesSent + status.statistics.bytesReceived), 0);

/** Lets time pass until nothing moves any more: checkpoints that were made at once have been compared, taken and merged. */
async function becomeQuiet(world: World): Promise<void> {
  const startMs = world.time.elapsedMs;
  const most = MAX_SLICE_BYTES * tabsOf(world).length;
  for (let before = -1, moved = bytesMoved(world); before < 0 || moved - before > most;) {
    if (world.time.elapsedMs - startMs > SETTLE_WITHIN_MS) throw new Error(`never quiet: ${moved - before} bytes in ${QUIET_SLICE_MS} ms`);
    await world.time.run(QUIET_SLICE_MS);
    [before, moved] = [moved, bytesMoved(world)];
  }
}

export async function checkAll({ world, space, acknowledged, mayFork }: Story): Promise<void> {
  for (const defect of world.relay.defects) throw defect;
  expectNone(await disagreement(world));
  for (const device of world.devices) expectNone(holeIn(device, space));
  const [tab] = tabsOf(world);
  if (tab === undefined) return;
  await checkSaved(tab, acknowledged);
  if (!mayFork && tab.status?.forkedLogs !== 0) throw new Error("a log forked though no profile was copied");
}

async function checkSaved(tab: Tab, acknowledged: Acknowledged): Promise<void> {
  expectNone(lostAct(tab, acknowledged));
  expectNone(lostContent(tab, acknowledged, await tab.device.world.time.complete(tab.open.space.core.items.digest(), 60_000)));
}

const firstVersion = (world: World): string => JSON.stringify(tabsOf(world)[0]?.open.space.core.index.version);

async function firstDigest(world: World): Promise<string | null> {
  const [tab] = tabsOf(world);
  return tab === undefined ? null : digestOf(tab);
}

/**
 * Opened again from their disks all are the same as before, and have nothing to tell each other. `mayGrow`: a tab may have saved something in the space that
 * its device had just left, which the next start takes along.
 */
export async function checkReopened(story: Story, mayGrow = true): Promise<void> {
  const { world, space } = story;
  await becomeQuiet(world);
  const [before, versionBefore] = [await firstDigest(world), firstVersion(world)];
  for (const device of world.devices) {
    device.killTabs();
    await device.use();
  }
  await settle(world, space);
  await becomeQuiet(world);
  expectNone(await disagreement(world));
  const [first] = tabsOf(world);
  if (first !== undefined) await checkSaved(first, story.acknowledged);
  if (mayGrow && firstVersion(world) !== versionBefore) return checkReopened(story, false);
  const after = await firstDigest(world);
  if (before !== after) throw new Error("documents read again from the disk are others");
  const maxBytes = world.isDirect ? (MAX_QUIET_BYTES + MAX_SIGNAL_BYTES) * world.devices.length : MAX_QUIET_BYTES;
  for (const tab of tabsOf(world)) expectNone(unneeded(tab, maxBytes));
  return undefined;
}

/** What a tab has moved though nothing was missing. */
function unneeded({ device, status }: Tab, maxBytes: number): string | null {
  if (status === null) return `${device.name} tells nothing`;
  const { recordsSent, recordsReceived, bytesSent, bytesReceived } = status.statistics;
  if (recordsSent !== 0 || recordsReceived !== 0) return `${device.name} sent ${recordsSent} and got ${recordsReceived} records again`;
  const isQuiet = bytesSent <= maxBytes && bytesReceived <= maxBytes;
  return isQuiet ? null : `${device.name} sent ${bytesSent} and got ${bytesReceived} bytes for nothing`;
}
