// Says once that everything has reached another device or the relay, after there was something that only this device had. Waits until it has
// been so for a while: between two lines typed in a row nothing is said.

export type SyncedTellerParts = {
  /** Runs `task` once after `delayMs`; the answer cancels it. */
  readonly after: (delayMs: number, task: () => void) => () => void;
  readonly tell: () => void;
};

const QUIET_MS = 2000;

/** `elsewhere`: something else holds all there is; `only-here`: it does not; `unknown`: nothing can be said, as while connecting. */
export type Whereabouts = "elsewhere" | "only-here" | "unknown";

/** Takes each new state of the sync. */
export function makeSyncedTeller({ after, tell }: SyncedTellerParts): (now: Whereabouts) => void {
  let isOwed = false;
  let cancel: (() => void) | null = null;
  return (now) => {
    if (now === "elsewhere" && isOwed) {
      cancel ??= after(QUIET_MS, () => {
        cancel = null;
        isOwed = false;
        tell();
      });
      return;
    }
    if (now === "elsewhere") return;
    cancel?.();
    cancel = null;
    if (now === "only-here") isOwed = true;
  };
}
