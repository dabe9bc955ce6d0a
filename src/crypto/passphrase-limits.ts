// What a stored lock may ask for its key.

import type { PassphraseCost } from "./passphrase-cost.ts";

/**
 * What a stored lock may ask for: no more than a phone has memory and patience for. That it asks for little is no gain to who changes the row: another
 * cost makes another key.
 */
const MEMORY_KIB = { min: 8, max: 262_144 } as const;

const MAX_PASSES = 8;

export const isPassphraseCost = ({ memoryKib, passes }: PassphraseCost): boolean =>
  isWithin(memoryKib, MEMORY_KIB.min, MEMORY_KIB.max) && isWithin(passes, 1, MAX_PASSES);

const isWithin = (value: number, min: number, max: number): boolean => Number.isInteger(value) && value >= min && value <= max;
