// How a task of Super Productivity comes again, as a rule of RFC 5545: its own rule where it has one, otherwise made of its cycle, weekdays and anchors
// (task-repeat-cfg.model.ts there).

import { isPlainDay, type PlainDay } from "../../model/plain-day.ts";
import type { ImportedRepeat, LocalClock } from "./imported.ts";
import { numberIn, textIn, type Parts } from "./json-parts.ts";

const WEEKDAYS = [
  ["monday", "MO"],
  ["tuesday", "TU"],
  ["wednesday", "WE"],
  ["thursday", "TH"],
  ["friday", "FR"],
  ["saturday", "SA"],
  ["sunday", "SU"],
] as const;

/** As `Date.getDay` counts. */
const BY_NUMBER = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];
const CYCLES = ["DAILY", "WEEKLY", "MONTHLY", "YEARLY"];

export const repeatIdOf = (task: Parts): string => textIn(task["repeatCfgId"]);

/** When it last made a task. */
export function lastDayOf({ lastTaskCreationDay, lastTaskCreation }: Parts, clock: LocalClock): PlainDay | null {
  if (isPlainDay(lastTaskCreationDay)) return lastTaskCreationDay;
  return clock.at(numberIn(lastTaskCreation) ?? Number.NaN)?.day ?? null;
}

/** Since which day it counts: where it says none, since it last made a task. */
const baseOf = (cfg: Parts, clock: LocalClock): PlainDay | null =>
  isPlainDay(cfg["startDate"]) ? cfg["startDate"] : lastDayOf(cfg, clock);

function monthlyPart(cfg: Parts, base: PlainDay | null): string {
  const [week, weekday] = [numberIn(cfg["monthlyWeekOfMonth"]), numberIn(cfg["monthlyWeekday"])];
  const day = weekday === null ? undefined : BY_NUMBER[weekday];
  if (day !== undefined && week !== null && [1, 2, 3, 4, -1].includes(week)) return `;BYDAY=${week}${day}`;
  if (cfg["monthlyLastDay"] === true) return ";BYMONTHDAY=-1";
  return base === null ? "" : `;BYMONTHDAY=${Number(base.slice(8))}`;
}

function partFor(cycle: string, cfg: Parts, base: PlainDay | null): string {
  if (cycle === "WEEKLY") {
    const days = WEEKDAYS.filter(([name]) => cfg[name] === true).map(([, short]) => short);
    return days.length === 0 ? "" : `;BYDAY=${days.join(",")}`;
  }
  if (cycle === "MONTHLY") return monthlyPart(cfg, base);
  return cycle === "YEARLY" && base !== null ? `;BYMONTH=${Number(base.slice(5, 7))};BYMONTHDAY=${Number(base.slice(8))}` : "";
}

/** Null where it says no cycle. */
export function repeatOf(cfg: Parts, clock: LocalClock): ImportedRepeat | null {
  const cycle = textIn(cfg["repeatCycle"]);
  const every = Math.max(1, Math.trunc(numberIn(cfg["repeatEvery"]) ?? 1));
  const base = baseOf(cfg, clock);
  const rule = textIn(cfg["rrule"]);
  const bare = `FREQ=${cycle}${every === 1 ? "" : `;INTERVAL=${every}`}`;
  if (cfg["repeatFromCompletionDate"] === true && CYCLES.includes(cycle)) return { rule: bare, from: "done", base: null };
  if (rule !== "") return { rule: rule.replace(/^RRULE:/iu, ""), from: "day", base };
  return CYCLES.includes(cycle) ? { rule: bare + partFor(cycle, cfg, base), from: "day", base } : null;
}
