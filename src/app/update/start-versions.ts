// The beginning of a page, as far as versions go, over the real browser: the agreement of its parts. It runs before the app's own code is there, so that
// it imports none of that.

import { agreeAtStart } from "./agree-at-start.ts";
import { comeIntoUse, whileNoneIsInUse } from "./version-tabs.ts";
import { NO_VERSION_WORKERS, openVersionWorkers, type VersionWorkers } from "./version-workers.ts";

const ATTEMPTS_KEY = "daybook-start-attempts";
const AFTER_LOAD_MS = 300;

export type Versions = {
  /** Resolves once the page's parts are known: null when they fit together. Never, when the page is being loaded again. */
  readonly otherBuild: Promise<string | null>;
  /**
   * Resolves when the replica worker may be started: at once, but where a version waits only when it is decided whether that takes over now. Loading
   * a worker's script at that moment would keep the service worker in charge (version-workers.ts).
   */
  readonly mayStart: Promise<unknown>;
  readonly workers: VersionWorkers;
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

/** To be called first of all. `isServed`: a service worker belongs to this page. */
export function startVersions(build: string, isServed: boolean): Versions {
  const workers = isServed ? openVersionWorkers(navigator.serviceWorker, build) : NO_VERSION_WORKERS;
  const otherBuild = agree(build, workers);
  return {
    otherBuild,
    mayStart: workers.isWaiting().then(async (isWaiting) => (isWaiting ? otherBuild : null)),
    workers,
  };
}
