// The schema of lists, version 1. A list is an item of its own; tasks name it in their place.
//   name   text        both kept on concurrent change; the user chooses
//   color  a word      one of LIST_COLORS; others are a later version's, and read as the default
//   place  { order }   among the lists; room for a folder
//   archived  true      out of the way with all that is in it, kept as it is
//   template  true      one that lists are made from: archived too, so that it is out of sight with all that is in it
//   section.<id>, sectionorder.<id>  its sections (sections.ts)
// The trash flag is common to all kinds.

import type { FieldValue } from "../items/field-value.ts";
import type { ItemSchema } from "../items/item-schema.ts";
import { ask, latest } from "../items/policy.ts";
import { parsePlace } from "./field-parts.ts";
import { isLine } from "./one-line.ts";
import { sectionSets } from "./sections.ts";

/** In UTF-16 units. */
export const MAX_LIST_NAME_LENGTH = 200;

/** Names of hues, part of the format; what they look like is the theme's. */
export const LIST_COLORS = ["blue", "teal", "green", "yellow", "orange", "red", "pink", "purple"] as const;

export type ListColor = (typeof LIST_COLORS)[number];

const DEFAULT_LIST_COLOR: ListColor = "blue";

const COLOR_WORD = /^[a-z]{1,32}$/;

/** Also one of a later version. */
export const isColorWord = (value: FieldValue): boolean => typeof value === "string" && COLOR_WORD.test(value);

export const isListColor = (value: unknown): value is ListColor => LIST_COLORS.some((color) => color === value);

export const isListName = (text: string): boolean => isLine(text, MAX_LIST_NAME_LENGTH);

export const listColorOf = (value: FieldValue): ListColor => (isListColor(value) ? value : DEFAULT_LIST_COLOR);

export const listSchema: ItemSchema = {
  kind: "list",
  version: 1,
  fields: {
    name: { policy: ask, isValid: (value) => typeof value === "string" && isListName(value) },
    color: { policy: latest, isValid: isColorWord },
    place: { policy: latest, isValid: (value) => parsePlace(value) !== null },
    archived: { policy: latest, isValid: (value) => value === true },
    template: { policy: latest, isValid: (value) => value === true },
  },
  sets: { ...sectionSets },
};
