// A store whose meta rows and pages are sealed under the profile's master key (sealed-rows.ts) on their way into another store, names included. Records,
// packs and statements pass as they are: those are sealed under the space's keys, or open by nature. Sealing takes turns of the event loop; calls still
// reach the store below in the order in which they were made.

import { err, ok, type Result } from "../base/result.ts";
import type { SpaceId } from "../base/ids.ts";
import type { Store, StoreBatch, StoredPage, StoreError } from "../ports/store.ts";
import { openMetaRow, openPage, sealedKey, sealMetaValue, sealPage, staysPlain } from "./sealed-rows.ts";
import type { Sealer } from "./sealer.ts";

const UNREADABLE: Result<never, StoreError> = err({ kind: "unavailable", reason: "a sealed row cannot be read" });

const isToSeal = ({ meta, expectMeta = [], pages }: StoreBatch): boolean =>
  [...meta, ...expectMeta].some(({ key }) => !staysPlain(key)) || (pages?.put.length ?? 0) > 0;

export function makeSealedStore(inner: Store, sealer: Sealer): Store {
  const rows = new SealedRows(sealer);
  const line = new Line();
  return {
    loadIndex: (space) => line.after(() => inner.loadIndex(space)),
    readRecords: (space, path, fromSeq, limit) => line.after(() => inner.readRecords(space, path, fromSeq, limit)),
    commit: (batch, onPlaced) =>
      isToSeal(batch)
        ? line.join(rows.seal(batch), (sealed) => rows.committed(inner.commit(sealed, onPlaced), batch, sealed))
        : line.after(() => inner.commit(batch, onPlaced)),
    setRecordStates: (space, states) => line.after(() => inner.setRecordStates(space, states)),
    repairRecords: (space, records) => line.after(() => inner.repairRecords(space, records)),
    removeSpace: (space) => line.after(() => inner.removeSpace(space)),
    readPages: (space) => line.after(async () => rows.openPages(space, await inner.readPages(space))),
    readBlocks: (space, pack, firstIndex, maxBlocks) => line.after(() => inner.readBlocks(space, pack, firstIndex, maxBlocks)),
    listPacks: (space) => line.after(() => inner.listPacks(space)),
    readMeta: (key) =>
      staysPlain(key)
        ? line.after(() => inner.readMeta(key))
        : line.join(rows.key(key), async (sealed) => rows.openMeta(key, await inner.readMeta(sealed))),
    raiseFence: () => line.after(() => inner.raiseFence()),
    estimate: () => inner.estimate(),
    close: () => inner.close(),
  };
}

/** Calls in the order in which they were made, though some have something to make ready first. */
class Line {
  /** Until what is being made ready has been handed on; null while nothing is. */
  #last: Promise<unknown> | null = null;

  after<T>(call: () => Promise<T>): Promise<T> {
    return this.#last === null ? call() : this.#last.then(call);
  }

  join<P, T>(making: Promise<P>, call: (made: P) => Promise<T>): Promise<T> {
    const before = this.#last;
    // The answer in a box: a promise by itself would be waited for.
    const handed = (async (): Promise<{ readonly answer: Promise<T> }> => {
      const made = await making;
      await before;
      return { answer: call(made) };
    })();
    const mine: Promise<unknown> = handed.then(
      () => this.#leave(mine),
      () => this.#leave(mine),
    );
    this.#last = mine;
    return handed.then(({ answer }) => answer);
  }

  #leave(mine: Promise<unknown>): void {
    if (this.#last === mine) this.#last = null;
  }
}

class SealedRows {
  readonly #sealer: Sealer;
  readonly #keys = new Map<string, Promise<string>>();

  constructor(sealer: Sealer) {
    this.#sealer = sealer;
  }

  key(key: string): Promise<string> {
    if (staysPlain(key)) return Promise.resolve(key);
    const known = this.#keys.get(key);
    if (known !== undefined) return known;
    const made = sealedKey(this.#sealer, key);
    this.#keys.set(key, made);
    return made;
  }

  async #value(key: string, value: Uint8Array | null): Promise<Uint8Array | null> {
    return value === null || staysPlain(key) ? value : sealMetaValue(this.#sealer, { key, value });
  }

  async seal(batch: StoreBatch): Promise<StoreBatch> {
    const sealRow = async ({ key, value }: StoreBatch["meta"][number]): Promise<StoreBatch["meta"][number]> => {
      const [sealed, content] = await Promise.all([this.key(key), this.#value(key, value)]);
      return { key: sealed, value: content };
    };
    const [meta, expectMeta, pages] = await Promise.all([
      Promise.all(batch.meta.map(sealRow)),
      Promise.all((batch.expectMeta ?? []).map(sealRow)),
      Promise.all((batch.pages?.put ?? []).map((page) => sealPage(this.#sealer, batch.space, page))),
    ]);
    const sealed = batch.expectMeta === undefined ? { ...batch, meta } : { ...batch, meta, expectMeta };
    return batch.pages === undefined ? sealed : { ...sealed, pages: { ...batch.pages, put: pages } };
  }

  /** An answer speaks of the names that were given. */
  async committed(committing: Promise<Result<void, StoreError>>, batch: StoreBatch, sealed: StoreBatch): Promise<Result<void, StoreError>> {
    const committed = await committing;
    if (committed.ok || committed.error.kind !== "meta-moved") return committed;
    const { key } = committed.error;
    const place = sealed.expectMeta?.findIndex((expected) => expected.key === key) ?? -1;
    return err({ kind: "meta-moved", key: batch.expectMeta?.[place]?.key ?? key });
  }

  async openMeta(key: string, read: Result<Uint8Array | null, StoreError>): Promise<Result<Uint8Array | null, StoreError>> {
    if (!read.ok || read.value === null) return read;
    const row = await openMetaRow(this.#sealer, read.value);
    return row?.key === key ? ok(row.value) : UNREADABLE;
  }

  /** One that cannot be opened has nothing in it: it is made again. */
  async openPages(space: SpaceId, read: Result<readonly StoredPage[], StoreError>): Promise<Result<readonly StoredPage[], StoreError>> {
    if (!read.ok) return read;
    const open = async (page: StoredPage): Promise<StoredPage> =>
      (await openPage(this.#sealer, space, page)) ?? { number: page.number, bytes: new Uint8Array(0) };
    return ok(await Promise.all(read.value.map(open)));
  }
}
