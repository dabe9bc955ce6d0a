// Wie jedes der anderen Geräte verbunden ist, und was unterwegs ist.

import type { connections as english } from "../en/connections.ts";
import { changesOf } from "./counts.ts";
import type { Translation } from "../translation.ts";

export const connections = {
  "way.direct": (since: string) => `Direkt verbunden seit ${since}.`,
  "way.relay": "Über das Relay verbunden.",
  "way.file": (when: string) => `Per Datei. Zuletzt von ihm: ${when}.`,
  "way.none": (lastSeen: string) => `Nicht verbunden. Zuletzt gesehen: ${lastSeen}.`,
  "way.never": "Nicht verbunden, und von hier noch nie gesehen.",
  "way.trying": "Wird gerade direkt verbunden.",
  "way.travelled": (sent: string, received: string) => `${sent} gesendet und ${received} empfangen, auf direktem Weg.`,
  "way.travelling": (sent: string, received: string) =>
    `Änderungen sind unterwegs: ${sent} gesendet und ${received} empfangen, auf direktem Weg.`,
  "way.receiving": (done: number, total: number, bytes: string) => `Empfängt ${changesOf(done, total)}, bisher ${bytes}.`,
  "way.sending": (done: number, total: number, bytes: string) => `Sendet ${changesOf(done, total)}, bisher ${bytes}.`,
  "way.bothWays": (received: readonly [number, number], sent: readonly [number, number]) =>
    `Empfängt ${changesOf(...received)}, sendet ${changesOf(...sent)}.`,
  "way.progress": (name: string) => `Änderungen unterwegs zu und von ${name}`,
  "way.overRelay": "Bis es klappt, gehen Änderungen über das Relay.",
  "way.failed.left": (when: string) => `Das andere Gerät hat die direkte Verbindung beendet (${when}).`,
  "way.failed.unreachable": (when: string) => `Kein direkter Weg dorthin wurde gefunden (${when}).`,
  "way.failed.broken": (when: string) => `Die direkte Verbindung ist abgebrochen (${when}).`,
  "way.failed.refused": (when: string) => `Die direkte Verbindung wurde beendet: was über sie kam, war nicht zu verstehen (${when}).`,
  "way.failed.full": (when: string) => `Keine direkte Verbindung: dieses oder das andere Gerät hält schon so viele, wie es kann (${when}).`,
  "way.failed.unsupported": (when: string) => `Dieser Browser konnte keine direkte Verbindung herstellen (${when}).`,
  "way.failed.not-verified": (when: string) =>
    `Was an seiner Stelle geantwortet hat, war nicht dieses Gerät; es wurde nicht direkt verbunden (${when}).`,
} as const satisfies Translation<typeof english>;
