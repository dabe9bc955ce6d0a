// Adding what a line says: the list that it names first, where there is none of that name yet, and then the task. Both are one step to take back.

import { makeId, type ItemId } from "../../../base/ids.ts";
import { err, ok, type Result } from "../../../base/result.ts";
import type { ListRead } from "../../../model/quick-add/marks.ts";
import type { QuickTask } from "../../../model/quick-add/parse-line.ts";
import type { PlainDay } from "../../../model/plain-day.ts";
import type { SectionId } from "../../../model/sections.ts";
import type { NewTask, TaskPosition } from "../../../model/task-intent.ts";
import { tagKey } from "../../../model/tag.ts";
import { fitsIn, type TaskFilter } from "../../../model/task-filter.ts";
import { isTitle } from "../../../model/task-title.ts";
import type { ActError } from "../../../replica/face.ts";
import { listName } from "../../client/lists.ts";
import type { ActOutcome } from "../../client/task-actions.ts";
import { freeColor } from "../../lists/list-commands.ts";
import { newSectionId } from "../../sections/section-commands.ts";
import type { AppContextValue } from "../../shell/app-context.ts";
import { t } from "../../texts/messages.ts";
import { typedTitles } from "../pasted-lines.ts";
import type { PageParts } from "../quick-add.tsx";
import { readLine, type Typed } from "./read-line.ts";

/** Where a line is written. */
export type AddPlace = {
  /** What it is added to unless it names another list; null: the inbox. */
  readonly list: ItemId | null;
  readonly section: SectionId | null;
  readonly position: TaskPosition;
  /** The day that it is for, unless it says another. */
  readonly day: PlainDay | null;
  /** What else it is given, unless it says something else. */
  readonly given?: PageParts | undefined;
  /** What is to be said beside the title. */
  readonly notes?: string;
  /** What is added may be out of sight: a toast says where it is. */
  readonly isOutOfSight: boolean;
};

/** `isHere`: it is where the line was written. */
export type Added = { readonly outcome: ActOutcome; readonly isHere: boolean };

const ITEM_ID_BYTES = 16;
const newItemId = (): ItemId => makeId("item", crypto.getRandomValues(new Uint8Array(ITEM_ID_BYTES)));

const zoneNow = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** What begins on another day is not for that of the place. */
const dayIn = ({ day, start }: QuickTask, place: AddPlace): PlainDay | null => day ?? (start === null ? place.day : null);

/** What the page gives, unless the line says something else. */
function withGiven({ priority, tags }: QuickTask, given: PageParts | undefined): Pick<QuickTask, "priority" | "tags"> {
  if (given === undefined) return { priority, tags };
  const others = given.tags.filter((one) => !tags.some((tag) => tagKey(tag) === tagKey(one)));
  return { priority: priority ?? given.priority, tags: [...tags, ...others] };
}

function taskOf(task: QuickTask, place: AddPlace): NewTask {
  const { title, time, start, repeat, reminders } = task;
  const { notes = "" } = place;
  const { priority, tags } = withGiven(task, place.given);
  return {
    id: newItemId(),
    title,
    day: dayIn(task, place),
    ...(time === null ? {} : { time, zone: zoneNow() }),
    ...(start === null ? {} : { start }),
    ...(repeat === null ? {} : { repeat }),
    ...(reminders.length === 0 ? {} : { reminders }),
    ...(priority === null ? {} : { priority }),
    ...(tags.length === 0 ? {} : { tags }),
    ...(notes === "" ? {} : { notes }),
  };
}

/** Whether the page shows it. */
const fits = ({ title, day, repeat = null, priority = null, tags = [] }: NewTask, list: ItemId | null, filter?: TaskFilter): boolean =>
  filter === undefined || fitsIn(filter, () => list)({ title, day, repeat, priority, tags });

/** The id of a named list; it is made where there is none. */
async function idOfList(
  { actions, lists }: AppContextValue,
  { name, list }: ListRead,
  step: object,
): Promise<Result<ItemId | null, ActError>> {
  if (list !== null) return ok(list.id);
  const id = newItemId();
  const color = freeColor(lists.shown().map((one) => one.color));
  const made = await actions.act(
    { kind: "create-list", id, name, color, position: { at: "end" } },
    { text: () => t("act.listMade", name), name: () => t("name.listMade", name), toast: false, isQuiet: true, step },
    false,
  );
  return made.ok ? ok(id) : err(made.error);
}

type Place = { readonly list: ItemId | null; readonly section: SectionId | null };

/** The place that is named; what there is not yet is made. */
async function placeNamed(app: AppContextValue, named: ListRead, step: object): Promise<Result<Place, ActError>> {
  const list = await idOfList(app, named, step);
  if (!list.ok || list.value === null || named.section === null) return list.ok ? ok({ list: list.value, section: null }) : list;
  const { name, id } = named.section;
  if (id !== null) return ok({ list: list.value, section: id });
  const section = newSectionId();
  const made = await app.actions.act(
    { kind: "add-section", id: list.value, section, name, position: { at: "end" } },
    { text: () => t("act.sectionAdded", name), name: () => t("name.sectionAdded", name), toast: false, isQuiet: true, step },
    false,
  );
  return made.ok ? ok({ list: list.value, section }) : err(made.error);
}

/** In words. A section or list that the line makes is not known yet. */
function placeName(app: AppContextValue, { list, section }: Place, named: ListRead | null): string {
  const row = list === null ? undefined : app.lists.find(list);
  const ofList = named?.name ?? (row === undefined ? t("view.inbox") : listName(row));
  const ofSection = named?.section ?? row?.sections.find(({ id }) => id === section);
  return ofSection === undefined ? ofList : t("add.place", ofList, ofSection.name);
}

/** Too long for one task, or nothing that could be read: as it is. */
async function addPlain({ actions }: AppContextValue, text: string, { position, day, given }: AddPlace): Promise<Added> {
  return { outcome: await actions.create(typedTitles(text), position, day, given), isHere: true };
}

/** By which text it is told where a task is that may not be seen where it was written: on another day, or not among what fits. */
function textFor(made: NewTask, list: ItemId | null, place: AddPlace, isHere: boolean): "views.added" | "add.doneIn" | null {
  if (!fits(made, list, place.given?.filter)) return "views.added";
  return !isHere || place.isOutOfSight || (place.day !== null && made.day !== place.day) ? "add.doneIn" : null;
}

/** The task of a line, which is durable when this resolves well. */
export async function addLine(app: AppContextValue, typed: Typed, place: AddPlace): Promise<Added> {
  const task = readLine(app, typed, place.list);
  if (!isTitle(task.title)) return addPlain(app, typed.text, place);
  const step = {};
  const found = task.list === null ? ok<Place>(place) : await placeNamed(app, task.list, step);
  if (!found.ok) return { outcome: found, isHere: true };
  const { list, section } = found.value;
  const isHere = list === place.list && section === place.section;
  const there: TaskPosition = section === null ? { at: "start", list } : { at: "end", list, section };
  const made = taskOf(task, place);
  const toldBy = textFor(made, list, place, isHere);
  const outcome = await app.actions.act(
    { kind: "create", tasks: [made], position: isHere ? place.position : there },
    {
      text: () => (toldBy === null ? t("act.create", 1) : t(toldBy, placeName(app, found.value, task.list))),
      name: () => t("name.create", 1),
      toast: toldBy !== null,
      step,
    },
    false,
  );
  return { outcome, isHere };
}
