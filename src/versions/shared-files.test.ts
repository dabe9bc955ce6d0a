import { expect, test } from "vitest";
import { keepShared, SHARE_PATH, takeShared } from "./shared-files.ts";

const ORIGIN = "https://daybook.test";

const urlOf = (request: RequestInfo | URL): string =>
  request instanceof Request ? request.url : new URL(request instanceof URL ? request.href : request, ORIGIN).href;

/** Caches as a browser keeps them, as far as they are used here: by whole addresses. */
class MemoryCaches {
  readonly #caches = new Map<string, Map<string, Blob>>();

  #open(name: string): Pick<Cache, "put" | "match" | "delete" | "keys"> {
    const kept = this.#caches.get(name) ?? new Map<string, Blob>();
    this.#caches.set(name, kept);
    return {
      put: async (request, response) => void kept.set(urlOf(request), await response.blob()),
      match: async (request) => {
        const blob = kept.get(urlOf(request));
        return blob === undefined ? undefined : new Response(blob);
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

async function share({ storage }: MemoryCaches, ...texts: readonly string[]): Promise<void> {
  const body = new FormData();
  for (const text of texts) body.append("file", new File([text], "x.daybook"));
  await keepShared(storage, new Request(`${ORIGIN}${SHARE_PATH}`, { method: "POST", body }), () => String(names++));
}

/** What a window is given, and how many it is told were not kept. */
async function takeAll({ storage }: MemoryCaches, isDone = true): Promise<readonly [readonly string[], number]> {
  const taken: string[] = [];
  const lost = await takeShared(storage, async (file) => {
    taken.push(await file.text());
    return isDone;
  });
  return [taken, lost];
}

test("what was shared waits until a window is done with it", async () => {
  const caches = new MemoryCaches();
  expect(await takeAll(caches)).toEqual([[], 0]);
  await share(caches, "one", "two");
  expect(await takeAll(caches, false)).toEqual([["one", "two"], 0]);
  expect(await takeAll(caches)).toEqual([["one", "two"], 0]);
  expect(await takeAll(caches)).toEqual([[], 0]);
});

test("what came without a file is told of as an empty one", async () => {
  const caches = new MemoryCaches();
  await share(caches);
  expect(await takeAll(caches)).toEqual([[""], 0]);
});

test("beyond sixteen nothing more is kept, which is told once with how many", async () => {
  const caches = new MemoryCaches();
  const files = Array.from({ length: 15 }, (_, number) => `file ${number}`);
  await share(caches, ...files);
  await share(caches, "the last", "too many");
  await share(caches, "again", "and again");
  expect(await takeAll(caches)).toEqual([[...files, "the last"], 3]);
  await share(caches, "later");
  expect(await takeAll(caches)).toEqual([["later"], 0]);
});
