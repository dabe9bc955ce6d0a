// What is asked for of the tasks of a view, as its fields have it, and the filter that comes of it.

import { createSignal, type Accessor } from "solid-js";
import { parseIdText } from "../../base/ids.ts";
import type { PlainDay } from "../../model/plain-day.ts";
import type { FilterDue, TaskFilter } from "../../model/task-filter.ts";
import type { Priority } from "../../model/task-schema.ts";
import { addDays } from "../texts/day-texts.ts";

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

export const INBOX = "inbox";

const NOTHING: Asked = { text: "", due: "", priority: "", tag: "", list: "", repeats: "" };

/** Days after today that are soon. */
const SOON_DAYS = 6;

const PRIORITIES = { "1": 1, "2": 2, "3": 3, none: null } as const satisfies Record<string, Priority | null>;

/** Undefined where nothing is asked for. */
export function filterOf({ text, due, priority, tag, list, repeats }: Asked, today: PlainDay): TaskFilter | undefined {
  const filter: TaskFilter = {
    ...(text.trim() === "" ? {} : { text }),
    ...(due === "" ? {} : { due: { kind: due, today, last: addDays(today, SOON_DAYS) } }),
    ...(priority === "" ? {} : { priority: PRIORITIES[priority] }),
    ...(tag === "" ? {} : { tag }),
    ...(list === "" ? {} : { list: list === INBOX ? null : parseIdText("item", list) }),
    ...(repeats === "" ? {} : { repeats: true as const }),
  };
  return Object.keys(filter).length === 0 ? undefined : filter;
}

export type FilterState = {
  readonly isOpen: Accessor<boolean>;
  readonly asked: Accessor<Asked>;
  /** Undefined: all are shown. */
  readonly filter: Accessor<TaskFilter | undefined>;
  readonly ask: (parts: Partial<Asked>) => void;
  readonly open: () => void;
  /** And shows all again. */
  readonly close: () => void;
};

export function createFilterState(today: () => PlainDay): FilterState {
  const [asked, setAsked] = createSignal(NOTHING);
  const [isOpen, setOpen] = createSignal(false);
  return {
    isOpen,
    asked,
    filter: () => filterOf(asked(), today()),
    ask: (parts) => setAsked((present) => ({ ...present, ...parts })),
    open: () => setOpen(true),
    close() {
      setOpen(false);
      setAsked(NOTHING);
    },
  };
}
