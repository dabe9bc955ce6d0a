// The rows of a base out of its packs alone: after an update whose rows are others, or where the pages were damaged.

import { openDocument, type ItemDocument } from "../../items/document.ts";
import type { ItemId, PackId } from "../../base/ids.ts";
import { readPack, type PackError } from "../../packs/pack-reader.ts";
import type { PackedItem } from "../../packs/pack-writer.ts";
import { MAX_PACK_BLOCKS } from "../../wire/limits.ts";
import type { Result } from "../../base/result.ts";
import type { Store } from "../../ports/store.ts";
import type { Base } from "../base.ts";
import { itemRow, type ItemRow } from "../item-row.ts";
import type { PageItem } from "../page-columns.ts";
import type { PagePorts } from "../row-pages.ts";
import type { SpaceCore } from "../space-core.ts";
import { valueOf } from "../store-failure.ts";

/** Never of an operation: nothing is written into these documents. */
const READING_CLIENT = 1;

/** All items of a stored pack. Throws a store failure. */
export async function readWholePack(store: Store, ports: PagePorts, pack: PackId): Promise<Result<readonly PackedItem[], PackError>> {
  const blocks = valueOf(await store.readBlocks(ports.space, pack, 0, MAX_PACK_BLOCKS));
  return readPack(ports, blocks, ports.epochs());
}

/** Of copies that Yjs cannot read it takes those that it can. */
export function mergeCopies(states: readonly Uint8Array[]): ItemDocument | null {
  const opened = openDocument({ clientId: READING_CLIENT, states });
  if (opened.ok) return opened.value.document;
  const readable = states.filter((state) => openDocument({ clientId: READING_CLIENT, states: [state] }).ok);
  const again = readable.length === states.length ? null : openDocument({ clientId: READING_CLIENT, states: readable });
  return again?.ok === true ? again.value.document : null;
}

export function rowOfCopies(id: ItemId, states: readonly Uint8Array[]): ItemRow {
  const document = mergeCopies(states);
  return document === null ? { id, row: null, sample: null } : itemRow(id, document);
}

/** The copies of an item in these packs of the base, oldest first; without those that cannot be read. Throws a store failure. */
export const copiesIn = async (core: SpaceCore, id: ItemId, numbers: readonly number[]): Promise<readonly Uint8Array[]> =>
  (await findInPacks(core, [id], new Set(numbers))).statesOf(id);

/**
 * What these packs of the base hold of items, also where rows do not name them: an item that was packed anew is still in older packs that stay. Without what
 * cannot be read. Throws a store failure.
 */
export async function findInPacks({ base }: SpaceCore, ids: readonly ItemId[], numbers: ReadonlySet<number>): Promise<CopyGatherer> {
  const shelf = await base.shelf();
  const found = new CopyGatherer();
  for (const { number, pack } of base.base.packs) {
    const read = numbers.has(number) && ids.length > 0 ? await shelf.read(pack, ids) : null;
    if (read?.ok === true)
      found.add(
        number,
        Array.from(read.value, ([item, state]): PackedItem => ({ item, state })),
      );
  }
  return found;
}

type Copies = { readonly packs: number[]; readonly states: Uint8Array[]; isPurged: boolean };

/** Items by id, with all copies of them in `packs`, given oldest first. */
export class CopyGatherer {
  readonly #copies = new Map<ItemId, Copies>();

  add(number: number, items: readonly PackedItem[]): void {
    for (const { item, state } of items) {
      const copies = this.#copies.get(item) ?? { packs: [], states: [], isPurged: false };
      this.#copies.set(item, copies);
      copies.packs.push(number);
      if (state === null) copies.isPurged = true;
      else copies.states.push(state);
    }
  }

  get ids(): Iterable<ItemId> {
    return this.#copies.keys();
  }

  has(id: ItemId): boolean {
    return this.#copies.has(id);
  }

  statesOf(id: ItemId): readonly Uint8Array[] {
    return this.#copies.get(id)?.states ?? [];
  }

  packsOf(id: ItemId): readonly number[] {
    return this.#copies.get(id)?.packs ?? [];
  }

  isPurged(id: ItemId): boolean {
    return this.#copies.get(id)?.isPurged ?? false;
  }

  pageItem(id: ItemId): PageItem {
    const isPurged = this.isPurged(id);
    return { ...rowOfCopies(id, isPurged ? [] : this.statesOf(id)), packs: this.packsOf(id), isPurged };
  }
}

/** Without what cannot be read. Throws a store failure. */
export async function itemsFromPacks(
  store: Store,
  ports: PagePorts,
  base: Base,
  noteDamaged: (pack: PackId) => void,
): Promise<readonly PageItem[]> {
  const copies = new CopyGatherer();
  for (const { number, pack } of base.packs) {
    const items = await readWholePack(store, ports, pack);
    if (items.ok) copies.add(number, items.value);
    else noteDamaged(pack);
  }
  return [...copies.ids].map((id) => copies.pageItem(id));
}
