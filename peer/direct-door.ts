// Where a home device answers calls by its address: one UDP port at this machine's addresses on the local network. Those are looked up again and again, and
// told to the other devices when they have changed, but seldom: each time is a statement that stays.

import { join } from "node:path";
import { loadDirectPort } from "../relay/lan/direct-port.ts";
import { makeNamesReader } from "../relay/lan/machine-names.ts";
import { bytesEqual } from "../src/base/bytes.ts";
import type { AnswerDirect } from "../src/ports/direct.ts";
import type { Timers } from "../src/ports/time.ts";
import { MeetingDoor } from "../src/replica/home/meeting-door.ts";
import { decodeDirectAddress, encodeDirectAddress, type DirectAddress } from "../src/wire/direct-address.ts";

export const CERTIFICATE_FILE = "certificate";
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
  const open = await loadDirectPort();
  const opened = open?.(join(folder, CERTIFICATE_FILE), port, timers) ?? null;
  if (opened === null) return null;
  const meetings = new MeetingDoor(opened.answer, timers);
  const readNames = makeNamesReader();
  return {
    answer: meetings.answer,
    meetings,
    address: async () => {
      const address = opened.addressAt((await readNames()).addresses);
      return address === null ? null : encodeDirectAddress(address);
    },
  };
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
