// How another device is connected and what travels, to it or to the relay, in words: the way in one line, what there is to tell of it in another.

import type { DeviceConnection, Portion, RelayState } from "../../replica/face.ts";
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
export function detailText(connection: DeviceConnection, nowMs: number): string {
  const { kind, isConnecting, failure, byFileMs } = connection;
  if (kind === "direct") return travelText(connection);
  if (isConnecting) return t("way.trying");
  if (failure === null) return kind === "none" && byFileMs !== null ? t("way.lastFile", shortMomentText(byFileMs, nowMs)) : "";
  const failed = t(`way.failed.${failure.reason}`, shortMomentText(failure.atMs, nowMs));
  return kind === "relay" ? `${failed} ${t("way.overRelay")}` : failed;
}

function travelText({ sending, receiving, isMoving, bytesSent, bytesReceived }: DeviceConnection): string {
  if (receiving !== null && sending !== null) return t("way.bothWays", [receiving.done, receiving.total], [sending.done, sending.total]);
  if (receiving !== null) return t("way.receiving", receiving.done, receiving.total, bytesText(bytesReceived));
  if (sending !== null) return t("way.sending", sending.done, sending.total, bytesText(bytesSent));
  return t(isMoving ? "way.travelling" : "way.travelled", bytesText(bytesSent), bytesText(bytesReceived));
}

type Travelling = Pick<DeviceConnection, "sending" | "receiving">;

/** Empty while nothing that takes a while travels. */
export function relayTravelText({ sending, receiving }: Travelling): string {
  if (receiving !== null && sending !== null) return t("way.bothWays", [receiving.done, receiving.total], [sending.done, sending.total]);
  if (receiving !== null) return t("relay.receiving", receiving.done, receiving.total);
  return sending === null ? "" : t("relay.sending", sending.done, sending.total);
}

export const relayTravel = (relay: RelayState): Travelling => (relay.kind === "online" ? relay : { sending: null, receiving: null });

/** Of both directions together; null while nothing that takes a while travels. */
export function travelShare({ sending, receiving }: Travelling): Portion | null {
  if (sending === null || receiving === null) return sending ?? receiving;
  return { done: sending.done + receiving.done, total: sending.total + receiving.total };
}
