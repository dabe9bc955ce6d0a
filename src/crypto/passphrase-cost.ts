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

export const SALT_BYTES = 16;
