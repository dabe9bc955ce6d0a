// What several files of one program say, as if one had said it: lists and sections of one name are one, and the tasks keep their places.

import { LeftOutTold, MAX_IMPORTED_LISTS, MAX_IMPORTED_TASKS, type Imported, type ImportedList, type ImportedSection } from "./imported.ts";

class Combining {
  readonly lists: ImportedList[] = [];
  readonly sections: ImportedSection[] = [];
  readonly tasks: Imported["tasks"][number][] = [];
  readonly told = new LeftOutTold();

  #listOf(list: ImportedList): number | null {
    const { lists } = this;
    const known = lists.findIndex(({ sourceId, name }) => sourceId === list.sourceId && name === list.name);
    if (known >= 0) return known;
    return lists.length >= MAX_IMPORTED_LISTS ? null : lists.push(list) - 1;
  }

  #sectionOf(section: ImportedSection): number {
    const { sections } = this;
    const known = sections.findIndex((one) => one.sourceId === section.sourceId && one.name === section.name && one.list === section.list);
    return known >= 0 ? known : sections.push(section) - 1;
  }

  add({ lists, sections, tasks, leftOut, leftOutCounts }: Imported): void {
    const listAt = lists.map((list) => this.#listOf(list));
    const placed = (list: number | null): number | null => (list === null ? null : (listAt[list] ?? null));
    const sectionAt = sections.map((section) => this.#sectionOf({ ...section, list: placed(section.list) }));
    const first = this.tasks.length;
    for (const task of tasks) {
      if (this.tasks.length >= MAX_IMPORTED_TASKS) this.told.add("too-many", task.line, task.title);
      else
        this.tasks.push({
          ...task,
          list: placed(task.list),
          section: task.section === null ? null : (sectionAt[task.section] ?? null),
          parent: task.parent === null ? null : first + task.parent,
        });
    }
    this.told.addAll(leftOut, leftOutCounts);
  }
}

export function combine(kind: Imported["kind"], parts: Iterable<Imported>): Imported {
  const combining = new Combining();
  for (const part of parts) combining.add(part);
  const { lists, sections, tasks, told } = combining;
  return { kind, lists, sections, tasks, leftOut: told.told, leftOutCounts: told.counts };
}
