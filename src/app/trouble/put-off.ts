// That the last-copy warning was put off, kept beside the data and not in it: it is about this browser and nobody else's business.

import type { PutOff } from "./last-copy.ts";

const STORAGE_KEY = "daybook-last-copy";

/** `null` also for what is not ours. */
export function parsePutOff(text: string | null): PutOff | null {
  const [atMs, records, ...rest] = (text ?? "").split(" ").map(Number);
  const isOurs = Number.isSafeInteger(atMs) && Number.isSafeInteger(records) && rest.length === 0;
  return isOurs && atMs !== undefined && records !== undefined ? { atMs, records } : null;
}

export const putOffToText = ({ atMs, records }: PutOff): string => `${atMs} ${records}`;

export function readPutOff(): PutOff | null {
  try {
    return parsePutOff(localStorage.getItem(STORAGE_KEY));
  } catch {
    return null;
  }
}

/** Where it cannot be kept it holds until the page is loaded again. */
export function keepPutOff(putOff: PutOff): void {
  try {
    localStorage.setItem(STORAGE_KEY, putOffToText(putOff));
  } catch {
    // Refused or full.
  }
}
