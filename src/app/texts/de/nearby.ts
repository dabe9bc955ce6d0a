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
} as const satisfies Translation<typeof english>;
