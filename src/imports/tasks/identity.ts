// The ids of what is imported, derived from the space and from what it is in its source: its own id there, or, where a source names nothing, what it says and
// where (list, section, what it is a part of, title, and which of several alike it is). So the same file read again, or written again by its program,
// names the same items; what has been done to them since does not matter.

import { bytesToHex, concatBytes, utf8ToBytes } from "../../base/bytes.ts";
import { ID_BYTES, idToBytes, makeId, type ItemId, type SpaceId } from "../../base/ids.ts";
import { label } from "../../base/labels.ts";
import type { SectionId } from "../../model/sections.ts";
import type { Imported, ImportedTask } from "./imported.ts";

export type Sha256 = (message: Uint8Array) => Uint8Array;

export type Identity = {
  readonly space: SpaceId;
  readonly sha256: Sha256;
  /** "" but where the same things are wanted once more. */
  readonly salt: string;
};

export type Ids = { readonly lists: readonly ItemId[]; readonly sections: readonly SectionId[]; readonly tasks: readonly ItemId[] };

const SECTION_BYTES = 8;

type Part = string | number | null;

/** PROTOCOL.md "Items". */
function hashOf({ space, sha256, salt }: Identity, parts: readonly Part[]): Uint8Array {
  return sha256(concatBytes(label("import"), idToBytes(space), utf8ToBytes(JSON.stringify([salt, ...parts]))));
}

const itemIdOf = (identity: Identity, parts: readonly Part[]): ItemId => makeId("item", hashOf(identity, parts).slice(0, ID_BYTES.item));

/** How often the same parts have come before. */
class Alike {
  readonly #counts = new Map<string, number>();

  next(parts: readonly Part[]): number {
    const key = JSON.stringify(parts);
    const count = this.#counts.get(key) ?? 0;
    this.#counts.set(key, count + 1);
    return count;
  }
}

export function idsOf({ kind, lists, sections, tasks }: Imported, identity: Identity): Ids {
  const alike = new Alike();
  const derive = (parts: readonly Part[]): ItemId => itemIdOf(identity, [...parts, alike.next(parts)]);
  // Lists and sections are found again whatever is taken once more.
  const unsalted = { ...identity, salt: "" };
  const listIds = lists.map(({ sourceId, name }) => itemIdOf(unsalted, [kind, "list", sourceId ?? name]));
  const sectionIds = sections.map(({ sourceId, list, name }) => {
    const owner = list === null ? null : (listIds[list] ?? null);
    return bytesToHex(hashOf(unsalted, [kind, "section", owner, sourceId ?? name]).slice(0, SECTION_BYTES));
  });
  const taskIds: ItemId[] = [];
  const placeOf = ({ list, section, parent }: ImportedTask): readonly Part[] =>
    parent === null
      ? [list === null ? null : (listIds[list] ?? null), section === null ? null : (sectionIds[section] ?? null)]
      : [taskIds[parent] ?? null];
  for (const task of tasks) {
    const { sourceId, title } = task;
    taskIds.push(derive(sourceId === null ? [kind, "told", ...placeOf(task), title] : [kind, "task", sourceId]));
  }
  return { lists: listIds, sections: sectionIds, tasks: taskIds };
}
