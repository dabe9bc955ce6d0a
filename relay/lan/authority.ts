// The authority of this machine, in `authority.pem` of the data folder's `lan`: made once, since every device trusts it by hand, and never replaced
// unasked. It may sign for `.local` names and private addresses only, so that a stolen key opens nothing but the local network. Beside it
// `certificate.pem`, what the server shows: made anew whenever names or time ask for it.

import { createPrivateKey, X509Certificate, type KeyObject } from "node:crypto";
import { BlockList, isIPv4 } from "node:net";
import { join } from "node:path";
import { err, ok, type Result } from "../../src/base/result.ts";
import type { MachineNames } from "./machine-names.ts";
import { readPrivateFile, writePrivateFile } from "./private-file.ts";
import { makeAuthorityCertificate, makeKeyPair, makeServerCertificate, permittedNames, type Names } from "./x509.ts";

export type Authority = { readonly certificate: X509Certificate; readonly key: KeyObject };

export type LanFileError =
  /** A file of `lan` cannot be read or written. */
  | { readonly kind: "lan-unwritable" }
  /** Not made by Daybook, not whole, or its key and certificate do not fit each other. */
  | { readonly kind: "authority-damaged" }
  | { readonly kind: "authority-expired" };

/** As servers take it; in PEM. */
export type ServerIdentity = { readonly key: string; readonly cert: string };

const AUTHORITY_FILE = "authority.pem";
const CERTIFICATE_FILE = "certificate.pem";
const AUTHORITY_NAME = "Daybook on";

const DAY_MS = 86_400_000;
/** Devices whose clocks are behind see a certificate that begins later as not valid yet. */
const BACKDATED_MS = 2 * DAY_MS;
const AUTHORITY_LIFE_MS = 3_652 * DAY_MS;
/** Apple takes no more than 398 days, from whom ever. */
const CERTIFICATE_LIFE_MS = 397 * DAY_MS;
const RENEWED_BEFORE_MS = 60 * DAY_MS;

/** RFC 1918, RFC 6598 (carriers and mesh networks), RFC 3927, RFC 4193, and this machine itself. */
const PRIVATE_RANGES = [
  "10.0.0.0/8",
  "172.16.0.0/12",
  "192.168.0.0/16",
  "100.64.0.0/10",
  "169.254.0.0/16",
  "127.0.0.0/8",
  "fc00::/7",
  "::1/128",
];
const LOOPBACK_NAMES: Names = { hosts: ["localhost"], addresses: ["127.0.0.1", "::1"] };

/** Whether an address lies in one of the ranges, as in `10.0.0.0/8`. */
export function isInRanges(address: string, ranges: readonly string[]): boolean {
  const list = new BlockList();
  for (const range of ranges) {
    const [network = "", bits = ""] = range.split("/");
    const family = isIPv4(network) ? "ipv4" : "ipv6";
    list.addSubnet(network, bits === "" ? (family === "ipv4" ? 32 : 128) : Number(bits), family);
  }
  return list.check(address, isIPv4(address) ? "ipv4" : "ipv6");
}

/** A machine whose own address is public (as in some universities) may go by that one too. */
function permittedFor({ addresses }: MachineNames): Names {
  const own = addresses.filter((address) => isIPv4(address) && !isInRanges(address, PRIVATE_RANGES));
  return { hosts: ["local", "localhost"], addresses: [...PRIVATE_RANGES, ...own.map((address) => `${address}/32`)] };
}

/** Reads the authority of a folder, or makes it where there is none. */
export function openAuthority(folder: string, machine: MachineNames, nowMs: number): Result<Authority, LanFileError> {
  const path = join(folder, AUTHORITY_FILE);
  try {
    const text = readPrivateFile(path) ?? makeAuthority(path, machine, nowMs);
    const authority = parseAuthority(text);
    if (authority === null) return err({ kind: "authority-damaged" });
    return endOf(authority.certificate) - nowMs < DAY_MS ? err({ kind: "authority-expired" }) : ok(authority);
  } catch {
    return err({ kind: "lan-unwritable" });
  }
}

