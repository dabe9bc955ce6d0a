// Finding what is on screen somewhere by what it is called.

import type { NoteRow } from "../../model/note-row.ts";
import type { TaskRow } from "../../model/task-row.ts";

/** Of each kind. */
export const MAX_FOUND = 12;

/** `words`: as they are typed. All of them are looked for in titles, of what is not in the trash. */
export type FindRequest = { readonly kind: "find"; readonly words: string };

/** Best first: `MAX_FOUND` of each at most. */
export type Found = { readonly tasks: readonly TaskRow[]; readonly notes: readonly NoteRow[] };

export const NOTHING_FOUND: Found = { tasks: [], notes: [] };

export type FindAnswers = { find: Found };
