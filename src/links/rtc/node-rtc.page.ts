// The same end in Node (rtc.page.ts), for the browser tests, which others can call by its address too.

import { echoCalls } from "./direct-call.suite.ts";
import { makeAnswerDirect } from "./node-answer.ts";
import { makeNodeRtcConnection } from "./node-rtc.ts";
import { PEER_OPTIONS, realTimers } from "./rtc-peer.suite.ts";
import { End, makeRtcPage } from "./rtc.page.ts";
import { CERTIFICATE, FINGERPRINT } from "./test-certificate.suite.ts";

const ends = new Map<string, End>();

export const rtcPage = {
  ...makeRtcPage(makeNodeRtcConnection, ends),
  /** Gives back what callers say. */
  echo(port: number): string {
    echoCalls(makeAnswerDirect({ port, certificate: CERTIFICATE, timers: realTimers, clock: Date.now }));
    return FINGERPRINT;
  },
  /** The calls are named `called 1` and so on, in the order they come. */
  answer(port: number): string {
    let calls = 0;
    makeAnswerDirect({ port, certificate: CERTIFICATE, timers: realTimers, clock: Date.now })((call) => {
      calls += 1;
      ends.set(`called ${calls}`, new End(call, PEER_OPTIONS.b));
    });
    return FINGERPRINT;
  },
};
