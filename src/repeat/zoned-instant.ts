// The instant of a day and a time of day in a zone. Two times a year a zone's clocks are moved: a time that they leap over means the instant it would
// have been by the offset from before the gap (RFC 5545 3.3.5), and one that comes twice means the first. By Intl alone: not every browser has Temporal.

import { dayToNumber } from "../model/day-number.ts";
import type { PlainDay } from "../model/plain-day.ts";
import type { PlainTime, ZoneName } from "../model/plain-time.ts";

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

const formats = new Map<ZoneName, Intl.DateTimeFormat | null>();
/** Zones whose formats are kept; they are costly to make. */
const MAX_FORMATS = 50;

/** `null` where this device knows no such zone. */
function formatOf(zone: ZoneName): Intl.DateTimeFormat | null {
  const kept = formats.get(zone);
  if (kept !== undefined) return kept;
  if (formats.size >= MAX_FORMATS) formats.clear();
  const format = makeFormat(zone);
  formats.set(zone, format);
  return format;
}

function makeFormat(timeZone: ZoneName): Intl.DateTimeFormat | null {
  const numeric = "numeric";
  try {
    return new Intl.DateTimeFormat("en-u-ca-gregory-nu-latn", {
      timeZone,
      hourCycle: "h23",
      year: numeric,
      month: numeric,
      day: numeric,
      hour: numeric,
      minute: numeric,
      second: numeric,
    });
  } catch {
    return null;
  }
}

/** What clocks show at `ms`, as if it were UTC. */
function clockAt(format: Intl.DateTimeFormat, ms: number): number {
  const parts = new Map(format.formatToParts(ms).map(({ type, value }) => [type, value]));
  const [year = "", month = "", day = "", hour = "", minute = "", second = ""] = (
    ["year", "month", "day", "hour", "minute", "second"] as const
  ).map((type) => parts.get(type));
  const date = `${year.padStart(4, "0")}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  return dayToNumber(date) * DAY_MS + ((Number(hour) * 60 + Number(minute)) * 60 + Number(second)) * 1000;
}

/** Milliseconds since 1970; `null` where this device does not know the zone. `day` is a plain day, `time` a plain time. */
export function zonedInstant(day: PlainDay, time: PlainTime, zone: ZoneName): number | null {
  const format = formatOf(zone);
  if (format === null) return null;
  const [hour = 0, minute = 0] = time.split(":").map(Number);
  const wanted = dayToNumber(day) * DAY_MS + (hour * 60 + minute) * MINUTE_MS;
  // Clocks are moved once at most in two days: the offsets before and after it are all there can be. (The date line has been crossed by a whole day.)
  const before = clockAt(format, wanted - DAY_MS) - (wanted - DAY_MS);
  const after = clockAt(format, wanted + DAY_MS) - (wanted + DAY_MS);
  const candidates = [wanted - Math.max(before, after), wanted - Math.min(before, after)];
  const shown = candidates.find((ms) => clockAt(format, ms) === wanted);
  return shown ?? wanted - before;
}
