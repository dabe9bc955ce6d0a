// The browser's own store, read and damaged from a page of the app as a failing disk or a tool would.

import type { Page } from "@playwright/test";

const RECORDS = "records";

/** The numbers of the records stored, one list for each log, ascending. */
export function storedSeqs(page: Page): Promise<readonly (readonly number[])[]> {
  return page.evaluate(async (table) => {
    const opening = indexedDB.open("daybook");
    await new Promise((resolve) => opening.addEventListener("success", resolve));
    const keys = opening.result.transaction(table).objectStore(table).getAllKeys();
    await new Promise((resolve) => keys.addEventListener("success", resolve));
    opening.result.close();
    const seqsByLog = new Map<string, number[]>();
    for (const key of keys.result) {
      // [space bytes, log bytes, branch, seq]
      if (!Array.isArray(key) || !(key[1] instanceof ArrayBuffer)) throw new Error("a record is stored under another key");
      const log = new Uint8Array(key[1]).join();
      seqsByLog.set(log, [...(seqsByLog.get(log) ?? []), Number(key.at(-1))]);
    }
    return [...seqsByLog.values()].map((seqs) => seqs.toSorted((a, b) => a - b));
  }, RECORDS);
}

/** Flips a bit in the middle of the record of that number, in whatever log. The page must not have the store open. */
export function damageRecord(page: Page, seq: number): Promise<void> {
  return page.evaluate(
    async ({ table, wanted }) => {
      const opening = indexedDB.open("daybook");
      await new Promise((resolve) => opening.addEventListener("success", resolve));
      const transaction = opening.result.transaction(table, "readwrite", { durability: "strict" });
      const cursor = transaction.objectStore(table).openCursor();
      cursor.addEventListener("success", () => {
        const found = cursor.result;
        if (found === null) return;
        const row: unknown = found.value;
        const bytes: unknown = typeof row === "object" && row !== null ? Reflect.get(row, "bytes") : null;
        if (Array.isArray(found.key) && found.key.at(-1) === wanted && bytes instanceof Uint8Array) {
          const middle = bytes.length >> 1;
          bytes[middle] = (bytes[middle] ?? 0) ^ 1;
          found.update(row);
        } else found.continue();
      });
      await new Promise((resolve) => transaction.addEventListener("complete", resolve));
      opening.result.close();
    },
    { table: RECORDS, wanted: seq },
  );
}

/** What is stored of the base of all spaces, as text that differs when it differs; "" while there is none. */
export function storedBase(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const opening = indexedDB.open("daybook");
    await new Promise((resolve) => opening.addEventListener("success", resolve));
    const bases = opening.result.transaction("meta").objectStore("meta").getAll(IDBKeyRange.bound("base/", "base0"));
    await new Promise((resolve) => bases.addEventListener("success", resolve));
    opening.result.close();
    const texts: string[] = [];
    for (const base of bases.result) {
      const bytes: unknown = base;
      if (!(bytes instanceof Uint8Array)) throw new Error("a base is stored in another form");
      const hash = await crypto.subtle.digest("SHA-256", bytes.slice());
      texts.push(new Uint8Array(hash).join());
    }
    return texts.join(" ");
  });
}
