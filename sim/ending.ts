// The end of a story: everything that was broken heals, and then all must be the same everywhere, and still be after everybody has closed and
// opened again, with nothing left to tell.

import type { SpaceId } from "../src/base/ids.ts";
import type { Acknowledged, SavedAct } from "./acknowledged.ts";
import { actionsTakenBy, lostContent } from "./archive.ts";
import { difference, digestOf, disagreement, holeIn, lostAct } from "./invariants.ts";
import { memberTrouble } from "./member-invariants.ts";
import { describe, devicesEverCut, hasPackedNobody, idOf, relayState, selfOf, tabsIn } from "./standing.ts";
import type { Device, Tab, World } from "./world.ts";

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
  /** Whose profile was copied or set back: it may not have any more what it had taken in. */
  readonly setBack: ReadonlySet<Device>;
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
    if (world.time.elapsedMs - startMs > SETTLE_WITHIN_MS) throw new Error(`never settled: ${left}\n${await describe(world, space)}`);
    await world.time.run(SETTLE_SLICE_MS);
    left = await difference(world, space);
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

const mayWrite = (tab: Tab): number => Number(tab.open.space.core.members.mayWrite(selfOf(tab)));

/** Of devices that are members still, those that may write first: a reader may show more than others have. */
async function memberTabs({ world, space }: Story): Promise<readonly Tab[]> {
  const state = await relayState(world, space);
  const tabs = state === null || hasPackedNobody(state) ? [] : tabsIn(world, state.membership);
  return tabs.toSorted((a, b) => mayWrite(b) - mayWrite(a));
}

export async function checkAll(story: Story): Promise<void> {
  const { world, space, mayFork } = story;
  for (const defect of world.relay.defects) throw defect;
  const tabs = await memberTabs(story);
  const [tab] = tabs;
  if (tab === undefined) return;
  expectNone(await memberTrouble(world, space));
  expectNone(await disagreement(world, tabs));
  for (const device of new Set(tabs.map((each) => each.device))) expectNone(holeIn(device, space));
  await checkSaved(story, tabs);
  if (!mayFork && tab.status?.forkedLogs !== 0) throw new Error("a log forked though no profile was copied");
}

async function checkSaved({ acknowledged, setBack }: Story, tabs: readonly Tab[]): Promise<void> {
  const [tab] = tabs;
  if (tab === undefined || !tab.open.space.core.members.mayWrite(selfOf(tab))) return;
  const acts = countingActs(tabs, acknowledged, setBack);
  expectNone(lostAct(tab, acknowledged, acts));
  expectNone(lostContent(tab, acts, await tab.device.world.time.complete(tab.open.space.core.items.digest(), 60_000)));
}

/**
 * Those that nothing that was stated can have taken away: of devices that nobody has wanted to remove or to make a reader, and what devices that may write in
 * the end had taken of the others.
 */
function countingActs(tabs: readonly Tab[], { acts }: Acknowledged, setBack: ReadonlySet<Device>): readonly SavedAct[] {
  const [tab] = tabs;
  if (tab === undefined) return [];
  const { world } = tab.device;
  const { space, members } = tab.open.space.core;
  const cut = devicesEverCut(world, space);
  const isSafe = ({ device }: SavedAct): boolean => {
    const id = idOf(device);
    return id !== null && members.isMember(id) && !cut.has(id);
  };
  if (acts.every(isSafe)) return acts;
  const writers = tabs.filter((each) => members.mayWrite(selfOf(each)) && !setBack.has(each.device)).map(({ device }) => device);
  const taken = actionsTakenBy(tab, new Set(writers));
  return acts.filter((act) => isSafe(act) || (act.space === space && taken.has(act.action)));
}

const versionIn = ([tab]: readonly Tab[]): string => JSON.stringify(tab?.open.space.core.index.version);

const digestIn = async ([tab]: readonly Tab[]): Promise<string | null> => (tab === undefined ? null : digestOf(tab));

/**
 * Opened again from their disks all are the same as before, and have nothing to tell each other. `mayGrow`: a tab may have saved something in the space that
 * its device had just left, which the next start takes along.
 */
export async function checkReopened(story: Story, mayGrow = true): Promise<void> {
  const { world, space } = story;
  await becomeQuiet(world);
  const tabs = await memberTabs(story);
  const [before, versionBefore] = [await digestIn(tabs), versionIn(tabs)];
  for (const device of world.devices) {
    device.killTabs();
    await device.use();
  }
  await settle(world, space);
  await becomeQuiet(world);
  const opened = await memberTabs(story);
  expectNone(await memberTrouble(world, space));
  expectNone(await disagreement(world, opened));
  await checkSaved(story, opened);
  if (mayGrow && versionIn(opened) !== versionBefore) return checkReopened(story, false);
  const after = await digestIn(opened);
  if (before !== after) throw new Error("documents read again from the disk are others");
  const maxBytes = world.isDirect ? (MAX_QUIET_BYTES + MAX_SIGNAL_BYTES) * world.devices.length : MAX_QUIET_BYTES;
  for (const tab of opened) expectNone(unneeded(tab, maxBytes));
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
