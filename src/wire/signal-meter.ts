// Bounds how many signals one session may have passed on (PROTOCOL.md "Direct connections"): more are dropped.

import type { Clock } from "../ports/time.ts";

const MOST_SIGNALS = 64;
const WITHIN_MS = 10_000;

/** Returns false for a signal too many. */
export function makeSignalMeter(clock: Clock): () => boolean {
  let passedAtMs: readonly number[] = [];
  return () => {
    const nowMs = clock();
    passedAtMs = passedAtMs.filter((atMs) => nowMs - atMs < WITHIN_MS);
    if (passedAtMs.length >= MOST_SIGNALS) return false;
    passedAtMs = [...passedAtMs, nowMs];
    return true;
  };
}
