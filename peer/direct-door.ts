// Where a home device answers calls by its address: one UDP port at this machine's addresses on the local network. Those are looked up again and again, and
// told to the other devices when they have changed, but seldom: each time is a statement that stays.

import { isIPv4 } from "node:net";
import { join } from "node:path";
import { makeNamesReader } from "../relay/lan/machine-names.ts";
import { bytesEqual } from "../src/base/bytes.ts";
import { addressOfBytes, bytesOfAddress } from "../src/links/rtc/candidate.ts";
import type { AnswerDirect } from "../src/ports/direct.ts";
import type { Timers } from "../src/ports/time.ts";
import { MeetingDoor } from "../src/replica/home/meeting-door.ts";
import { decodeDirectAddress, encodeDirectAddress, MAX_HOSTS, type DirectAddress } from "../src/wire/direct-address.ts";
import { openDirectCertificate } from "./direct-certificate.ts";

const CERTIFICATE_FILE = "certificate";
const MOST_OF_A_FAMILY = 2;
/** As long as one of the addresses that were told is right, a further one is told no sooner. */
const TELL_AGAIN_AFTER_MS = 86_400_000;

export type DirectDoor = {
  /** Calls for sessions. */
  readonly answer: AnswerDirect;
  /** Calls for a pairing. */
  readonly meetings: MeetingDoor;
  /** As wire/direct-address.ts has it; null where this machine has no address. */
  readonly address: () => Promise<Uint8Array | null>;
};

/** Null where the port is in use, or the platform has no native code for it. */
export async function openDirectDoor(folder: string, port: number, timers: Timers): Promise<DirectDoor | null> {
  try {
    const certificate = openDirectCertificate(join(folder, CERTIFICATE_FILE), new Date());
    const { makeAnswerDirect } = await import("../src/links/rtc/node-answer.ts");
    const meetings = new MeetingDoor(makeAnswerDirect({ port, certificate, timers, clock: Date.now }), timers);
    const readNames = makeNamesReader();
    return {
      answer: meetings.answer,
      meetings,
      address: async () => {
        const hosts = chooseHosts((await readNames()).addresses);
        return hosts.length === 0 ? null : encodeDirectAddress({ fingerprint: certificate.fingerprint, port, hosts });
      },
    };
  } catch {
    return null;
  }
}

/** The likeliest of each family, in their order. */
export function chooseHosts(addresses: readonly string[]): readonly Uint8Array[] {
  const [ipv4, ipv6] = [addresses.filter((address) => isIPv4(address)), addresses.filter((address) => !isIPv4(address))];
  const chosen = [...ipv4.slice(0, MOST_OF_A_FAMILY), ...ipv6.slice(0, MOST_OF_A_FAMILY)];
  return chosen.slice(0, MAX_HOSTS).map((address) => bytesOfAddress(address.toLowerCase()));
}

const sameDoor = (a: DirectAddress, b: DirectAddress): boolean => a.fingerprint === b.fingerprint && a.port === b.port;

/** Whether the other devices are to be told `present` now, where they know `told`. */
export function isWorthTelling(present: Uint8Array, told: Uint8Array | null, toldBeforeMs: number): boolean {
  if (told === null) return true;
  if (bytesEqual(present, told)) return false;
  const [a, b] = [decodeDirectAddress(present), decodeDirectAddress(told)];
  if (a === null || b === null || !sameDoor(a, b)) return true;
  const isStillRight = b.hosts.some((host) => a.hosts.some((other) => bytesEqual(host, other)));
  return !isStillRight || toldBeforeMs >= TELL_AGAIN_AFTER_MS;
}

const hostText = (host: Uint8Array): string => (host.length === 4 ? addressOfBytes(host, "ipv4") : `[${addressOfBytes(host, "ipv6")}]`);

/** `192.168.1.5:8788`, one after the other. */
export function directAddressText(bytes: Uint8Array): string {
  const address = decodeDirectAddress(bytes);
  if (address === null) return "";
  return address.hosts.map((host) => `${hostText(host)}:${address.port}`).join(", ");
}
