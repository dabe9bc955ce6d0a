// What items were at the mark that a base has swallowed the records of since. A base that takes the place of another one, by compaction or by packs from
// elsewhere, leaves nothing behind by which a document could be seen as it was: so it is kept in the base's own commit, of a bounded number of items, until
// the mark moves. Nothing of what is deleted for good stays in it.
// Form in the store's meta table: text of JSON, wrapped by the vault.

import { base64urlToBytes, bytesToBase64url, utf8ToBytes } from "../../base/bytes.ts";
import { parseIdText, type DeviceId, type ItemId, type SpaceId } from "../../base/ids.ts";
import { isRecord } from "../../base/record.ts";
import type { StoreBatch } from "../../ports/store.ts";
import { MAX_AWAY_LINES } from "../face/away.ts";
import type { ItemRow } from "../item-row.ts";
import type { SpaceCore } from "../space-core.ts";
import { valueOf } from "../store-failure.ts";
import { parseJson, readAwayMark } from "./away-mark.ts";
import { rowIn, stateOf, statesAt, touchedBeyond, type Before } from "./away-news.ts";

/** Of one item, and of all together: what is more is counted and not kept. */
const MAX_STATE_BYTES = 65_536;
const MAX_ALL_BYTES = 1_048_576;

/** `atMs`: when it was kept. */
export type Kept = { readonly items: ReadonlyMap<ItemId, Before & { readonly atMs: number }>; readonly more: number };

const NONE_KEPT: Kept = { items: new Map(), more: 0 };

export const awayBeforesKey = (space: SpaceId): string => `away-before/${space}`;
const purposeOf = (space: SpaceId): string => `away before ${space} 1`;

type Entry = StoreBatch["meta"][number];

export const noBefores = (space: SpaceId): Entry => ({ key: awayBeforesKey(space), value: null });

export async function beforesEntry({ space, ports }: SpaceCore, { items, more }: Kept): Promise<Entry> {
  if (items.size + more === 0) return noBefores(space);
  const listed = [...items].map(([id, { state, device, atMs }]) => ({
    id,
    state: state === null ? null : bytesToBase64url(state),
    device,
    atMs,
  }));
  const content = utf8ToBytes(JSON.stringify({ items: listed, more }));
  return { key: awayBeforesKey(space), value: await ports.vault.wrap(purposeOf(space), content) };
}

function parseItem(item: unknown): readonly [ItemId, Before & { readonly atMs: number }] | null {
  if (!isRecord(item) || typeof item["id"] !== "string" || typeof item["atMs"] !== "number") return null;
  const id = parseIdText("item", item["id"]);
  const state = typeof item["state"] === "string" ? base64urlToBytes(item["state"]) : null;
  const device: DeviceId | null = typeof item["device"] === "string" ? parseIdText("device", item["device"]) : null;
  return id === null || (state === null && item["state"] !== null) ? null : [id, { state, device, atMs: item["atMs"] }];
}

/** Without those that are deleted for good. What cannot be unwrapped is as if it were not there. Throws a store failure. */
export async function readBefores({ space, ports, items }: SpaceCore): Promise<Kept> {
  const wrapped = valueOf(await ports.store.readMeta(awayBeforesKey(space)));
  const content = wrapped === null ? null : await ports.vault.unwrap(purposeOf(space), wrapped);
  const read = parseJson(content);
  if (!isRecord(read) || !Array.isArray(read["items"])) return NONE_KEPT;
  const kept = read["items"].flatMap((item) => {
    const parsed = parseItem(item);
    return parsed === null || items.tombstones.has(parsed[0]) ? [] : [parsed];
  });
  return { items: new Map(kept), more: typeof read["more"] === "number" ? read["more"] : 0 };
}

const without = ({ items, more }: Kept, gone: readonly ItemId[]): Kept => ({
  items: new Map([...items].filter(([id]) => !gone.includes(id))),
  more,
});

/**
 * For the commit of another base, in the space's turn: what is to be kept with it. `changed`: rows of items of which it has more than is here;
 * `purged`: items that are gone with it. Nothing where nobody has ever looked. Throws a store failure.
 */
export async function keepBefores(core: SpaceCore, changed: readonly ItemRow[], purged: readonly ItemId[]): Promise<readonly Entry[]> {
  const mark = await readAwayMark(core.ports.store, core.space);
  if (mark === null) return [];
  const kept = without(await readBefores(core), purged);
  const touched = touchedBeyond(core, mark.cover);
  const rowsById = new Map(changed.filter(({ row }) => row?.kind !== "view").map(({ id, row }) => [id, row]));
  const changedMs = (id: ItemId): number => (rowsById.get(id) ?? rowIn(core, id))?.changedMs ?? 0;
  const ids = [...new Set([...touched.keys(), ...rowsById.keys()])].filter(
    (id) => !kept.items.has(id) && !purged.includes(id) && changedMs(id) > mark.sinceMs,
  );
  const newest = ids.toSorted((a, b) => changedMs(b) - changedMs(a)).slice(0, Math.max(0, MAX_AWAY_LINES - kept.items.size));
  const states = await statesAt(
    core,
    mark.cover,
    newest.filter((id) => touched.has(id)),
  );
  const present = await core.items.readDocuments(newest.filter((id) => !touched.has(id)));
  const all = new Map(kept.items);
  let bytes = [...all.values()].reduce((sum, { state }) => sum + (state?.length ?? 0), 0);
  for (const id of newest) {
    const state = touched.has(id) ? (states.get(id) ?? null) : stateOf(id, present.get(id));
    const size = state?.length ?? 0;
    if (size > MAX_STATE_BYTES || bytes + size > MAX_ALL_BYTES) continue;
    bytes += size;
    all.set(id, { state, device: touched.get(id) ?? null, atMs: core.ports.clock() });
  }
  const more = kept.more + ids.length - (all.size - kept.items.size);
  return [await beforesEntry(core, { items: all, more })];
}
