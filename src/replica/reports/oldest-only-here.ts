// Since when there is something that only this device is known to hold.

import { stampToMs } from "../../items/stamp.ts";
import { openRecord } from "../../log/record.ts";
import { parseRecord } from "../../wire/record-envelope.ts";
import type { RelayKnowledge } from "../relay-knowledge.ts";
import type { Space } from "../space.ts";
import { stretchesOnlyHere } from "../sync-status.ts";

/** When the oldest record was made that is known to be nowhere else, in ms since 1970, as far as it can be read; null when there are none. Throws a store failure. */
export async function oldestOnlyHereMs(space: Space, knowledge: RelayKnowledge): Promise<number | null> {
  const { index, keys, members } = space.core;
  const stamps: number[] = [];
  for (const stretch of stretchesOnlyHere(space, knowledge)) {
    const [record] = await index.read(stretch, stretch.fromSeq, { maxRecords: 1, maxBytes: 1 });
    const envelope = record === undefined ? null : parseRecord(record.bytes);
    const opened = envelope?.ok === true ? openRecord(keys, stretch.log, envelope.value, members.epochKeys()) : null;
    if (opened?.ok === true) stamps.push(opened.value.stamp);
  }
  return stamps.length === 0 ? null : stampToMs(Math.min(...stamps));
}
