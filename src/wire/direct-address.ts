// Where a device answers without signals: one UDP port at a few addresses, and the certificate that it shows there (PROTOCOL.md "Direct addresses"). It
// stands in its sealed name, in codes, and says nothing of the device itself: who is there is found out by the handshake.

import { bytesToHex, hexToBytes } from "../base/bytes.ts";
import { ByteWriter, decode, malformed, type ByteReader } from "../base/codec.ts";
import { assert } from "../base/result.ts";

export type DirectAddress = {
  /** SHA-256 of the certificate, 64 digits of lower-case hex. */
  readonly fingerprint: string;
  readonly port: number;
  /** 4 bytes each, or 16; at least one. */
  readonly hosts: readonly Uint8Array[];
};

const FINGERPRINT_BYTES = 32;
export const MAX_HOSTS = 4;
const MAX_PORT = 65_535;

const isHost = ({ length }: Uint8Array): boolean => length === 4 || length === 16;

/** Asserts its form. */
export function encodeDirectAddress({ fingerprint, port, hosts }: DirectAddress): Uint8Array {
  const bytes = hexToBytes(fingerprint);
  assert(bytes?.length === FINGERPRINT_BYTES && hosts.length >= 1 && hosts.length <= MAX_HOSTS && hosts.every(isHost), "a direct address");
  return new ByteWriter()
    .bytes(bytes)
    .varUint(port)
    .list(hosts, (writer, host) => writer.varBytes(host))
    .finish();
}

export function readDirectAddress(reader: ByteReader): DirectAddress {
  const fingerprint = bytesToHex(reader.bytes(FINGERPRINT_BYTES));
  const port = reader.varUint(MAX_PORT);
  const hosts = reader.list(MAX_HOSTS, 5, (list) => list.varBytes(16));
  if (port === 0 || hosts.length === 0 || !hosts.every(isHost)) malformed("no direct address");
  return { fingerprint, port, hosts };
}

/** Null for what is none. What stands behind it is not read. */
export function decodeDirectAddress(bytes: Uint8Array): DirectAddress | null {
  const decoded = decode(bytes, (reader) => {
    const address = readDirectAddress(reader);
    reader.rest();
    return address;
  });
  return decoded.ok ? decoded.value : null;
}
