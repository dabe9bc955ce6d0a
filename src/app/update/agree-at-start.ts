// Before anything of a page works: do window and service worker come from one build, and is there a newer one that nobody would miss the old
// one for? Until that is settled the replica worker hears nothing, so that no part touches the database beside a part of another version.

import type { VersionWorkers } from "./version-workers.ts";

/** It takes a second. Where it takes longer the old version starts; the new one comes when it can, and this page then moves over to it. */
const TAKE_OVER_MS = 3_000;

export type StartPorts = {
  readonly workers: Pick<VersionWorkers, "inCharge" | "waiting" | "takeOver">;
  /** The page was loaded again by hand, which keeps the version it has. */
  readonly isReload: boolean;
  /** Runs the task if no tab of this browser is in use, of any version; whether it did. */
  readonly whileNoneIsInUse: (task: () => Promise<void>) => Promise<boolean>;
  /** What has been tried since the last good start, kept over a reload; false where nothing can be kept. */
  readonly noteAttempt: (what: string) => boolean;
  readonly clearAttempts: () => void;
  /** The page has loaded all it loads by itself: a service worker steps down at once only while nothing is asked of it. */
  readonly whenQuiet: () => Promise<void>;
  /** Loads the page again. Nothing after it matters. */
  readonly reload: () => void;
};

/** `mixed`: refused, with the service worker's build; loading again did not help. `leaving`: the page is being loaded again. */
export type StartAgreement =
  | { readonly kind: "agreed" }
  | { readonly kind: "mixed"; readonly build: string }
  | { readonly kind: "leaving" };

/** The waiting version takes over where that is nobody's loss: the app has just been opened, and no other tab uses the one in charge. */
async function takeOverUnused({ workers, whileNoneIsInUse, noteAttempt, whenQuiet }: StartPorts, waiting: string): Promise<boolean> {
  let isDone = false;
  await whileNoneIsInUse(async () => {
    if (!noteAttempt(`take over ${waiting}`)) return;
    await whenQuiet();
    isDone = await workers.takeOver(TAKE_OVER_MS);
  });
  return isDone;
}

export async function agreeAtStart(build: string, ports: StartPorts): Promise<StartAgreement> {
  const { workers, isReload, noteAttempt, clearAttempts, reload } = ports;
  const [inCharge, waiting] = await Promise.all([workers.inCharge(), workers.waiting()]);
  // Served by none: all of this page came from the server.
  if (inCharge === null) return { kind: "agreed" };
  const isMixed = inCharge.build !== build;
  if (waiting !== null && (isMixed || !isReload) && (await takeOverUnused(ports, waiting.build))) {
    reload();
    return { kind: "leaving" };
  }
  if (!isMixed) {
    clearAttempts();
    return { kind: "agreed" };
  }
  if (!noteAttempt(`mixed ${build} ${inCharge.build}`)) return { kind: "mixed", build: inCharge.build };
  reload();
  return { kind: "leaving" };
}
