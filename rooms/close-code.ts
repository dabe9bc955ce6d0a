// With which code a socket is closed, and why. Stock clients of y-websocket take 4400 to 4499 for the end and say so by their event `closed`; with any other
// code they come again, later and later (y-websocket 3.1, `defaultShouldReconnect`).

export const CLOSE_CODES = {
  /** What came is no message of the protocol, or no update that Yjs could have written. */
  malformed: 4400,
  /** The address has no token of this relay in it, or another one. */
  token: 4401,
  /** No room's name, or too long a one. */
  name: 4404,
  /** A message that is too long, or a room that has no room left. */
  full: 4413,
  /** Too many sockets, in the room or from one address. */
  busy: 4529,
  /** What was sent could not be stored. */
  storage: 4507,
  /** It does not read what it is sent. */
  slow: 4508,
  "shutting-down": 4503,
} as const;

export type CloseReason = keyof typeof CLOSE_CODES;
