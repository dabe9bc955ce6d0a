// Bounds how much one session may have passed on of what is never stored (PROTOCOL.md "Direct connections", "Presence"): more is dropped.

import type { Clock } from "../ports/time.ts";

const WITHIN_MS = 10_000;
const MOST_SIGNALS = 64;
/** Somewhat more than a device says at most. */
const MOST_PRESENCE = 128;

/** Returns false for one too many. */
export type PassMeter = () => boolean;

function makePassMeter(clock: Clock, most: number): PassMeter {
  let passedAtMs: readonly number[] = [];
  return () => {
    const nowMs = clock();
    passedAtMs = passedAtMs.filter((atMs) => nowMs - atMs < WITHIN_MS);
    if (passedAtMs.length >= most) return false;
    passedAtMs = [...passedAtMs, nowMs];
    return true;
  };
}

export const makeSignalMeter = (clock: Clock): PassMeter => makePassMeter(clock, MOST_SIGNALS);

export const makePresenceMeter = (clock: Clock): PassMeter => makePassMeter(clock, MOST_PRESENCE);
