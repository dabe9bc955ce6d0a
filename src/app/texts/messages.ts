// Looking a text up: `t("view.open")`. The catalogue is the type, so that a missing key or argument is a type error.

import { translator } from "@solid-primitives/i18n";
import { english } from "./messages-en.ts";

export type Catalogue = typeof english;
export type MessageKey = keyof Catalogue;

/** Keys whose text takes no arguments. */
export type PlainMessageKey = { [Key in MessageKey]: Catalogue[Key] extends string ? Key : never }[MessageKey];

export const t = translator(() => english);
