// Samples written by hand after the documented formats, and the clock that they are read by: Berlin's, of a summer that never ends.

import { readFileSync } from "node:fs";
import { plainDay } from "./calendar-days.ts";
import { instantOf } from "./calendar-days.ts";
import type { Imported, ImportedTask, LocalClock } from "./imported.ts";
import { recognise, type Recognised } from "./recognise.ts";

const AHEAD_MINUTES = 120;

export const BERLIN: LocalClock = {
  zone: "Europe/Berlin",
  at(ms) {
    const date = new Date(ms + AHEAD_MINUTES * 60_000);
    if (Number.isNaN(date.getTime())) return null;
    const day = plainDay(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate());
    return day === null ? null : { day, time: date.toISOString().slice(11, 16) };
  },
  msAt: (day, time) => instantOf(day, time, AHEAD_MINUTES),
};

export const sampleBytes = (name: string): Uint8Array => readFileSync(new URL(`samples/${name}`, import.meta.url));

export function recogniseSample<Kind extends Recognised["kind"]>(name: string, kind: Kind): Extract<Recognised, { kind: Kind }> {
  const found = recognise(sampleBytes(name), name);
  if (!found.ok || found.value.kind !== kind) throw new Error(`${name} is no ${kind}`);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- of this kind
  return found.value as Extract<Recognised, { kind: Kind }>;
}

/** The first task of that title. */
export function taskIn({ tasks }: Imported, title: string): ImportedTask {
  const task = tasks.find((one) => one.title === title);
  if (task === undefined) throw new Error(`no task “${title}” among ${tasks.map((one) => one.title).join(" | ")}`);
  return task;
}

export const parentTitles = ({ tasks }: Imported): readonly (readonly [string, string | null])[] =>
  tasks.map(({ title, parent }) => [title, parent === null ? null : (tasks[parent]?.title ?? "?")]);

export const reasonsIn = ({ leftOut }: Imported): readonly (readonly [string, number | null])[] =>
  leftOut.map(({ reason, line }) => [reason, line]);
