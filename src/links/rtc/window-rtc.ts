// The connections that a window keeps for its replica's worker: loaded once the worker asks for them.

import type { Timers } from "../../ports/time.ts";
import { openRtcHost } from "./rtc-host.ts";

const timers: Timers = {
  after(delayMs, task) {
    const timer = setTimeout(task, delayMs);
    return () => clearTimeout(timer);
  },
};

export const keepConnections = (port: MessagePort): void =>
  openRtcHost(port, { connect: (configuration) => new RTCPeerConnection(configuration), timers });
