// The camera, and two devices side by side that connect without a server.

import type { nearby as english } from "../en/nearby.ts";
import type { Translation } from "../translation.ts";

export const nearby = {
  "camera.scan": "Mit der Kamera einlesen",
  "camera.stop": "Kamera schließen",
  "camera.asking": "Die Kamera wird geöffnet. Erlaub sie, wenn dein Browser fragt.",
  "camera.picture": "Bild der Kamera",
  "camera.next": "Andere Kamera",
  "camera.again": "Noch einmal versuchen",
  "camera.denied":
    "Die Kamera ist hier nicht erlaubt. Erlaub sie für diese Seite, neben der Adresse oder in den Einstellungen des Browsers, und versuch es noch einmal. Oder füg den Code ein.",
  "camera.none": "Es wurde keine Kamera gefunden. Füg den Code stattdessen ein.",
  "camera.in-use": "Eine andere App benutzt die Kamera. Schließ sie dort und versuch es noch einmal, oder füg den Code ein.",
  "camera.insecure": "Die Kamera gibt es nur auf Seiten mit sicherer Adresse (https). Füg den Code stattdessen ein.",

  "nearby.title": "In der Nähe verbinden",
  "nearby.explain":
    "Zwei Geräte nebeneinander verbinden sich ohne Relay und ohne Internet. Jedes zeigt einen Code und liest den des anderen.",
  "nearby.lasts":
    "Sie bleiben verbunden, solange Daybook auf beiden offen ist. War es auf einem geschlossen und gibt es weder ein Relay noch ein Heimgerät, brauchen sie neue Codes. Ein Handy gleicht ab, solange Daybook auf dem Bildschirm ist.",
  "nearby.which": "Das andere Gerät",
  "nearby.known": "Ist eines von deinen",
  "nearby.new": "Ist neu",
  "nearby.newHow":
    "Öffne Daybook auf dem neuen Gerät, wähl „Ich habe Daybook schon woanders“ und lies dort den Code ein, der hier gleich gezeigt wird.",
  "nearby.knownHow":
    "Öffne dort auch „In der Nähe verbinden“. Eines der beiden zeigt zuerst seinen Code, das andere liest ihn ein und zeigt dann seinen.",
  "nearby.camera": "Kamera benutzen",
  "nearby.text": "Stattdessen kopieren und einfügen",
  "nearby.preparing": "Code wird gemacht",
  "nearby.showOffer": "Lass das andere Gerät diesen Code einlesen, oder lies den ein, den es zeigt.",
  "nearby.showInvite": "Lass das neue Gerät diesen Code einlesen. Lies dann den ein, den es zeigt.",
  "nearby.showAnswer": "Lass jetzt das andere Gerät diesen Code einlesen.",
  "nearby.showAnswerTo": (name: string) => `Lass jetzt ${name} diesen Code einlesen.`,
  "nearby.connecting": "Verbindung wird aufgebaut",
  "nearby.connected": (name: string) => `Mit ${name} verbunden.`,
  "nearby.ended": (name: string) =>
    `Die Verbindung mit ${name} ist zu Ende. Hier ist alles gespeichert. Neue Codes verbinden die beiden wieder.`,
  "nearby.view": "Auf diesem Bildschirm",
  "nearby.viewCode": "Mein Code",
  "nearby.viewCamera": "Kamera",
  "nearby.codeLabel": "Der Code dieses Geräts zum Einlesen",
  "nearby.code": "Code dieses Geräts",
  "nearby.copy": "Code kopieren",
  "nearby.share": "Code senden",
  "nearby.otherCode": "Code des anderen Geräts",
  "nearby.take": "Code benutzen",
  "nearby.taken": "Code gelesen.",
  "nearby.stop": "Abbrechen",
  "nearby.again": "Noch einmal versuchen",
  "nearby.done": "Fertig",
  "nearby.expired": "Dieser Code ist abgelaufen.",
  "nearby.joins": "Dieses Gerät teilt dann die Aufgaben des anderen. Deine Aufgaben hier bleiben erhalten.",
  "nearby.refused.not-a-code": "Das ist kein Code zum Verbinden in der Nähe.",
  "nearby.refused.damaged": "Der Code ist nicht vollständig. Kopier ihn ganz, oder lies ihn noch einmal ein.",
  "nearby.refused.newer-version": "Auf dem anderen Gerät läuft ein neueres Daybook. Aktualisiere dieses und versuch es noch einmal.",
  "nearby.refused.own-code": "Das ist der Code dieses Geräts. Gebraucht wird der des anderen Geräts.",
  "nearby.refused.answer-without-offer":
    "Dieser Code antwortet auf einen anderen, und hier wird keiner mehr gezeigt. Fang auf beiden Geräten neu an.",
  "nearby.refused.other-answer":
    "Dieser Code antwortet auf einen anderen als den, der hier gezeigt wird. Lass das andere Gerät diesen einlesen.",
  "nearby.refused.stranger": "Das Gerät ist keines von deinen. Um es hinzuzufügen, wähl „Ist neu“ auf dem Gerät, das deine Aufgaben hat.",
  "nearby.refused.busy": "Die beiden Geräte werden schon verbunden.",
  "nearby.failed.no-way": "Die beiden Geräte fanden keinen Weg zueinander. Nichts hat sich geändert. Oft liegt es daran:",
  "nearby.failed.timed-out":
    "Das andere Gerät hat nicht rechtzeitig geantwortet. Nichts hat sich geändert. Mach neue Codes und versuch es noch einmal.",
  "nearby.failed.not-verified":
    "Was geantwortet hat, ist nicht das Gerät, das den Code gezeigt hat, oder kennt dieses nicht. Nichts hat sich geändert. Mach auf beiden neue Codes und vergleich noch einmal.",
  "nearby.failed.broken": "Die Verbindung endete, bevor sie etwas nützte. Hier ist alles gespeichert. Oft liegt es daran:",
  "nearby.failed.unsupported":
    "Dieser Browser kann sich nicht mit Geräten in der Nähe verbinden, oder der Teil dafür ist gerade nicht zu laden. Nichts hat sich geändert. Nimm stattdessen ein Relay oder eine Datei.",
  "nearby.failed.busy":
    "Daybook ist in einem anderen Tab offen, der seine Verbindungen nicht hergibt. Schließ jenen Tab und versuch es noch einmal.",
  "nearby.reason.network": "Sie sind in verschiedenen Netzen. Bring beide ins gleiche WLAN, oder eines in den Hotspot des anderen.",
  "nearby.reason.guest": "Ein Gastnetz hält seine Geräte auseinander. Nimm ein anderes Netz oder einen Hotspot.",
  "nearby.reason.vpn": "Ein VPN ist an. Schalt es kurz aus.",
  "nearby.reason.permission":
    "Der Browser darf nicht ins lokale Netz. Erlaub es in den Einstellungen des Browsers oder des Systems, und erlaub die Kamera, die dabei hilft.",
  "nearby.reason.old": "Ein Code war alt. Mach auf beiden neue.",
} as const satisfies Translation<typeof english>;
