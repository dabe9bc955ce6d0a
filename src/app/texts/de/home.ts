// Ein Gerät ohne Fenster, das immer an ist, und der Code, den es zeigt.

import type { home as english } from "../en/home.ts";
import type { Translation } from "../translation.ts";

export const home = {
  "home.code":
    "Der Code eines Heimgeräts geht hier auch, ohne Relay, solange beide im selben Netz sind. Ist das Heimgerät neu, wird es hier aufgenommen, und deine Aufgaben gehen dorthin.",
  "fail.home-unreachable":
    "Das Heimgerät antwortet nicht unter der Adresse in seinem Code. Nichts hat sich geändert. Es muss laufen und den Code zeigen, im selben Netz wie dieses Gerät sein (kein Gastnetz, kein VPN), und seine Firewall muss den UDP-Port durchlassen.",
  "fail.no-direct":
    "Dieser Browser kann sich nicht direkt mit einem Heimgerät verbinden, oder was er dafür braucht, lässt sich gerade nicht laden. Nichts hat sich geändert. Nimm stattdessen den Code eines Relays.",
} as const satisfies Translation<typeof english>;
