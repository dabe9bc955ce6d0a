// Moves tasks, notes and whole lists from one space to another. A space has members and keys of its own, so what moves becomes a new item there: a copy of the
// whole document under a new id, as the old id stays with its space for ever. The copy is durable before the original goes into the trash, and what was changed
// meanwhile is brought after it. Broken off in between, it stands in both spaces until that is gone on with at the next start (moving-notes.ts). Taking it back
// brings the original back and puts the copy into the trash.

import { ID_BYTES, makeId, type ItemId } from "../../base/ids.ts";
import { err, ok, type Result } from "../../base/result.ts";
import type { TaskPosition } from "../../model/task-intent.ts";
import { refused, UNREADABLE, type Refused } from "../act-error.ts";
import type { ActReceipt } from "../face.ts";
import type { OpenedSpace } from "../opened-space.ts";
import type { Replica } from "../replica.ts";
import { makeBatch, NO_SPACE } from "../store-batch.ts";
import { catchStoreFailure } from "../store-failure.ts";
import { inTurns, isReadOnly, partsOf, type Outcome } from "./in-each-space.ts";
import { buildCopies, buildRemoval, originalOf, type Copying, type Original } from "./copy-items.ts";
import { movingEntry, readMoving, type Moving } from "./moving-notes.ts";

export type MoveAcross = { readonly ids: readonly ItemId[]; readonly target: OpenedSpace; readonly position: TaskPosition };

/** Somebody else writes into what moves all the time. */
const MAX_TRIES = 20;

/** With the tasks of the lists among them and the parts of all these, which go along. */
export function withTasksOf({ space }: OpenedSpace, ids: readonly ItemId[]): readonly ItemId[] {
  const { index } = space.core.items;
  const tasks = ids.filter((id) => index.lists.has(id)).flatMap((list) => index.tasksIn(list));
  const all = [...ids, ...tasks];
  return [...new Set([...ids, ...[...tasks, ...index.partsOf(all)].filter((id) => index.row(id)?.trashed === false)])];
}

/** As they are now. Throws a store failure. */
export async function readOriginals({ space }: OpenedSpace, ids: readonly ItemId[]): Promise<Result<readonly Original[], Refused>> {
  const { items } = space.core;
  const documents = await items.readDocuments(ids);
  const originals: Original[] = [];
  for (const id of ids) {
    if (items.unreadable.has(id)) return err(UNREADABLE);
    const original = originalOf(id, documents.get(id));
    if (!original.ok) return original;
    originals.push(original.value);
  }
  return ok(originals);
}

type Move = { readonly source: OpenedSpace; readonly target: OpenedSpace; readonly moving: Moving; readonly position: TaskPosition };

/** Throws a store failure. */
async function copyThere(
  { source, target, moving, position }: Move,
  replica: Replica,
): Promise<Result<readonly [Outcome, readonly Original[]], Refused>> {
  const originals = await readOriginals(source, [...moving.items.keys()]);
  if (!originals.ok) return originals;
  const copying: Copying = { originals: originals.value, copies: moving.items, position };
  const { store } = replica.ports;
  const others = (await readMoving(store, target.id)).filter((other) => !isSameMove(other, moving));
  const copied = await (
    await target.actions()
  ).write(target.space, {
    items: () => [...moving.items.values()],
    build: (stamp) => {
      const built = buildCopies(target.space.core.items, copying, stamp);
      return built.ok && built.value !== null ? ok({ ...built.value, meta: [movingEntry(target.id, [...others, moving])] }) : built;
    },
  });
  return ok([copied, originals.value]);
}

/** Or a part of it. */
function isSameMove(a: Moving, b: Moving): boolean {
  const copies = new Set(a.items.values());
  return [...b.items.values()].some((copy) => copies.has(copy));
}

/** Null: what was copied is not what is there any more. Throws a store failure. */
async function removeHere({ source, target, moving }: Move, originals: readonly Original[], replica: Replica): Promise<Outcome | null> {
  const others = (await readMoving(replica.ports.store, target.id)).filter((other) => !isSameMove(other, moving));
  let isOther = false;
  const removed = await (
    await source.actions()
  ).write(source.space, {
    items: () => originals.map(({ id }) => id),
    build: (stamp) => {
      const built = buildRemoval(source.space.core.items, originals, stamp);
      isOther = built === null;
      return ok(built === null ? null : { ...built, meta: [movingEntry(target.id, others)] });
    },
  });
  return isOther ? null : removed;
}

