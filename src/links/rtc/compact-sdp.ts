// A session description in as few bytes as it takes, for a code that a person carries by hand or camera (wire/nearby-code.ts). PROTOCOL.md "Nearby codes"
// has the layout. What is left out is the same everywhere, or is of no use without a server; at most two addresses of a family are kept.

import { decode, malformed, ByteWriter, type ByteReader } from "../../base/codec.ts";
import { bytesToHex, hexToBytes } from "../../base/bytes.ts";
import { addressOfBytes, bytesOfAddress, familyOf, ADDRESS_BYTES, type AddressFamily, type Candidate } from "./candidate.ts";
import { parseSessionDescription, sessionDescriptionToSdp, type SessionDescription, type SetupRole } from "./session-description.ts";

const ROLES: readonly SetupRole[] = ["offer", "active", "passive"];
const FAMILIES: readonly AddressFamily[] = ["ipv4", "ipv6", "mdns"];
const MAX_ADDRESSES = 2;
const ICE_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const MAX_ICE_TEXT = 64;
/** RFC 8445 section 5.1.2.1, of a host candidate; the first is tried first. */
const priorityOf = (index: number): number => 126 * 2 ** 24 + (65_535 - index) * 2 ** 8 + 255;

/** Six bits a character, the last byte filled up with zeros. */
function writeIceText(writer: ByteWriter, text: string): void {
  writer.u8(text.length);
  let [bits, count] = [0, 0];
  for (const character of text) {
    bits = (bits << 6) | ICE_ALPHABET.indexOf(character);
    count += 6;
    if (count >= 8) {
      count -= 8;
      writer.u8((bits >> count) & 0xff);
      bits &= (1 << count) - 1;
    }
  }
  if (count > 0) writer.u8((bits << (8 - count)) & 0xff);
}

function readIceText(reader: ByteReader): string {
  const length = reader.u8();
  if (length > MAX_ICE_TEXT) malformed("a text above its limit");
  let [bits, count, text] = [0, 0, ""];
  while (text.length < length) {
    if (count < 6) {
      bits = (bits << 8) | reader.u8();
      count += 8;
    }
    count -= 6;
    text += ICE_ALPHABET.charAt((bits >> count) & 0x3f);
    bits &= (1 << count) - 1;
  }
  if (bits !== 0) malformed("bits behind the text");
  return text;
}

const isLinkLocal = (address: string): boolean => /^fe[89ab]/u.test(address);

/** Those of a family that are worth a try, best first. */
function addressesOf(candidates: readonly Candidate[], family: AddressFamily): Candidate[] {
  const found = candidates.filter(({ kind, address }) => kind === "host" && familyOf(address) === family && !isLinkLocal(address));
  return found.toSorted((a, b) => b.priority - a.priority).slice(0, MAX_ADDRESSES);
}

function descriptionToBytes({ role, ufrag, password, fingerprint, candidates }: SessionDescription): Uint8Array {
  const kept = FAMILIES.map((family) => addressesOf(candidates, family));
  const counts = kept.reduce((flags, { length }, index) => flags | (length << (2 + 2 * index)), 0);
  const writer = new ByteWriter().u8(ROLES.indexOf(role) | counts);
  writeIceText(writer, ufrag);
  writeIceText(writer, password);
  writer.bytes(hexToBytes(fingerprint) ?? new Uint8Array(32));
  for (const { address, port } of kept.flat())
    writer
      .bytes(bytesOfAddress(address))
      .u8(port >> 8)
      .u8(port & 0xff);
  return writer.finish();
}

/** Null for a description that makes no connection. */
export function compactSdp(sdp: string): Uint8Array | null {
  const description = parseSessionDescription(sdp);
  return description === null ? null : descriptionToBytes(description);
}

function readCandidates(reader: ByteReader, flags: number): Candidate[] {
  const families = FAMILIES.flatMap((family, index) => {
    const count = (flags >> (2 + 2 * index)) & 3;
    if (count > MAX_ADDRESSES) malformed("more addresses than are told");
    return Array.from({ length: count }, () => family);
  });
  return families.map((family, index) => {
    const address = addressOfBytes(reader.bytes(ADDRESS_BYTES[family]), family);
    return { kind: "host", priority: priorityOf(index), address, port: (reader.u8() << 8) | reader.u8() };
  });
}

/** Null for bytes that are no description. */
export function expandSdp(bytes: Uint8Array): { readonly type: "offer" | "answer"; readonly sdp: string } | null {
  const read = decode(bytes, (reader): SessionDescription => {
    const flags = reader.u8();
    const role = ROLES[flags & 3] ?? malformed("no such role");
    const [ufrag, password] = [readIceText(reader), readIceText(reader)];
    return { role, ufrag, password, fingerprint: bytesToHex(reader.bytes(32)), candidates: readCandidates(reader, flags) };
  });
  if (!read.ok) return null;
  const sdp = sessionDescriptionToSdp(read.value);
  return parseSessionDescription(sdp) === null ? null : { type: read.value.role === "offer" ? "offer" : "answer", sdp };
}
