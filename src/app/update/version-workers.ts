// The service workers of this origin as a window sees them: the one in charge, which serves this window's files, and the one that waits with the
// next version. Wraps the browser's container; src/service-worker.ts is the other end. Nothing here decides anything.

import { isVersionCache } from "../../versions/version-caches.ts";
import {
  asksForBuild,
  parseVersionFacts,
  type BuildAnswer,
  type VersionFacts,
  type WindowToServiceWorker,
} from "../../versions/version-messages.ts";

export interface VersionWorkers {
  /** Of the one in charge; null: this window is served by none, or it does not answer. */
  inCharge(): Promise<VersionFacts | null>;
  /** Whether one waits: known at once, before it has said what it is. */
  isWaiting(): Promise<boolean>;
  /** Of the one that waits; null: none does. */
  waiting(): Promise<VersionFacts | null>;
  /** Puts the one that waits in charge of all windows; whether it came to that within the time. It may still come later. */
  takeOver(withinMs: number): Promise<boolean>;
  /** Looks for a newer version at the server; false: it could not be asked. What it finds is fetched, and told by `changed`. */
  check(): Promise<boolean>;
  /** Whether a version is being fetched. */
  isFetching(): boolean;
  /** Lets the one in charge drop the files of versions that no window runs. */
  dropUnused(): void;
  /** Forgets all service workers and their files: the next load comes from the server. */
  forgetAll(): Promise<void>;
  /** `changed`: which worker waits may have changed. `takenOver`: another one is in charge of this window now. */
  listen(events: { readonly changed: () => void; readonly takenOver: () => void }): void;
}

const SCRIPT = "/service-worker.js";
/** It has just answered for the page, so it is awake. */
const ANSWER_MS = 2_000;

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no origin to name
const tell = (worker: ServiceWorker, message: WindowToServiceWorker): void => worker.postMessage(message);

/** What a worker has said of itself stays true; one that said nothing is asked again. */
const knownFacts = new WeakMap<ServiceWorker, Promise<VersionFacts | null>>();

function factsOf(worker: ServiceWorker | null): Promise<VersionFacts | null> {
  if (worker === null) return Promise.resolve(null);
  const known = knownFacts.get(worker);
  if (known !== undefined) return known;
  const asked = askFacts(worker);
  knownFacts.set(worker, asked);
  void asked.then((facts) => facts === null && knownFacts.delete(worker));
  return asked;
}

function askFacts(worker: ServiceWorker): Promise<VersionFacts | null> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    const timer = setTimeout(() => resolve(null), ANSWER_MS);
    port1.addEventListener("message", (event: MessageEvent<unknown>) => {
      clearTimeout(timer);
      port1.close();
      resolve(parseVersionFacts(event.data));
    });
    port1.start();
    const question: WindowToServiceWorker = { kind: "which-version" };
    worker.postMessage(question, [port2]);
  });
}

/**
 * The one in charge first ends what it is doing, and steps down a second later. Chromium forgets that when something new is asked of it in that second
 * (a file, a message), and thinks of it again only when it has been idle for half a minute.
 */
function putInCharge(worker: ServiceWorker, withinMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), withinMs);
    const look = (): void => {
      if (worker.state !== "activated" && worker.state !== "redundant") return;
      clearTimeout(timer);
      resolve(worker.state === "activated");
    };
    worker.addEventListener("statechange", look);
    tell(worker, { kind: "take-over" });
    look();
  });
}

function watchInstalls(registration: ServiceWorkerRegistration, changed: () => void): void {
  const watch = (worker: ServiceWorker | null): void => worker?.addEventListener("statechange", changed);
  watch(registration.installing);
  watch(registration.waiting);
  registration.addEventListener("updatefound", () => watch(registration.installing));
  changed();
}

async function forgetAll(container: ServiceWorkerContainer): Promise<void> {
  const registrations = await container.getRegistrations();
  await Promise.all(registrations.map(async (registration) => registration.unregister()));
  const names = await caches.keys();
  await Promise.all(names.filter(isVersionCache).map(async (name) => caches.delete(name)));
}

/** Where no service worker belongs to the page. */
export const NO_VERSION_WORKERS: VersionWorkers = {
  inCharge: () => Promise.resolve(null),
  isWaiting: () => Promise.resolve(false),
  waiting: () => Promise.resolve(null),
  takeOver: () => Promise.resolve(false),
  check: () => Promise.resolve(false),
  isFetching: () => false,
  dropUnused: () => undefined,
  forgetAll: () => Promise.resolve(),
  listen: () => undefined,
};

/** `build`: this window's. Registers this origin's service worker once `listen` is called. */
export function openVersionWorkers(container: ServiceWorkerContainer, build: string): VersionWorkers {
  let registration: ServiceWorkerRegistration | null = null;
  const registered = async (): Promise<ServiceWorkerRegistration | null> =>
    (registration ??= (await container.getRegistration().catch(() => undefined)) ?? null);

  container.addEventListener("message", (event: MessageEvent<unknown>) => {
    const answer: BuildAnswer = { build };
    if (asksForBuild(event.data)) event.ports[0]?.postMessage(answer);
  });
  container.startMessages();

  return {
    inCharge: async () => factsOf(container.controller),
    isWaiting: async () => ((await registered())?.waiting ?? null) !== null,
    waiting: async () => factsOf((await registered())?.waiting ?? null),
    async takeOver(withinMs) {
      const worker = (await registered())?.waiting ?? null;
      return worker !== null && putInCharge(worker, withinMs);
    },
    async check() {
      const known = await registered();
      if (known === null) return false;
      return known.update().then(
        () => true,
        () => false,
      );
    },
    isFetching: () => (registration?.installing ?? null) !== null,
    dropUnused() {
      if (container.controller !== null) tell(container.controller, { kind: "drop-unused" });
    },
    forgetAll: async () => forgetAll(container),
    listen({ changed, takenOver }) {
      let isServed = container.controller !== null;
      // The first one of all takes nobody's place.
      container.addEventListener("controllerchange", () => {
        if (isServed) takenOver();
        isServed = true;
      });
      const register = async (): Promise<void> => {
        registration = await container.register(SCRIPT, { updateViaCache: "none" });
        watchInstalls(registration, changed);
      };
      // Without it everything works but opening offline; the next visit tries again.
      register().catch((error: unknown) => console.warn("service worker:", error));
    },
  };
}
