// What was deleted for good must not stay in a space that this profile has left by joining another one. Once all that such a space holds has been taken along, and
// something of it is deleted, its records, packs and rows go from this store. Its heads stay: a tab that has not heard of the move yet may still append
// behind them, and what it appends is taken along as ever. Then the relay that the space was kept at is asked to forget it, too.

import { ok, type Result } from "../base/result.ts";
import type { PathHead, Store, StoreBatch, StoreError } from "../ports/store.ts";
import { baseKey } from "./base.ts";
import { forgetAtRelay, type ForgettingPorts } from "./forget-at-relay.ts";
import { countRecords } from "./count-records.ts";
import { noBefores } from "./away/kept-befores.ts";
import { noFirstScreen } from "./kept-screen.ts";
import { leftSpacesEntry, readLeftSpaces, readRelayOfLeft, relayOfLeftEntry, type OpenSpace } from "./left-space-entries.ts";
import { readPoison } from "./poison-note.ts";
import type { Space } from "./space.ts";
import { makeBatch } from "./store-batch.ts";
import { catchStoreFailure, valueOf } from "./store-failure.ts";
import type { takeItems } from "./take-items.ts";

type Take = typeof takeItems;

const isEmptied = ({ branch, seq, base }: PathHead): boolean => branch === "" && base?.seq === seq;

/** Whether every record of it has been read and is in the items, which then say all that it says. Throws a store failure. */
async function isAllRead({ core }: Space): Promise<boolean> {
  const { counts, index, base, items, ports, space } = core;
  const isSound = index.damagedPaths === 0 && base.isWhole && items.unreadable.size === 0;
  return isSound && counts.keyless + counts.parked + counts.beyond === 0 && (await readPoison(ports.store, space)).size === 0;
}

async function emptied(store: Store, { core }: Space): Promise<Partial<StoreBatch>> {
  const { space, index, base } = core;
  const trunks = index.heads.filter(({ branch }) => branch === "");
  const heads = trunks.map((head): PathHead => ({ ...head, base: { seq: head.seq, id: head.id } }));
  const left = leftSpacesEntry(await readLeftSpaces(store), { space, records: countRecords(heads) });
  return {
    expect: index.heads.map(({ log, branch, seq, id }) => ({ log, branch, seq, id })),
    expectMeta: [{ key: baseKey(space), value: base.stored }],
    heads,
    prune: heads.map(({ log, branch, seq }) => ({ log, branch, upTo: seq })),
    removePaths: index.heads.filter(({ branch }) => branch !== "").map(({ log, branch }) => ({ log, branch })),
    removePacks: valueOf(await store.listPacks(space)).map(({ pack }) => pack),
    pages: { put: [], remove: valueOf(await store.readPages(space)).map(({ number }) => number) },
    meta: [left, { key: baseKey(space), value: null }, noFirstScreen(space), noBefores(space)],
  };
}

/** Whether something that `into` has deleted for good is still in it, and nothing else would be lost with it. Throws a store failure. */
async function isToBeEmptied(into: Space, left: Space, take: Take): Promise<boolean> {
  const { tombstones } = into.core.items;
  if (![...left.core.items.ids].some((id) => tombstones.has(id)) || !(await isAllRead(left))) return false;
  return (await take(into, left.core.items)).ok;
}

/** Must be asked by the tab that holds the links. */
export function emptyLeftSpaces(into: Space, open: OpenSpace, take: Take): Promise<Result<void, StoreError>> {
  const { core } = into;
  const { store } = core.ports;
  return catchStoreFailure(async () => {
    for (const { space, records } of await readLeftSpaces(store)) {
      const { heads } = valueOf(await store.loadIndex(space));
      if (core.fence === null || space === core.space || heads.every(isEmptied) || countRecords(heads) > records) continue;
      const left = valueOf(await open(space));
      try {
        if (!(await isToBeEmptied(into, left, take))) continue;
        const batch = makeBatch(space, { ...(await emptied(store, left)), fence: core.fence.number });
        valueOf(await store.commit(batch));
      } finally {
        left.close();
      }
    }
    return ok(undefined);
  });
}

/** Has the relay forget what is emptied; tells whether there is nothing to try again. Must be asked by the tab that holds the links. */
export function forgetLeftSpaces(into: Space, open: OpenSpace, ports: ForgettingPorts): Promise<Result<boolean, StoreError>> {
  const { core } = into;
  const { store } = core.ports;
  return catchStoreFailure(async () => {
    let isDone = true;
    for (const { space } of await readLeftSpaces(store)) {
      const { heads } = valueOf(await store.loadIndex(space));
      const origin = await readRelayOfLeft(store, space);
      if (core.fence === null || space === core.space || origin === null || heads.length === 0 || !heads.every(isEmptied)) continue;
      const left = valueOf(await open(space));
      // What others may still be working on is theirs.
      const isAlone = left.core.members.membership.members.size === 1;
      const outcome = isAlone ? await forgetAtRelay(ports, left.core, origin) : "held";
      left.close();
      if (outcome === "forgotten") valueOf(await store.commit(makeBatch(core.space, { meta: [relayOfLeftEntry(space, null)] })));
      isDone &&= outcome !== "not-now";
    }
    return ok(isDone);
  });
}
