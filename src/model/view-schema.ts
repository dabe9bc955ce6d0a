// The schema of saved views, version 1. A view is a filter that is kept under a name: of the open tasks, or of others that it names.
//   name   text        both kept on concurrent change; the user chooses
//   color  a word      as of a list; none where none was chosen
//   place  { order }   among the views
//   asks.<condition>   text: what is asked for of its tasks, each condition a field of its own (view-asks.ts)
// The trash flag is common to all kinds. A later version may ask for more: what it asks for stays as it is, whatever is changed here.

import type { ItemSchema } from "../items/item-schema.ts";
import { ask, latest } from "../items/policy.ts";
import { parsePlace } from "./field-parts.ts";
import { isColorWord, isListName } from "./list-schema.ts";

/** Conditions of one view that are read: more than any version of ours writes. */
export const MAX_ASKS = 64;

/** In UTF-16 units. */
export const MAX_ASK_NAME_LENGTH = 64;

/** In UTF-16 units: as long as the longest words that a filter may look for. */
export const MAX_ASK_LENGTH = 200;

export const viewSchema: ItemSchema = {
  kind: "view",
  version: 1,
  fields: {
    name: { policy: ask, isValid: (value) => typeof value === "string" && isListName(value) },
    color: { policy: latest, isValid: isColorWord },
    place: { policy: latest, isValid: (value) => parsePlace(value) !== null },
  },
  sets: { asks: { policy: latest, isValid: (value) => typeof value === "string" && value !== "" && value.length <= MAX_ASK_LENGTH } },
};
