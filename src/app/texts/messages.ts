// Looking a text up: `t("view.open")`, in the language that is shown. English is the type, so that a missing key or argument is a type error.
// Read where it is shown, a text changes with the language; kept in a variable, it stays what it was.

import { translator } from "@solid-primitives/i18n";
import { createSignal } from "solid-js";
import type { english } from "./en/catalogue.ts";
import { firstTexts } from "./en/first.ts";
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

// What it lacks is there before anything that says it (`loadAllTexts`): scripts/first-texts.test.ts reads what the start says.
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
const englishTexts = { ...firstTexts } as Catalogue;

export const ENGLISH: Shown = { tag: "en-GB", catalogue: englishTexts };

let loading: Promise<unknown> | null = null;

/** Resolves when every text is there; rejects when they cannot be had now, and may then be asked again. */
export async function loadAllTexts(): Promise<void> {
  loading ??= import("./en/later.ts").then(({ laterTexts }) => Object.assign(englishTexts, laterTexts));
  try {
    await loading;
  } catch (error) {
    loading = null;
    throw error;
  }
}

const [shown, setShown] = createSignal(ENGLISH);

// oxlint-disable-next-line solid/reactivity -- read anew at each call, inside whatever scope the call is in.
const lookUp = translator<Catalogue>(() => shown().catalogue);

/** What turns the text around it until something ends it. */
const DIRECTIONS = /[\u202A-\u202E\u2066-\u2069]/gu;

/** What goes into a sentence may come from anybody (a title, a name): it must not turn the app's own words around. */
const withinItself = (argument: unknown): unknown => (typeof argument === "string" ? argument.replaceAll(DIRECTIONS, "") : argument);

export const t: typeof lookUp = (key, ...args) => {
  for (const [index, argument] of args.entries()) args[index] = withinItself(argument);
  return lookUp(key, ...args);
};

/** The language that texts are in, as a BCP 47 tag: for what Intl writes beside them. */
export const shownTag = (): string => shown().tag;

/** For `language.ts`, which decides. */
export const showCatalogue = (next: Shown): void => {
  setShown(next);
};
