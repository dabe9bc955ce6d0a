// What the windows are told about sync: put together from the space, from what the relay has confirmed, and from the tab that holds the links.

import type { DeviceId, ItemId, SpaceId } from "../base/ids.ts";
import type { PathHead } from "../ports/store.ts";
import { idPrefixOf } from "../wire/log-tree.ts";
import type { DeviceConnection, DeviceState, RelayState, SyncStatus, Withheld } from "./face.ts";
import type { SyncStatistics } from "./face/statistics.ts";
import type { LinkDiagnosis } from "./face/diagnosis.ts";
import { countRecords } from "./count-records.ts";
import type { RelayKnowledge } from "./relay-knowledge.ts";
import type { Space } from "./space.ts";

/** What only the tab with the links knows; told to the other tabs. */
export type LinkStatus = {
  readonly relay: RelayState;
  readonly moving: boolean;
  readonly cameBackOlder: boolean;
  readonly wasRefilled: boolean;
  readonly withheld: readonly Withheld[];
  readonly statistics: SyncStatistics;
  readonly history: LinkHistory;
  /** Other devices that have been heard of, one way or another. */
  readonly connections: ReadonlyMap<DeviceId, DeviceConnection>;
  /** Items that somebody has open on another device, as far as that is connected directly. */
  readonly openElsewhere: readonly ItemId[];
  /** `RelayKnowledge.encode`. */
  readonly confirmed: Uint8Array;
  /** The statements held here are elsewhere too. */
  readonly statementsTold: boolean;
};

/** Of each space. */
export type LinkStatuses = ReadonlyMap<SpaceId, LinkStatus>;

/** What is known of the direct connection to one device. */
export type DirectState = Omit<DeviceConnection, "kind" | "lastSeenMs" | "byFileMs">;

const NO_DIRECT: DirectState = {
  isConnecting: false,
  sinceMs: null,
  bytesSent: 0,
  bytesReceived: 0,
  isMoving: false,
  sending: null,
  receiving: null,
  failure: null,
};

type Seen = Pick<DeviceConnection, "lastSeenMs" | "byFileMs"> & { readonly isAtRelay: boolean };

const NEVER_SEEN: Seen = { isAtRelay: false, lastSeenMs: null, byFileMs: null };

export function makeConnection(direct: DirectState = NO_DIRECT, { isAtRelay, lastSeenMs, byFileMs }: Seen = NEVER_SEEN): DeviceConnection {
  const isByFile = byFileMs !== null && byFileMs >= (lastSeenMs ?? 0);
  const away = isByFile ? "file" : "none";
  const kind = direct.sinceMs !== null ? "direct" : isAtRelay ? "relay" : away;
  return { ...direct, kind, lastSeenMs, byFileMs };
}

/** What the diagnosis tells of a link beside its state. */
export type LinkHistory = Pick<LinkDiagnosis, "sinceMs" | "lastFailure" | "unverified" | "refused">;

export const NO_HISTORY: LinkHistory = { sinceMs: null, lastFailure: null, unverified: 0, refused: 0 };

export const NO_STATISTICS: SyncStatistics = { bytesSent: 0, bytesReceived: 0, recordsSent: 0, recordsReceived: 0, connects: 0 };

export const NO_LINKS: LinkStatus = {
  relay: { kind: "offline" },
  moving: false,
  cameBackOlder: false,
  wasRefilled: false,
  withheld: [],
  statistics: NO_STATISTICS,
  history: NO_HISTORY,
  connections: new Map(),
  openElsewhere: [],
  confirmed: new Uint8Array([0]),
  statementsTold: false,
};

/** Messages between tabs of one build are this build's own; only their outer form is checked. */
export const isLinkStatuses = (value: unknown): value is LinkStatuses => value instanceof Map && [...value.values()].every(isLinkStatus);

const isLinkStatus = (value: unknown): boolean =>
  typeof value === "object" && value !== null && "relay" in value && "statistics" in value && "connections" in value;

/** Members that have not been replaced: what another device is counted on for. */
const isCountedOn = ({ core }: Space, device: DeviceId): boolean => core.members.namedAs(device)?.isReplaced !== true;

