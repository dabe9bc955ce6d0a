// Has the profile alone, for who holds it beside others. Stands in line first, so that tabs that are loaded again come after it, then asks the others to go.

import { countHolders, holdProfile, type HoldLocks } from "./profile-hold.ts";

export type TakeAloneOptions = {
  readonly locks: HoldLocks;
  /** Asks all other tabs to let go. */
  readonly askOthers: () => void;
  readonly wait: (ms: number) => Promise<void>;
  /** Gives back what is held here, once all others are gone. */
  readonly letGo: () => void;
};

const LOOK_MS = 50;
/** Saving what is typed takes a while; a tab that is frozen takes for ever. */
const PATIENCE_MS = 10_000;

/** Gives it back by what it resolves with. Null where somebody does not go: then nothing has changed. */
export async function takeAlone({ locks, askOthers, wait, letGo }: TakeAloneOptions): Promise<(() => void) | null> {
  const patience = new AbortController();
  const had = holdProfile(locks, "exclusive", patience.signal).catch(() => null);
  askOthers();
  for (let waitedMs = 0; (await countHolders(locks)) > 1; waitedMs += LOOK_MS) {
    if (waitedMs >= PATIENCE_MS) {
      patience.abort();
      return null;
    }
    await wait(LOOK_MS);
  }
  letGo();
  return had;
}

/** To windows (app/lock/lock-tabs.ts): all are to lock. */
const LOCK_CHANNEL = "daybook-lock";

/** Of one browser. */
export const takeAloneAmongTabs = (locks: HoldLocks, letGo: () => void): Promise<(() => void) | null> =>
  takeAlone({
    locks,
    // A broadcast has no target origin: it never leaves its own.
    // oxlint-disable-next-line unicorn/require-post-message-target-origin
    askOthers: () => new BroadcastChannel(LOCK_CHANNEL).postMessage({ kind: "lock" }),
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    letGo,
  });
