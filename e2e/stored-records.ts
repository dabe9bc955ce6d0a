// The browser's own store, read and damaged from a page of the app as a failing disk or a tool would.

import { expect, type Page } from "@playwright/test";

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

/** Flips a bit in the middle of each row whose key ends in that number, or of all. The page must not have the store open. Tells of how many. */
const damageRows = (page: Page, name: "records" | "blocks", number: number | null): Promise<number> =>
  page.evaluate(
    async ({ table, wanted }) => {
      const opening = indexedDB.open("daybook");
      await new Promise((resolve) => opening.addEventListener("success", resolve));
      const transaction = opening.result.transaction(table, "readwrite", { durability: "strict" });
      const cursor = transaction.objectStore(table).openCursor();
      let damaged = 0;
      const damage = (found: IDBCursorWithValue): void => {
        const row: unknown = found.value;
        const bytes: unknown = typeof row === "object" && row !== null ? Reflect.get(row, "bytes") : null;
        if (!(bytes instanceof Uint8Array)) throw new Error("a row is stored in another form");
        const middle = bytes.length >> 1;
        bytes[middle] = (bytes[middle] ?? 0) ^ 1;
        found.update(row);
        damaged += 1;
      };
      cursor.addEventListener("success", () => {
        const found = cursor.result;
        if (found === null) return;
        if (wanted === null || (Array.isArray(found.key) && found.key.at(-1) === wanted)) damage(found);
        found.continue();
      });
      await new Promise((resolve) => transaction.addEventListener("complete", resolve));
      opening.result.close();
      return damaged;
    },
    { table: name, wanted: number },
  );

/** The record of that number, in whatever log. The page must not have the store open. */
export async function damageRecord(page: Page, seq: number): Promise<void> {
  expect(await damageRows(page, RECORDS, seq)).toBe(1);
}

/** All blocks of all packs. The page must not have the store open. */
export async function damagePacks(page: Page): Promise<void> {
  expect(await damageRows(page, "blocks", null)).toBeGreaterThan(0);
}

/**
 * As if the worker had ended twice while it applied the record of that number alone (a note in the store says so; `src/replica/poison-note.ts`): the next
 * start leaves it out. Of the only log that is stored. The page must not have the store open.
 */
export const notePoison = (page: Page, seq: number): Promise<void> =>
  page.evaluate(async (wanted) => {
    const opening = indexedDB.open("daybook");
    await new Promise((resolve) => opening.addEventListener("success", resolve));
    const transaction = opening.result.transaction(["heads", "meta"], "readwrite", { durability: "strict" });
    const cursor = transaction.objectStore("heads").openCursor();
    cursor.addEventListener("success", () => {
      const found = cursor.result;
      if (found === null) return;
      const row: unknown = found.value;
      const log: unknown = typeof row === "object" && row !== null ? Reflect.get(row, "log") : null;
      const [space]: readonly unknown[] = Array.isArray(found.key) ? Array.from<unknown>(found.key) : [];
      if (!(log instanceof Uint8Array) || !(space instanceof ArrayBuffer)) throw new Error("a head is stored in another form");
      const name = Array.from(new Uint8Array(space), (byte) => byte.toString(16).padStart(2, "0")).join("");
      const deaths = 2;
      transaction.objectStore("meta").put(Uint8Array.of(...log, 0, wanted, wanted, deaths), `applying/${name}`);
    });
    await new Promise((resolve) => transaction.addEventListener("complete", resolve));
    opening.result.close();
  }, seq);

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
