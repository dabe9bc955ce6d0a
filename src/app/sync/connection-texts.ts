// How another device is connected and what travels, in words: the way in one line, what there is to tell of it in another.

import type { DeviceConnection } from "../../replica/face.ts";
import { t } from "../texts/messages.ts";
import { shortMomentText } from "../texts/moment-text.ts";
import { bytesText } from "./sync-texts.ts";

export function wayText({ kind, sinceMs, lastSeenMs, byFileMs }: DeviceConnection, nowMs: number): string {
  if (kind === "direct") return t("way.direct", shortMomentText(sinceMs ?? nowMs, nowMs));
  if (kind === "relay") return t("way.relay");
  if (kind === "file" && byFileMs !== null) return t("way.file", shortMomentText(byFileMs, nowMs));
  return lastSeenMs === null ? t("way.never") : t("way.none", shortMomentText(lastSeenMs, nowMs));
}

/** Empty where there is nothing to tell. */
export function detailText(
  { kind, isConnecting, isMoving, bytesSent, bytesReceived, failure, byFileMs }: DeviceConnection,
  nowMs: number,
): string {
  if (kind === "direct") return t(isMoving ? "way.travelling" : "way.travelled", bytesText(bytesSent), bytesText(bytesReceived));
  if (isConnecting) return t("way.trying");
  if (failure === null) return kind === "none" && byFileMs !== null ? t("way.lastFile", shortMomentText(byFileMs, nowMs)) : "";
  const failed = t(`way.failed.${failure.reason}`, shortMomentText(failure.atMs, nowMs));
  return kind === "relay" ? `${failed} ${t("way.overRelay")}` : failed;
}
