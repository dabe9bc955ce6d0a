// Looking a text up: `t("view.open")`, in the language that is shown. English is the type, so that a missing key or argument is a type error.
// Read where it is shown, a text changes with the language; kept in a variable, it stays what it was.

import { translator } from "@solid-primitives/i18n";
import { createSignal } from "solid-js";
import { english } from "./en/catalogue.ts";
import type { Translation } from "./translation.ts";

export type Catalogue = Translation<typeof english>;
export type MessageKey = keyof Catalogue;

/** Keys whose text takes no arguments. */
export type PlainMessageKey = { [Key in MessageKey]: Catalogue[Key] extends string ? Key : never }[MessageKey];

export type Shown = {
  /** Names the language to the page and to Intl. */
  readonly tag: string;
  readonly catalogue: Catalogue;
};

export const ENGLISH: Shown = { tag: "en-GB", catalogue: english };

const [shown, setShown] = createSignal(ENGLISH);

// oxlint-disable-next-line solid/reactivity -- read anew at each call, inside whatever scope the call is in.
export const t = translator<Catalogue>(() => shown().catalogue);

/** The language that texts are in, as a BCP 47 tag: for what Intl writes beside them. */
export const shownTag = (): string => shown().tag;

/** For `language.ts`, which decides. */
export const showCatalogue = (next: Shown): void => {
  setShown(next);
};
