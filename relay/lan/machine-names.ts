// What other devices on the local network can call this machine by: its addresses, the likeliest first, and its name under `.local` (RFC 6762), which
// stays the same in every network but is not found by every phone. Addresses that change by the day (public IPv6) are left out.

import { createSocket } from "node:dgram";
import { execFileSync } from "node:child_process";
import { isIPv4 } from "node:net";
import { hostname, networkInterfaces, type NetworkInterfaceInfo } from "node:os";

export type MachineNames = {
  readonly addresses: readonly string[];
  /** In lower case; null when the machine's name cannot be one. */
  readonly localName: string | null;
};

export type Interfaces = Readonly<Record<string, readonly Pick<NetworkInterfaceInfo, "address" | "family" | "internal">[] | undefined>>;

/** Bridges, tunnels and virtual machines: other devices are seldom behind them. */
const VIRTUAL_INTERFACE = /^(docker|br-|veth|virbr|vmnet|vboxnet|vEthernet|tun|tap|utun|wg|tailscale|zt|llw|awdl|bridge)/iu;
/** From the block for documentation (RFC 5737): never answered, and nothing is sent to it. */
const SOMEWHERE_ELSE = "192.0.2.1";
const MAX_LABEL_LENGTH = 63;

/** `routed`: the address from which this machine would reach the rest of the world, which is the one its neighbours see. */
export function orderAddresses(interfaces: Interfaces, routed: string | null): readonly string[] {
  const found = Object.entries(interfaces).flatMap(([name, infos]) =>
    (infos ?? []).filter(isReachable).map(({ address }) => ({ address, rank: rankOf(name, address, routed) })),
  );
  return [...new Set(found.toSorted((a, b) => a.rank - b.rank).map(({ address }) => address))];
}

/** fe80::/10 cannot be written into a browser's address bar; of IPv6 only the unique local fc00::/7 stay as they are. */
const isReachable = ({ address, family, internal }: Pick<NetworkInterfaceInfo, "address" | "family" | "internal">): boolean =>
  !internal && (family === "IPv4" || /^f[cd]/iu.test(address));

function rankOf(interfaceName: string, address: string, routed: string | null): number {
  if (address === routed) return 0;
  const family = isIPv4(address) ? (address.startsWith("169.254.") ? 2 : 1) : 3;
  return VIRTUAL_INTERFACE.test(interfaceName) ? family + 3 : family;
}

/** The first label of `host` under `.local`. */
export function localNameOf(host: string): string | null {
  const label = host.split(".", 1)[0]?.toLowerCase() ?? "";
  const isLabel = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/u.test(label) && label.length <= MAX_LABEL_LENGTH && label !== "localhost";
  return isLabel ? `${label}.local` : null;
}

/** A Mac's name on the network is a setting of its own; its host name may be what a router made of it. */
function hostNameOfSystem(): string {
  if (process.platform !== "darwin") return hostname();
  try {
    return execFileSync("/usr/sbin/scutil", ["--get", "LocalHostName"], { encoding: "utf8", timeout: 2_000 }).trim();
  } catch {
    return hostname();
  }
}

/** Asks the routing table only: connecting a datagram socket sends nothing. */
function routedAddress(): Promise<string | null> {
  return new Promise((resolve) => {
    const socket = createSocket("udp4");
    const end = (address: string | null): void => {
      socket.close();
      resolve(address);
    };
    socket.once("error", () => end(null));
    socket.connect(9, SOMEWHERE_ELSE, () => end(socket.address().address));
  });
}

/** To be asked again and again: addresses come and go, the name stays as it is now. */
export function makeNamesReader(): () => Promise<MachineNames> {
  let localName: string | null | undefined;
  return async () => {
    localName ??= localNameOf(hostNameOfSystem());
    return { addresses: orderAddresses(networkInterfaces(), await routedAddress()), localName };
  };
}
