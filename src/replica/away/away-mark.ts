// What whoever uses this device has last looked at of a space: how far the logs of other devices had come then. It is kept in the store's meta table, so that
// it lives and dies with the data, is the same in all tabs, and is never synced. It says nothing of what is in the records, and is not wrapped.
// Form: text of JSON.

import { bytesToUtf8, utf8ToBytes } from "../../base/bytes.ts";
import type { SpaceId } from "../../base/ids.ts";
import { isRecord } from "../../base/record.ts";
import type { Store, StoreBatch } from "../../ports/store.ts";
import { pathKey } from "../log-index.ts";
import type { SpaceCore } from "../space-core.ts";
import { valueOf } from "../store-failure.ts";
import type { Cover } from "../tail.ts";

export type AwayMark = {
  /** What was looked at. This device's own logs are not in it. */
  readonly cover: Cover;
  /** When this device had the space for the first time, in ms since 1970: what was written before is no news. */
  readonly sinceMs: number;
  /** When what is beyond it was shown for the first time, and how far the logs had come then; null: nothing of it was. */
  readonly shown: { readonly cover: Cover; readonly atMs: number } | null;
};

export const awayMarkKey = (space: SpaceId): string => `away/${space}`;

/** All that is held now of what other devices wrote. */
export function foreignCover({ index, isOwnLog }: SpaceCore): Cover {
  const others = index.heads.filter(({ log }) => !isOwnLog(log));
  return new Map(others.map((head) => [head.branch === "" ? head.log : pathKey(head), head.seq]));
}

export const isSameCover = (a: Cover, b: Cover): boolean => a.size === b.size && [...a].every(([key, seq]) => b.get(key) === seq);

export const awayMarkEntry = (space: SpaceId, mark: AwayMark): StoreBatch["meta"][number] => ({
  key: awayMarkKey(space),
  value: utf8ToBytes(JSON.stringify({ ...mark, cover: [...mark.cover], shown: shownToJson(mark.shown) })),
});

const shownToJson = (shown: AwayMark["shown"]) => (shown === null ? null : { ...shown, cover: [...shown.cover] });

const isEntry = (entry: unknown): entry is readonly [string, number] =>
  Array.isArray(entry) && typeof entry[0] === "string" && typeof entry[1] === "number";

const parseCover = (entries: unknown): Cover => new Map(Array.isArray(entries) ? entries.filter(isEntry) : []);

/** Null also of what is no JSON. */
export function parseJson(bytes: Uint8Array | null): unknown {
  try {
    return bytes === null ? null : JSON.parse(bytesToUtf8(bytes) ?? "null");
  } catch {
    return null;
  }
}

/** Null: nobody has looked at the space yet. Throws a store failure. */
export async function readAwayMark(store: Store, space: SpaceId): Promise<AwayMark | null> {
  const read = parseJson(valueOf(await store.readMeta(awayMarkKey(space))));
  if (!isRecord(read) || typeof read["sinceMs"] !== "number") return null;
  const shown = isRecord(read["shown"]) ? read["shown"] : {};
  const { atMs } = shown;
  return {
    cover: parseCover(read["cover"]),
    sinceMs: read["sinceMs"],
    shown: typeof atMs === "number" ? { cover: parseCover(shown["cover"]), atMs } : null,
  };
}
