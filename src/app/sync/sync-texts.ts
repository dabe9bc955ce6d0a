// The words of the sync centre, from the replica's plain states.

import type { RelayState, ReplicaAnswers, SyncStatus } from "../../replica/face.ts";
import { linkFailureText, storeErrorText } from "../texts/error-texts.ts";
import { shownTag, t } from "../texts/messages.ts";
import { isSpaceRefused } from "./sync-summary.ts";

const SECONDS_SHOWN_BELOW = 90;

function waitText(retryAtMs: number, nowMs: number): string {
  const seconds = Math.ceil((retryAtMs - nowMs) / 1000);
  if (seconds <= 0) return t("relay.soon");
  return seconds < SECONDS_SHOWN_BELOW ? t("relay.inSeconds", seconds) : t("relay.inMinutes", Math.round(seconds / 60));
}

type SetRelayError = Extract<ReplicaAnswers["set-relay"], { ok: false }>["error"];

export function setRelayFailureText(error: SetRelayError): string {
  if (error.kind === "store") return storeErrorText(error.error);
  return t(error.kind === "bad-token" ? "token.bad" : "sync.relayBad");
}

export function relayStateText(relay: RelayState, nowMs: number): string {
  switch (relay.kind) {
    case "none":
      return t("sync.relayNone");
    case "waiting":
      if (isSpaceRefused(relay)) return linkFailureText(relay.reason);
      return t("relay.waiting", linkFailureText(relay.reason), waitText(relay.retryAtMs, nowMs));
    case "online":
      return t(relay.isDirect === true ? "relay.onlineDirect" : "relay.online");
    default:
      return t(`relay.${relay.kind}`);
  }
}

function withheldText({ relayWithholds }: SyncStatus): string | null {
  // Of two devices' words the larger one: what both miss nobody knows.
  const records = Math.max(0, ...relayWithholds.map((withheld) => withheld.records));
  return records > 0 ? t("problem.relayWithholds", records) : null;
}

const notAppliedTexts = ({ corrupt, poisoned, void: broken, keyless, parked }: SyncStatus["notApplied"]): readonly (string | null)[] => [
  corrupt > 0 ? t("problem.corrupt") : null,
  poisoned > 0 ? t("problem.poisoned", poisoned) : null,
  broken > 0 ? t("problem.void", broken) : null,
  keyless > 0 ? t("problem.keyless", keyless) : null,
  parked > 0 ? t("problem.parked", parked) : null,
];

/** While something is missing nobody is told that nothing is lost. */
function relayTexts(status: SyncStatus): readonly (string | null)[] {
  const { relayCameBackOlder, relayWasRefilled } = status;
  const withheld = withheldText(status);
  const isRefilled = relayWasRefilled && !relayCameBackOlder && withheld === null;
  return [relayCameBackOlder ? t("problem.relayOlder") : null, isRefilled ? t("problem.relayRefilled") : null, withheld];
}

/** What is worth knowing, the gravest first; empty when all is as it should be. */
export function problemTexts(status: SyncStatus, clockText: string | null): readonly string[] {
  const { notApplied, forkedLogs, newerMembership } = status;
  return [
    ...notAppliedTexts(notApplied),
    newerMembership ? t("problem.newerMembership") : null,
    forkedLogs > 0 ? t("problem.forked") : null,
    clockText,
    ...relayTexts(status),
  ].filter((text) => text !== null);
}

const UNITS = ["B", "kB", "MB", "GB"] as const;
const UNIT_STEP = 1000;

/** In decimal units, three digits at most: "340 B", "17.8 kB". */
export function bytesText(bytes: number): string {
  const power = bytes < 1 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / UNIT_STEP ** power;
  const digits = power > 0 && value < 100 ? 1 : 0;
  const number = new Intl.NumberFormat(shownTag(), { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return `${number.format(value)} ${UNITS[power] ?? ""}`;
}

/** "9:05" of what remains until `untilMs`; null when it is over. */
export function remainingText(untilMs: number, nowMs: number): string | null {
  const seconds = Math.ceil((untilMs - nowMs) / 1000);
  if (seconds <= 0) return null;
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
