// The certificate that a home device, or a relay, shows to whoever calls it at its address: made once, in a file of its own that only its user may read. It
// proves nothing but that it is the one which the address names; one that is lost is made anew, and the address stated anew with it.

import { createHash, createPrivateKey, X509Certificate } from "node:crypto";
import { readPrivateFile, writePrivateFile } from "./private-file.ts";
import { makeBareCertificate, makeKeyPair } from "./x509.ts";
import type { Certificate } from "../../src/links/rtc/node-rtc.ts";

/** Nobody looks at the date; a device that lives longer makes another. */
const VALID_YEARS = 20;
const PEM = /-----BEGIN (CERTIFICATE|PRIVATE KEY)-----[^-]+-----END \1-----/gu;

export type DirectCertificate = Certificate & {
  /** SHA-256, 64 digits of lower-case hex. */
  readonly fingerprint: string;
};

/** Throws when the file cannot be read or written. */
export function openDirectCertificate(path: string, now: Date): DirectCertificate {
  const kept = parse(readPrivateFile(path) ?? "");
  if (kept !== null) return kept;
  const text = make(now);
  writePrivateFile(path, text);
  const made = parse(text);
  if (made === null) throw new Error("a new certificate can be read");
  return made;
}

function make(now: Date): string {
  const keys = makeKeyPair();
  const notAfter = new Date(now);
  notAfter.setFullYear(now.getFullYear() + VALID_YEARS);
  const der = makeBareCertificate("daybook", keys, { notBefore: now, notAfter });
  return `${new X509Certificate(der).toString()}${keys.privateKey.export({ type: "pkcs8", format: "pem" }).toString()}`;
}

/** Null where it is none, or the two do not belong together. */
function parse(text: string): DirectCertificate | null {
  const [certificate = "", key = ""] = [...text.matchAll(PEM)].map(([block]) => block);
  try {
    const read = new X509Certificate(certificate);
    if (!read.checkPrivateKey(createPrivateKey(key))) return null;
    return { certificate, key, fingerprint: createHash("sha256").update(read.raw).digest("hex") };
  } catch {
    return null;
  }
}
