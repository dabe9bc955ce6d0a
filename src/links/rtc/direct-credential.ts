// What a device that answers by its address learns from the first packet, instead of from a description (PROTOCOL.md "Direct addresses"; as libp2p's
// WebRTC-direct v2 has it): the caller's browser makes up a password and takes nobody's word for it, so the caller calls the other side by a name that
// holds that password, and the name is the other side's password too. No description of a browser's own is changed, which browsers begin to refuse.

const PREFIX = "daybook/2/";
/** RFC 8839 section 5.4. */
const PASSWORD = /^[A-Za-z0-9+/]{22,64}$/u;
const UFRAG = /^[A-Za-z0-9+/]{4,32}$/u;

/** Name and password of the side that is called. */
export const credentialOf = (password: string): string => PREFIX + password;

export type Caller = { readonly credential: string; readonly ufrag: string; readonly password: string };

/** Who a STUN request is from, that was sent to `credential` by `ufrag`; null for one that is no call. */
export function callerOf(credential: string, ufrag: string): Caller | null {
  const password = credential.startsWith(PREFIX) ? credential.slice(PREFIX.length) : "";
  return PASSWORD.test(password) && UFRAG.test(ufrag) ? { credential, ufrag, password } : null;
}
