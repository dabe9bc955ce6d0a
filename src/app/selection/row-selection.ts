// The selection of one view: kept while rows come and go, forgotten with the view. Ranges and "all" reach beyond the rows that are here, so the
// worker is asked for the ids where they are not.

import { createEffect, createSignal, on, untrack, type Accessor } from "solid-js";
import type { ItemId } from "../../base/ids.ts";
import type { TaskWindow } from "../client/task-window.ts";
import { allSelected, inOrder, NOTHING_SELECTED, rangedOver, retained, stretchOf, toggled, type SelectionState } from "./selection.ts";

export interface RowSelection {
  readonly count: Accessor<number>;
  /** Not empty: taps select now. */
  readonly isActive: Accessor<boolean>;
  readonly has: (id: ItemId) => boolean;
  readonly ids: () => readonly ItemId[];
  readonly toggle: (id: ItemId) => void;
  /** Everything from the anchor, or from `from` where there is none, to a row. */
  readonly extendTo: (id: ItemId, from: ItemId | null) => void;
  readonly selectAll: () => void;
  readonly clear: () => void;
  /** In the order of the list. */
  readonly ordered: () => Promise<readonly ItemId[]>;
}

export function createRowSelection(tasks: TaskWindow, allIds: () => Promise<readonly ItemId[]>): RowSelection {
  const [state, setState] = createSignal<SelectionState>(NOTHING_SELECTED);
  const here = (): readonly ItemId[] => tasks.snapshot().ids;
  const areHere = (ids: Iterable<ItemId>): boolean => [...ids].every((id) => here().includes(id));
  /** The ids of the list, or as many as are needed to know where `ids` stand. */
  const idsAround = async (ids: Iterable<ItemId>): Promise<readonly ItemId[]> => (areHere(ids) ? here() : allIds());

  // What has left the list is not selected any more.
  const forgetGone = async (): Promise<void> => {
    const { ids } = untrack(state);
    if (ids.size === 0 || areHere(ids)) return;
    const present = new Set(await allIds());
    setState((now) => retained(now, present));
  };
  createEffect(on(tasks.snapshot, () => void forgetGone(), { defer: true }));

  return {
    count: () => state().ids.size,
    isActive: () => state().ids.size > 0,
    has: (id) => state().ids.has(id),
    ids: () => [...state().ids],
    toggle: (id) => setState((now) => toggled(now, id)),
    extendTo(id, from) {
      const anchor = untrack(state).anchor ?? from ?? id;
      const extend = (ids: readonly ItemId[]) => setState((now) => rangedOver(now, anchor, stretchOf(ids, anchor, id)));
      // At once where it can be: the next key may be about what is selected.
      if (areHere([anchor, id])) extend(here());
      else void allIds().then(extend);
    },
    selectAll() {
      if (tasks.snapshot().total === here().length) setState(allSelected(here()));
      else void allIds().then((ids) => setState(allSelected(ids)));
    },
    clear: () => setState(NOTHING_SELECTED),
    ordered: async () => inOrder(state(), await idsAround(state().ids)),
  };
}
