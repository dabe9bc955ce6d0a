// One UDP port at this machine's addresses on the local network, where calls by an address are taken (PROTOCOL.md "Direct addresses"): a home device's, and
// that of a relay that serves the network. Its certificate stays the same for as long as its file does.

import { isIPv4 } from "node:net";
import { addressOfBytes, bytesOfAddress } from "../../src/links/rtc/candidate.ts";
import type { AnswerDirect } from "../../src/ports/direct.ts";
import type { Timers } from "../../src/ports/time.ts";
import { MAX_HOSTS, type DirectAddress } from "../../src/wire/direct-address.ts";
import { openDirectCertificate } from "./direct-certificate.ts";

const MOST_OF_A_FAMILY = 2;

export type DirectPort = {
  readonly answer: AnswerDirect;
  /** `addresses`: this machine's, the likeliest to be reached first. Null where there is none. */
  readonly addressAt: (addresses: readonly string[]) => DirectAddress | null;
};

/** Null where the port is in use, or the certificate cannot be kept. */
export type OpenDirectPort = (certificateFile: string, port: number, timers: Timers) => DirectPort | null;

/** Null where the platform has no native code for it. */
export async function loadDirectPort(): Promise<OpenDirectPort | null> {
  const loaded = await import("../../src/links/rtc/node-answer.ts").catch(() => null);
  if (loaded === null) return null;
  return (certificateFile, port, timers) => {
    try {
      const certificate = openDirectCertificate(certificateFile, new Date());
      return {
        answer: loaded.makeAnswerDirect({ port, certificate, timers, clock: Date.now }),
        addressAt(addresses) {
          const hosts = chooseHosts(addresses);
          return hosts.length === 0 ? null : { fingerprint: certificate.fingerprint, port, hosts };
        },
      };
    } catch {
      return null;
    }
  };
}

/** The likeliest of each family, in their order. */
export function chooseHosts(addresses: readonly string[]): readonly Uint8Array[] {
  const [ipv4, ipv6] = [addresses.filter((address) => isIPv4(address)), addresses.filter((address) => !isIPv4(address))];
  const chosen = [...ipv4.slice(0, MOST_OF_A_FAMILY), ...ipv6.slice(0, MOST_OF_A_FAMILY)];
  return chosen.slice(0, MAX_HOSTS).map((address) => bytesOfAddress(address.toLowerCase()));
}

const hostText = (host: Uint8Array): string => (host.length === 4 ? addressOfBytes(host, "ipv4") : `[${addressOfBytes(host, "ipv6")}]`);

/** `192.168.1.5:8788`, one after the other. */
export const directAddressText = (address: DirectAddress | null): string =>
  (address?.hosts ?? []).map((host) => `${hostText(host)}:${address?.port}`).join(", ");
