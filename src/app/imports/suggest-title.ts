// What a note that is made of a foreign document is called, unless its user says otherwise.

import { normaliseTitle } from "../../model/typed-titles.ts";

/** In UTF-16 units. A title may be longer; a name of a file or a room that long says no more. */
export const MAX_SUGGESTED = 200;

/** Empty where nothing of the name could be seen. */
export function suggestTitle(name: string): string {
  const line = normaliseTitle(name).replaceAll(/\s+/gu, " ").slice(0, MAX_SUGGESTED);
  return line.replace(/\p{Surrogate}$/u, "").trim();
}
