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
  /** Until what was asked for last is selected: null where it is. What is about the selection waits for this. */
  readonly pending: () => Promise<void> | null;
  /** In the order of the list. */
  readonly ordered: () => Promise<readonly ItemId[]>;
}

const noIds = (): readonly ItemId[] => [];

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

  let pending: Promise<void> | null = null;
  /** One after the other: at once where the ids are here (`known`) and nothing is on its way, since the next key may be about what is selected. */
  const inTurn = (known: () => readonly ItemId[] | null, change: (now: SelectionState, ids: readonly ItemId[]) => SelectionState): void => {
    const ids = pending === null ? known() : null;
    if (ids !== null) {
      setState((now) => change(now, ids));
      return;
    }
    const before = pending;
    const step = async (): Promise<void> => {
      await before?.catch(() => undefined);
      const found = known() ?? (await allIds());
      setState((now) => change(now, found));
    };
    const mine = step().finally(() => {
      if (pending === mine) pending = null;
    });
    pending = mine;
  };

  return {
    count: () => state().ids.size,
    isActive: () => state().ids.size > 0,
    has: (id) => state().ids.has(id),
    ids: () => [...state().ids],
    toggle: (id) => inTurn(noIds, (now) => toggled(now, id)),
    extendTo(id, from) {
      const anchorOf = (now: SelectionState): ItemId => now.anchor ?? from ?? id;
      inTurn(
        () => (areHere([anchorOf(untrack(state)), id]) ? here() : null),
        (now, ids) => rangedOver(now, anchorOf(now), stretchOf(ids, anchorOf(now), id)),
      );
    },
    selectAll() {
      inTurn(
        () => (tasks.snapshot().total === here().length ? here() : null),
        (_, ids) => allSelected(ids),
      );
    },
    clear: () => inTurn(noIds, () => NOTHING_SELECTED),
    pending: () => pending,
    ordered: async () => inOrder(state(), await idsAround(state().ids)),
  };
}
