// What must hold of a world in which everybody can reach everybody for long enough: all have the same, nothing that was called saved is missing,
// every log is whole. Each check says what is wrong, or null.

import type { ItemId, LogTag, SpaceId } from "../src/base/ids.ts";
import type { Space } from "../src/replica/space.ts";
import type { PathHead } from "../src/ports/store.ts";
import { openMemoryStore } from "../src/storage/memory-store.ts";
import { firstStoredSeq, versionOf, type TreePath } from "../src/wire/log-tree.ts";
import { isTold } from "../src/wire/within-cut.ts";
import type { SpaceState } from "../relay/space-state.ts";
import type { Acknowledged, SavedAct } from "./acknowledged.ts";
import { membershipDifference } from "./member-invariants.ts";
import { hasPackedNobody, openTabs, relayState, selfOf, tabsIn } from "./standing.ts";
import type { Device, Tab, World } from "./world.ts";

const spaceOf = (tab: Tab): Space => tab.open.space;

/** What is still on its way, as far as versions, statements, keys and receipts tell. */
export async function difference(world: World, space: SpaceId): Promise<string | null> {
  const state = await relayState(world, space);
  if (state === null) return "the relay's disk cannot be read";
  if (hasPackedNobody(state)) return null;
  const { members, former } = state.membership;
  const lost = logsLostWithOthers(world, state);
  const checks = [placeDifference, statementDifference, versionDifference, membershipDifference, receiptDifference, statusDifference];
  for (const tab of openTabs(world)) {
    if (former.has(selfOf(tab)) && tab.status?.removed === null) return `${tab.device.name} does not know that it was removed`;
    for (const check of members.has(selfOf(tab)) ? checks : []) {
      const found = check(state, tab, lost);
      if (found !== null) return `${tab.device.name} ${found}`;
    }
  }
  return null;
}

const placeDifference = ({ dag }: SpaceState, tab: Tab): string | null =>
  spaceOf(tab).core.space === dag.space ? null : "is in another space";

/**
 * What the relay has of these it has given up for a checkpoint that nobody vouches for any more, since all who did were removed; and no member has come that far.
 * Nobody can be told by whom it was, so it stays with the relay.
 */
function logsLostWithOthers(world: World, { told, membership }: SpaceState): ReadonlySet<LogTag> {
  const indexes = tabsIn(world, membership).map((tab) => spaceOf(tab).core.index);
  const isReached = ({ log, base }: TreePath): boolean =>
    base === undefined || indexes.some((index) => (index.trees.get(log)?.paths.get("")?.seq ?? 0) >= base.seq);
  const trunks = [...told.values()].flatMap((tree) => tree.paths.get("") ?? []);
  return new Set(trunks.filter((trunk) => !isReached(trunk)).map(({ log }) => log));
}

function versionDifference({ told }: SpaceState, tab: Tab, lost: ReadonlySet<LogTag>): string | null {
  const { space, index } = spaceOf(tab).core;
  const atRelay = versionOf([...told.values()].flatMap((tree) => [...tree.paths.values()]).filter(isTold));
  const [version, expected] = [index.version, atRelay].map((entries) => JSON.stringify(entries.filter(({ log }) => !lost.has(log))));
  if (version !== expected) return `has version ${version}, the relay ${expected}`;
  const onDisk = [...(tab.device.disk.spaces.get(space)?.heads.values() ?? [])];
  // Beyond what is told there may be more.
  return JSON.stringify(versionOf(onDisk)) === JSON.stringify(versionOf(index.heads))
    ? null
    : "has not seen what another of its tabs has stored";
}

function statementDifference({ dag }: SpaceState, tab: Tab): string | null {
  const { statements } = spaceOf(tab).core.members.dag;
  if (statements.some(({ id }) => !dag.has(id))) return "has statements that the relay lacks";
  return statements.length === dag.statements.length ? null : "lacks statements";
}

/** A device may keep those of former members, which say nothing any more. */
function receiptDifference({ membership: { devices }, receipts: atRelay }: SpaceState, tab: Tab): string | null {
  const { counters } = spaceOf(tab).receipts;
  if (atRelay.size !== [...counters.keys()].filter((device) => devices.has(device)).length) {
    return "has more or fewer receipts than the relay";
  }
  const other = [...atRelay.values()].find(({ device, counter }) => counters.get(device) !== counter);
  return other === undefined ? null : `has another receipt of ${other.device} than the relay`;
}

function statusDifference(_state: SpaceState, { status }: Tab, lost: ReadonlySet<LogTag>): string | null {
  if (status?.relay.kind !== "online") return `is not online: ${JSON.stringify(status?.relay)}`;
  if (status.recordsNotAtRelay > 0) return `thinks that the relay lacks ${status.recordsNotAtRelay}`;
  if (status.relayCameBackOlder) return "thinks that the relay is being refilled";
  if (lost.size > 0) return null;
  if (status.relayWithholds.length > 0) return `misses what others have: ${JSON.stringify(status.relayWithholds)}`;
  return status.moving ? "is still moving" : null;
}

const sorted = (states: ReadonlyMap<string, string>): string => JSON.stringify([...states].toSorted(([a], [b]) => (a < b ? -1 : 1)));

const digestIn = async (space: Space): Promise<string> => sorted(await space.core.items.digest());

const RETRY_MS = 1_000;
const MAX_TRIES = 10;

