// Writing pages of rows (row-pages.ts): only those with something new.

import { concatBytes, utf8ToBytes } from "../../base/bytes.ts";
import type { ItemId } from "../../base/ids.ts";
import type { StoredPage } from "../../ports/store.ts";
import type { PageItem } from "../page-columns.ts";
import { PAGE_FORMAT, PAGE_ITEMS, pagePurpose, ROWS_VERSION, RowPages, type PageParts, type RowPorts } from "../row-pages.ts";
import { pageToText } from "./page-to-text.ts";

export type PagesPlan = { readonly put: readonly StoredPage[]; readonly remove: readonly number[]; readonly next: RowPages };

async function wrapPage({ vault, compression, space }: RowPorts, number: number, items: readonly PageItem[]): Promise<StoredPage> {
  const content = await compression.deflate(utf8ToBytes(pageToText(items)));
  const wrapped = await vault.wrap(pagePurpose(space, number), content);
  return { number, bytes: concatBytes(Uint8Array.of(PAGE_FORMAT, ROWS_VERSION), wrapped) };
}

function placesIn(pages: PageParts["pages"]): Map<ItemId, number> {
  const pageOf = new Map<ItemId, number>();
  for (const [number, ids] of pages) for (const id of ids) pageOf.set(id, number);
  return pageOf;
}

/** What to store so that these items are as they are given here, the others as they were. `next` holds once that is done. */
export async function planPages({ ports, parts }: RowPages, changed: readonly PageItem[]): Promise<PagesPlan> {
  const items = new Map(parts.items);
  const { pages, stale } = parts;
  const pageOf = placesIn(pages);
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
  const next = RowPages.of(ports, { items, pages: new Map([...pages, ...dirty]), stale: null });
  const put: StoredPage[] = [];
  for (const [number, ids] of dirty) {
    const on = ids.flatMap((id) => items.get(id) ?? []);
    put.push(await wrapPage(ports, number, on));
  }
  return { put, remove: (stale ?? []).filter((number) => !dirty.has(number)), next };
}
