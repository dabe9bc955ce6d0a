// The closed list of errors that travel on a link (PROTOCOL.md "Errors"). They never carry text, ids or content.

export const WIRE_ERRORS = {
  "bad-signature": { code: 0x10, class: "authentication" },
  "wrong-origin": { code: 0x11, class: "authentication" },
  "not-a-member": { code: 0x12, class: "authentication" },
  "space-refused": { code: 0x13, class: "authentication" },
  "space-not-listed": { code: 0x14, class: "authentication" },
  "foreign-page": { code: 0x15, class: "authentication" },
  "no-such-space": { code: 0x16, class: "authentication" },
  malformed: { code: 0x20, class: "invalid" },
  oversized: { code: 0x21, class: "invalid" },
  unexpected: { code: 0x22, class: "invalid" },
  "unsupported-version": { code: 0x23, class: "invalid" },
  unverified: { code: 0x24, class: "invalid" },
  rate: { code: 0x30, class: "limits" },
  "too-many-links": { code: 0x31, class: "limits" },
  quota: { code: 0x32, class: "limits" },
  "no-meeting": { code: 0x33, class: "limits" },
  "meeting-taken": { code: 0x34, class: "limits" },
  window: { code: 0x35, class: "limits" },
  idle: { code: 0x36, class: "limits" },
  storage: { code: 0x40, class: "server" },
  "shutting-down": { code: 0x41, class: "server" },
  internal: { code: 0x42, class: "server" },
} as const;

export type WireError = keyof typeof WIRE_ERRORS;

/** The relay has no such space, and its operator does not want it opened so: trying again changes nothing. */
export const isSpaceRefusal = (error: string | null): boolean =>
  error === "space-refused" || error === "space-not-listed" || error === "foreign-page";

/** The WebSocket close code that goes with an error (private range of RFC 6455 section 7.4.2). */
export const closeCodeOf = (error: WireError): number => 4000 + WIRE_ERRORS[error].code;

const errorsByCode = new Map<number, WireError>();
for (const error of Object.keys(WIRE_ERRORS)) if (isWireError(error)) errorsByCode.set(WIRE_ERRORS[error].code, error);

export function isWireError(text: string): text is WireError {
  return Object.hasOwn(WIRE_ERRORS, text);
}

/** `null` for a code that is not in the list. */
export const wireErrorOfCode = (code: number): WireError | null => errorsByCode.get(code) ?? null;

/** The error a WebSocket was closed with; `null` for any other close code. */
export const wireErrorOfCloseCode = (closeCode: number): WireError | null => wireErrorOfCode(closeCode - 4000);
