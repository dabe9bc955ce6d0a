// The service worker: keeps one whole version of the app for offline use. It installs only if every file of the version arrives with the
// content it was built with, answers only for those files, and takes over from an older one when that has no tabs left or when a window says
// that the user wants it. The older version's files stay until no window runs it.

import { cacheNameOf, isVersionCache, unusedCaches } from "./versions/version-caches.ts";
import { answerPushes } from "./service-rings.ts";
import { keepShared, NOT_KEPT_FRAGMENT, SHARE_PATH } from "./versions/shared-files.ts";
import { fragmentOfShared } from "./versions/shared-text.ts";
import { parseBuildAnswer, parseWindowMessage, type ServiceWorkerToWindow, type VersionFacts } from "./versions/version-messages.ts";

declare const self: ServiceWorkerGlobalScope & {
  /** Put in by the build: the files of this version, with the SHA-256 of each in hex. */
  readonly __WB_MANIFEST: readonly { readonly url: string; readonly revision: string }[];
};

const FILES = self.__WB_MANIFEST;
const CACHE_NAME = cacheNameOf(__BUILD_ID__);
const SHELL_PATH = "/";
const HASHED_PREFIX = "/assets/";
const sha256ByPath: ReadonlyMap<string, string> = new Map(
  FILES.map(({ url, revision }) => [url === "index.html" ? SHELL_PATH : `/${url}`, revision]),
);
const PARTS_PATH = [...sha256ByPath.keys()].find((path) => /^\/assets\/parts-[\w-]+\.json$/u.test(path)) ?? "";
/** Pages that the server makes itself. */
const SERVER_PATHS = new Set(["/healthz", "/metrics", "/addresses.json", "/daybook-authority.crt"]);
const PARALLEL_FETCHES = 6;
/** A window that runs says its build within milliseconds; one that is frozen says nothing. */
const ASK_WINDOW_MS = 3_000;

async function sha256Hex(bytes: BufferSource): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Throws when the server answers with another version's file. Built anew, since a response that was redirected must not answer a navigation. */
async function fetchFile(path: string): Promise<Response> {
  const response = await fetch(path, { cache: "no-cache", credentials: "same-origin" });
  if (!response.ok) throw new Error(`${path} answers ${response.status}`);
  const content = await response.arrayBuffer();
  if ((await sha256Hex(content)) !== sha256ByPath.get(path)) throw new Error(`${path} is not of version ${__BUILD_ID__}`);
  const headers = new Headers(response.headers);
  headers.delete("content-encoding");
  headers.delete("content-length");
  return new Response(content, { status: 200, headers });
}

async function keepFile(cache: Cache, path: string): Promise<Response> {
  const file = await fetchFile(path);
  await cache.put(path, file.clone());
  return file;
}

/** Keeps the files that the builder has put together (scripts/small-parts.ts), and answers their paths: they come with what the server says of all files. */
async function keepParts(cache: Cache, path: string): Promise<ReadonlySet<string>> {
  const file = await fetchFile(path);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- its content is the one it was built with
  const parts = Object.entries((await file.json()) as Readonly<Record<string, string>>);
  const keep = async ([name, text]: readonly [string, string]): Promise<string> => {
    const headers = new Headers(file.headers);
    headers.set("content-type", name.endsWith(".css") ? "text/css; charset=utf-8" : "text/javascript; charset=utf-8");
    await cache.put(`/${name}`, new Response(text, { status: 200, headers }));
    return `/${name}`;
  };
  return new Set(await Promise.all(parts.map(keep)));
}

/** All or nothing: where a file cannot be had the install fails as a whole and is tried again later. */
async function keepVersion(): Promise<void> {
  const cache = await caches.open(CACHE_NAME);
  let waiting: string[] = [];
  const fetchNext = async (): Promise<void> => {
    for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) await keepFile(cache, path);
  };
  try {
    const kept = await keepParts(cache, PARTS_PATH);
    waiting = [...sha256ByPath.keys()].filter((path) => path !== PARTS_PATH && !kept.has(path));
    await Promise.all(Array.from({ length: PARALLEL_FETCHES }, fetchNext));
  } catch (error) {
    waiting.length = 0;
    await caches.delete(CACHE_NAME);
    throw error;
  }
}

/** The same as the builder's: one line for each file, in order of their paths. */
async function versionHash(): Promise<string> {
  const lines = FILES.toSorted((a, b) => (a.url < b.url ? -1 : 1)).map(({ url, revision }) => `${url} ${revision}\n`);
  return sha256Hex(new TextEncoder().encode(lines.join("")));
}

/** The windows of a first visit have nothing else from which to load what they load late, once the server is gone. Later ones ask before they move over. */
async function serveFirstWindows(): Promise<void> {
  const versions = (await caches.keys()).filter(isVersionCache);
  if (versions.length === 1) await self.clients.claim();
}

