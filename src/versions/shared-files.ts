// Files that other apps have handed to the installed app (the manifest's share target): the service worker keeps them in a cache of their own, from where a
// window takes them in. They stay until one has.

const CACHE_NAME = "daybook-shared";
export const SHARE_PATH = "/share";
/** Anybody's page can post here: what is kept has an end. */
const MAX_KEPT = 16;

/** Says how many were not kept; one window tells it, once. */
const LOST_PATH = "/share-lost";

const isFile = ({ url }: Request): boolean => new URL(url).pathname !== LOST_PATH;

async function lostIn(cache: Cache): Promise<number> {
  const noted = await cache.match(LOST_PATH);
  return noted === undefined ? 0 : Number(await noted.text());
}

/** What came without a file is kept as an empty one, so that people are told. */
export async function keepShared(storage: CacheStorage, request: Request, newName: () => string): Promise<void> {
  const entries = (await request.formData()).getAll("file");
  const shared: readonly Blob[] = entries.filter((entry) => entry instanceof Blob);
  const files = shared.length === 0 ? [new Blob()] : shared;
  const cache = await storage.open(CACHE_NAME);
  const room = Math.max(0, MAX_KEPT - (await cache.keys()).filter(isFile).length);
  for (const file of files.slice(0, room)) await cache.put(`${SHARE_PATH}/${newName()}`, new Response(file));
  const lost = files.length - room;
  if (lost > 0) await cache.put(LOST_PATH, new Response(String((await lostIn(cache)) + lost)));
}

/** `take`: whether it is done with the file. The others are taken another time. Resolves with how many were not kept since it was asked last. */
export async function takeShared(storage: CacheStorage, take: (file: Blob) => Promise<boolean>): Promise<number> {
  if (!(await storage.has(CACHE_NAME))) return 0;
  const cache = await storage.open(CACHE_NAME);
  for (const request of (await cache.keys()).filter(isFile)) {
    const kept = await cache.match(request);
    if (kept !== undefined && (await take(await kept.blob()))) await cache.delete(request);
  }
  const lost = await lostIn(cache);
  if (lost > 0) await cache.delete(LOST_PATH);
  return lost;
}
