import { describe, expect, test } from "vitest";
import type { Store } from "../ports/store.ts";
import { makeSealedStore } from "./sealed-store.ts";
import { makeSealer } from "./sealer.ts";
import { MemoryDisk, openMemoryStore } from "./memory-store.ts";
import { batchOf, SPACE } from "./suite/store-samples.ts";
import { STORE_BASE_CASES } from "./suite/store-bases.suite.ts";
import { STORE_PLACED_CASES } from "./suite/store-placed.suite.ts";
import { STORE_REMOVAL_CASES } from "./suite/store-removal.suite.ts";
import { STORE_CASES } from "./suite/store.suite.ts";
import { outcomeOf } from "./suite/suite-check.ts";

const sealerOf = (seed: number): ReturnType<typeof makeSealer> => makeSealer(crypto.subtle, new Uint8Array(32).fill(seed));

const VALUE = new TextEncoder().encode("a token that nobody is to read");
const PAGE = { number: 3, bytes: new TextEncoder().encode("the rows of a page") };

describe("a sealed store", () => {
  test.for([...STORE_CASES, ...STORE_BASE_CASES, ...STORE_PLACED_CASES, ...STORE_REMOVAL_CASES])("$name", async (suiteCase) => {
    const disk = new MemoryDisk();
    const open = async (): Promise<Store> => makeSealedStore(openMemoryStore(disk), await sealerOf(1));
    expect(await outcomeOf(suiteCase, async () => ({ open }))).toEqual({ name: suiteCase.name, ok: true });
  });

  test("leaves neither names nor values of meta rows below, nor what is on pages", async () => {
    const disk = new MemoryDisk();
    const store = makeSealedStore(openMemoryStore(disk), await sealerOf(1));
    const meta = [{ key: "relay-token/wss://relay.example", value: VALUE }];
    expect((await store.commit(batchOf({ meta, pages: { put: [PAGE], remove: [] } }))).ok).toBe(true);
    const pages = await openMemoryStore(disk).readPages(SPACE);
    const below =
      JSON.stringify([...disk.meta].map(([key, value]) => [key, Buffer.from(value).toString("latin1")])) +
      (pages.ok ? pages.value.map(({ bytes }) => Buffer.from(bytes).toString("latin1")).join() : "");
    for (const text of ["relay", "token", "rows"]) expect(below).not.toContain(text);
    expect(disk.meta.size).toBe(1);
  });

  test("gives back nothing under another key, and no row in the place of another", async () => {
    const disk = new MemoryDisk();
    const store = makeSealedStore(openMemoryStore(disk), await sealerOf(1));
    const meta = ["one", "two"].map((key) => ({ key, value: new TextEncoder().encode(key) }));
    await store.commit(batchOf({ meta, pages: { put: [PAGE], remove: [] } }));
    const other = makeSealedStore(openMemoryStore(disk), await sealerOf(2));
    expect(await other.readMeta("one")).toEqual({ ok: true, value: null });
    expect(await other.readPages(SPACE)).toEqual({ ok: true, value: [{ number: 3, bytes: new Uint8Array(0) }] });
    const rows = [...disk.meta];
    for (const [i, [name]] of rows.entries()) disk.meta.set(name, rows[1 - i]?.[1] ?? VALUE);
    for (const key of ["one", "two"]) expect(await store.readMeta(key)).toMatchObject({ ok: false, error: { kind: "unavailable" } });
  });

  test("opens no row of which a bit was flipped", async () => {
    const disk = new MemoryDisk();
    const store = makeSealedStore(openMemoryStore(disk), await sealerOf(1));
    await store.commit(batchOf({ meta: [{ key: "key", value: VALUE }] }));
    for (const [name, sealed] of disk.meta) {
      for (const position of sealed.keys()) {
        disk.meta.set(name, sealed.with(position, (sealed[position] ?? 0) ^ 1));
        expect((await store.readMeta("key")).ok).toBe(false);
      }
    }
  });

  test("keeps calls in the order in which they were made, though some are sealed first", async () => {
    const store = makeSealedStore(openMemoryStore(new MemoryDisk()), await sealerOf(1));
    const large = new Uint8Array(4_000_000);
    const calls = [
      store.commit(batchOf({ meta: [{ key: "key", value: large }] })),
      store.commit(batchOf({ meta: [{ key: "key", value: VALUE }] })),
      store.readMeta("key"),
      store.commit(batchOf({ meta: [{ key: "key", value: null }] })),
      store.readMeta("key"),
    ] as const;
    const [, , between, , after] = await Promise.all(calls);
    expect(between).toEqual({ ok: true, value: VALUE });
    expect(after).toEqual({ ok: true, value: null });
  });
});
