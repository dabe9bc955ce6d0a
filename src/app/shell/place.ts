// The places of the app and their addresses: what stands in the address's fragment, so that going back works and a place can be kept.

import { parseIdText, type ItemId } from "../../base/ids.ts";

/** A page of tasks. */
export type TaskPlace = { readonly kind: "open" | "inbox" | "done" | "trash" } | { readonly kind: "list"; readonly list: ItemId };

export type Place =
  | TaskPlace
  | { readonly kind: "lists" }
  /** A list's address that no list can have. */
  | { readonly kind: "unknown" };

export type FixedPlace = "open" | "inbox" | "done" | "trash" | "lists";

const FRAGMENTS: Readonly<Record<FixedPlace, string>> = {
  open: "#tasks",
  inbox: "#inbox",
  lists: "#lists",
  done: "#done",
  trash: "#trash",
};

const FIXED_PLACES: readonly FixedPlace[] = ["open", "inbox", "lists", "done", "trash"];
const LIST = "#list/";

/** All tasks when it names nothing. */
export function placeOfFragment(fragment: string): Place {
  if (fragment.startsWith(LIST)) {
    const list = parseIdText("item", fragment.slice(LIST.length));
    return list === null ? { kind: "unknown" } : { kind: "list", list };
  }
  return { kind: FIXED_PLACES.find((kind) => FRAGMENTS[kind] === fragment) ?? "open" };
}

export const fragmentOf = (kind: FixedPlace): string => FRAGMENTS[kind];

export const fragmentOfList = (list: ItemId): string => LIST + list;

export const isSamePlace = (a: Place, b: Place): boolean =>
  a.kind === b.kind && (a.kind !== "list" || b.kind !== "list" || a.list === b.list);

/** Whether tasks are added on its page, and have an order of the user's own there. */
export const isOrdered = ({ kind }: Place): boolean => kind === "open" || kind === "inbox" || kind === "list";

/** Whether its tasks are of several lists. */
export const spansLists = ({ kind }: Place): boolean => kind !== "inbox" && kind !== "list";

export const isTaskPlace = (place: Place): place is TaskPlace => place.kind !== "lists" && place.kind !== "unknown";
