// The client for changing versions over the real browser, once the page's own parts have agreed (start-versions.ts).

import { whenIdle } from "../client/when-idle.ts";
import type { ReplicaClient } from "../client/replica-client.ts";
import { hasLock, holdDrafts } from "../lock/held-drafts.ts";
import { HOUR_MS } from "./check-schedule.ts";
import { holdsRefusedText, keepDrafts, leaveUnasked, saveEverything } from "./unsaved.ts";
import { createUpdateClient, type UpdateClient } from "./update-client.ts";
import { openVersionTabs, type Readiness } from "./version-tabs.ts";
import type { VersionWorkers } from "./version-workers.ts";

const TABS_NAME = "daybook-versions";
/** A write that takes longer is not finished soon. */
const SETTLE_MS = 3_000;
/** The last things that a window loads by itself come some four seconds after it was opened. */
const BEGUN_MS = 7_000;

const PAIRING_UNDER_WAY: ReadonlySet<string> = new Set(["inviting", "asked", "admitting", "joining", "fetching"]);

async function prepare(client: ReplicaClient): Promise<Readiness> {
  if (PAIRING_UNDER_WAY.has(client.pairing().kind)) return "pairing";
  const isSaved = await saveEverything();
  // Of a worker that died, and of one that has not opened yet, nothing is to be expected.
  const isAnswering = client.health() === "running" && client.storage().kind !== "opening";
  const settled = isAnswering ? client.settled().then(() => true) : Promise.resolve(true);
  const isSettled = await Promise.race([settled, new Promise<boolean>((resolve) => setTimeout(() => resolve(false), SETTLE_MS))]);
  return isSaved && isSettled && !holdsRefusedText() ? "ready" : "unsaved";
}

/** Loads the page again, with what is typed kept where the lock covers it. */
async function leave(client: ReplicaClient): Promise<void> {
  const isLocked = hasLock(client.lock());
  if (isLocked ? await holdDrafts(client) : keepDrafts()) leaveUnasked();
  location.reload();
}

export const openUpdateClient = (build: string, workers: VersionWorkers, client: ReplicaClient): UpdateClient =>
  createUpdateClient(
    {
      workers,
      build,
      clock: () => Date.now(),
      prepare: async () => prepare(client),
      reload: () => void leave(client),
      untilBegun: () => new Promise((resolve) => setTimeout(resolve, BEGUN_MS)),
    },
    (events) => openVersionTabs({ locks: navigator.locks, broadcast: new BroadcastChannel(TABS_NAME) }, build, events),
  );

/** Looks for newer versions for as long as the page lives. */
export function lookForUpdates(update: UpdateClient): void {
  whenIdle(() => update.checkIfDue("start"));
  setInterval(() => update.checkIfDue("hour"), HOUR_MS);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") update.checkIfDue("seen");
  });
  addEventListener("online", () => update.checkIfDue("online"));
}
