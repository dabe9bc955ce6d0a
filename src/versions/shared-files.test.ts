import { expect, test } from "vitest";
import { keepShared, takeShared, type Lost } from "./shared-files.ts";

const ORIGIN = "https://daybook.test";

const urlOf = (request: RequestInfo | URL): string =>
  request instanceof Request ? request.url : new URL(request instanceof URL ? request.href : request, ORIGIN).href;

type Kept = { readonly blob: Blob; readonly headers: Headers };

const NONE = { tooMany: 0, tooLarge: 0 };

/** Caches as a browser keeps them, as far as they are used here: by whole addresses. */
class MemoryCaches {
  readonly #caches = new Map<string, Map<string, Kept>>();
  /** May wait at once. */
  most: number | undefined = undefined;
  /** There is room for so many bytes in one entry. */
  room = Number.MAX_SAFE_INTEGER;

  #open(name: string): Pick<Cache, "put" | "match" | "delete" | "keys"> {
    const kept = this.#caches.get(name) ?? new Map<string, Kept>();
    this.#caches.set(name, kept);
    return {
      put: async (request, response) => {
        const blob = await response.blob();
        if (blob.size > this.room) throw new DOMException("no room", "QuotaExceededError");
        kept.set(urlOf(request), { blob, headers: response.headers });
      },
      match: async (request) => {
        const entry = kept.get(urlOf(request));
        return entry === undefined ? undefined : new Response(entry.blob, { headers: entry.headers });
      },
      delete: async (request) => kept.delete(urlOf(request)),
      keys: async () => Array.from(kept.keys(), (url) => new Request(url)),
    };
  }

  /** What is not used of it is not there. */
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
  readonly storage = {
    has: async (name: string) => this.#caches.has(name),
    open: async (name: string) => this.#open(name),
  } as unknown as CacheStorage;
}

let names = 0;

async function share({ storage, most }: MemoryCaches, ...texts: readonly string[]): Promise<void> {
  const body = new FormData();
  for (const text of texts) body.append("file", new File([text], "x.daybook"));
  await keepShared(storage, body, () => String(names++), most);
}

/** What a window is given, and how many it is told were not kept. */
async function takeAll({ storage }: MemoryCaches, isDone = true): Promise<readonly [readonly string[], Lost]> {
  const taken: string[] = [];
  const lost = await takeShared(storage, async (file) => {
    taken.push(await file.text());
    return isDone;
  });
  return [taken, lost];
}

test("what was shared waits until a window is done with it", async () => {
  const caches = new MemoryCaches();
  expect(await takeAll(caches)).toEqual([[], NONE]);
  await share(caches, "one", "two");
  expect(await takeAll(caches, false)).toEqual([["one", "two"], NONE]);
  expect(await takeAll(caches)).toEqual([["one", "two"], NONE]);
  expect(await takeAll(caches)).toEqual([[], NONE]);
});

test("what came without a file is told of as an empty one", async () => {
  const caches = new MemoryCaches();
  await share(caches);
  expect(await takeAll(caches)).toEqual([[""], NONE]);
});

test("beyond sixteen nothing more is kept, which is told once with how many", async () => {
  const caches = new MemoryCaches();
  const files = Array.from({ length: 15 }, (_, number) => `file ${number}`);
  await share(caches, ...files);
  await share(caches, "the last", "too many");
  await share(caches, "again", "and again");
  expect(await takeAll(caches)).toEqual([[...files, "the last"], { tooMany: 3, tooLarge: 0 }]);
  await share(caches, "later");
  expect(await takeAll(caches)).toEqual([["later"], NONE]);
});

test("what there is no room for is not kept, which is told, and the others are", async () => {
  const caches = new MemoryCaches();
  caches.room = 100;
  await share(caches, "small", "x".repeat(101), "small too");
  expect(await takeAll(caches)).toEqual([["small", "small too"], { tooMany: 0, tooLarge: 1 }]);
  expect(await takeAll(caches)).toEqual([[], NONE]);
});

test("all that waits has an end too", async () => {
  const caches = new MemoryCaches();
  caches.most = 1_000;
  await share(caches, "x".repeat(600));
  await share(caches, "y".repeat(401), "z".repeat(400));
  const [taken, lost] = await takeAll(caches);
  expect([taken.map((text) => text.length), lost]).toEqual([[600, 400], { tooMany: 0, tooLarge: 1 }]);
});

test("where not even that can be noted it fails, for the app to be opened with a word on it", async () => {
  const caches = new MemoryCaches();
  caches.room = 0;
  await expect(share(caches, "something")).rejects.toThrow("no room");
});
