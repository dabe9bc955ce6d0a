// The UDP port at which a device answers calls by its address: hears of each from its first STUN request, and makes a connection for it on the same port.
// Native code, as in node-rtc.ts.

import { IceUdpMuxListener, type IceUdpMuxRequest } from "node-datachannel";
import type { AnswerDirect, DirectCall, DirectEvents, DirectOptions, RtcTransport } from "../../ports/direct.ts";
import type { Clock, Timers } from "../../ports/time.ts";
import { makeDirectDial } from "../direct-link.ts";
import { CallLimits } from "./call-limits.ts";
import { familyOf } from "./candidate.ts";
import { callerOf, type Caller } from "./direct-credential.ts";
import { makeCalledConnection, type Certificate } from "./node-rtc.ts";
import { openRtcPeer } from "./rtc-peer.ts";
import { sessionDescriptionToSdp } from "./session-description.ts";

const CONNECT_WITHIN_MS = 10_000;
/** Nobody has named it, and none is compared with it. */
const NO_FINGERPRINT = "0".repeat(64);
const HOST_PRIORITY = 2_130_706_431;

type AnswerPorts = { readonly port: number; readonly certificate: Certificate; readonly timers: Timers; readonly clock: Clock };

/** What the caller would have said. */
function offerOf({ ufrag, password }: Caller, address: string, port: number): string {
  const candidates = [{ kind: "host", priority: HOST_PRIORITY, address, port }] as const;
  return sessionDescriptionToSdp({ role: "offer", ufrag, password, fingerprint: NO_FINGERPRINT, candidates });
}

/** A listener ends with the last reference to it. */
const listeners = new Set<IceUdpMuxListener>();

/** For as long as the process lives. Throws where the port is in use. */
export function makeAnswerDirect(ports: AnswerPorts): AnswerDirect {
  const listener = new IceUdpMuxListener(ports.port);
  listeners.add(listener);
  const limits = new CallLimits(ports.clock);
  let onCall: ((call: DirectCall) => void) | null = null;
  listener.onUnhandledStunRequest(({ ufrag, localUfrag, host, port }: IceUdpMuxRequest) => {
    const caller = callerOf(localUfrag, ufrag);
    if (onCall === null || caller === null || familyOf(host) === null || !limits.admit(localUfrag, host)) return;
    takeUp(onCall, ports, limits, { host, credential: caller.credential, offer: offerOf(caller, host, port) });
  });
  return (listen) => {
    onCall = listen;
    return {
      close() {
        if (onCall === listen) onCall = null;
      },
    };
  };
}

function takeUp(
  onCall: (call: DirectCall) => void,
  { port, certificate, timers }: AnswerPorts,
  limits: CallLimits,
  { host, credential, offer }: { readonly host: string; readonly credential: string; readonly offer: string },
): void {
  let [counts, isTaken] = [true, false];
  const release = (): void => {
    if (counts) limits.release();
    counts = false;
  };
  const transport: RtcTransport = {
    open(options: DirectOptions, events: DirectEvents) {
      isTaken = true;
      const channel = openRtcPeer(
        { connect: () => makeCalledConnection(port, certificate, credential), timers, released: release },
        { ...options, patienceMs: CONNECT_WITHIN_MS },
        {
          ...events,
          // The caller knows it all.
          signal: () => undefined,
        },
      );
      channel.hear({ kind: "description", type: "offer", sdp: offer });
      return channel;
    },
  };
  onCall({ host, dial: makeDirectDial(transport, timers), verified: release });
  if (!isTaken) release();
}
