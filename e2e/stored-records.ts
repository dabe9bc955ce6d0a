// The browser's own store, read and damaged from a page of the app as a failing disk or a tool would.

import type { Page } from "@playwright/test";

const RECORDS = "records";

/** The numbers of the records stored, one list for each log, ascending. */
export function storedSeqs(page: Page): Promise<readonly (readonly number[])[]> {
  return page.evaluate(async (table) => {
    const opening = indexedDB.open("daybook");
    await new Promise((resolve) => opening.addEventListener("success", resolve));
    const rows = opening.result.transaction(table).objectStore(table).getAllKeys();
    await new Promise((resolve) => rows.addEventListener("success", resolve));
    opening.result.close();
    const seqsByLog = new Map<string, number[]>();
    for (const key of rows.result) {
      if (!Array.isArray(key)) continue;
      const parts = [...key];
      const seq = Number(parts.pop());
      const log = parts.map((part) => (part instanceof ArrayBuffer ? Array.from(new Uint8Array(part)).join() : String(part))).join("/");
      seqsByLog.set(log, [...(seqsByLog.get(log) ?? []), seq]);
    }
    return [...seqsByLog.values()].map((seqs) => seqs.toSorted((a, b) => a - b));
  }, RECORDS);
}
