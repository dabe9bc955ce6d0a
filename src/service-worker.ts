// The service worker: keeps one whole version of the app for offline use. It installs only if every file of the version arrives with
// the content it was built with, answers only for those files, and never takes over from an older one that still has tabs open:
// until the last of them has closed, the older version's worker and cache stay as they are.

declare const self: ServiceWorkerGlobalScope;
/** Set by the build: the files of this version as [path, SHA-256 in hex]. */
declare const __VERSION_FILES__: readonly (readonly [path: string, sha256: string])[];

const CACHE_PREFIX = "daybook-version-";
const CACHE_NAME = CACHE_PREFIX + __BUILD_ID__;
const SHELL_PATH = "/";
const PATHS = new Set(__VERSION_FILES__.map(([path]) => path));
/** Pages that the server makes itself. */
const SERVER_PATHS = new Set(["/healthz", "/metrics", "/addresses.json", "/daybook-authority.crt"]);
const PARALLEL_FETCHES = 6;

async function sha256Hex(bytes: ArrayBuffer): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Throws when the server answers with another version's file: the install then fails as a whole and is tried again later. */
async function keepFile(cache: Cache, path: string, sha256: string): Promise<void> {
  const response = await fetch(path, { cache: "no-cache", credentials: "same-origin" });
  if (!response.ok) throw new Error(`${path} answers ${response.status}`);
  const content = await response.clone().arrayBuffer();
  if ((await sha256Hex(content)) !== sha256) throw new Error(`${path} is not of version ${__BUILD_ID__}`);
  // Built anew, since a response that was redirected must not answer a navigation.
  const headers = new Headers(response.headers);
  headers.delete("content-encoding");
  headers.delete("content-length");
  await cache.put(path, new Response(content, { status: 200, headers }));
}

async function keepVersion(): Promise<void> {
  const cache = await caches.open(CACHE_NAME);
  const waiting = [...__VERSION_FILES__];
  const fetchNext = async (): Promise<void> => {
    for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) await keepFile(cache, file[0], file[1]);
  };
  await Promise.all(Array.from({ length: PARALLEL_FETCHES }, fetchNext));
}

async function dropOtherVersions(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(CACHE_PREFIX) && name !== CACHE_NAME).map((name) => caches.delete(name)));
}

/** The path of this version that answers the request, or null when it is for the network. */
function keptPath(request: Request): string | null {
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return null;
  if (PATHS.has(url.pathname)) return url.pathname;
  return request.mode === "navigate" && !SERVER_PATHS.has(url.pathname) ? SHELL_PATH : null;
}

async function answer(path: string, request: Request): Promise<Response> {
  const cache = await caches.open(CACHE_NAME);
  return (await cache.match(path)) ?? fetch(request);
}

self.addEventListener("install", (event) => event.waitUntil(keepVersion()));
self.addEventListener("activate", (event) => event.waitUntil(dropOtherVersions()));
self.addEventListener("fetch", (event) => {
  const path = keptPath(event.request);
  if (path !== null) event.respondWith(answer(path, event.request));
});
