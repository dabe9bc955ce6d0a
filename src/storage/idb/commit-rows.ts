// Keys and ranges of rows that only commits need.

import type { idToBytes, LogTag, PackId, SpaceId } from "../../base/ids.ts";
import { idKey, type Bytes, type PathKey } from "./idb-rows.ts";

export const idRowKey = (space: SpaceId, id: Parameters<typeof idToBytes>[0]): [Bytes, Bytes] => [idKey(space), idKey(id)];

/** The rows of all paths of a log. */
export const logRange = (space: SpaceId, log: LogTag): IDBKeyRange =>
  IDBKeyRange.bound([idKey(space), idKey(log)], [idKey(space), idKey(log), []]);

/** The rows of a path up to `lastSeq`. */
export const pathRangeUpTo = (path: PathKey, lastSeq: number): IDBKeyRange => IDBKeyRange.bound([...path], [...path, lastSeq]);

export const pageKey = (space: SpaceId, number: number): [Bytes, number] => [idKey(space), number];

/** All blocks of a pack. */
export const packRange = (space: SpaceId, pack: PackId): IDBKeyRange =>
  IDBKeyRange.bound([idKey(space), idKey(pack)], [idKey(space), idKey(pack), []]);
