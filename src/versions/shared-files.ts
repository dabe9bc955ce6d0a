// Files that other apps have handed to the installed app (the manifest's share target): the service worker keeps them in a cache of their own, from where a
// window takes them in. They stay until one has.

const CACHE_NAME = "daybook-shared";
export const SHARE_PATH = "/share";
/** Where the app is opened when nothing could be kept, not even that. */
export const NOT_KEPT_FRAGMENT = "#not-kept";
/** Anybody's page can post here: what is kept has an end. */
const MAX_KEPT = 16;
/** Of all that waits. A larger file can be chosen in the app, where it is read bit by bit. */
const MAX_KEPT_BYTES = 256 * 1024 ** 2;
const SIZE_HEADER = "x-size-bytes";

/** Files that were not kept: where as many wait as may, and where there was no room for one so large. */
export type Lost = { readonly tooMany: number; readonly tooLarge: number };

/** Says how many were not kept; one window tells it, once. */
const LOST_PATH = "/share-lost";
export const NONE_LOST: Lost = { tooMany: 0, tooLarge: 0 };

const isFile = ({ url }: Request): boolean => new URL(url).pathname !== LOST_PATH;

async function lostIn(cache: Cache): Promise<Lost> {
  const noted = (await (await cache.match(LOST_PATH))?.text()) ?? "";
  const [tooMany = 0, tooLarge = 0] = noted.split(" ").map(Number);
  return { tooMany, tooLarge };
}

async function sizesIn(cache: Cache): Promise<readonly number[]> {
  const kept = await Promise.all((await cache.keys()).filter(isFile).map((request) => cache.match(request)));
  return kept.map((response) => Number(response?.headers.get(SIZE_HEADER) ?? 0));
}

/** Whether it is kept: a browser without room for it is no failure of all. */
async function keep(cache: Cache, path: string, file: Blob): Promise<boolean> {
  const response = new Response(file, { headers: { [SIZE_HEADER]: String(file.size) } });
  return cache.put(path, response).then(
    () => true,
    () => false,
  );
}

/** What came without a file is kept as an empty one, so that people are told. Rejects when not even what was lost could be noted. */
export async function keepShared(storage: CacheStorage, form: FormData, newName: () => string, maxBytes = MAX_KEPT_BYTES): Promise<void> {
  const entries = form.getAll("file");
  const shared: readonly Blob[] = entries.filter((entry) => entry instanceof Blob);
  const files = shared.length === 0 ? [new Blob()] : shared;
  const cache = await storage.open(CACHE_NAME);
  const sizes = [...(await sizesIn(cache))];
  let { tooMany, tooLarge } = await lostIn(cache);
  const before = tooMany + tooLarge;
  for (const file of files) {
    const bytes = sizes.reduce((sum, size) => sum + size, file.size);
    if (sizes.length >= MAX_KEPT) tooMany += 1;
    else if (bytes <= maxBytes && (await keep(cache, `${SHARE_PATH}/${newName()}`, file))) sizes.push(file.size);
    else tooLarge += 1;
  }
  if (tooMany + tooLarge > before) await cache.put(LOST_PATH, new Response(`${tooMany} ${tooLarge}`));
}

/** `take`: whether it is done with the file. The others are taken another time. Resolves with how many were not kept since it was asked last. */
export async function takeShared(storage: CacheStorage, take: (file: Blob) => Promise<boolean>): Promise<Lost> {
  if (!(await storage.has(CACHE_NAME))) return NONE_LOST;
  const cache = await storage.open(CACHE_NAME);
  for (const request of (await cache.keys()).filter(isFile)) {
    const kept = await cache.match(request);
    if (kept !== undefined && (await take(await kept.blob()))) await cache.delete(request);
  }
  const lost = await lostIn(cache);
  if (lost.tooMany + lost.tooLarge > 0) await cache.delete(LOST_PATH);
  return lost;
}
