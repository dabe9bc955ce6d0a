// Which moves between spaces are under way: noted in the commit that makes the copies, and crossed out in the one that puts the originals into the trash, so that
// a move that was broken off in between is gone on with at the next start.
// Form in the store's meta table, by the space that things are moved into: text of JSON. A device's own, never sent.

import { bytesToUtf8, utf8ToBytes } from "../../base/bytes.ts";
import { parseIdText, type ItemId, type SpaceId } from "../../base/ids.ts";
import { isRecord } from "../../base/record.ts";
import type { Store, StoreBatch } from "../../ports/store.ts";
import { valueOf } from "../store-failure.ts";

export type Moving = {
  readonly from: SpaceId;
  /** What each item is called in the other space. */
  readonly items: ReadonlyMap<ItemId, ItemId>;
};

export const movingKey = (into: SpaceId): string => `moving/${into}`;

function parsePair(entry: unknown): readonly [ItemId | null, ItemId | null] {
  const pair: readonly unknown[] = Array.isArray(entry) ? entry : [];
  const idAt = (index: number): ItemId | null => {
    const text = pair[index];
    return typeof text === "string" ? parseIdText("item", text) : null;
  };
  return [idAt(0), idAt(1)];
}

function parseMoving(value: unknown): Moving[] {
  if (!isRecord(value) || typeof value["from"] !== "string" || !Array.isArray(value["items"])) return [];
  const from = parseIdText("space", value["from"]);
  const entries: readonly unknown[] = value["items"];
  const items = new Map<ItemId, ItemId>();
  for (const entry of entries) {
    const [item, copy] = parsePair(entry);
    if (item !== null && copy !== null) items.set(item, copy);
  }
  return from === null || items.size === 0 ? [] : [{ from, items }];
}

function parseJson(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
}

/** What cannot be read is none: at worst something stands in both spaces. Throws a store failure. */
export async function readMoving(store: Store, into: SpaceId): Promise<readonly Moving[]> {
  const stored = valueOf(await store.readMeta(movingKey(into)));
  const read = stored === null ? null : parseJson(bytesToUtf8(stored));
  return Array.isArray(read) ? read.flatMap((moving) => parseMoving(moving)) : [];
}

/** For a commit; none: nothing is under way any more. */
export function movingEntry(into: SpaceId, all: readonly Moving[]): StoreBatch["meta"][number] {
  const text = JSON.stringify(all.map(({ from, items }) => ({ from, items: [...items] })));
  return { key: movingKey(into), value: all.length === 0 ? null : utf8ToBytes(text) };
}
