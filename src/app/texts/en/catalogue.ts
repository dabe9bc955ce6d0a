// Every text of the app, in English: the one catalogue, from a file for each area. Keys say where a text stands; functions take what is put
// into it. Plain, short, second person, no exclamation marks; errors say what happened, what is safe, and what to do.

import { firstTexts } from "./first.ts";
import { laterTexts } from "./later.ts";

export const english = { ...firstTexts, ...laterTexts } as const;
