// The places of the app and their addresses: what stands in the address's fragment, so that going back works and a place can be kept.

import { parseIdText, type ItemId } from "../../base/ids.ts";

/** A page of tasks. */
export type TaskPlace =
  | { readonly kind: "today" | "upcoming" | "open" | "inbox" | "done" | "trash" }
  | { readonly kind: "list"; readonly list: ItemId }
  /** A saved view. */
  | { readonly kind: "view"; readonly view: ItemId };

export type Place =
  | TaskPlace
  | { readonly kind: "lists" }
  | { readonly kind: "notes" }
  | { readonly kind: "note"; readonly note: ItemId }
  /** One task, wherever it is: its page is that of its list, with its details open. */
  | { readonly kind: "task"; readonly task: ItemId }
  /** An address of a list, a view or a note that none can have. */
  | { readonly kind: "unknown" };

export type FixedPlace = "today" | "upcoming" | "open" | "inbox" | "done" | "trash" | "lists" | "notes";

const FRAGMENTS: Readonly<Record<FixedPlace, string>> = {
  today: "#today",
  upcoming: "#upcoming",
  open: "#tasks",
  inbox: "#inbox",
  lists: "#lists",
  notes: "#notes",
  done: "#done",
  trash: "#trash",
};

export const FIXED_PLACES: readonly FixedPlace[] = ["today", "upcoming", "open", "inbox", "lists", "notes", "done", "trash"];
const LIST = "#list/";
const VIEW = "#view/";
const NOTE = "#note/";
const TASK = "#task/";

/** Today when it names nothing. */
export function placeOfFragment(fragment: string): Place {
  if (fragment.startsWith(LIST)) {
    const list = parseIdText("item", fragment.slice(LIST.length));
    return list === null ? { kind: "unknown" } : { kind: "list", list };
  }
  if (fragment.startsWith(VIEW)) {
    const view = parseIdText("item", fragment.slice(VIEW.length));
    return view === null ? { kind: "unknown" } : { kind: "view", view };
  }
  if (fragment.startsWith(NOTE)) {
    const note = parseIdText("item", fragment.slice(NOTE.length));
    return note === null ? { kind: "unknown" } : { kind: "note", note };
  }
  if (fragment.startsWith(TASK)) {
    const task = parseIdText("item", fragment.slice(TASK.length));
    return task === null ? { kind: "unknown" } : { kind: "task", task };
  }
  return { kind: FIXED_PLACES.find((kind) => FRAGMENTS[kind] === fragment) ?? "today" };
}

export const fragmentOf = (kind: FixedPlace): string => FRAGMENTS[kind];

export const fragmentOfList = (list: ItemId): string => LIST + list;

export const fragmentOfView = (view: ItemId): string => VIEW + view;

export const fragmentOfNote = (note: ItemId): string => NOTE + note;

export const fragmentOfTask = (task: ItemId): string => TASK + task;

const itemOf = (place: Place): ItemId | null => {
  if (place.kind === "list") return place.list;
  if (place.kind === "view") return place.view;
  if (place.kind === "task") return place.task;
  return place.kind === "note" ? place.note : null;
};

export const isSamePlace = (a: Place, b: Place): boolean => a.kind === b.kind && itemOf(a) === itemOf(b);

/** Whether tasks are added on its page. */
export const takesTasks = (place: Place): boolean => place.kind === "today" || isOrdered(place);

/** Whether tasks have an order of the user's own on its page. */
export const isOrdered = ({ kind }: Place): boolean => kind === "open" || kind === "inbox" || kind === "list" || kind === "view";

/** Whether its tasks are of several lists. */
export const spansLists = ({ kind }: Place): boolean => kind !== "inbox" && kind !== "list";

export const isTaskPlace = (place: Place): place is TaskPlace =>
  place.kind !== "lists" && place.kind !== "unknown" && place.kind !== "task" && !isNotePlace(place);

/** The list of notes, or one of them. */
export const isNotePlace = ({ kind }: Place): boolean => kind === "notes" || kind === "note";
