// The words of the page that plain http shows, in the languages of the app. `name`: of the authority, as devices list it.

export type Platform = "ios" | "android" | "mac" | "windows" | "other";

export type InsecurePageTexts = {
  readonly title: string;
  readonly why: string;
  /** Before the secure address. */
  readonly already: string;
  readonly trustHeading: string;
  readonly trust: (name: string) => string;
  readonly download: string;
  readonly compare: string;
  readonly openHeading: string;
  readonly open: string;
  readonly platforms: Readonly<Record<Platform, { readonly label: string; readonly steps: (name: string) => readonly string[] }>>;
};

const ENGLISH: InsecurePageTexts = {
  title: "This address is not secure",
  why: "Daybook keeps your data in this browser. Browsers protect that only on a secure address, so nothing is saved here, and Daybook itself is one step further.",
  already: "Already done on this device? Open",
  trustHeading: "Once on each device: trust this Daybook",
  trust: (name) =>
    `Daybook has made a certificate authority for your own network: “${name}”. It can vouch for devices in a local network only. Without it your browser warns you and keeps nothing for use offline.`,
  download: "Download the certificate",
  compare: "Its SHA-256 fingerprint must be the one in the terminal where Daybook was started:",
  openHeading: "Then open the secure address",
  open: "The code in the terminal leads there too, and carries the token with which you can start a new Daybook.",
  platforms: {
    ios: {
      label: "iPhone and iPad",
      steps: (name) => [
        "Open this page in Safari, download the certificate and choose Allow.",
        "Settings: tap Profile Downloaded, then Install.",
        `Settings, General, About, Certificate Trust Settings: switch on “${name}”.`,
      ],
    },
    android: {
      label: "Android",
      steps: () => [
        "Download the certificate.",
        "Settings: search for “CA certificate”, open it and choose Install anyway.",
        "Choose the file daybook-authority.crt among your downloads.",
      ],
    },
    mac: {
      label: "Mac",
      steps: (name) => [
        "Download the certificate and open it: it goes into Keychain Access.",
        `Double-click “${name}” there, open Trust and choose Always Trust.`,
      ],
    },
    windows: {
      label: "Windows",
      steps: () => [
        "Download the certificate and open it.",
        "Install Certificate, Current User, then place it in Trusted Root Certification Authorities.",
      ],
    },
    other: {
      label: "Firefox, or Chrome on Linux",
      steps: () => [
        "Download the certificate.",
        "Firefox: Settings, Privacy & Security, View Certificates, Authorities, Import.",
        "Chrome: Settings, Privacy and security, Security, Manage certificates, and import it as one you trust.",
      ],
    },
  },
};

const GERMAN: InsecurePageTexts = {
  title: "Diese Adresse ist nicht sicher",
  why: "Daybook bewahrt deine Daten in diesem Browser auf. Browser schützen das nur unter einer sicheren Adresse. Darum wird hier nichts gespeichert, und Daybook selbst ist einen Schritt weiter.",
  already: "Auf diesem Gerät schon erledigt? Öffne",
  trustHeading: "Einmal auf jedem Gerät: diesem Daybook vertrauen",
  trust: (name) =>
    `Daybook hat für dein eigenes Netz eine Zertifizierungsstelle angelegt: „${name}“. Sie kann nur für Geräte in einem lokalen Netz bürgen. Ohne sie warnt dich dein Browser und behält nichts für die Nutzung ohne Netz.`,
  download: "Zertifikat herunterladen",
  compare: "Sein SHA-256-Fingerabdruck muss der sein, der im Terminal steht, in dem Daybook gestartet wurde:",
  openHeading: "Dann die sichere Adresse öffnen",
  open: "Der Code im Terminal führt auch dorthin und enthält das Token, mit dem du ein neues Daybook beginnen kannst.",
  platforms: {
    ios: {
      label: "iPhone und iPad",
      steps: (name) => [
        "Öffne diese Seite in Safari, lade das Zertifikat herunter und wähle „Zulassen“.",
        "Einstellungen: tippe auf „Profil geladen“, dann auf „Installieren“.",
        `Einstellungen, Allgemein, Info, Zertifikatsvertrauenseinstellungen: schalte „${name}“ ein.`,
      ],
    },
    android: {
      label: "Android",
      steps: () => [
        "Lade das Zertifikat herunter.",
        "Einstellungen: suche nach „CA-Zertifikat“, öffne es und wähle „Trotzdem installieren“.",
        "Wähle unter deinen Downloads die Datei daybook-authority.crt.",
      ],
    },
    mac: {
      label: "Mac",
      steps: (name) => [
        "Lade das Zertifikat herunter und öffne es: Es kommt in die Schlüsselbundverwaltung.",
        `Klicke dort doppelt auf „${name}“, öffne „Vertrauen“ und wähle „Immer vertrauen“.`,
      ],
    },
    windows: {
      label: "Windows",
      steps: () => [
        "Lade das Zertifikat herunter und öffne es.",
        "Zertifikat installieren, Aktueller Benutzer, dann in „Vertrauenswürdige Stammzertifizierungsstellen“ speichern.",
      ],
    },
    other: {
      label: "Firefox, oder Chrome unter Linux",
      steps: () => [
        "Lade das Zertifikat herunter.",
        "Firefox: Einstellungen, Datenschutz & Sicherheit, Zertifikate anzeigen, Zertifizierungsstellen, Importieren.",
        "Chrome: Einstellungen, Datenschutz und Sicherheit, Sicherheit, Zertifikate verwalten, und als vertrauenswürdig importieren.",
      ],
    },
  },
};

export const INSECURE_PAGE_TEXTS = { en: ENGLISH, de: GERMAN } as const satisfies Readonly<Record<string, InsecurePageTexts>>;
