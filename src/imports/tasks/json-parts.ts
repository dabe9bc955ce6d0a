// Parts of values that JSON gave, of whatever form they are: what is not as it should be reads as nothing.

import { isRecord } from "../../base/record.ts";

export type Parts = Readonly<Record<string, unknown>>;

const NOTHING: Parts = {};

export const partsIn = (value: unknown): Parts => (isRecord(value) ? value : NOTHING);

export const textIn = (value: unknown): string => (typeof value === "string" ? value : "");

/** Null where it is none, or not a finite one. */
export const numberIn = (value: unknown): number | null => (typeof value === "number" && Number.isFinite(value) ? value : null);

export const listIn = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

export const idsIn = (value: unknown): readonly string[] => listIn(value).filter((id) => typeof id === "string");

/** What is under each id of a table of entities, in the table's own order; those it does not order come last. */
export function entitiesIn(table: unknown): ReadonlyMap<string, Parts> {
  const { ids, entities } = partsIn(table);
  const all = partsIn(entities);
  const ordered = new Set([...idsIn(ids), ...Object.keys(all)]);
  return new Map([...ordered].flatMap((id) => (isRecord(all[id]) ? [[id, all[id]] as const] : [])));
}
