// Gespeicherte Ansichten: Filter, die unter einem Namen bleiben.

import type { views as english } from "../en/views.ts";
import type { Translation } from "../translation.ts";
import { plural } from "./plural.ts";

export const views = {
  "views.save": "Als Ansicht speichern",
  "views.saveOther": "Als weitere Ansicht speichern",
  "views.keep": "Filter in der Ansicht behalten",
  "views.back": "Verwerfen",
  "views.make": "Ansicht speichern",
  "views.about": "Sie steht bei deinen Listen, auf allen deinen Geräten, und zeigt jederzeit, was passt.",
  "views.takenAlong": "Was an dieser Ansicht erst eine neuere Version von Daybook kennt, kommt in die andere mit.",
  "views.rename": "Name und Farbe",
  "views.menu": (name: string) => `Aktionen für die Ansicht ${name}`,
  "views.up": "Ansicht nach oben",
  "views.down": "Ansicht nach unten",
  "views.trash": "Ansicht in den Papierkorb",
  "views.restoreLabel": (name: string) => `Ansicht ${name} wiederherstellen`,
  "views.trashed": "Ansichten im Papierkorb",
  "views.tasksStay": "Ihre Aufgaben bleiben, wo sie sind.",
  "views.shows": (which: string, conditions: string) => `${which}: ${conditions}`,
  "views.among.open": "Offene Aufgaben",
  "views.among.today": "Aufgaben unter „Heute“",
  "views.among.upcoming": "Aufgaben unter „Demnächst“",
  "views.among.done": "Erledigte Aufgaben",
  "views.among.either": "Offene und erledigte Aufgaben",
  "views.ask.text": (words: string) => `„${words}“ im Titel`,
  "views.ask.due": (when: string) => `fällig: ${when}`,
  "views.ask.list": (name: string) => `in ${name}`,
  "views.listGone": "einer Liste, die nicht hier ist",
  "views.unknown": (count: number) =>
    plural(count, {
      one: "Diese Ansicht fragt außerdem nach etwas, das erst eine neuere Version von Daybook kennt. Sie zeigt hier vielleicht mehr Aufgaben als anderswo. Was hier nicht bekannt ist, bleibt in der Ansicht, wie es ist.",
      other:
        "Diese Ansicht fragt außerdem nach # Dingen, die erst eine neuere Version von Daybook kennt. Sie zeigt hier vielleicht mehr Aufgaben als anderswo. Was hier nicht bekannt ist, bleibt in der Ansicht, wie es ist.",
    }),
  "views.newer": "Diese Ansicht stammt von einer neueren Version von Daybook. Sie lässt sich hier benutzen, aber nicht ändern.",
  "views.empty.title": "Nichts passt zu dieser Ansicht.",
  "views.empty.text":
    "Aufgaben, die passen, kommen von selbst. Was du auf dieser Seite schreibst, bekommt, wonach die Ansicht fragt, soweit das geht.",
  "views.gone.title": "Diese Ansicht ist nicht hier.",
  "views.gone.text": "Vielleicht ist sie noch unterwegs von einem anderen Gerät, oder sie wurde endgültig gelöscht.",
  "views.inTrash.title": "Diese Ansicht liegt im Papierkorb.",
  "views.inTrash.text": "Ihre Aufgaben sind, wo sie waren.",
  "views.added": (list: string) => `Hinzugefügt zu ${list}. Die Aufgabe passt nicht zu dieser Ansicht.`,
  "palette.view": "Ansicht",
  "act.viewMade": (name: string) => `Ansicht gespeichert: ${name}`,
  "act.viewRenamed": (name: string) => `Ansicht umbenannt: ${name}`,
  "act.viewKept": (name: string) => `Filter in der Ansicht behalten: ${name}`,
  "act.viewTrashed": (name: string) => `Ansicht in den Papierkorb gelegt: ${name}`,
  "act.viewRestored": (name: string) => `Ansicht wiederhergestellt: ${name}`,
  "name.viewMade": (name: string) => `Ansicht „${name}“ speichern`,
  "name.viewRenamed": "Ansicht umbenennen",
  "name.viewKept": (name: string) => `Filter der Ansicht „${name}“`,
  "name.viewTrashed": (name: string) => `Ansicht „${name}“ in den Papierkorb legen`,
  "name.viewRestored": (name: string) => `Ansicht „${name}“ wiederherstellen`,
} as const satisfies Translation<typeof english>;
