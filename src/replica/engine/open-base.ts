// A stored base, opened: its rows out of their pages, or out of its packs where the pages cannot be read.

import type { Store } from "../../ports/store.ts";
import { EMPTY_BASE, reachOf } from "../base.ts";
import { PackSource, type SourceParts } from "../pack-source.ts";
import { RowPages, type PagePorts } from "../row-pages.ts";
import type { HeldBase } from "../space-base.ts";
import type { SpaceCore } from "../space-core.ts";
import { NO_BASE } from "../state-source.ts";
import { valueOf } from "../store-failure.ts";
import { decodeBase } from "./base-codec.ts";
import { notePurged } from "./note-purged.ts";
import { itemsFromPacks } from "./rebuild.ts";

/** Throws a store failure. */
export async function openBase(store: Store, ports: PagePorts, bytes: Uint8Array, parts: SourceParts): Promise<HeldBase> {
  const base = decodeBase(bytes);
  // Of another form: what was in it is fetched again, as with any replica that holds nothing.
  if (base === null) return { base: EMPTY_BASE, bytes, pages: null, source: NO_BASE };
  const stored = valueOf(await store.readPages(ports.space));
  const opened = await RowPages.open(ports, stored);
  const stale = stored.map(({ number }) => number);
  const pages = opened ?? RowPages.unstored(ports, await itemsFromPacks(store, ports, base, parts.noteDamaged), stale);
  return { base, bytes, pages, source: new PackSource(base, pages.items, parts) };
}

/** What another tab has put in the place of the base held here. Throws a store failure. */
export async function takeBase(core: SpaceCore, held: HeldBase): Promise<void> {
  const before = core.base.items;
  const rows = [...(held.pages?.items.values() ?? [])];
  const purged = rows.filter(({ id, isPurged }) => isPurged && !core.items.tombstones.has(id)).map(({ id }) => id);
  await core.items.load(purged);
  notePurged(core, purged, reachOf(held.base.cover));
  core.base.take(held);
  const changed = rows.filter((row) => !row.isPurged && before.get(row.id)?.packs.join() !== row.packs.join());
  await core.items.rebase(core.base.source, reachOf(held.base.cover), changed);
}
