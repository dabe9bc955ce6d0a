// Einen früheren Monat ansehen und Aufgaben daraus zurückholen.

import type { months as english } from "../en/months.ts";
import type { Translation } from "../translation.ts";
import { tasksCount } from "./counts.ts";
import { plural } from "./plural.ts";

export const months = {
  "months.open": "Einen früheren Monat ansehen",
  "months.title": "Frühere Monate",
  "months.explain": "Ansehen ändert nichts. Was du zurückholst, wird eine neue Aufgabe neben dem, was du jetzt hast.",
  "months.reading": "Wird gelesen",
  "months.none": "Noch kein früherer Monat.",
  "months.noneText":
    "Ist ein Monat vorbei, bleibt sein letzter Stand hier, für so viele Monate, wie du unter Vergangenheit einstellst. Wenn du etwas endgültig löschst, gehen sie alle, denn es kann in jedem davon stehen.",
  "month.back": "Alle Monate",
  "month.asOf": (when: string) => `Stand ${when}`,
  "month.search": "In diesem Monat suchen",
  "month.changedOnly": "Nur was jetzt anders ist",
  "month.count": (found: number, all: number) => (found === all ? tasksCount(all) : `${found} von ${tasksCount(all)}`),
  "month.tasks": "Aufgaben dieses Monats",
  "month.empty": "In diesem Monat gab es keine Aufgabe.",
  "month.nothing": "Nichts gefunden.",
  "month.more": "Mehr zeigen",
  "month.done": "Erledigt",
  "month.trashed": "Damals im Papierkorb",
  "month.select": (title: string) => `${title} auswählen`,
  "month.selectAll": (count: number) => `Alle ${count} auswählen`,
  "month.clear": "Auswahl aufheben",
  "month.bringBackOne": (title: string) => `${title} zurückholen`,
  "month.bringBackMany": (count: number) => `${tasksCount(count)} zurückholen`,
  "month.noNotes": "Keine Notizen.",
  "month.newer": "Von einem neueren Daybook geschrieben: Nach einer Aktualisierung kannst du sie zurückholen.",
  "month.unreadable":
    "Dieser Monat lässt sich nicht lesen: Seine Daten hier sind beschädigt. Was du jetzt hast, ist davon nicht betroffen.",
  "month.taskUnreadable": "Das lässt sich nicht lesen: Die Daten hier sind beschädigt. Nichts wurde geändert.",
  "month.partly": (unreadable: number, packs: number) =>
    plural(unreadable, {
      one: `# von ${plural(packs, { one: "# Teil", other: "# Teilen" })} dieses Monats lässt sich nicht lesen. Unten steht, was sich lesen lässt.`,
      other: `# von ${plural(packs, { one: "# Teil", other: "# Teilen" })} dieses Monats lassen sich nicht lesen. Unten steht, was sich lesen lässt.`,
    }),
  "month.gone": "Dieser Monat wird nicht mehr aufgehoben. Was du jetzt hast, ist davon nicht betroffen.",
  "month.again": "Noch einmal versuchen",
  "since.changed": "Jetzt anders",
  "since.trashed": "Jetzt im Papierkorb",
  "since.gone": "Jetzt nicht lesbar",
  "act.broughtBack": (what: string) => `Zurückgeholt: ${what}`,
  "act.broughtBackSome": (count: number, missing: number) => `Zurückgeholt: ${tasksCount(count)}. ${missing} nicht lesbar.`,
  "name.bringBack": (what: string) => `${what} zurückholen`,
} as const satisfies Translation<typeof english>;
