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
import { itemsToRows, joinBaseRows, textToPage, type BaseRows, type PageContent, type PageItem } from "./page-columns.ts";

export type PagePorts = {
  readonly suite: CryptoSuite;
  readonly vault: Pick<KeyVault, "wrap" | "unwrap">;
  readonly random: Random;
  readonly compression: Compression;
  readonly space: SpaceId;
  readonly epochs: () => Iterable<EpochKey>;
};

/** What pages are read and written with. */
export type RowPorts = Pick<PagePorts, "vault" | "compression" | "space">;

export const PAGE_FORMAT = 4;
/** Raised whenever rows say something else, or more, than before. */
const ROWS = 5;
/** With the schemas: a version that knows more of them reads documents otherwise. All of these only ever rise, so that a sum does. */
export const ROWS_VERSION: number = [...itemSchemas.values()].reduce((sum, { version }) => sum + version, ROWS);
export const PAGE_ITEMS = 1_000;
const PREFIX_BYTES = 2;
const MAX_PAGE_CONTENT_BYTES = 33_554_432;

/** What a page's content is wrapped for. */
export const pagePurpose = (space: SpaceId, number: number): string => `rows ${space} ${number} ${PAGE_FORMAT} ${ROWS_VERSION}`;

async function openPage({ vault, compression, space }: RowPorts, { number, bytes }: StoredPage): Promise<PageContent | null> {
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

type OpenedPage = { readonly number: number; readonly content: PageContent };

function partsOf(opened: readonly OpenedPage[]): PageParts {
  const items = new Map<ItemId, PageItem>();
  const pages = new Map<number, readonly ItemId[]>();
  for (const { number, content } of opened) {
    const onPage = content.items();
    for (const item of onPage) items.set(item.id, item);
    pages.set(
      number,
      onPage.map(({ id }) => id),
    );
  }
  return { items, pages, stale: null };
}

export class RowPages {
  readonly ports: RowPorts;
  /** Pages as they were read, until somebody asks for a single item: a start does not. */
  #opened: readonly OpenedPage[] | null;
  #parts: PageParts | null;

  private constructor(ports: RowPorts, opened: readonly OpenedPage[] | null, parts: PageParts | null) {
    this.ports = ports;
    this.#opened = opened;
    this.#parts = parts;
  }

  static of(ports: RowPorts, parts: PageParts): RowPages {
    return new RowPages(ports, null, parts);
  }

  static empty(ports: RowPorts): RowPages {
    return RowPages.unstored(ports, [], []);
  }

  /** Of items that were read elsewhere; the store has other pages, which go when these are stored. */
  static unstored(ports: RowPorts, items: Iterable<PageItem>, stale: readonly number[]): RowPages {
    const byId = new Map<ItemId, PageItem>();
    for (const item of items) byId.set(item.id, item);
    const pages = new Map<number, ItemId[]>();
    for (const [index, id] of [...byId.keys()].entries()) {
      const number = 1 + Math.floor(index / PAGE_ITEMS);
      const ids = pages.get(number);
      if (ids === undefined) pages.set(number, [id]);
      else ids.push(id);
    }
    return RowPages.of(ports, { items: byId, pages, stale });
  }

  /** Null where one of them cannot be read. */
  static async open(ports: RowPorts, stored: readonly StoredPage[]): Promise<RowPages | null> {
    const all = await Promise.all(stored.map(async (page) => ({ number: page.number, content: await openPage(ports, page) })));
    const opened: OpenedPage[] = [];
    for (const { number, content } of all) {
      if (content === null) return null;
      opened.push({ number, content });
    }
    return new RowPages(ports, opened, null);
  }

  get parts(): PageParts {
    this.#parts ??= partsOf(this.#opened ?? []);
    this.#opened = null;
    return this.#parts;
  }

  get items(): ReadonlyMap<ItemId, PageItem> {
    return this.parts.items;
  }

  get isStored(): boolean {
    return this.#parts === null || this.#parts.stale === null;
  }

  /** Of all items. */
  rows(): BaseRows {
    return this.#opened === null ? itemsToRows(this.items.values()) : joinBaseRows(this.#opened.map(({ content }) => content));
  }
}
