// What is done to tasks from a row, its keys and menu, the details and the selection, as intents with their words: to one task, which is called by
// its title, or to several, which are counted. Each is one action that can be undone.

import type { ItemId } from "../../../base/ids.ts";
import type { PlainDay } from "../../../model/plain-day.ts";
import type { PlainTime } from "../../../model/plain-time.ts";
import type { Section } from "../../../model/sections.ts";
import type { Repeat } from "../../../model/repeat.ts";
import type { Priority } from "../../../model/task-schema.ts";
import type { TaskIntent, TaskPosition } from "../../../model/task-intent.ts";
import type { TaskRow } from "../../../model/task-row.ts";
import { listName, type Lists } from "../../client/lists.ts";
import type { ActReceipt } from "../../../replica/face.ts";
import type { TaskActions, Telling } from "../../client/task-actions.ts";
import type { TaskSnapshot, TaskWindow } from "../../client/task-window.ts";
import { dayText } from "../../texts/day-texts.ts";
import { actErrorText } from "../../texts/error-texts.ts";
import { t } from "../../texts/messages.ts";
import { timeText } from "../../texts/time-texts.ts";
import type { PickedPlace, SpaceInbox } from "../../lists/list-picker.tsx";
import { moveOf, positionInto, positionOutOf, type Home, type MoveTo } from "./outline-moves.ts";
import { shortTitle } from "./row-title.ts";

/** What an act is done to; at least one. `title` is that of the one. */
export type Targets = { readonly ids: readonly ItemId[]; readonly title: string | null };

export const targetOf = (row: TaskRow): Targets => ({ ids: [row.id], title: shortTitle(row) });

/** Of what is held: `words` are the title of one. */
export const heldTargets = ({ ids, words }: { readonly ids: Targets["ids"]; readonly words: string }): Targets => ({
  ids,
  title: ids.length > 1 ? null : words,
});

/** "“Taxes”", or "5 tasks": in the middle of other words. */
export const whatText = ({ ids, title }: Targets): string => (title === null ? t("what.tasks", ids.length) : t("what.task", title));

/** "Taxes", or "5 tasks": at the end of a line, or alone. */
export const plainWhat = ({ ids, title }: Targets): string => title ?? t("what.tasks", ids.length);

export type TaskCommands = {
  /** `withParts`: says of one task how many parts went along. */
  readonly setDone: (targets: Targets, done: boolean, withParts?: boolean) => void;
  /** Those that repeat go on to their next day without having been done. */
  readonly skip: (targets: Targets) => void;
  readonly setRepeat: (targets: Targets, repeat: Repeat | null) => void;
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
  readonly setStart: (targets: Targets, start: PlainDay | null) => void;
  /** Of a list; null: above all of them. */
  readonly toSection: (targets: Targets, list: ItemId, section: Section | null) => void;
  /** With their parts. */
  readonly duplicate: (targets: Targets) => void;
  readonly moveTo: (targets: Targets, place: PickedPlace) => void;
  /** Answers null, or why it was not saved. */
  readonly rename: (row: TaskRow, title: string) => Promise<string | null>;
  readonly resolve: (row: TaskRow, value: string) => void;
};

const zoneNow = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

const priorityText = (priority: Priority | null): string => t(priority === null ? "priority.none" : `priority.${priority}`);

type Run = (intent: TaskIntent, text: Telling["text"], name: () => string, toast: boolean) => void;

export function makeTaskCommands(actions: TaskActions, lists: Lists, today: () => PlainDay): TaskCommands {
  const run: Run = (intent, text, name, toast) => {
    void actions.act(intent, { text, name, toast });
  };
  return {
    ...makePlanCommands(actions, run, today),
    ...makeRepeatCommands(run, today),
    ...makeStructureCommands(actions, run, today),
    ...makeFieldCommands(actions, run, lists),
  };
}

type PlanCommands = Pick<TaskCommands, "setDone" | "trash" | "restore" | "purge" | "setDay" | "setWhen">;

