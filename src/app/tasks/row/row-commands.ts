// What is done to tasks from a row, its keys and menu, the details and the selection, as intents with their words: to one task, which is called by
// its title, or to several, which are counted. Each is one action that can be undone.

import type { ItemId } from "../../../base/ids.ts";
import type { PlainDay } from "../../../model/plain-day.ts";
import type { PlainTime } from "../../../model/plain-time.ts";
import type { Priority } from "../../../model/task-schema.ts";
import type { TaskIntent, TaskPosition } from "../../../model/task-intent.ts";
import type { TaskRow } from "../../../model/task-row.ts";
import { listName, type Lists } from "../../client/lists.ts";
import type { TaskActions } from "../../client/task-actions.ts";
import type { TaskWindow } from "../../client/task-window.ts";
import { dayText } from "../../texts/day-texts.ts";
import { actErrorText } from "../../texts/error-texts.ts";
import { t } from "../../texts/messages.ts";
import { timeText } from "../../texts/time-texts.ts";
import type { PickedPlace, SpaceInbox } from "../../lists/list-picker.tsx";
import type { MoveTo } from "./task-menu.tsx";
import { shortTitle } from "./row-title.ts";

/** What an act is done to; at least one. `title` is that of the one. */
export type Targets = { readonly ids: readonly ItemId[]; readonly title: string | null };

export const targetOf = (row: TaskRow): Targets => ({ ids: [row.id], title: shortTitle(row) });

/** "“Taxes”", or "5 tasks": in the middle of other words. */
const whatText = ({ ids, title }: Targets): string => (title === null ? t("what.tasks", ids.length) : t("what.task", title));

/** "Taxes", or "5 tasks": at the end of a line, or alone. */
export const plainWhat = ({ ids, title }: Targets): string => title ?? t("what.tasks", ids.length);

export type TaskCommands = {
  readonly setDone: (targets: Targets, done: boolean) => void;
  readonly trash: (targets: Targets) => void;
  readonly restore: (targets: Targets) => void;
  /** For good. */
  readonly purge: (targets: Targets) => void;
  /** A time stays with its task. */
  readonly setDay: (targets: Targets, day: PlainDay | null) => void;
  readonly setWhen: (targets: Targets, day: PlainDay | null, time: PlainTime | null) => void;
  readonly setPriority: (targets: Targets, priority: Priority | null) => void;
  readonly addTag: (targets: Targets, tag: string) => void;
  readonly removeTag: (targets: Targets, tag: string) => void;
  readonly moveTo: (targets: Targets, place: PickedPlace) => void;
  /** Answers null, or why it was not saved. */
  readonly rename: (row: TaskRow, title: string) => Promise<string | null>;
  readonly resolve: (row: TaskRow, value: string) => void;
};

const zoneNow = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

const priorityText = (priority: Priority | null): string => t(priority === null ? "priority.none" : `priority.${priority}`);

type Run = (intent: TaskIntent, text: () => string, name: () => string, toast: boolean) => void;

export function makeTaskCommands(actions: TaskActions, lists: Lists, today: () => PlainDay): TaskCommands {
  const run: Run = (intent, text, name, toast) => {
    void actions.act(intent, { text, name, toast });
  };
  return { ...makePlanCommands(actions, run, today), ...makeFieldCommands(actions, run, lists) };
}

type PlanCommands = Pick<TaskCommands, "setDone" | "trash" | "restore" | "purge" | "setDay" | "setWhen">;

/** Whether and when there is something to do. */
function makePlanCommands(actions: TaskActions, run: Run, today: () => PlainDay): PlanCommands {
  const whenText = (day: PlainDay | null, time: PlainTime | null): string => {
    if (day === null) return t("act.noDay");
    return time === null ? t("act.day", dayText(day, today())) : t("act.when", dayText(day, today()), timeText(time));
  };
  return {
    setDone(targets, done) {
      const text = (): string => t(done ? "act.done" : "act.reopen", plainWhat(targets));
      run({ kind: "set-done", ids: targets.ids, done }, text, () => t(done ? "name.done" : "name.reopen", whatText(targets)), true);
    },
    trash(targets) {
      run(
        { kind: "trash", ids: targets.ids },
        () => t("act.trash", plainWhat(targets)),
        () => t("name.trash", whatText(targets)),
        true,
      );
    },
    restore(targets) {
      run(
        { kind: "restore", ids: targets.ids },
        () => t("act.restore", plainWhat(targets)),
        () => t("name.restore", whatText(targets)),
        true,
      );
    },
    purge(targets) {
      const all = targets.ids.length;
      void actions.purge(targets.ids, (gone) => (gone < all ? t("purge.some", gone, all - gone) : t("purge.done", plainWhat(targets))));
    },
    setDay(targets, day) {
      run(
        { kind: "set-day", ids: targets.ids, day },
        () => whenText(day, null),
        () => t("name.day", whatText(targets)),
        targets.title === null,
      );
    },
    setWhen(targets, day, time) {
      const intent = { kind: "set-when", ids: targets.ids, day, time, zone: time === null ? null : zoneNow() } as const;
      run(
        intent,
        () => whenText(day, time),
        () => t("name.day", whatText(targets)),
        targets.title === null,
      );
    },
  };
}

