// Files that other apps have handed to the installed app (the manifest's share target): the service worker keeps them in a cache of their own, from where a
// window takes them in. They stay until one has.

const CACHE_NAME = "daybook-shared";
export const SHARE_PATH = "/share";
/** Anybody's page can post here: what is kept has an end. */
const MAX_KEPT = 16;

/** What came without a file is kept as an empty one, so that people are told. */
export async function keepShared(storage: CacheStorage, request: Request, newName: () => string): Promise<void> {
  const entries = (await request.formData()).getAll("file");
  const files: readonly Blob[] = entries.filter((entry) => entry instanceof Blob);
  const cache = await storage.open(CACHE_NAME);
  const room = MAX_KEPT - (await cache.keys()).length;
  for (const file of (files.length === 0 ? [new Blob()] : files).slice(0, Math.max(0, room))) {
    await cache.put(`${SHARE_PATH}/${newName()}`, new Response(file));
  }
}

/** `take`: whether it is done with the file. The others are taken another time. */
export async function takeShared(storage: CacheStorage, take: (file: Blob) => Promise<boolean>): Promise<void> {
  if (!(await storage.has(CACHE_NAME))) return;
  const cache = await storage.open(CACHE_NAME);
  for (const request of await cache.keys()) {
    const kept = await cache.match(request);
    if (kept !== undefined && (await take(await kept.blob()))) await cache.delete(request);
  }
}
