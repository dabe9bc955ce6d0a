// Which rows of a list are selected, as plain values: toggled one by one, or by ranges from an anchor. A new range from the same anchor takes the
// place of the one before it, as lists everywhere do.

import type { ItemId } from "../../base/ids.ts";

export type SelectionState = {
  readonly ids: ReadonlySet<ItemId>;
  /** Where ranges begin: the row selected last. */
  readonly anchor: ItemId | null;
  /** The ids of the present range. */
  readonly range: readonly ItemId[];
};

export const NOTHING_SELECTED: SelectionState = { ids: new Set(), anchor: null, range: [] };

export function toggled({ ids }: SelectionState, id: ItemId): SelectionState {
  const next = new Set(ids);
  if (!next.delete(id)) next.add(id);
  return { ids: next, anchor: id, range: [] };
}

/** With everything between the anchor and a row: `range`, both included. */
export function rangedOver(state: SelectionState, anchor: ItemId, range: readonly ItemId[]): SelectionState {
  const ids = new Set(state.ids);
  if (state.anchor === anchor) for (const id of state.range) ids.delete(id);
  for (const id of range) ids.add(id);
  return { ids, anchor, range };
}

export const allSelected = (ids: readonly ItemId[]): SelectionState => ({ ids: new Set(ids), anchor: ids[0] ?? null, range: [] });

/** Without those that are not in the list any more. */
export function retained(state: SelectionState, present: ReadonlySet<ItemId>): SelectionState {
  if ([...state.ids].every((id) => present.has(id))) return state;
  const ids = new Set([...state.ids].filter((id) => present.has(id)));
  return {
    ids,
    anchor: state.anchor !== null && present.has(state.anchor) ? state.anchor : null,
    range: state.range.filter((id) => present.has(id)),
  };
}

/** The stretch of `ids` from one to the other, whichever comes first; only `to` when `from` is not there. */
export function stretchOf(ids: readonly ItemId[], from: ItemId, to: ItemId): readonly ItemId[] {
  const start = ids.indexOf(from);
  const end = ids.indexOf(to);
  if (end < 0) return [];
  if (start < 0) return [to];
  return ids.slice(Math.min(start, end), Math.max(start, end) + 1);
}

/** The selected ids in the order of the list. */
export const inOrder = (state: SelectionState, ids: readonly ItemId[]): readonly ItemId[] => {
  const places = new Map(ids.map((id, index) => [id, index]));
  const placeOf = (id: ItemId): number => places.get(id) ?? Number.MAX_SAFE_INTEGER;
  return [...state.ids].toSorted((a, b) => placeOf(a) - placeOf(b));
};