function moveToSpace(actions: TaskActions, targets: Targets, { space, name }: SpaceInbox): void {
  const text = (): string => t("act.movedTo", plainWhat(targets), name);
  void actions.moveToSpace(targets.ids, space, null, { text, name: () => t("name.movedToSpace", whatText(targets)), toast: true });
}

/** What is known of a task. */
function makeFieldCommands(actions: TaskActions, run: Run, lists: Lists): Omit<TaskCommands, keyof PlanCommands> {
  return {
    setPriority(targets, priority) {
      const text = (): string => t("act.priority", priorityText(priority));
      run({ kind: "set-priority", ids: targets.ids, priority }, text, () => t("name.priority", whatText(targets)), targets.title === null);
    },
    addTag(targets, tag) {
      run(
        { kind: "add-tag", ids: targets.ids, tag },
        () => t("act.tagged", tag),
        () => t("name.tag", whatText(targets)),
        targets.title === null,
      );
    },
    removeTag(targets, tag) {
      run(
        { kind: "remove-tag", ids: targets.ids, tag },
        () => t("act.untagged", tag),
        () => t("name.tag", whatText(targets)),
        targets.title === null,
      );
    },
    moveTo(targets, place) {
      if (place !== null && typeof place !== "string") return moveToSpace(actions, targets, place);
      const list = place;
      const found = lists.shownOf(list);
      const text = (): string => t("act.movedTo", plainWhat(targets), found === undefined ? t("view.inbox") : listName(found));
      const intent = { kind: "move", ids: targets.ids, position: { at: "start", list } } as const;
      run(intent, text, () => t("name.movedTo", whatText(targets)), true);
    },
    async rename(row, title) {
      const outcome = await actions.act(
        { kind: "rename", id: row.id, title },
        { text: () => t("act.rename"), name: () => t("name.rename"), toast: false },
        false,
      );
      return outcome.ok ? null : actErrorText(outcome.error);
    },
    resolve(row, value) {
      run(
        { kind: "resolve", id: row.id, field: "title", value },
        () => t("act.resolve"),
        () => t("name.resolve"),
        true,
      );
    },
  };
}

/** Where tasks that stand from index `first` to `last` go; null when they are there already. `list`: the one they stand in. */
export function positionOfMove(
  { first, last, list }: { readonly first: number; readonly last: number; readonly list: ItemId | null },
  to: MoveTo,
  idAt: (index: number) => ItemId | undefined,
): TaskPosition | null {
  if (to === "top") return { at: "start", list };
  if (to === "bottom") return { at: "end", list };
  const neighbour = idAt(to === "up" ? first - 1 : last + 1);
  if (neighbour === undefined) return null;
  return { at: to === "up" ? "before" : "after", task: neighbour };
}

function indexAfterMove(index: number, total: number, to: MoveTo): number {
  if (to === "top") return 0;
  if (to === "bottom") return total - 1;
  return to === "up" ? index - 1 : index + 1;
}

export type PlaceCommands = {
  /** Of one or several, in the order of the list. */
  readonly move: (targets: Targets, list: ItemId | null, to: MoveTo) => void;
  /** To where they were dropped; `index` is the one that the first of them has then, as far as is known. */
  readonly place: (targets: Targets, position: TaskPosition, index: number) => void;
};

/** Changes of the order that a list has. */
export function makePlaceCommands(actions: TaskActions, tasks: () => TaskWindow): PlaceCommands {
  const total = (): number => tasks().snapshot().total ?? 0;
  const place: PlaceCommands["place"] = (targets, position, index) => {
    const all = total();
    void actions.act(
      { kind: "move", ids: targets.ids, position },
      { text: () => t("act.moved", index + 1, all), name: () => t("name.move", whatText(targets)), toast: false },
    );
  };
  return {
    place,
    move(targets, list, to) {
      const indexes = targets.ids.map((id) => tasks().indexOf(id)).filter((index) => index >= 0);
      const first = Math.min(...indexes);
      const position = positionOfMove({ first, last: Math.max(...indexes), list }, to, (at) => tasks().idAt(at));
      if (position !== null) place(targets, position, indexAfterMove(first, total(), to));
    },
  };
}