/** The build a window runs, in its own words; null when it does not say. */
function askBuild(client: Client): Promise<string | null> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    const timer = setTimeout(() => resolve(null), ASK_WINDOW_MS);
    port1.addEventListener("message", (event: MessageEvent<unknown>) => {
      clearTimeout(timer);
      resolve(parseBuildAnswer(event.data));
    });
    port1.start();
    const question: ServiceWorkerToWindow = { kind: "which-build" };
    client.postMessage(question, [port2]);
  });
}

async function dropUnusedVersions(): Promise<void> {
  const names = await caches.keys();
  if (unusedCaches(names, CACHE_NAME, []).length === 0) return;
  const windows = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const builds = await Promise.all(windows.map(askBuild));
  await Promise.all(unusedCaches(names, CACHE_NAME, builds).map((name) => caches.delete(name)));
}

/** How a request is answered here; null: by the network alone. */
function answerOf(request: Request): Promise<Response> | null {
  const { origin, pathname } = new URL(request.url);
  if (request.method === "POST" && origin === self.location.origin && pathname === SHARE_PATH) return answerShare(request);
  if (request.method !== "GET" || origin !== self.location.origin) return null;
  if (sha256ByPath.has(pathname)) return answerKept(pathname, request);
  if (request.mode === "navigate") return SERVER_PATHS.has(pathname) ? null : answerKept(SHELL_PATH, request);
  return pathname.startsWith(HASHED_PREFIX) ? answerForOtherVersion(request) : null;
}

/** Opens the app with a text that was shared, or to take in what is kept; a window that is open already need not wait for that. */
async function answerShare(request: Request): Promise<Response> {
  const form = await request.formData().catch(() => null);
  const text = form === null ? null : fragmentOfShared(form);
  return text === null ? answerSharedFiles(form) : Response.redirect(`${SHELL_PATH}${text}`, 303);
}

/** `form` null: it could not be read. */
async function answerSharedFiles(form: FormData | null): Promise<Response> {
  const isKept =
    form !== null &&
    (await keepShared(caches, form, () => crypto.randomUUID()).then(
      () => true,
      () => false,
    ));
  const message: ServiceWorkerToWindow = { kind: "shared" };
  const windows = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a client's postMessage has no target
  for (const client of windows) client.postMessage(message);
  return Response.redirect(isKept ? SHELL_PATH : `${SHELL_PATH}${NOT_KEPT_FRAGMENT}`, 303);
}

/** A file that the browser has dropped is fetched again; where another version's has taken its place the window that gets it finds out. */
async function answerKept(path: string, request: Request): Promise<Response> {
  const cache = await caches.open(CACHE_NAME);
  const kept = await cache.match(path);
  return kept ?? keepFile(cache, path).catch(() => fetch(request));
}

/** A window of another version is still open and loads something late. */
async function answerForOtherVersion(request: Request): Promise<Response> {
  for (const name of await caches.keys()) {
    const kept = isVersionCache(name) ? await caches.match(request, { cacheName: name }) : undefined;
    if (kept !== undefined) return kept;
  }
  return fetch(request);
}

async function onMessage(event: ExtendableMessageEvent): Promise<void> {
  switch (parseWindowMessage(event.data)) {
    case "which-version": {
      const facts: VersionFacts = { build: __BUILD_ID__, hash: await versionHash() };
      event.ports[0]?.postMessage(facts);
      return;
    }
    case "take-over":
      // Not waited for: it resolves only when the older one has stepped down.
      void self.skipWaiting();
      return;
    case "drop-unused":
      return dropUnusedVersions();
    case null:
  }
}

type Route = { readonly condition: { readonly urlPattern: string }; readonly source: "network" };

/**
 * What is never answered here goes past this worker, where the browser can do that. Otherwise each such request wakes it, and would keep it in charge
 * when a newer one is to take over.
 */
function passServerPathsBy(event: ExtendableEvent & { readonly addRoutes?: (routes: readonly Route[]) => Promise<void> }): void {
  const routes: Route[] = [...SERVER_PATHS].map((urlPattern) => ({ condition: { urlPattern }, source: "network" }));
  // Where it is refused all goes on as without it.
  event.addRoutes?.(routes).catch(() => undefined);
}

self.addEventListener("install", (event) => {
  passServerPathsBy(event);
  event.waitUntil(keepVersion());
});
// Not waited for: pages load only once it is active, and a frozen window takes its time to say nothing.
self.addEventListener("activate", () => {
  void serveFirstWindows();
  void dropUnusedVersions();
});
self.addEventListener("message", (event) => event.waitUntil(onMessage(event)));
self.addEventListener("fetch", (event) => {
  const answer = answerOf(event.request);
  if (answer !== null) event.respondWith(answer);
});
answerPushes();