/** Throws a store failure. */
async function move(replica: Replica, one: Move): Promise<Outcome> {
  let made: ActReceipt | null = null;
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const there = await copyThere(one, replica);
    if (!there.ok) return there;
    const [copied, originals] = there.value;
    if (!copied.ok) return copied;
    made ??= copied.value;
    const first = made;
    const removed = await removeHere(one, originals, replica);
    if (removed !== null) return inTurns(replica, [() => Promise.resolve(ok(first)), () => Promise.resolve(removed)]);
  }
  return err(refused("invalid"));
}

const storeErrors = async (act: () => Promise<Outcome>): Promise<Outcome> => {
  const done = await catchStoreFailure(async () => ok(await act()));
  return done.ok ? done.value : err({ kind: "store", error: done.error });
};

/** In the order given, space by space; tasks that are in the other space already go to their place last. */
export async function moveAcross(replica: Replica, { ids, target, position }: MoveAcross): Promise<Outcome> {
  const parts = partsOf(replica.spaces, ids).filter(({ opened }) => opened !== target);
  // What comes to a space that is being left might not go out any more.
  if (replica.spaces.leaving.marks.has(target.id)) return err({ kind: "read-only" });
  if ([target, ...parts.map(({ opened }) => opened)].some((opened) => isReadOnly(opened))) return err({ kind: "read-only" });
  const newId = (): ItemId => makeId("item", replica.ports.random(ID_BYTES.item));
  const moves = parts.map(({ opened: source, ids: own }): Move => {
    const items = new Map(withTasksOf(source, own).map((id) => [id, newId()] as const));
    return { source, target, position, moving: { from: source.id, items } };
  });
  const { index } = target.space.core.items;
  const there = ids.filter((id) => replica.spaces.holding([id]) === target && index.row(id) !== null);
  const place = (): Promise<Outcome> => target.act({ kind: "move", ids: there, position });
  return alone(replica, () =>
    inTurns(replica, [...moves.map((one) => () => storeErrors(() => move(replica, one))), ...(there.length > 0 ? [place] : [])]),
  );
}

/** Another tab may be going on with what was broken off. */
async function alone(replica: Replica, act: () => Promise<Outcome>): Promise<Outcome> {
  let outcome: Outcome = err(refused("invalid"));
  await replica.ports.alone(async () => {
    outcome = await act();
  });
  return outcome;
}

const isThere = ({ space }: OpenedSpace, id: ItemId): boolean => {
  const { index } = space.core.items;
  const row = index.row(id) ?? index.notes.row(id) ?? index.listRows().find((list) => list.id === id);
  return row?.trashed === false;
};

/** Throws a store failure. */
async function finish(replica: Replica, target: OpenedSpace, moving: Moving): Promise<Outcome | null> {
  const source = replica.spaces.find(moving.from);
  if (source === null || isReadOnly(source) || isReadOnly(target)) return null;
  // A copy that somebody has thrown away meanwhile is left alone, and so is its original.
  const left = [...moving.items].filter(([id, copy]) => isThere(source, id) && isThere(target, copy));
  if (left.length > 0) {
    return move(replica, { source, target, moving: { ...moving, items: new Map(left) }, position: { at: "end", list: null } });
  }
  const others = (await readMoving(replica.ports.store, target.id)).filter((other) => !isSameMove(other, moving));
  const crossed = await replica.ports.store.commit(makeBatch(NO_SPACE, { meta: [movingEntry(target.id, others)] }));
  return crossed.ok ? ok({ action: null, items: [] }) : err({ kind: "store", error: crossed.error });
}

/** Goes on with what was broken off. What cannot be done now is tried at the next start. */
export async function finishMoves(replica: Replica): Promise<void> {
  for (const target of replica.spaces.all) {
    const open = await catchStoreFailure(async () => ok(await readMoving(replica.ports.store, target.id)));
    for (const moving of open.ok ? open.value : []) {
      await alone(replica, () => storeErrors(async () => (await finish(replica, target, moving)) ?? err({ kind: "read-only" })));
    }
  }
}
