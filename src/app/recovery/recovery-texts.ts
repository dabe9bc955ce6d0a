// Ways back in words.

import type { PlainDay } from "../../model/plain-day.ts";
import type { RecoveryError, RecoveryPhrase } from "../../replica/face/recovery.ts";
import { storeErrorText } from "../texts/error-texts.ts";
import { shownTag, t } from "../texts/messages.ts";

export const dayInFull = (day: PlainDay): string =>
  new Intl.DateTimeFormat(shownTag(), { timeZone: "UTC", day: "numeric", month: "long", year: "numeric" }).format(
    new Date(`${day}T00:00:00Z`),
  );

export const recoveryErrorText = (error: RecoveryError): string =>
  error.kind === "store" ? storeErrorText(error.error) : t(`recovery.failed.${error.kind}`);

export const madeText = ({ madeOn }: RecoveryPhrase): string =>
  madeOn === null ? t("recovery.madeSome") : t("recovery.madeOn", dayInFull(madeOn));

/** Which kind it is of, and when it was made. */
export const wayText = (phrase: RecoveryPhrase): string =>
  phrase.isPasskey ? t("passkey.list", madeText(phrase)) : t("passkey.phrase", madeText(phrase));

export function makerText({ madeHere, madeBy }: RecoveryPhrase): string {
  if (madeHere) return t("recovery.madeHere");
  return madeBy === null ? t("recovery.madeElsewhere") : t("recovery.madeBy", madeBy);
}
