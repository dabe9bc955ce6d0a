// When a record was made, by its own device's clock: what is sealed in it.

import { stampToMs } from "../../items/stamp.ts";
import { openRecord } from "../../log/record.ts";
import type { StoredRecord } from "../../ports/store.ts";
import { parseRecord } from "../../wire/record-envelope.ts";
import type { SpaceCore } from "../space-core.ts";

/** In ms since 1970; null when it cannot be read. */
export function madeAtMs({ keys, members }: SpaceCore, { log, bytes }: StoredRecord): number | null {
  const envelope = parseRecord(bytes);
  if (!envelope.ok) return null;
  const body = openRecord(keys, log, envelope.value, members.epochKeys());
  return body.ok ? stampToMs(body.value.stamp) : null;
}
