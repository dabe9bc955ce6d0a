// One address at which a device may be reached, as ICE says it (RFC 8839 section 5.1). Only UDP: the only other kind browsers offer is of use to
// media servers alone.

import { bytesToHex } from "../../base/bytes.ts";

export type Candidate = {
  readonly kind: "host" | "srflx" | "prflx" | "relay";
  readonly priority: number;
  /** An IPv4 or IPv6 address, or the mDNS name that a browser puts in the place of one. */
  readonly address: string;
  readonly port: number;
};

const KINDS: ReadonlyMap<string, Candidate["kind"]> = new Map([
  ["host", "host"],
  ["srflx", "srflx"],
  ["prflx", "prflx"],
  ["relay", "relay"],
]);
const IPV4 = /^\d{1,3}(?:\.\d{1,3}){3}$/u;
const MDNS = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\.local$/u;
const MAX_PRIORITY = 0xffff_ffff;

export type AddressFamily = "ipv4" | "ipv6" | "mdns";

/** Null for what is no address. */
export function familyOf(address: string): AddressFamily | null {
  if (IPV4.test(address)) return address.split(".").every((part) => Number(part) <= 255) ? "ipv4" : null;
  if (MDNS.test(address)) return "mdns";
  return address.includes(":") && /^[0-9a-f:.]+$/u.test(address) && URL.canParse(`http://[${address}]/`) ? "ipv6" : null;
}

/** Of `candidate:…`, with or without its name; null where it is nothing that can be tried here. */
export function candidateOfText(text: string): Candidate | null {
  const [, component, transport = "", priority, address = "", port, typ, kindName = ""] = text
    .replace(/^(?:a=)?candidate:/u, "")
    .split(" ");
  if (component !== "1" || transport.toLowerCase() !== "udp" || typ !== "typ") return null;
  const kind = KINDS.get(kindName);
  const candidate = { priority: Number(priority), address: address.toLowerCase(), port: Number(port) };
  return kind !== undefined && canBeTried(candidate) ? { kind, ...candidate } : null;
}

const canBeTried = ({ priority, address, port }: Omit<Candidate, "kind">): boolean =>
  isWhole(priority, MAX_PRIORITY) && isWhole(port, 65_535) && familyOf(address) !== null;

const isWhole = (value: number, max: number): boolean => Number.isInteger(value) && value >= 1 && value <= max;

/** `index` names it among those of its description. */
export function candidateToText({ kind, priority, address, port }: Candidate, index: number): string {
  const related = kind === "host" ? "" : " raddr 0.0.0.0 rport 9";
  return `candidate:${index + 1} 1 udp ${priority} ${address} ${port} typ ${kind}${related}`;
}

/** Bytes of an address in a code; an mDNS name is its UUID. */
export const ADDRESS_BYTES = { ipv4: 4, ipv6: 16, mdns: 16 } as const satisfies Record<AddressFamily, number>;

const bytesOfHex = (digits: string): number[] => [...digits.matchAll(/../gu)].map(([pair]) => Number.parseInt(pair, 16));

/** Groups of four digits, those that `::` leaves out filled in. */
function ipv6Groups(address: string): string[] {
  const plain = new URL(`http://[${address}]/`).hostname.slice(1, -1);
  const [head = "", tail = ""] = plain.split("::");
  const [before, after] = [head, tail].map((part) => (part === "" ? [] : part.split(":")));
  const missing = plain.includes("::") ? 8 - (before?.length ?? 0) - (after?.length ?? 0) : 0;
  return [...(before ?? []), ...Array.from({ length: missing }, () => "0"), ...(after ?? [])].map((group) => group.padStart(4, "0"));
}

/** Of an address of a candidate. */
export function bytesOfAddress(address: string): Uint8Array {
  const family = familyOf(address);
  if (family === "ipv4") return Uint8Array.from(address.split(".").map(Number));
  return Uint8Array.from(bytesOfHex(family === "ipv6" ? ipv6Groups(address).join("") : address.replace(".local", "").replaceAll("-", "")));
}

export function addressOfBytes(bytes: Uint8Array, family: AddressFamily): string {
  if (family === "ipv4") return bytes.join(".");
  const digits = bytesToHex(bytes);
  if (family === "mdns") return `${digits.replace(/^(.{8})(.{4})(.{4})(.{4})/u, "$1-$2-$3-$4-")}.local`;
  const groups = digits.replaceAll(/(.{4})(?=.)/gu, "$1:").split(":");
  return groups.map((group) => Number.parseInt(group, 16).toString(16)).join(":");
}