/** What cannot be read, since another tab has just put another base in the place of this one's, is read again once this one has heard of that. */
export async function digestOf(tab: Tab): Promise<string> {
  const { time } = tab.device.world;
  let states: ReadonlyMap<string, string> = new Map();
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const { items } = spaceOf(tab).core;
    states = await time.complete(items.digest(), 60_000);
    if ([...items.ids].every((id) => states.has(id))) break;
    await time.run(RETRY_MS);
  }
  return sorted(states);
}

const rowsOf = (space: Space): string => JSON.stringify([...space.core.items.index.rows()].toSorted((a, b) => (a.id < b.id ? -1 : 1)));

const collectionsOf = ({ core }: Space): string => JSON.stringify([core.items.index.listRows(), core.items.index.tags.uses()]);

/** All together show every task; `open` says where those in lists are. */
const VIEWS = ["open", "inbox", "done", "trash"] as const;

const viewsOf = (space: Space): string =>
  JSON.stringify(
    VIEWS.map((view) =>
      space.core.items.index
        .query({ view })
        .slice(0, 100_000)
        .map(({ id }) => id),
    ),
  );

const tombstonesOf = (space: Space): string => JSON.stringify([...space.core.items.tombstones].toSorted());

const COMPARED: Readonly<Record<string, (tab: Tab) => string | Promise<string>>> = {
  documents: digestOf,
  tombstones: (tab) => tombstonesOf(spaceOf(tab)),
  rows: (tab) => rowsOf(spaceOf(tab)),
  views: (tab) => viewsOf(spaceOf(tab)),
  "lists and tags": (tab) => collectionsOf(spaceOf(tab)),
};

/** A reader shows all the same what it alone holds beyond its cut. */
function mayShowMore(tab: Tab): boolean {
  const { members, index } = spaceOf(tab).core;
  return !members.mayWrite(selfOf(tab)) && JSON.stringify(versionOf(index.heads)) !== JSON.stringify(versionOf(index.toldHeads));
}

/** At those of `tabs` that are members: documents byte for byte, rows and their orders are the same everywhere; every record is applied. */
export async function disagreement(world: World, tabs: readonly Tab[] = openTabs(world)): Promise<string | null> {
  const [first, ...others] = tabs.filter((tab) => !mayShowMore(tab));
  if (first === undefined) return null;
  for (const [what, compared] of Object.entries(COMPARED)) {
    const expected = await compared(first);
    for (const tab of others) {
      const found = await compared(tab);
      if (found !== expected)
        return `${what} differ between ${first.device.name} and ${tab.device.name}${firstDifference(expected, found)}`;
    }
  }
  for (const tab of [first, ...others]) {
    const notApplied = tab.status?.notApplied;
    if (notApplied !== undefined && Object.values(notApplied).some((count) => count > 0)) {
      return `${tab.device.name} has not applied all: ${JSON.stringify(notApplied)}`;
    }
  }
  return null;
}

function firstDifference(a: string, b: string): string {
  let at = 0;
  while (a[at] === b[at] && at < a.length) at += 1;
  return `\n  ...${a.slice(Math.max(0, at - 60), at + 100)}\n  ...${b.slice(Math.max(0, at - 60), at + 100)}`;
}

/** What a tab that is alone on its disk shows is what is on the disk: no more, since that would be lost with the tab, and no less. */
export async function unsavedItem(tab: Tab): Promise<string | null> {
  const { core } = tab.open.space;
  const { ports, space, signer, self } = core;
  const shown = await digestOf(tab);
  const timers = { after: () => () => undefined };
  const store = openMemoryStore(tab.device.disk.copy());
  const options = { space, signer, self, timers, onChange: () => undefined, onProgress: () => undefined };
  const opened = await tab.device.world.time.complete(tab.device.program.openSpace({ ...ports, store }, options), 1);
  return !opened.ok || (await digestIn(opened.value)) === shown ? null : `${tab.device.name} shows what is not on its disk, or less`;
}

/** The first record of a path that must be on the disk: what the packs hold is kept as records for others only, and is not read. */
function firstNeeded({ tabs }: Device, head: PathHead): number {
  const [tab] = tabs;
  const covered = head.branch === "" ? tab?.open.space.core.base.base.cover.get(head.log)?.seq : undefined;
  return Math.max(firstStoredSeq(head), (covered ?? 0) + 1);
}

/** Every log on the disk goes from its first record, or from behind its base, to its head without a gap. */
export function holeIn(device: Device, space: SpaceId): string | null {
  const tables = device.disk.spaces.get(space);
  for (const [key, head] of tables?.heads ?? []) {
    const records = tables?.records.get(key);
    for (let seq = firstNeeded(device, head); seq <= head.seq; seq++)
      if (records?.has(seq) !== true) return `${device.name} lacks record ${seq} of ${key}`;
  }
  return null;
}

/** Every item whose making was called saved is there, also where that was before joining. What else was saved: archive.ts. */
export function lostAct(tab: Tab, acknowledged: Acknowledged, acts: readonly SavedAct[]): string | null {
  const space = spaceOf(tab);
  // What was deleted for good is gone, and known to be.
  const items: ReadonlySet<ItemId> = new Set([...space.core.items.ids, ...space.core.items.tombstones]);
  for (const { number, device, space: saved, created } of acts) {
    // What was deleted for good before joining is known in the former space only.
    const isPurged = (item: ItemId): boolean => saved !== space.core.space && acknowledged.purged.has(item);
    const lost = created.find((item) => !items.has(item) && !isPurged(item));
    if (lost !== undefined) return `act ${number} of ${device.name} was called saved and its item ${lost} is gone`;
  }
  return null;
}
