// Where things are, in one shape and one sentence: certainty, not machinery.

import type { DeviceState, RelayState, StorageState, SyncStatus } from "../../replica/face.ts";
import type { SpaceInfo } from "../../replica/face/spaces.ts";
import type { SyncMarkShape } from "../../ui/sync-mark/sync-mark.tsx";
import type { Whereabouts } from "../client/synced-teller.ts";
import { spaceName } from "../spaces/spaces.ts";
import { t } from "../texts/messages.ts";
import { shortMomentText } from "../texts/moment-text.ts";

export type SyncSummary = { readonly shape: SyncMarkShape; readonly sentence: string };

/** Of a device that asks to join; it need not have given a name. */
export const askerLabel = (name: string): string => (name === "" ? t("pair.unnamed") : name);

export const deviceLabel = (device: DeviceState): string => device.name ?? t(device.self ? "sync.thisDevice" : "sync.otherDevice");

function elsewhere(status: SyncStatus): SyncSummary | null {
  const holders = status.devices.filter((device) => !device.self && device.hasEverything);
  const [first] = holders;
  if (first === undefined) return null;
  const sentence = holders.length === 1 ? t("sync.alsoOn", deviceLabel(first)) : t("sync.alsoOnMany", holders.length);
  return { shape: "full", sentence };
}

/** Whether the relay has refused this device's space for want of its token. */
export const isTokenNeeded = ({ relay }: SyncStatus): boolean => relay.kind === "waiting" && relay.reason === "space-refused";

/** Whether the relay does not want this device's space: trying again changes nothing, what it asks for does. */
export const isSpaceRefused = (relay: RelayState): boolean =>
  relay.kind === "waiting" && (relay.reason === "space-refused" || relay.reason === "space-not-listed" || relay.reason === "foreign-page");

/** Whether the relay's operator would have to list this device's space first. */
export const isNotListed = (relay: RelayState): boolean => relay.kind === "waiting" && relay.reason === "space-not-listed";

const isConnected = ({ relay }: SyncStatus): boolean => relay.kind === "online";

/** A relay that has confirmed everything is somewhere else, whenever that was; where nothing is held, one that was never reached has confirmed nothing. */
const isAllAtRelay = (status: SyncStatus): boolean =>
  status.relayAddress !== null && status.recordsNotAtRelay === 0 && (isConnected(status) || status.recordsHeld > 0);

function waitingText(status: SyncStatus): string {
  const isWaiting = status.relayAddress !== null && status.recordsNotAtRelay > 0;
  if (!isWaiting) return t("sync.onlyHere");
  return t(status.recordsOnlyHere > 0 ? "sync.onlyHereYet" : "sync.waiting");
}

/** Where nothing else brings it to others: when something came by a file; empty where nothing did. */
function lastFileText({ devices }: SyncStatus, nowMs: number): string {
  const moments = devices.flatMap(({ isReplaced, connection: { kind, byFileMs } }) =>
    kind === "file" && !isReplaced ? (byFileMs ?? []) : [],
  );
  return moments.length === 0 ? "" : ` ${t("way.lastFile", shortMomentText(Math.max(...moments), nowMs))}`;
}

function notElsewhereText(status: SyncStatus, nowMs: number): string {
  if (isTokenNeeded(status)) return t("sync.tokenNeeded");
  if (isSpaceRefused(status.relay)) return t("sync.spaceRefused");
  return `${waitingText(status)}${isConnected(status) ? "" : lastFileText(status, nowMs)}`;
}

/** Of the spaces beside the one that the status is of, those with something that neither a relay nor another device is known to have. */
const spacesWaiting = (status: SyncStatus, spaces: readonly SpaceInfo[]): readonly SpaceInfo[] =>
  spaces.filter(({ id, recordsOnlyHere }) => id !== status.space && recordsOnlyHere > 0);

function waitingSummary([first, ...others]: readonly SpaceInfo[]): SyncSummary | null {
  if (first === undefined) return null;
  const name = spaceName(first);
  return { shape: "half", sentence: others.length === 0 ? t("spaces.waits", name) : t("spaces.waitsMany", name, others.length) };
}

/** `spaces`: all that are open; what is said to be elsewhere is so in every one of them. */
export function syncSummary(
  status: SyncStatus | null,
  storage: StorageState,
  spaces: readonly SpaceInfo[],
  nowMs = Date.now(),
): SyncSummary {
  if (storage.kind === "failed" || storage.kind === "full") return { shape: "attention", sentence: t("sync.notSaving") };
  if (status === null) return { shape: "half", sentence: t("sync.opening") };
  if (status.moving) return { shape: "moving", sentence: t("sync.moving") };
  const there = elsewhere(status) ?? (isAllAtRelay(status) ? ({ shape: "full", sentence: t("sync.atRelay") } as const) : null);
  if (there !== null) return waitingSummary(spacesWaiting(status, spaces)) ?? there;
  return { shape: "half", sentence: notElsewhereText(status, nowMs) };
}

/** Whether all that is here is somewhere else too. */
export function whereabouts(status: SyncStatus | null, spaces: readonly SpaceInfo[]): Whereabouts {
  if (status === null) return "unknown";
  if (spacesWaiting(status, spaces).length > 0) return "only-here";
  const isElsewhere = isAllAtRelay(status) || elsewhere(status) !== null;
  if (isElsewhere) return status.moving ? "unknown" : "elsewhere";
  return status.relayAddress === null || status.recordsNotAtRelay > 0 ? "only-here" : "unknown";
}
