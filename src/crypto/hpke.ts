// HPKE (RFC 9180) in base mode for a single message, with HKDF-SHA256 and ChaCha20-Poly1305: the key schedule of section 5.1 and nothing else of it.
// Ours, because X-Wing's shared secret comes from a library that the suite has anyway (kem.ts) and what remains of HPKE are these few lines; held to
// the vectors of RFC 9180 appendix A.2.1 and to those of another implementation.

import { expand, extract } from "@noble/hashes/hkdf.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { concatBytes, EMPTY_BYTES, utf8ToBytes } from "../base/bytes.ts";

const KDF_HKDF_SHA256 = 0x0001;
const AEAD_CHACHA20_POLY1305 = 0x0003;
const MODE_BASE = 0x00;
const KEY_BYTES = 32;
const NONCE_BYTES = 12;

const u16 = (value: number): Uint8Array => Uint8Array.of(value >>> 8, value & 0xff);

const suiteIdOf = (kemId: number): Uint8Array =>
  concatBytes(utf8ToBytes("HPKE"), u16(kemId), u16(KDF_HKDF_SHA256), u16(AEAD_CHACHA20_POLY1305));

/** RFC 9180 section 4, LabeledExtract. */
function labeledExtract(suiteId: Uint8Array, salt: Uint8Array, name: string, secret: Uint8Array): Uint8Array {
  return extract(sha256, concatBytes(utf8ToBytes("HPKE-v1"), suiteId, utf8ToBytes(name), secret), salt);
}

/** RFC 9180 section 4, LabeledExpand. */
function labeledExpand(suiteId: Uint8Array, secret: Uint8Array, name: string, context: Uint8Array, lengthBytes: number): Uint8Array {
  const info = concatBytes(u16(lengthBytes), utf8ToBytes("HPKE-v1"), suiteId, utf8ToBytes(name), context);
  return expand(sha256, secret, info, lengthBytes);
}

/** The key and nonce of the first message of a context (RFC 9180 section 5.1, mode_base, empty psk). */
export function hpkeMessageKey(
  kemId: number,
  sharedSecret: Uint8Array,
  info: Uint8Array,
): { readonly key: Uint8Array; readonly nonce: Uint8Array } {
  const suiteId = suiteIdOf(kemId);
  const pskIdHash = labeledExtract(suiteId, EMPTY_BYTES, "psk_id_hash", EMPTY_BYTES);
  const infoHash = labeledExtract(suiteId, EMPTY_BYTES, "info_hash", info);
  const context = concatBytes(Uint8Array.of(MODE_BASE), pskIdHash, infoHash);
  const secret = labeledExtract(suiteId, sharedSecret, "secret", EMPTY_BYTES);
  return {
    key: labeledExpand(suiteId, secret, "key", context, KEY_BYTES),
    nonce: labeledExpand(suiteId, secret, "base_nonce", context, NONCE_BYTES),
  };
}
