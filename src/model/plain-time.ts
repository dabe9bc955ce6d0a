// Plain times of day "HH:MM", 00:00 to 23:59, and the names of the zones they were written in. A time is shown as it was written, whatever zone the
// reader is in; the zone is kept for what later needs an instant (reminders, calendars).

export type PlainTime = string;
/** A name of the IANA time zone database, as the writing device calls its zone: "Europe/Berlin". */
export type ZoneName = string;

const TIME = /^(?:[01]\d|2[0-3]):[0-5]\d$/;
const ZONE = /^[A-Za-z][A-Za-z0-9_+\-/]{0,63}$/;

export const isPlainTime = (text: unknown): text is PlainTime => typeof text === "string" && TIME.test(text);

/** Whether it has the form of one: devices know different editions of the database. */
export const isZoneName = (text: unknown): text is ZoneName => typeof text === "string" && ZONE.test(text);
