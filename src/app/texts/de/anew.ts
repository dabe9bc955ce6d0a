// Ein Bereich, der neu begonnen wird, mit denselben Dingen darin.

import type { anew as english } from "../en/anew.ts";
import type { Translation } from "../translation.ts";
import { plural } from "./plural.ts";

export const anew = {
  "anew.title": "Mit allem neu beginnen",
  "anew.when":
    "Wenn dieser Liste nicht zu trauen ist, weil jemand anderes eines deiner Geräte hatte, oder wenn niemand mehr darin ist, der sie ändern darf: Alles kommt in einen neuen Bereich mit neuen Schlüsseln.",
  "anew.ask": "Neu beginnen …",
  "anew.what":
    "Alles auf diesem Gerät kommt in einen neuen Bereich, in dem dieses Gerät allein ist. Wer im jetzigen ist, kann nicht lesen, was von da an geschrieben wird. Deine anderen Geräte bleiben zurück, bis du jedes wieder hinzufügst; sie bringen mit, was sie haben.",
  "anew.back": "Nichts wird gelöscht. Um zurückzugehen, verbinde dieses Gerät wieder mit einem von denen, die zurückgeblieben sind.",
  "anew.confirm": "Neu beginnen",
  "anew.moving": "Alles kommt in den neuen Bereich",
  "anew.done": (count: number) => `${plural(count, { one: "1 Eintrag ist", other: "# Einträge sind" })} im neuen Bereich.`,
  "anew.next":
    "Füge jetzt deine anderen Geräte wieder hinzu. Eine Wiederherstellungsphrase von vorher öffnet nur den alten Bereich: Mach eine neue.",
  "anew.failed": "Etwas ist zu groß, um mitzukommen. Alles ist, wo es war.",
} as const satisfies Translation<typeof english>;
