// One address at which a device may be reached, as ICE says it (RFC 8839 section 5.1). Only UDP: the only other kind browsers offer is of use to
// media servers alone.

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

type AddressFamily = "ipv4" | "ipv6" | "mdns";

/** Null for what is no address. */
function familyOf(address: string): AddressFamily | null {
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
