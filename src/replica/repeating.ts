// What it takes to move on tasks that come again, in one part: wanted only when one is completed or skipped, so that its code is loaded then
// (SpacePorts.loadRepeating).

import { concatBytes, utf8ToBytes } from "../base/bytes.ts";
import { ID_BYTES, makeId, type ItemId } from "../base/ids.ts";
import type { PlainDay } from "../model/plain-day.ts";
import { nextAfter } from "../repeat/occurrences.ts";

const NAME = utf8ToBytes("daybook occurrence");

/** The first 16 bytes of SHA-256 over a name, the item's id in hex and the day, as text. */
const occurrenceId = (sha256: (message: Uint8Array) => Uint8Array, id: ItemId, day: PlainDay): ItemId =>
  makeId("item", sha256(concatBytes(NAME, utf8ToBytes(id), utf8ToBytes(day))).subarray(0, ID_BYTES.item));

export const repeats = { nextAfter, occurrenceId };

export type Repeats = typeof repeats;
