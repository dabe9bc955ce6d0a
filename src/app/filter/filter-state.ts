// What is asked for of the tasks of a view, as its fields have it, and the filter that comes of it.

import { createMemo, createSignal, type Accessor } from "solid-js";
import { parseIdText } from "../../base/ids.ts";
import type { PlainDay } from "../../model/plain-day.ts";
import type { TaskFilter } from "../../model/task-filter.ts";
import type { Priority } from "../../model/task-schema.ts";
import { INBOX, NOTHING_ASKED, ASK_NAMES, type Asked } from "../../model/view-asks.ts";
import { addDays } from "../texts/day-texts.ts";

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
  /** What is asked for otherwise than by the view that is shown; null: nothing. */
  readonly changed: Accessor<Partial<Asked> | null>;
  readonly ask: (parts: Partial<Asked>) => void;
  readonly open: () => void;
  /** And shows all again, or what the view asks for. */
  readonly close: () => void;
};

/** What a view asks for, condition by condition, where it is not what `asked` says. */
export function changesTo(saved: Asked, asked: Partial<Asked>): Partial<Asked> | null {
  const changed = ASK_NAMES.filter((name) => asked[name] !== undefined && asked[name] !== saved[name]);
  return changed.length === 0 ? null : Object.fromEntries(changed.map((name) => [name, asked[name]]));
}

/** `saved`: what the view that is shown asks for; what is asked for here stands over it. */
export function createFilterState(today: () => PlainDay, saved: () => Asked = () => NOTHING_ASKED): FilterState {
  const [own, setOwn] = createSignal<Partial<Asked>>({});
  const [isOpen, setOpen] = createSignal(false);
  const asked = createMemo(() => ({ ...saved(), ...own() }));
  return {
    isOpen,
    asked,
    filter: () => filterOf(asked(), today()),
    changed: () => changesTo(saved(), own()),
    ask: (parts) => setOwn((present) => ({ ...present, ...parts })),
    open: () => setOpen(true),
    close() {
      setOpen(false);
      setOwn({});
    },
  };
}
