// Bounds how many frames a link may say over time: a bucket that fills at a steady rate.

import type { Clock } from "../src/ports/time.ts";
import { FRAME_BURST, FRAMES_PER_SECOND } from "./limits.ts";

/** Returns false for a frame too many; of frames that cost more, fewer may come (frame-weight.ts). */
export function makeFrameMeter(clock: Clock): (weight: number) => boolean {
  let tokens = FRAME_BURST;
  let filledAtMs = clock();
  return (weight) => {
    const nowMs = clock();
    tokens = Math.min(FRAME_BURST, tokens + (Math.max(0, nowMs - filledAtMs) * FRAMES_PER_SECOND) / 1_000);
    filledAtMs = nowMs;
    if (tokens < weight) return false;
    tokens -= weight;
    return true;
  };
}
