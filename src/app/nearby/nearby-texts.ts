// The words of connecting nearby, from the replica's plain states.

import type { NearbyAnswers, NearbyState } from "../../replica/face/nearby.ts";
import { t } from "../texts/messages.ts";

export type Refusal = Extract<NearbyAnswers["take-nearby-code"], { ok: false }>["error"];
type Failure = Extract<NearbyState, { kind: "failed" }>["failure"];

export const refusalText = (refusal: Refusal): string => t(`nearby.refused.${refusal}`);

export const failureText = (failure: Failure): string => t(`nearby.failed.${failure}`);

/** What keeps two devices apart though both are well, the likeliest first; none where it was something else. */
export const likelyReasons = (failure: Failure): readonly string[] =>
  failure === "no-way" || failure === "broken"
    ? [t("nearby.reason.network"), t("nearby.reason.guest"), t("nearby.reason.vpn"), t("nearby.reason.permission"), t("nearby.reason.old")]
    : [];

export const nameText = (name: string | null): string => (name === null || name === "" ? t("sync.otherDevice") : name);

/** What to do now, or what is going on; null where nothing is. */
export function stepText(state: NearbyState): string | null {
  switch (state.kind) {
    case "idle":
      return null;
    case "preparing":
      return t("nearby.preparing");
    case "showing":
      if (state.role === "offer") return t(state.invites ? "nearby.showInvite" : "nearby.showOffer");
      return state.otherName === null ? t("nearby.showAnswer") : t("nearby.showAnswerTo", state.otherName);
    case "connecting":
    case "pairing":
      return t("nearby.connecting");
    case "connected":
      return t("nearby.connected", nameText(state.name));
    case "failed":
      return failureText(state.failure);
  }
}
