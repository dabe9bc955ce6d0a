// The frame by which two devices begin anew on a connection that they keep (PROTOCOL.md "Nearby codes"): one byte, of the types that a session ignores.

const ANEW = 0x45;

export const makeAnew = (): Uint8Array => Uint8Array.of(ANEW);

export const isAnew = (frame: Uint8Array): boolean => frame.length === 1 && frame[0] === ANEW;
