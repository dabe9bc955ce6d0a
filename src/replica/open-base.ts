// A stored base, opened: its rows out of their pages, or out of its packs where the pages cannot be read. The pages need no key of the space, so that a start
// reads them while it finds out who the members are.

import type { Store } from "../ports/store.ts";
import { baseKey, EMPTY_BASE, type Base } from "./base.ts";
import { decodeBase } from "./base-codec.ts";
import type { Engine } from "./engine-port.ts";
import { PackSource, type SourceParts } from "./pack-source.ts";
import { RowPages, type PagePorts, type RowPorts } from "./row-pages.ts";
import type { HeldBase } from "./space-base.ts";
import { NO_BASE } from "./state-source.ts";
import { valueOf } from "./store-failure.ts";

export type StoredBase = {
  /** Null: there is none. */
  readonly bytes: Uint8Array | null;
  /** Null where `bytes` are none, those given, or of another form. */
  readonly base: Base | null;
  /** Null where they cannot be read. */
  readonly pages: RowPages | null;
  readonly numbers: readonly number[];
};

/** `known`: the bytes of the base that is held already, whose pages need not be read. Throws a store failure. */
export async function readStoredBase(store: Store, ports: RowPorts, known: Uint8Array | null): Promise<StoredBase> {
  // Together where they cannot turn out to be those that are held.
  const [read, ahead] = await Promise.all([store.readMeta(baseKey(ports.space)), known === null ? store.readPages(ports.space) : null]);
  const bytes = valueOf(read);
  const base = bytes === null || isSameBase(bytes, known) ? null : decodeBase(bytes);
  if (base === null) return { bytes, base, pages: null, numbers: [] };
  const stored = valueOf(ahead ?? (await store.readPages(ports.space)));
  return { bytes, base, pages: await RowPages.open(ports, stored), numbers: stored.map(({ number }) => number) };
}

type OpenParts = {
  readonly store: Store;
  readonly ports: PagePorts;
  readonly source: SourceParts;
  readonly loadEngine: () => Promise<Engine>;
};

/** Throws a store failure. */
export async function openBase({ store, ports, source, loadEngine }: OpenParts, stored: StoredBase): Promise<HeldBase> {
  const { bytes, base, numbers } = stored;
  // Of another form: what was in it is fetched again, as with any replica that holds nothing.
  if (base === null) return { base: EMPTY_BASE, bytes, pages: null, source: NO_BASE };
  const rebuild = async (): Promise<RowPages> => {
    const { itemsFromPacks } = await loadEngine();
    return RowPages.unstored(ports, await itemsFromPacks(store, ports, base, source.noteDamaged), numbers);
  };
  const pages = stored.pages ?? (await rebuild());
  return { base, bytes, pages, source: new PackSource(base, pages, source) };
}

export const isSameBase = (a: Uint8Array | null, b: Uint8Array | null): boolean =>
  a === null || b === null ? a === b : a.length === b.length && a.every((byte, index) => byte === b[index]);
