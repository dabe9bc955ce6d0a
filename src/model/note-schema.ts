// The schema of notes, version 1.
//   title  text   both kept on concurrent change; the user chooses
//   mirror value  where its text is mirrored, and by which device (mirror-field.ts)
//   body   true   written with every change of the text, which is the document's body (items/body.ts): rich text, as src/editor has it
// The trash flag is common to all kinds.

import { BODY_FIELD } from "../items/body-names.ts";
import type { ItemSchema } from "../items/item-schema.ts";
import { ask, latest } from "../items/policy.ts";
import { mirrorField } from "./mirror-field.ts";
import { isTitle } from "./task-title.ts";

export const noteSchema: ItemSchema = {
  kind: "note",
  version: 1,
  fields: {
    title: { policy: ask, isValid: (value) => typeof value === "string" && isTitle(value) },
    mirror: mirrorField,
    [BODY_FIELD]: { policy: latest, isValid: (value) => value === true },
  },
  sets: {},
};
