// The words of a mirror, from its plain states.

import type { MirrorRoom } from "../../model/mirror-field.ts";
import { t } from "../texts/messages.ts";
import type { MirrorReport } from "./running/mirror-report.ts";
import type { RoomLinkState } from "../rooms/room-link.ts";

/** What of the address is shown: a token in it is nobody's business. */
export const hostOf = ({ address }: Pick<MirrorRoom, "address">): string => new URL(address).host;

function waitingText(link: RoomLinkState): string {
  switch (link) {
    case "connecting":
      return t("mirror.state.connecting");
    case "connected":
      return t("mirror.state.waitingConnected");
    case "alone":
      return t("mirror.state.waitingAlone");
    case "offline":
      return t("mirror.state.waitingOffline");
  }
}

function mirroringText({ link, others, isSaved }: Extract<MirrorReport, { kind: "mirroring" }>): string {
  if (!isSaved) return t("mirror.state.unsaved");
  const state = t(`mirror.state.${link}`);
  return others.count === 0 ? state : `${state} · ${t("mirror.state.others", others.count, others.names.join(", "))}`;
}

/** Null: nothing has been told yet. */
export function reportText(report: MirrorReport | null): string {
  switch (report?.kind) {
    case undefined:
    case "opening":
      return t("mirror.state.opening");
    case "waiting":
      return waitingText(report.link);
    case "mirroring":
      return mirroringText(report);
    case "stopped":
      return t("mirror.state.stopped", t(`mirror.stop.${report.reason}`));
  }
}
