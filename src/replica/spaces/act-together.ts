// What is done while all spaces are on screen together: each part of it in the space that has the items. All of it is done, or none as far as that can be:
// what cannot be done in one space is taken back in the others. Tasks that are put into a list of another space move there (move-across.ts).

import type { ItemId } from "../../base/ids.ts";
import { err } from "../../base/result.ts";
import { itemsNamedIn } from "../../model/intent-items.ts";
import type { TaskIntent, TaskPosition } from "../../model/task-intent.ts";
import type { OpenSpaces } from "../open-spaces.ts";
import type { OpenedSpace } from "../opened-space.ts";
import type { Replica } from "../replica.ts";
import { inTurns, isReadOnly, partsOf, type Outcome } from "./in-each-space.ts";
import { moveAcross } from "./move-across.ts";

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
