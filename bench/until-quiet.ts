// Waiting until nothing more happens: longer than the longest pause that the protocol itself makes (receipts: 5 s), shorter than a ping (20 s).

import { waitUntil } from "../e2e/wait-until.ts";

const QUIET_MS = 6_000;
const GIVE_UP_MS = 120_000;

/** Until what `read` gives has stayed the same for a while. */
export async function untilQuiet(read: () => number | string): Promise<void> {
  let last = read();
  let sinceMs = performance.now();
  await waitUntil(
    "nothing more to happen",
    () => {
      const present = read();
      if (present !== last) sinceMs = performance.now();
      last = present;
      return performance.now() - sinceMs > QUIET_MS ? true : null;
    },
    GIVE_UP_MS,
  );
}
