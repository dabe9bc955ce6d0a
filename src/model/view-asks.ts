// What a saved view asks for of its tasks, and what is typed into a filter: conditions by name, each in words. What is not asked for is "".

import { parseIdText } from "../base/ids.ts";
import { isTag } from "./tag.ts";
import type { FilterDue } from "./task-filter.ts";
import { MAX_ASK_LENGTH } from "./view-schema.ts";

/** "": whatever it is. */
export type Asked = {
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

export const NOTHING_ASKED: Asked = { text: "", due: "", priority: "", tag: "", list: "", repeats: "" };

/** In the order in which they are said. */
export const ASK_NAMES: readonly AskName[] = ["text", "due", "priority", "tag", "list", "repeats"];

const isOneOf = (words: readonly string[]) => (value: string) => words.includes(value);

const IS_KNOWN: Readonly<Record<AskName, (value: string) => boolean>> = {
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

export type ReadAsks = {
  readonly asked: Asked;
  /** Conditions that only a later version knows. */
  readonly unknown: number;
};

export function readAsks(asks: Readonly<Record<string, string>>): ReadAsks {
  const known = Object.entries(asks).filter(([name, value]) => isKnownAsk(name, value));
  return { asked: { ...NOTHING_ASKED, ...Object.fromEntries(known) }, unknown: Object.keys(asks).length - known.length };
}
