// What is done while all spaces are on screen together: each part of it in the space that has the items. All of it is done, or none as far as that can be:
// what cannot be done in one space is taken back in the others. Tasks that are put into a list of another space move there (move-across.ts).

import type { ActionId, ItemId } from "../../base/ids.ts";
import { err, ok, type Result } from "../../base/result.ts";
import { itemsNamedIn } from "../../model/intent-items.ts";
import type { TaskIntent, TaskPosition } from "../../model/task-intent.ts";
import type { ActError, ActReceipt } from "../face.ts";
import type { OpenSpaces } from "../open-spaces.ts";
import type { OpenedSpace } from "../opened-space.ts";
import type { Replica } from "../replica.ts";
import { moveAcross } from "./move-across.ts";

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

/** Where it says a space. */
function targetOf(spaces: OpenSpaces, position: TaskPosition): OpenedSpace | null {
  const beside = "task" in position ? position.task : position.list;
  return beside === null ? null : spaces.holding([beside]);
}

async function actInEach(replica: Replica, intent: Extract<TaskIntent, { readonly ids: readonly ItemId[] }>): Promise<Outcome> {
  const parts = partsOf(replica.spaces, intent.ids);
  if (parts.some(({ opened }) => isReadOnly(opened))) return err({ kind: "read-only" });
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return replica.actOn(only.ids, (opened) => opened.act(intent));
  return inTurns(
    replica,
    parts.map(
      ({ ids }) =>
        () =>
          replica.actOn(ids, (opened) => opened.act({ ...intent, ids })),
    ),
  );
}

export async function actTogether(replica: Replica, intent: TaskIntent): Promise<Outcome> {
  const { spaces } = replica;
  if (intent.kind === "move") {
    const target = targetOf(spaces, intent.position);
    const isAcross = target !== null && intent.ids.some((id) => spaces.holding([id]) !== target);
    if (isAcross) return moveAcross(replica, { ids: intent.ids, target, position: intent.position });
  }
  if ("ids" in intent) return actInEach(replica, intent);
  return replica.actOn(itemsNamedIn(intent), (opened) => opened.act(intent));
}
