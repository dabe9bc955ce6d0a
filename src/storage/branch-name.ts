// The names of paths of a log, as stores check them.

/** In lower-case hex 8 bytes, or all 32 of an id that shares these with another; nothing for the trunk. */
export const isBranch = (text: string): boolean => /^(?:[0-9a-f]{16}|[0-9a-f]{64})?$/.test(text);
