// How many records a page takes that is sent to somebody.

import type { StoredRecord } from "../ports/store.ts";
import { MAX_PAGE_BYTES, MAX_RECORDS_PER_PAGE } from "../wire/limits.ts";

export const PAGE_LIMIT = { maxRecords: MAX_RECORDS_PER_PAGE, maxBytes: MAX_PAGE_BYTES } as const;

/** As many as a page may hold; one that is larger by itself goes alone. */
export function withinPage(records: readonly StoredRecord[]): readonly StoredRecord[] {
  let bytes = 0;
  const firstBeyond = records.findIndex((record, index) => (bytes += record.bytes.length) > MAX_PAGE_BYTES && index > 0);
  return firstBeyond < 0 ? records : records.slice(0, firstBeyond);
}
