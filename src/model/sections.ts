// The sections of a list: headings under which its tasks stand. Name and order are fields of their own, as of a checklist's entries, so that renaming and
// moving one on several devices at once all survive; a task names its section in its place.
//   section.<id>       name, null once removed: its tasks then stand above all sections
//   sectionorder.<id>  an order key; sections without one come last, by id
// id = 8 random bytes in hex.

import type { FieldSchema } from "../items/item-schema.ts";
import { compareOrderKeys, isOrderKey } from "../items/order-key.ts";
import { kept, latest } from "../items/policy.ts";
import type { Item } from "../items/read-item.ts";
import { isLine } from "./one-line.ts";

/** Of one list. More may come together when devices write at once: all are shown. */
export const MAX_LIST_SECTIONS = 100;
/** In UTF-16 units. */
export const MAX_SECTION_NAME_LENGTH = 200;

/** 8 random bytes in lower-case hex. */
export type SectionId = string;

export type Section = { readonly id: SectionId; readonly name: string };

/** `order` is "" where none was written. */
export type PlacedSection = Section & { readonly order: string };

const SECTION_ID = /^[0-9a-f]{16}$/;
const NAME = "section.";

export const isSectionId = (value: unknown): value is SectionId => typeof value === "string" && SECTION_ID.test(value);

export const isSectionName = (text: string): boolean => isLine(text, MAX_SECTION_NAME_LENGTH);

export const sectionFields = (id: SectionId) => ({ name: NAME + id, order: `sectionorder.${id}` }) as const;

export const sectionSets: { readonly [name: string]: FieldSchema } = {
  section: { policy: kept, isValid: (value) => typeof value === "string" && isSectionName(value) },
  sectionorder: { policy: latest, isValid: (value) => typeof value === "string" && isOrderKey(value) },
};

/** The sections in their order. */
export function placedSectionsOf(item: Item): PlacedSection[] {
  const sections: PlacedSection[] = [];
  for (const [field, name] of item.fields) {
    const id = field.startsWith(NAME) ? field.slice(NAME.length) : "";
    if (!isSectionId(id) || typeof name !== "string") continue;
    const order = item.fields.get(sectionFields(id).order);
    sections.push({ id, name, order: typeof order === "string" ? order : "" });
  }
  return sections.sort(compareSections);
}

function compareSections(a: PlacedSection, b: PlacedSection): number {
  if ((a.order === "") !== (b.order === "")) return a.order === "" ? 1 : -1;
  return compareOrderKeys(a.order, b.order) || compareOrderKeys(a.id, b.id);
}

export const sectionsOf = (item: Item): readonly Section[] => placedSectionsOf(item).map(({ id, name }) => ({ id, name }));
