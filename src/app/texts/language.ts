// Which language is shown: the one chosen here, else the first the browser prefers that there is, else English. English is part of the first
// load; another comes as a file of its own, and while it cannot be had, English stays.

import { createSignal } from "solid-js";
import { ENGLISH, showCatalogue, type Shown } from "./messages.ts";

export type Language = "en" | "de";
export const LANGUAGES: readonly Language[] = ["en", "de"];

/** What may stand in storage: `pseudo` is English made longer, for tests of the layout. */
type Choice = Language | "pseudo";

const LOADERS: { readonly [Name in Choice]: () => Promise<Shown> } = {
  en: async () => ENGLISH,
  de: async () => ({ tag: "de-DE", catalogue: (await import("./de/catalogue.ts")).german }),
  pseudo: async () => ({ tag: "en-XA", catalogue: (await import("./pseudo/catalogue.ts")).pseudo }),
};

const STORAGE_KEY = "daybook.language";

const isLanguage = (name: string): name is Language => LANGUAGES.some((language) => language === name);
const isChoice = (name: string): name is Choice => isLanguage(name) || name === "pseudo";

/** `chosenName` is what stands in storage, `preferred` are BCP 47 tags, the most wanted first. */
export function wantedLanguage(chosenName: string | null, preferred: readonly string[]): Choice {
  if (chosenName !== null && isChoice(chosenName)) return chosenName;
  return preferred.map((tag) => tag.toLowerCase().split("-", 1)[0] ?? "").find(isLanguage) ?? "en";
}

/** A browser that keeps nothing refuses even to be asked. */
function stored(): string | null {
  try {
    return localStorage.getItem(STORAGE_KEY);
  } catch {
    return null;
  }
}

function store(language: Language | null): void {
  try {
    if (language === null) localStorage.removeItem(STORAGE_KEY);
    else localStorage.setItem(STORAGE_KEY, language);
  } catch {
    // The choice then lasts as long as the page.
  }
}

const asLanguage = (name: string | null): Language | null => (name !== null && isLanguage(name) ? name : null);

const [chosen, setChosen] = createSignal<Language | null>(null);

/** The language chosen in the settings; `null` follows the browser. */
export const chosenLanguage = chosen;

let latest = 0;

async function show(choice: Choice): Promise<void> {
  const turn = ++latest;
  const shown = await LOADERS[choice]().catch((error: unknown) => {
    console.warn("language:", error);
    return ENGLISH;
  });
  // Of two choices in a row the later counts, whichever file comes first.
  if (turn !== latest) return;
  showCatalogue(shown);
  document.documentElement.lang = shown.tag;
}

/** Chooses and shows at once; `null` follows the browser from now on. */
export async function chooseLanguage(language: Language | null): Promise<void> {
  store(language);
  setChosen(language);
  await show(wantedLanguage(language, navigator.languages));
}

async function follow(): Promise<void> {
  const name = stored();
  setChosen(asLanguage(name));
  await show(wantedLanguage(name, navigator.languages));
}

/** Shows the wanted language, and follows what another tab chooses. For the start, before anything is drawn. */
export async function startLanguage(): Promise<void> {
  window.addEventListener("storage", (event) => {
    if (event.key === STORAGE_KEY || event.key === null) void follow();
  });
  await follow();
}