function makeAuthority(path: string, machine: MachineNames, nowMs: number): string {
  const keys = makeKeyPair();
  const host = machine.localName?.replace(/\.local$/u, "") ?? "this machine";
  const period = { notBefore: new Date(nowMs - BACKDATED_MS), notAfter: new Date(nowMs + AUTHORITY_LIFE_MS) };
  const der = makeAuthorityCertificate(`${AUTHORITY_NAME} ${host}`, keys, permittedFor(machine), period);
  const text = toPem(keys.privateKey) + new X509Certificate(der).toString();
  writePrivateFile(path, text);
  return text;
}

function parseAuthority(text: string): Authority | null {
  try {
    const certificate = new X509Certificate(text);
    const key = createPrivateKey(text);
    const isOurs =
      certificate.ca && certificate.subject.startsWith(`CN=${AUTHORITY_NAME} `) && permittedNames(certificate).hosts.length > 0;
    const isWhole = key.asymmetricKeyType === "ec" && certificate.checkPrivateKey(key) && certificate.verify(certificate.publicKey);
    return isOurs && isWhole ? { certificate, key } : null;
  } catch {
    return null;
  }
}

export const authorityName = ({ certificate }: Authority): string => certificate.subject.slice("CN=".length);

/** What of the machine's names this authority may sign for. */
export function certifiableNames({ certificate }: Authority, { addresses, localName }: MachineNames): MachineNames {
  const ranges = permittedNames(certificate).addresses;
  return { addresses: addresses.filter((address) => isInRanges(address, ranges)), localName };
}

/** What the server shows under `names` and the loopback names: the one kept in the folder while it fits, else a new one. */
export function openServerIdentity(
  folder: string,
  authority: Authority,
  names: MachineNames,
  nowMs: number,
): Result<ServerIdentity, LanFileError> {
  const wanted: Names = {
    hosts: [...(names.localName === null ? [] : [names.localName]), ...LOOPBACK_NAMES.hosts],
    addresses: [...names.addresses, ...LOOPBACK_NAMES.addresses],
  };
  const path = join(folder, CERTIFICATE_FILE);
  try {
    const kept = readPrivateFile(path);
    if (kept !== null && isUsable(kept, authority, wanted, nowMs)) return ok(identityOf(kept));
    const made = makeIdentity(authority, wanted, nowMs);
    writePrivateFile(path, made);
    return ok(identityOf(made));
  } catch {
    return err({ kind: "lan-unwritable" });
  }
}

function makeIdentity(authority: Authority, names: Names, nowMs: number): string {
  const keys = makeKeyPair();
  const notAfter = Math.min(nowMs - BACKDATED_MS + CERTIFICATE_LIFE_MS, endOf(authority.certificate));
  const period = { notBefore: new Date(nowMs - BACKDATED_MS), notAfter: new Date(notAfter) };
  const der = makeServerCertificate(names.hosts[0] ?? "localhost", keys.publicKey, names, period, authority);
  return toPem(keys.privateKey) + new X509Certificate(der).toString();
}

/** The same text serves as key and as certificate: of a PEM file each reader takes the part it looks for. */
const identityOf = (text: string): ServerIdentity => ({ key: text, cert: text });

function isUsable(text: string, authority: Authority, { hosts, addresses }: Names, nowMs: number): boolean {
  try {
    const certificate = new X509Certificate(text);
    const isOurs = certificate.verify(authority.certificate.publicKey) && certificate.checkPrivateKey(createPrivateKey(text));
    const namesHeld = certificate.subjectAltName?.split(", ").length ?? 0;
    const isExact =
      namesHeld === hosts.length + addresses.length &&
      hosts.every((host) => certificate.checkHost(host) !== undefined) &&
      addresses.every((address) => certificate.checkIP(address) !== undefined);
    const isCurrent = Date.parse(certificate.validFrom) <= nowMs && endOf(certificate) - nowMs >= renewalOf(authority, nowMs);
    return isOurs && isExact && isCurrent;
  } catch {
    return false;
  }
}

/** Near the authority's own end a new certificate would not last any longer. */
const renewalOf = (authority: Authority, nowMs: number): number => Math.min(RENEWED_BEFORE_MS, (endOf(authority.certificate) - nowMs) / 2);

const endOf = (certificate: X509Certificate): number => Date.parse(certificate.validTo);

const toPem = (key: KeyObject): string => key.export({ type: "pkcs8", format: "pem" }).toString();
