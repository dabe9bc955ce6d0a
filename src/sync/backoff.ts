// When to dial again (design: exponential backoff with full jitter). Pure: the caller tells what happened and sets the timer.
// A link that ends soon after it opened (refused, overloaded relay) counts as a failure, so that nothing is hammered.

import type { Random } from "../ports/crypto.ts";

/** How it has gone lately. `openedAtMs`: since when the link is up; null while it is not. */
export type Backoff = { readonly failures: number; readonly openedAtMs: number | null };

/** At the start; and on a sign that things have changed (online, visible, by hand), together with dialling at once. */
export const FRESH_BACKOFF: Backoff = { failures: 0, openedAtMs: null };

const FIRST_CEILING_MS = 500;
const HIGHEST_CEILING_MS = 60_000;
/** A link that was up this long has proved that the other side is well. */
const PROVEN_AFTER_MS = 30_000;

export const afterOpened = (backoff: Backoff, nowMs: number): Backoff => ({ ...backoff, openedAtMs: nowMs });

/** After a link ended, or could not be opened: how long to wait before the next attempt. */
export function afterClosed(backoff: Backoff, nowMs: number, random: Random): { readonly backoff: Backoff; readonly delayMs: number } {
  const proven = backoff.openedAtMs !== null && nowMs - backoff.openedAtMs >= PROVEN_AFTER_MS;
  const failures = proven ? 0 : backoff.failures;
  const ceilingMs = Math.min(HIGHEST_CEILING_MS, FIRST_CEILING_MS * 2 ** failures);
  const [high = 0, low = 0] = random(2);
  const fraction = (high * 256 + low) / 65_536;
  return { backoff: { failures: failures + 1, openedAtMs: null }, delayMs: Math.floor(fraction * ceilingMs) };
}
