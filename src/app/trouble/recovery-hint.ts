// When a recovery phrase is suggested: there is something to lose and a relay that holds it, there is no phrase, and it has been so for some days. Once put
// off, it comes back after a month. Kept beside the data: it is about this browser and nobody else's business.

import type { SyncStatus } from "../../replica/face.ts";

const STORAGE_KEY = "daybook-recovery-hint";
const DAY_MS = 86_400_000;
const FIRST_AFTER_MS = 3 * DAY_MS;
const AGAIN_AFTER_MS = 30 * DAY_MS;
/** About a few days of use. */
const MIN_RECORDS = 50;

/** Not before then, in ms since 1970. */
export type NotBefore = number;

type Facts = Pick<SyncStatus, "recoveryPhrases" | "relayAddress" | "recordsHeld">;

const isMissing = ({ recoveryPhrases, relayAddress, recordsHeld }: Facts): boolean =>
  recoveryPhrases === 0 && relayAddress !== null && recordsHeld >= MIN_RECORDS;

/** `notBefore` null: it was never missing, as far as this browser knows. */
export type HintState = { readonly isShown: boolean; readonly notBefore: NotBefore | null };

export function recoveryHint(status: Facts, nowMs: number, notBefore: NotBefore | null): HintState {
  if (!isMissing(status)) return { isShown: false, notBefore };
  if (notBefore === null) return { isShown: false, notBefore: nowMs + FIRST_AFTER_MS };
  return { isShown: nowMs >= notBefore, notBefore };
}

export const putHintOff = (nowMs: number): NotBefore => nowMs + AGAIN_AFTER_MS;

export function parseNotBefore(text: string | null): NotBefore | null {
  const ms = text === null || text === "" ? Number.NaN : Number(text);
  return Number.isSafeInteger(ms) ? ms : null;
}

export function readNotBefore(): NotBefore | null {
  try {
    return parseNotBefore(localStorage.getItem(STORAGE_KEY));
  } catch {
    return null;
  }
}

/** Where it cannot be kept it holds until the page is loaded again. */
export function keepNotBefore(notBefore: NotBefore): void {
  try {
    localStorage.setItem(STORAGE_KEY, String(notBefore));
  } catch {
    // Refused or full.
  }
}
