// Where what is imported goes: each list of the file to a list here, a new one or the inbox. One that was imported before is found again by its id, whatever it is
// called by now; otherwise a list of the same name is proposed.

import type { ItemId } from "../../../base/ids.ts";
import type { Found, FoundList } from "../../../imports/tasks/import-desk.ts";
import { LIST_COLORS } from "../../../model/list-schema.ts";
import type { ListRow } from "../../../model/list-row.ts";
import type { Section } from "../../../model/sections.ts";
import type { ImportedList } from "../../../model/task-intent.ts";

/** `own`: the list that the file's becomes; `inbox`: none. */
export type Target = "own" | "inbox" | ItemId;

export type Targets = ReadonlyMap<ItemId, Target>;

const isSameName = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase();

/** `lists`: those that are here, in the trash or not, of the space that it goes into. */
export function proposeTarget(list: FoundList, lists: readonly ListRow[]): Target {
  if (lists.some(({ id }) => id === list.id)) return "own";
  return lists.find(({ trashed, newer, template, name }) => !trashed && !newer && !template && isSameName(name, list.name))?.id ?? "own";
}

const targetId = (list: FoundList, target: Target): ItemId | null => {
  if (target === "inbox") return null;
  return target === "own" ? list.id : target;
};

/** A section that is there already by its name is taken in the place of a new one. */
function sectionsInto(wanted: readonly Section[], present: readonly Section[]): readonly (readonly [Section, Section])[] {
  return wanted.map((section) => [section, present.find(({ id, name }) => id === section.id || isSameName(name, section.name)) ?? section]);
}

export type Destination = {
  /** What has to be there before the tasks are. */
  readonly lists: readonly ImportedList[];
  readonly targets: ReadonlyMap<ItemId, ItemId | null>;
  readonly sections: ReadonlyMap<Section["id"], Section["id"]>;
};

export type DestinationParts = {
  readonly found: Found;
  readonly targets: Targets;
  readonly home: ItemId | null;
  /** In the trash or not. */
  readonly lists: readonly ListRow[];
  /** Lists that something goes into. */
  readonly isWanted: (list: FoundList) => boolean;
  readonly unnamed: string;
};

type Going = Pick<FoundList, "name" | "isArchived" | "sections">;

class Gathering {
  readonly #lists: readonly ListRow[];
  readonly made = new Map<ItemId, ImportedList>();
  readonly sections = new Map<Section["id"], Section["id"]>();

  constructor(lists: readonly ListRow[]) {
    this.#lists = lists;
  }

  /** `index`: of the file's list, for its colour. */
  put(target: ItemId, list: Going, index: number): void {
    const present = this.#lists.find(({ id }) => id === target);
    const pairs = sectionsInto(list.sections, present?.sections ?? []);
    for (const [from, to] of pairs) this.sections.set(from.id, to.id);
    const added = pairs.map(([, to]) => to);
    const before = this.made.get(target);
    if (before !== undefined) this.made.set(target, { ...before, sections: withoutTwice([...before.sections, ...added]) });
    else if (!isComplete(present, added))
      this.made.set(target, { ...listOf(list, present, index), id: target, sections: withoutTwice(added) });
  }
}

const listOf = (list: Going, present: ListRow | undefined, index: number): Omit<ImportedList, "id" | "sections"> => ({
  name: present?.name || list.name,
  color: LIST_COLORS[index % LIST_COLORS.length] ?? "blue",
  archived: list.isArchived,
});

/** One that is there, and lacks nothing, is left alone. */
const isComplete = (present: ListRow | undefined, sections: readonly Section[]): boolean =>
  present !== undefined && !present.trashed && sections.every(({ id }) => present.sections.some((section) => section.id === id));

const withoutTwice = (sections: readonly Section[]): readonly Section[] =>
  sections.filter(({ id }, index) => sections.findIndex((section) => section.id === id) === index);

export function destinationOf({ found, targets, home, lists, isWanted, unnamed }: DestinationParts): Destination {
  const gathering = new Gathering(lists);
  const ids = new Map<ItemId, ItemId | null>();
  for (const [index, list] of found.lists.entries()) {
    const target = targetId(list, targets.get(list.id) ?? "own");
    ids.set(list.id, target);
    if (target !== null && isWanted(list)) gathering.put(target, list, index);
  }
  const loose = { name: unnamed, isArchived: false, sections: found.looseSections };
  if (home !== null && loose.sections.length > 0) gathering.put(home, loose, 0);
  return { lists: [...gathering.made.values()], targets: ids, sections: gathering.sections };
}
