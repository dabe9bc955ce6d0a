// The same end in Node (rtc.page.ts), for the browser tests.

import { makeNodeRtcConnection } from "./node-rtc.ts";
import { makeRtcPage } from "./rtc.page.ts";

export const rtcPage = makeRtcPage(makeNodeRtcConnection);