/** Whether a device holds all that is held here: what it wrote itself, and of the rest what its newest receipt tells of. */
function holdsEverything({ core, receipts }: Space, device: DeviceId): boolean {
  const version = receipts.versionOf(device) ?? [];
  const others = core.index.toldHeads.filter((head) => head.device !== device);
  return others.every(({ log, seq }) => version.some((entry) => entry.log === log && entry.seq >= seq));
}

function devicesOf(space: Space, { connections }: LinkStatus): readonly DeviceState[] {
  const { members, self } = space.core;
  const state = (id: DeviceId): DeviceState => {
    const isSelf = id === self;
    const isReplaced = !isCountedOn(space, id);
    const hasEverything = isSelf || (!isReplaced && holdsEverything(space, id));
    const connection = connections.get(id) ?? makeConnection();
    return { id, name: members.nameOf(id), self: isSelf, role: members.roleOf(id) ?? "reader", hasEverything, isReplaced, connection };
  };
  return members.devices.map(state);
}

function removedBy({ core: { members, self } }: Space): SyncStatus["removed"] {
  const former = members.membership.former.get(self);
  const author = members.dag.statements.find(({ id }) => id === former?.removals[0])?.author;
  // Who leaves was removed by nobody.
  if (former === undefined || author === undefined || author === self) return null;
  return { by: members.nameOf(author), asksToWipe: former.asksToWipe };
}

/** Records of one path, from `fromSeq` to its head. */
type Stretch = PathHead & { readonly fromSeq: number };

/** How far of a path a device's newest receipt reaches. Where a log has branches only the very head tells which one is meant. */
function reachedBy({ core, receipts }: Space, device: DeviceId, head: PathHead): number {
  const entries = (receipts.versionOf(device) ?? []).filter(({ log }) => log === head.log);
  const isForked = (core.index.trees.get(head.log)?.paths.size ?? 1) > 1;
  if (isForked) return entries.some(({ idPrefix }) => idPrefix === idPrefixOf(head.id)) ? head.seq : 0;
  return Math.max(0, ...entries.map(({ seq }) => seq));
}

/**
 * What neither the relay nor another device is known to hold. What another device has written it holds, unless it was replaced. For a path without
 * such records there is no stretch.
 */
export function stretchesOnlyHere(space: Space, knowledge: RelayKnowledge): readonly Stretch[] {
  const { core } = space;
  const others = core.members.devices.filter((device) => device !== core.self && isCountedOn(space, device));
  return core.index.heads
    .filter((head) => !others.includes(head.device))
    .flatMap((head) => {
      const reached = [head.firstSeq - 1, knowledge.confirmedOf(head), ...others.map((device) => reachedBy(space, device, head))];
      const fromSeq = Math.max(...reached) + 1;
      return fromSeq <= head.seq ? [{ ...head, fromSeq }] : [];
    });
}

export const countOnlyHere = (space: Space, knowledge: RelayKnowledge): number =>
  stretchesOnlyHere(space, knowledge).reduce((sum, { fromSeq, seq }) => sum + seq - fromSeq + 1, 0);

export function makeSyncStatus(space: Space, relayAddress: string | null, links: LinkStatus, knowledge: RelayKnowledge): SyncStatus {
  const { core } = space;
  return {
    space: core.space,
    relayAddress,
    relay: relayAddress === null ? { kind: "none" } : links.relay,
    recordsNotAtRelay: knowledge.missingAtRelay(core.index),
    recordsHeld: countRecords(core.index.heads),
    recordsOnlyHere: countOnlyHere(space, knowledge),
    moving: links.moving,
    devices: devicesOf(space, links),
    openElsewhere: links.openElsewhere,
    relayCameBackOlder: links.cameBackOlder,
    relayWasRefilled: links.wasRefilled,
    relayWithholds: links.withheld,
    notApplied: {
      keyless: core.counts.keyless,
      parked: core.counts.parked,
      void: core.counts.void - core.poisoned,
      poisoned: core.poisoned,
      corrupt: core.index.damagedPaths + core.base.damaged.size,
    },
    forkedLogs: [...core.index.trees.values()].filter((tree) => tree.paths.size > 1).length,
    recoveryPhrases: core.members.membership.members.size - core.members.devices.length,
    statementsOnlyHere: !links.statementsTold,
    removed: removedBy(space),
    newerMembership: core.members.membership.newerKinds,
    statistics: links.statistics,
  };
}