/** Whether and when there is something to do. */
function makePlanCommands(actions: TaskActions, run: Run, today: () => PlainDay): PlanCommands {
  const whenText = (day: PlainDay | null, time: PlainTime | null): string => {
    if (day === null) return t("act.noDay");
    return time === null ? t("act.day", dayText(day, today())) : t("act.when", dayText(day, today()), timeText(time));
  };
  return {
    setDone(targets, done, withParts = true) {
      const text = ({ items, next }: Pick<ActReceipt, "items" | "next">): string => {
        if (next !== undefined) return t("act.doneNext", plainWhat(targets), dayText(next, today()));
        const along = items.length - targets.ids.length;
        if (done && withParts && targets.title !== null && along > 0) return t("act.doneWithParts", targets.title, along);
        return t(done ? "act.done" : "act.reopen", plainWhat(targets));
      };
      const intent = { kind: "set-done", ids: targets.ids, done, today: today() } as const;
      run(intent, text, () => t(done ? "name.done" : "name.reopen", whatText(targets)), true);
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

type StructureCommands = Pick<TaskCommands, "setStart" | "toSection" | "duplicate">;

function makeStructureCommands(actions: TaskActions, run: Run, today: () => PlainDay): StructureCommands {
  return {
    duplicate(targets) {
      const text = (): string => t("act.copied", plainWhat(targets));
      void actions.copy(targets.ids, {}, { text, name: () => t("name.copied", whatText(targets)), toast: true });
    },
    setStart(targets, start) {
      const text = (): string => (start === null ? t("act.noStart") : t("act.start", dayText(start, today())));
      run({ kind: "set-start", ids: targets.ids, start }, text, () => t("name.start", whatText(targets)), targets.title === null);
    },
    toSection(targets, list, section) {
      const text = (): string => (section === null ? t("act.movedOut") : t("act.movedToSection", section.name));
      const position = { at: "end", list, section: section?.id ?? null } as const;
      run({ kind: "move", ids: targets.ids, position }, text, () => t("name.move", whatText(targets)), targets.title === null);
    },
  };
}

type RepeatCommands = Pick<TaskCommands, "skip" | "setRepeat">;

const makeRepeatCommands = (run: Run, today: () => PlainDay): RepeatCommands => ({
  skip(targets) {
    const text = ({ next }: Pick<ActReceipt, "next">): string =>
      next === undefined ? t("act.skippedLast", plainWhat(targets)) : t("act.skipped", plainWhat(targets), dayText(next, today()));
    run({ kind: "skip", ids: targets.ids, today: today() }, text, () => t("name.skip", whatText(targets)), true);
  },
  setRepeat(targets, repeat) {
    const text = (): string => t(repeat === null ? "act.noRepeat" : "act.repeat", plainWhat(targets));
    run({ kind: "set-repeat", ids: targets.ids, repeat }, text, () => t("name.repeat", whatText(targets)), repeat === null);
  },
});

function moveToSpace(actions: TaskActions, targets: Targets, { space, name }: SpaceInbox): void {
  const text = (): string => t("act.movedTo", plainWhat(targets), name);
  void actions.moveToSpace(targets.ids, space, null, { text, name: () => t("name.movedToSpace", whatText(targets)), toast: true });
}

/** What is known of a task. */
function makeFieldCommands(
  actions: TaskActions,
  run: Run,
  lists: Lists,
): Omit<TaskCommands, keyof PlanCommands | keyof StructureCommands | keyof RepeatCommands> {
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

export type PlaceCommands = {
  /** Of one or several, in the order of the list. */
  readonly move: (targets: Targets, stretch: Stretch, home: Home, to: MoveTo) => Promise<void>;
  /** To where they were dropped. */
  readonly drop: (targets: Targets, position: TaskPosition) => void;
  /** Makes them parts of the task above, or takes them out of the one that they are parts of. */
  readonly shift: (targets: Targets, stretch: Stretch, list: ItemId | null, to: "in" | "out", toast: boolean) => Promise<void>;
};

/** Where the first and the last of some rows stand, among those that say where they can go. */
export type Stretch = { readonly first: number; readonly last: number; readonly rows: TaskSnapshot };

const titleOf = (id: ItemId, { rowsById }: TaskSnapshot): string => {
  const row = rowsById.get(id);
  return row === undefined ? t("task.untitled") : shortTitle(row);
};

/** Changes of the order that a list has. */
export function makePlaceCommands(actions: TaskActions, tasks: () => TaskWindow): PlaceCommands {
  const act = async (targets: Targets, position: TaskPosition, text: () => string, toast = false): Promise<void> => {
    const telling = { text, name: () => t("name.move", whatText(targets)), toast };
    await actions.act({ kind: "move", ids: targets.ids, position }, telling);
  };
  const place = async (targets: Targets, position: TaskPosition, index: number): Promise<void> => {
    const all = tasks().snapshot().total ?? 0;
    await act(targets, position, () => t("act.moved", index + 1, all));
  };
  const join = async (targets: Targets, position: TaskPosition, title: string, toast: boolean): Promise<void> =>
    act(targets, position, () => t("act.joined", plainWhat(targets), title), toast);
  return {
    drop(targets, position) {
      if ("parent" in position && position.parent) void join(targets, position, titleOf(position.parent, tasks().snapshot()), true);
      else void act(targets, position, () => t("act.dropped", plainWhat(targets)), true);
    },
    async move(targets, { first, last, rows }, home, to) {
      const moved = moveOf(rows, first, last, home, to);
      if (moved === null) return;
      if ("index" in moved) return place(targets, moved.position, moved.index);
      const { section, position } = moved;
      await act(targets, position, () => (section === null ? t("act.movedOut") : t("act.movedToSection", section)));
    },
    async shift(targets, { first, rows }, list, to, toast) {
      const position = to === "in" ? positionInto(rows, first, list) : positionOutOf(rows, first);
      if (position === null) return;
      if ("parent" in position && position.parent) return join(targets, position, titleOf(position.parent, rows), toast);
      await act(targets, position, () => t("act.standsAlone", plainWhat(targets)), toast);
    },
  };
}
