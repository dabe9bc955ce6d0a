// The few lines of a session description (RFC 8866, 8841, 8839) that make a connection with one data channel, and nothing else. What another device
// says is reduced to these and written anew before a browser's parser sees it: its own lines never get there. Browsers and libdatachannel all
// take what is written here.

import { MAX_CANDIDATES, MAX_SDP_CHARACTERS } from "../../wire/limits.ts";
import { candidateOfText, candidateToText, type Candidate } from "./candidate.ts";

/** `offer`: either way will do. An answer says which side begins the DTLS handshake: `active` the one that answers. */
export type SetupRole = "offer" | "active" | "passive";

export type SessionDescription = {
  readonly role: SetupRole;
  readonly ufrag: string;
  readonly password: string;
  /** SHA-256 of the certificate, 64 digits of lower-case hex. */
  readonly fingerprint: string;
  readonly candidates: readonly Candidate[];
};

/** That of a side that answers by its address holds a password (direct-credential.ts). */
const MAX_UFRAG_CHARACTERS = 96;
const MAX_PASSWORD_CHARACTERS = 64;

const SETUPS: ReadonlyMap<string, SetupRole> = new Map([
  ["actpass", "offer"],
  ["active", "active"],
  ["passive", "passive"],
]);
const SETUP_OF = { offer: "actpass", active: "active", passive: "passive" } as const satisfies Record<SetupRole, string>;

/** The values of all lines `a=name:value`. */
function valuesOf(lines: readonly string[], name: string): string[] {
  const start = `a=${name}:`;
  return lines.filter((line) => line.startsWith(start)).map((line) => line.slice(start.length).trim());
}

/** What all such lines say; null when there is none, or two say two things. */
function valueOf(lines: readonly string[], name: string): string | null {
  const [value, ...others] = new Set(valuesOf(lines, name));
  return value === undefined || others.length > 0 ? null : value;
}

const isIceText = (text: string | null, min: number, max: number): text is string =>
  text !== null && text.length >= min && text.length <= max && /^[A-Za-z0-9+/]+$/u.test(text);

/** Just one certificate: with two to choose from, the binding would not say which was shown. */
function fingerprintOf(lines: readonly string[]): string | null {
  const [, pairs] = /^sha-256 ((?:[0-9a-f]{2}:){31}[0-9a-f]{2})$/iu.exec(valueOf(lines, "fingerprint") ?? "") ?? [];
  return pairs === undefined ? null : pairs.replaceAll(":", "").toLowerCase();
}

/** Null for what makes no connection. Candidates that are of no use here are left out, and those beyond the limit. */
export function parseSessionDescription(sdp: string): SessionDescription | null {
  if (sdp.length > MAX_SDP_CHARACTERS) return null;
  const lines = sdp.split(/\r?\n/u);
  const [ufrag, password, fingerprint] = [valueOf(lines, "ice-ufrag"), valueOf(lines, "ice-pwd"), fingerprintOf(lines)];
  const role = SETUPS.get(valueOf(lines, "setup") ?? "");
  if (role === undefined || fingerprint === null) return null;
  if (!isIceText(ufrag, 4, MAX_UFRAG_CHARACTERS) || !isIceText(password, 22, MAX_PASSWORD_CHARACTERS)) return null;
  const candidates = valuesOf(lines, "candidate").flatMap((text) => candidateOfText(text) ?? []);
  return { role, ufrag, password, fingerprint, candidates: candidates.slice(0, MAX_CANDIDATES) };
}

const pairsOf = (fingerprint: string): string => fingerprint.toUpperCase().replaceAll(/(..)(?=.)/gu, "$1:");

export function sessionDescriptionToSdp({ role, ufrag, password, fingerprint, candidates }: SessionDescription): string {
  const lines = [
    "v=0",
    "o=- 1 1 IN IP4 127.0.0.1",
    "s=-",
    "t=0 0",
    "a=group:BUNDLE 0",
    "m=application 9 UDP/DTLS/SCTP webrtc-datachannel",
    "c=IN IP4 0.0.0.0",
    "a=mid:0",
    "a=sendrecv",
    `a=ice-ufrag:${ufrag}`,
    `a=ice-pwd:${password}`,
    "a=ice-options:trickle",
    `a=fingerprint:sha-256 ${pairsOf(fingerprint)}`,
    `a=setup:${SETUP_OF[role]}`,
    "a=sctp-port:5000",
    "a=max-message-size:262144",
    ...candidates.map((candidate, index) => `a=${candidateToText(candidate, index)}`),
  ];
  return `${lines.join("\r\n")}\r\n`;
}

/** What ties a handshake to the connection between two certificates (PROTOCOL.md "Handshake"). */
export const bindingOf = (fingerprint: string, other: string): string => [fingerprint, other].toSorted().join("+");
