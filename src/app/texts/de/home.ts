// Ein Gerät ohne Fenster, das immer an ist, und der Code, den es zeigt.

import type { home as english } from "../en/home.ts";
import type { Translation } from "../translation.ts";

export const home = {
  "home.code":
    "Der Code eines Heimgeräts geht hier auch, ohne Relay, solange beide im selben Netz sind. Ist das Heimgerät neu, wird es hier aufgenommen, und deine Aufgaben gehen dorthin.",
} as const satisfies Translation<typeof english>;
