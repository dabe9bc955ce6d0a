import "fake-indexeddb/auto";
import { describe, expect, test } from "vitest";
import type { Store } from "../ports/store.ts";
import { openIdbStore } from "./idb-store.ts";
import { STORE_CASES } from "./store.suite.ts";
import { check } from "./suite-check.ts";

async function openNamed(name: string): Promise<Store> {
  return check.value(await openIdbStore({ name, factory: indexedDB, platform: null }), "open");
}

describe("an IndexedDB store", () => {
  test.for(STORE_CASES)("$name", async (suiteCase) => {
    await suiteCase.run({ open: () => openNamed(suiteCase.name) }, check);
    expect((await indexedDB.databases()).length).toBeGreaterThan(0);
  });
});
