// The rows of the base as they are stored beside it: in pages, so that a start reads no packs, and a compaction rewrites only the pages with something new.
// With each item stands in which packs its copies are. A device's own: never sent. Pages that cannot be read, or were written by a version whose rows are
// others, are none: the rows are then made again from the packs.
// Form in the store: format u8 | rows u8 (`ROWS_VERSION`: which rows and which schemas) | raw deflate(columns, page-columns.ts), wrapped by this device's
// vault for the page's place and form.

import type { ItemId, SpaceId } from "../base/ids.ts";
import type { EpochKey } from "../crypto/epoch-key.ts";
import type { Compression } from "../ports/compression.ts";
import { itemSchemas } from "../model/task-schema.ts";
import type { CryptoSuite, Random } from "../ports/crypto.ts";
import type { KeyVault } from "../ports/identity.ts";
import type { StoredPage } from "../ports/store.ts";
import { textToPage, type PageItem } from "./page-columns.ts";

export type PagePorts = {
  readonly suite: CryptoSuite;
  readonly vault: Pick<KeyVault, "wrap" | "unwrap">;
  readonly random: Random;
  readonly compression: Compression;
  readonly space: SpaceId;
  readonly epochs: () => Iterable<EpochKey>;
};

export const PAGE_FORMAT = 2;
/** Raised whenever rows say something else, or more, than before. */
const ROWS = 1;
/** With the schemas: a version that knows more of them reads documents otherwise. All of these only ever rise, so that a sum does. */
export const ROWS_VERSION: number = [...itemSchemas.values()].reduce((sum, { version }) => sum + version, ROWS);
export const PAGE_ITEMS = 1_000;
const PREFIX_BYTES = 2;
const MAX_PAGE_CONTENT_BYTES = 33_554_432;

/** What a page's content is wrapped for. */
export const pagePurpose = (space: SpaceId, number: number): string => `rows ${space} ${number} ${PAGE_FORMAT} ${ROWS_VERSION}`;

async function openPage({ vault, compression, space }: PagePorts, { number, bytes }: StoredPage): Promise<readonly PageItem[] | null> {
  if (bytes[0] !== PAGE_FORMAT || bytes[1] !== ROWS_VERSION) return null;
  const content = await vault.unwrap(pagePurpose(space, number), bytes.subarray(PREFIX_BYTES));
  const inflated = content === null ? null : await compression.inflate(content, MAX_PAGE_CONTENT_BYTES);
  return inflated === null ? null : textToPage(new TextDecoder().decode(inflated));
}

export type PageParts = {
  readonly items: ReadonlyMap<ItemId, PageItem>;
  /** The items of each page. */
  readonly pages: ReadonlyMap<number, readonly ItemId[]>;
  /** Pages in the store that say nothing; null where the store has just these. */
  readonly stale: readonly number[] | null;
};

export class RowPages {
  readonly ports: PagePorts;
  readonly parts: PageParts;

  constructor(ports: PagePorts, parts: PageParts) {
    this.ports = ports;
    this.parts = parts;
  }

  static empty(ports: PagePorts): RowPages {
    return RowPages.unstored(ports, [], []);
  }

  /** Of items that were read elsewhere; the store has other pages, which go when these are stored. */
  static unstored(ports: PagePorts, items: Iterable<PageItem>, stale: readonly number[]): RowPages {
    const byId = new Map<ItemId, PageItem>();
    for (const item of items) byId.set(item.id, item);
    const pages = new Map<number, ItemId[]>();
    for (const [index, id] of [...byId.keys()].entries()) {
      const number = 1 + Math.floor(index / PAGE_ITEMS);
      const ids = pages.get(number);
      if (ids === undefined) pages.set(number, [id]);
      else ids.push(id);
    }
    return new RowPages(ports, { items: byId, pages, stale });
  }

  /** Null where one of them cannot be read. */
  static async open(ports: PagePorts, stored: readonly StoredPage[]): Promise<RowPages | null> {
    const items = new Map<ItemId, PageItem>();
    const pages = new Map<number, readonly ItemId[]>();
    const all = await Promise.all(stored.map(async (page) => ({ number: page.number, opened: await openPage(ports, page) })));
    for (const { number, opened } of all) {
      if (opened === null) return null;
      const ids: ItemId[] = [];
      for (const item of opened) {
        ids.push(item.id);
        items.set(item.id, item);
      }
      pages.set(number, ids);
    }
    return new RowPages(ports, { items, pages, stale: null });
  }

  get items(): ReadonlyMap<ItemId, PageItem> {
    return this.parts.items;
  }
}
