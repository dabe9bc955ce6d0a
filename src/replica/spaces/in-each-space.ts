// What is done in several spaces as one: each part in the space that has the items, all of it or none as far as that can be.

import type { ActionId, ItemId } from "../../base/ids.ts";
import { ok, type Result } from "../../base/result.ts";
import type { ActError, ActReceipt } from "../face.ts";
import type { OpenSpaces } from "../open-spaces.ts";
import type { OpenedSpace } from "../opened-space.ts";
import type { Replica } from "../replica.ts";

export type Outcome = Result<ActReceipt, ActError>;

type Part = { readonly opened: OpenedSpace; readonly ids: readonly ItemId[] };

/** By the space that has them, in the order in which it comes first. */
export function partsOf(spaces: OpenSpaces, ids: readonly ItemId[]): readonly Part[] {
  const idsBySpace = new Map<OpenedSpace, ItemId[]>();
  for (const id of ids) {
    const opened = spaces.holding([id]);
    idsBySpace.set(opened, [...(idsBySpace.get(opened) ?? []), id]);
  }
  return [...idsBySpace].map(([opened, own]) => ({ opened, ids: own }));
}

export const isReadOnly = ({ space: { core } }: OpenedSpace): boolean => !core.members.mayWrite(core.self);

/** One after the other, as one. */
export async function inTurns(replica: Replica, steps: readonly (() => Promise<Outcome>)[]): Promise<Outcome> {
  const actions: ActionId[] = [];
  const items: ItemId[] = [];
  for (const step of steps) {
    const done = await step();
    if (!done.ok) {
      // What cannot be taken back now stays done: the error is of what is not.
      for (const action of actions.toReversed()) await replica.undo(action);
      return done;
    }
    const { before = [], action } = done.value;
    actions.push(...before, ...(action === null ? [] : [action]));
    items.push(...done.value.items);
  }
  const last = actions.at(-1) ?? null;
  return ok({ action: last, items, before: actions.slice(0, -1) });
}
