// What the windows are told about sync: put together from the space, from what the relay has confirmed, and from the tab that holds the links.

import type { DeviceId } from "../base/ids.ts";
import type { DeviceState, RelayState, SyncStatistics, SyncStatus } from "./face.ts";
import type { RelayKnowledge } from "./relay-knowledge.ts";
import type { Space } from "./space.ts";

/** What only the tab with the links knows; told to the other tabs. */
export type LinkStatus = {
  readonly relay: RelayState;
  readonly moving: boolean;
  readonly cameBackOlder: boolean;
  readonly wasRefilled: boolean;
  readonly statistics: SyncStatistics;
  /** `RelayKnowledge.encode`. */
  readonly confirmed: Uint8Array;
};

export const NO_STATISTICS: SyncStatistics = { bytesSent: 0, bytesReceived: 0, recordsSent: 0, recordsReceived: 0, connects: 0 };

export const NO_LINKS: LinkStatus = {
  relay: { kind: "offline" },
  moving: false,
  cameBackOlder: false,
  wasRefilled: false,
  statistics: NO_STATISTICS,
  confirmed: new Uint8Array([0]),
};

/** Messages between tabs of one build are this build's own; only their outer form is checked. */
export function isLinkStatus(value: unknown): value is LinkStatus {
  return typeof value === "object" && value !== null && "relay" in value && "statistics" in value && "confirmed" in value;
}

/** Whether a device holds all that is held here: what it wrote itself, and of the rest what its newest receipt tells of. */
function holdsEverything({ core, receipts }: Space, device: DeviceId): boolean {
  const version = receipts.versionOf(device) ?? [];
  const others = core.index.heads.filter((head) => head.device !== device);
  return others.every(({ log, seq }) => version.some((entry) => entry.log === log && entry.seq >= seq));
}

function devicesOf(space: Space): readonly DeviceState[] {
  const { members, self } = space.core;
  const state = (id: DeviceId): DeviceState => {
    const isSelf = id === self;
    return { id, name: members.nameOf(id), self: isSelf, hasEverything: isSelf || holdsEverything(space, id) };
  };
  return [...members.membership.members.keys()].map(state);
}

export function makeSyncStatus(space: Space, relayAddress: string | null, links: LinkStatus, knowledge: RelayKnowledge): SyncStatus {
  const { core } = space;
  return {
    space: core.space,
    relayAddress,
    relay: relayAddress === null ? { kind: "none" } : links.relay,
    recordsNotAtRelay: knowledge.missingAtRelay(core.index),
    moving: links.moving,
    devices: devicesOf(space),
    relayCameBackOlder: links.cameBackOlder,
    relayWasRefilled: links.wasRefilled,
    notApplied: { keyless: core.counts.keyless, parked: core.counts.parked, void: core.counts.void, corrupt: core.index.damagedPaths },
    forkedLogs: [...core.index.trees.values()].filter((tree) => tree.paths.size > 1).length,
    newerMembership: core.members.membership.newerKinds,
    statistics: links.statistics,
  };
}
