// What another choice of how much past is kept will take, from what the replica has measured. An estimate: it supposes days like the last ones.

import type { RoomFigures } from "../../replica/face/room.ts";

export type RoomEstimate = { readonly changesBytes: number; readonly statesBytes: number; readonly allBytes: number };

export const MAX_DAYS = 3_650;
export const MAX_MONTHS = 120;

/** A whole number within limits; `null` when the text is none. */
export function parseCount(text: string, min: number, max: number): number | null {
  const trimmed = text.trim();
  const count = /^\d{1,5}$/u.test(trimmed) ? Number(trimmed) : Number.NaN;
  return count >= min && count <= max ? count : null;
}

/** The present state is there whatever is chosen: as packs, or, before there are any, as records. */
export function estimateRoom(figures: RoomFigures, days: number, months: number): RoomEstimate {
  const changesBytes = figures.recordBytesPerDay * days;
  const statesBytes = figures.presentBytes + figures.monthBytes * months;
  return { changesBytes, statesBytes, allBytes: changesBytes + statesBytes };
}
