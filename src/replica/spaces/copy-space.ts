// Keeps a copy of what is in a shared space in the user's own one, for who is about to leave it: new items under new ids, lists with their tasks, views, and tasks that are
// in no list in one that is called as the space is. It is one action, which can be taken back.

import { ID_BYTES, makeId, type ItemId } from "../../base/ids.ts";
import { err, ok } from "../../base/result.ts";
import type { OpenedSpace } from "../opened-space.ts";
import type { Replica } from "../replica.ts";
import { batchesOf } from "../item-documents.ts";
import { catchStoreFailure } from "../store-failure.ts";
import { buildCopies, type Copying } from "./copy-items.ts";
import { inTurns, type Outcome } from "./in-each-space.ts";
import { readOriginals } from "./move-across.ts";

const BATCH_ITEMS = 200;

type Live = { readonly ids: readonly ItemId[]; readonly hasListless: boolean };

/** What is not in the trash. */
function liveItems({ space }: OpenedSpace): Live {
  const { index } = space.core.items;
  const lists = index.listRows().flatMap(({ id, trashed }) => (trashed ? [] : [id]));
  const tasks = [...index.rows()].filter(({ trashed }) => !trashed);
  const notes = index.notes.query("notes").slice(0, Number.MAX_SAFE_INTEGER);
  return {
    ids: [...lists, ...index.views.kept.map(({ id }) => id), ...tasks.map(({ id }) => id), ...notes.map(({ id }) => id)],
    hasListless: tasks.some(({ list }) => list === null || !lists.includes(list)),
  };
}

/** A part of them. */
async function copyBatch(
  replica: Replica,
  source: OpenedSpace,
  ids: readonly ItemId[],
  copying: Omit<Copying, "originals">,
): Promise<Outcome> {
  const { own } = replica.spaces;
  const copied = await catchStoreFailure(async () => {
    const originals = await readOriginals(source, ids);
    if (!originals.ok) return ok<Outcome>(originals);
    const actions = await own.actions();
    const written = await actions.write(own.space, {
      items: () => ids.map((id) => copying.copies.get(id) ?? id),
      build: (stamp) => buildCopies(own.space.core.items, { ...copying, originals: originals.value }, stamp),
    });
    return ok<Outcome>(written);
  });
  return copied.ok ? copied.value : err({ kind: "store", error: copied.error });
}

/** `name`: of the list for tasks that are in none. */
export function copyIntoOwn(replica: Replica, source: OpenedSpace, name: string): Promise<Outcome> {
  const { own } = replica.spaces;
  const newId = (): ItemId => makeId("item", replica.ports.random(ID_BYTES.item));
  const { ids, hasListless } = liveItems(source);
  const list = hasListless ? newId() : null;
  const copying = { copies: new Map(ids.map((id) => [id, newId()] as const)), position: { at: "end", list } } as const;
  const batches = [...batchesOf(ids, BATCH_ITEMS)].map((batch) => () => copyBatch(replica, source, batch, copying));
  const makeList = (id: ItemId) => () => own.act({ kind: "create-list", id, name, color: "blue", position: { at: "end" } });
  return inTurns(replica, [...(list === null ? [] : [makeList(list)]), ...batches]);
}
