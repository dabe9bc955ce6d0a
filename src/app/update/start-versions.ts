// The beginning of a page, as far as versions go, over the real browser: the agreement of its parts, and the client for everything after.

import { whenIdle } from "../client/when-idle.ts";
import type { ReplicaClient } from "../client/replica-client.ts";
import { agreeAtStart } from "./agree-at-start.ts";
import { HOUR_MS } from "./check-schedule.ts";
import { holdsRefusedText, keepDrafts, saveEverything } from "./unsaved.ts";
import { createUpdateClient, type UpdateClient } from "./update-client.ts";
import { comeIntoUse, openVersionTabs, whileNoneIsInUse, type Readiness } from "./version-tabs.ts";
import { NO_VERSION_WORKERS, openVersionWorkers, type VersionWorkers } from "./version-workers.ts";

const ATTEMPTS_KEY = "daybook-start-attempts";
const TABS_NAME = "daybook-versions";
const AFTER_LOAD_MS = 300;
/** A write that takes longer is not finished soon. */
const SETTLE_MS = 3_000;

export type Versions = {
  /** Resolves once the page's parts are known: null when they fit together. Never, when the page is being loaded again. */
  readonly otherBuild: Promise<string | null>;
  /**
   * Resolves when the replica worker may be started: at once, but where a version waits only when it is decided whether that takes over now. Loading
   * a worker's script at that moment would keep the service worker in charge (version-workers.ts).
   */
  readonly mayStart: Promise<unknown>;
  readonly makeUpdateClient: (client: ReplicaClient) => UpdateClient;
};

/** Loaded again by hand; what the browser had discarded and loads again was used by nobody. */
function isReload(): boolean {
  const [navigation] = performance.getEntriesByType("navigation");
  const wasDiscarded = "wasDiscarded" in document && document.wasDiscarded === true;
  return navigation instanceof PerformanceNavigationTiming && navigation.type === "reload" && !wasDiscarded;
}

function noteAttempt(what: string): boolean {
  try {
    const attempts = (sessionStorage.getItem(ATTEMPTS_KEY) ?? "").split("\n");
    if (attempts.includes(what)) return false;
    sessionStorage.setItem(ATTEMPTS_KEY, [...attempts, what].join("\n"));
    return true;
  } catch {
    return false;
  }
}

function clearAttempts(): void {
  try {
    sessionStorage.removeItem(ATTEMPTS_KEY);
  } catch {
    // Nothing could be noted either.
  }
}

/** The page is loaded, and its icon, which comes last. */
async function whenQuiet(): Promise<void> {
  if (document.readyState !== "complete") await new Promise((resolve) => addEventListener("load", resolve, { once: true }));
  await new Promise((resolve) => setTimeout(resolve, AFTER_LOAD_MS));
}

async function agree(build: string, workers: VersionWorkers): Promise<string | null> {
  const agreement = await agreeAtStart(build, {
    workers,
    isReload: isReload(),
    whileNoneIsInUse: async (task) => whileNoneIsInUse(navigator.locks, task),
    noteAttempt,
    clearAttempts,
    whenQuiet,
    reload: () => location.reload(),
  });
  if (agreement.kind === "leaving") return new Promise(() => undefined);
  if (agreement.kind === "mixed") return agreement.build;
  await comeIntoUse(navigator.locks);
  return null;
}

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

/** Everything typed is kept: nothing is to be asked before the page goes (trouble/leaving.ts). */
function leaveUnasked(): void {
  addEventListener("beforeunload", (event) => event.stopImmediatePropagation(), { capture: true, once: true });
}

/** To be called first of all. `isServed`: a service worker belongs to this page. */
export function startVersions(build: string, isServed: boolean): Versions {
  const workers = isServed ? openVersionWorkers(navigator.serviceWorker, build) : NO_VERSION_WORKERS;
  const otherBuild = agree(build, workers);
  return {
    otherBuild,
    mayStart: workers.isWaiting().then(async (isWaiting) => (isWaiting ? otherBuild : null)),
    makeUpdateClient: (client) =>
      createUpdateClient(
        {
          workers,
          build,
          clock: () => Date.now(),
          prepare: async () => prepare(client),
          reload: () => {
            if (keepDrafts()) leaveUnasked();
            location.reload();
          },
        },
        (events) => openVersionTabs({ locks: navigator.locks, broadcast: new BroadcastChannel(TABS_NAME) }, build, events),
      ),
  };
}

/** Looks for newer versions for as long as the page lives. */
export function lookForUpdates(update: UpdateClient): void {
  whenIdle(() => update.checkIfDue("start"));
  setInterval(() => update.checkIfDue("hour"), HOUR_MS);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") update.checkIfDue("seen");
  });
  addEventListener("online", () => update.checkIfDue("online"));
}
