// Writing pages of rows (row-pages.ts): only those with something new.

import { concatBytes, utf8ToBytes } from "../../base/bytes.ts";
import { idToBytes, type ItemId } from "../../base/ids.ts";
import type { EpochKey } from "../../crypto/epoch-key.ts";
import type { StoredPage } from "../../ports/store.ts";
import { pageToText, type PageItem } from "../page-columns.ts";
import { NONCE_BYTES, PAGE_FORMAT, PAGE_ITEMS, pageData, pageKey, ROWS_VERSION, RowPages, type PagePorts } from "../row-pages.ts";

export type PagesPlan = { readonly put: readonly StoredPage[]; readonly remove: readonly number[]; readonly next: RowPages };

const EPOCH_PREFIX_BYTES = 4;

async function sealPage(ports: PagePorts, epoch: EpochKey, number: number, items: readonly PageItem[]): Promise<StoredPage> {
  const prefix = concatBytes(Uint8Array.of(PAGE_FORMAT, ROWS_VERSION), idToBytes(epoch.id).subarray(0, EPOCH_PREFIX_BYTES));
  const nonce = ports.random(NONCE_BYTES);
  const content = await ports.compression.deflate(utf8ToBytes(pageToText(items)));
  const sealed = ports.suite.seal(pageKey(ports, epoch), nonce, pageData(ports, number, prefix), content);
  return { number, bytes: concatBytes(prefix, nonce, sealed) };
}

/** What to store so that these items are as they are given here, the others as they were. `next` holds once that is done. */
export async function planPages({ ports, parts }: RowPages, epoch: EpochKey, changed: readonly PageItem[]): Promise<PagesPlan> {
  const items = new Map(parts.items);
  const pageOf = new Map(parts.pageOf);
  const { pages, stale } = parts;
  const dirty = new Map<number, ItemId[]>();
  const dirtied = (number: number): ItemId[] => {
    const ids = dirty.get(number) ?? [...(pages.get(number) ?? [])];
    dirty.set(number, ids);
    return ids;
  };
  if (stale !== null) for (const number of pages.keys()) dirtied(number);
  let last = Math.max(1, ...pages.keys());
  for (const item of changed) {
    items.set(item.id, item);
    const number = pageOf.get(item.id);
    if (number === undefined && dirtied(last).length >= PAGE_ITEMS) last += 1;
    const ids = dirtied(number ?? last);
    if (number !== undefined) continue;
    ids.push(item.id);
    pageOf.set(item.id, last);
  }
  const next = new RowPages(ports, { items, pages: new Map([...pages, ...dirty]), pageOf, stale: null });
  const put: StoredPage[] = [];
  for (const [number, ids] of dirty) {
    const on = ids.flatMap((id) => items.get(id) ?? []);
    put.push(await sealPage(ports, epoch, number, on));
  }
  return { put, remove: (stale ?? []).filter((number) => !dirty.has(number)), next };
}
