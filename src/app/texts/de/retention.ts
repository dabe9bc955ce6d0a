// Wie viel Vergangenheit ein Gerät aufhebt.

import type { retention as english } from "../en/retention.ts";
import type { Translation } from "../translation.ts";
import { plural } from "./plural.ts";

const days = (count: number): string => plural(count, { one: "# Tag", other: "# Tage" });
const months = (count: number): string => plural(count, { one: "# Monat", other: "# Monaten" });

export const retention = {
  "retention.title": "Vergangenheit",
  "retention.explain":
    "Was du jetzt hast, bleibt immer. Daneben hebt dieses Gerät einzelne Änderungen einige Tage lang auf, damit Geräte, die weg waren, schnell nachkommen, und den Stand jedes der letzten Monate.",
  "retention.now": (dayCount: number, monthCount: number) => `Einzelne Änderungen für ${days(dayCount)}, Stände aus ${months(monthCount)}.`,
  "retention.days": "Tage für einzelne Änderungen",
  "retention.months": "Monate, deren Stand bleibt",
  "retention.badDays": "Eine ganze Zahl von Tagen, von 1 bis 3650.",
  "retention.badMonths": "Eine ganze Zahl von Monaten, von 0 bis 120.",
  "retention.measuring": "Misst, was das braucht",
  "retention.estimate": (all: string, changes: string, states: string) =>
    `Braucht etwa ${all}: ${changes} für einzelne Änderungen, ${states} für die Stände.`,
  "retention.going": (count: number) =>
    plural(count, {
      one: "Der Stand eines früheren Monats geht beim nächsten Aufräumen und kommt nicht wieder.",
      other: "Die Stände von # früheren Monaten gehen beim nächsten Aufräumen und kommen nicht wieder.",
    }),
  "retention.used": (all: string) => `Jetzt sind es ${all}.`,
  "retention.sooner":
    "Wo andere Geräte eine Änderung noch nicht bestätigt haben, bleibt sie länger. Was endgültig gelöscht ist, geht früher, samt den Änderungen davor.",
  "retention.saved": "Gespeichert. Es gilt ab dem nächsten Aufräumen.",
} as const satisfies Translation<typeof english>;
