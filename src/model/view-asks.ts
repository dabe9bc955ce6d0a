// What a saved view asks for of its tasks, and what is typed into a filter: conditions by name, each in words. What is not asked for is "".

import { parseIdText } from "../base/ids.ts";
import { isRecord } from "../base/record.ts";
import { isTag } from "./tag.ts";
import type { FilterDue } from "./task-filter.ts";
import { MAX_ASK_LENGTH, MAX_ASK_NAME_LENGTH, MAX_ASKS } from "./view-schema.ts";

/** Of which tasks: those of Today or of what is to come, as they stand there; what is done; what is open and what is done; "": what is open. */
export type Among = "today" | "upcoming" | "done" | "either" | "";

/** "": whatever it is. */
export type Asked = {
  readonly among: Among;
  readonly text: string;
  readonly due: FilterDue | "";
  readonly priority: "1" | "2" | "3" | "none" | "";
  readonly tag: string;
  /** The text of a list's id, or the inbox. */
  readonly list: string;
  readonly repeats: "yes" | "";
};

export type AskName = keyof Asked;

export const INBOX = "inbox";

export const NOTHING_ASKED: Asked = { among: "", text: "", due: "", priority: "", tag: "", list: "", repeats: "" };

/** In the order in which they are said. */
export const ASK_NAMES: readonly AskName[] = ["among", "text", "due", "priority", "tag", "list", "repeats"];

const isOneOf = (words: readonly string[]) => (value: string) => words.includes(value);

const IS_KNOWN: Readonly<Record<AskName, (value: string) => boolean>> = {
  among: isOneOf(["today", "upcoming", "done", "either"]),
  text: (value) => value.trim() !== "" && value.length <= MAX_ASK_LENGTH,
  due: isOneOf(["overdue", "today", "soon", "none"]),
  priority: isOneOf(["1", "2", "3", "none"]),
  tag: isTag,
  list: (value) => value === INBOX || parseIdText("item", value) !== null,
  repeats: isOneOf(["yes"]),
};

export const isAskName = (name: string): name is AskName => Object.hasOwn(IS_KNOWN, name);

/** Whether this version knows what is asked for. */
export const isKnownAsk = (name: string, value: string): boolean => isAskName(name) && IS_KNOWN[name](value);

const isAsk = ([name, value]: readonly [string, unknown]): boolean =>
  name !== "" && name.length <= MAX_ASK_NAME_LENGTH && typeof value === "string" && value !== "" && value.length <= MAX_ASK_LENGTH;

/** Whether a view can be made to ask for all of it, known here or not. */
export function areAsks(value: unknown): value is Readonly<Record<string, string>> {
  const asks = isRecord(value) ? Object.entries(value) : null;
  return asks !== null && asks.length <= MAX_ASKS && asks.every(isAsk);
}

export type ReadAsks = {
  readonly asked: Asked;
  /** Conditions that only a later version knows. */
  readonly unknown: number;
};

/** What a view asks for that only a later version knows, where `asked` does not ask for something else there. */
export function asksBeyond(asks: Readonly<Record<string, string>>, asked: Asked): Readonly<Record<string, string>> {
  const isSaidHere = (name: string): boolean => isAskName(name) && asked[name] !== "";
  return Object.fromEntries(Object.entries(asks).filter(([name, value]) => !isKnownAsk(name, value) && !isSaidHere(name)));
}

export function readAsks(asks: Readonly<Record<string, string>>): ReadAsks {
  const known = Object.entries(asks).filter(([name, value]) => isKnownAsk(name, value));
  return { asked: { ...NOTHING_ASKED, ...Object.fromEntries(known) }, unknown: Object.keys(asks).length - known.length };
}
