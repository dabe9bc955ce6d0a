// What a key from a passphrase costs (passphrase-key.ts), kept apart from the code that spends it.

export type PassphraseCost = {
  readonly memoryKib: number;
  readonly passes: number;
};

/**
 * What a new lock costs (docs/performance.md): one pass, so that as much memory as possible is gone through in the time there is. At least what OWASP's
 * "Password Storage Cheat Sheet" asks for with one pass (46 MiB).
 */
export const PASSPHRASE_COST: PassphraseCost = { memoryKib: 65_536, passes: 1 };
/**
 * What a stored lock may ask for: no more than a phone has memory and patience for. That it asks for little is no gain to who changes the row: another
 * cost makes another key.
 */
const MEMORY_KIB = { min: 8, max: 262_144 } as const;
const MAX_PASSES = 8;

export const SALT_BYTES = 16;

export const isPassphraseCost = ({ memoryKib, passes }: PassphraseCost): boolean =>
  isWithin(memoryKib, MEMORY_KIB.min, MEMORY_KIB.max) && isWithin(passes, 1, MAX_PASSES);

const isWithin = (value: number, min: number, max: number): boolean => Number.isInteger(value) && value >= min && value <= max;
