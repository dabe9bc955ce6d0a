// How much memory each of some processes (those of a browser, a home device) takes beyond what it took at rest, and how long it has the processor: by /proc, resident pages read often while
// something goes on.

import { readFile } from "node:fs/promises";
import type { CDPSession } from "@playwright/test";

const INTERVAL_MS = 100;
const MIB = 1_048_576;
/** Asked for, in each process. */
const MOST_GROWTH_MIB = 64;

/** Of the clock that processor time is told by. */
const TICKS_PER_SECOND = 100;

export type ProcessUse = { readonly type: string; readonly idleMiB: number; readonly mostMiB: number; readonly processorMs: number };

/** Null where it has ended. */
async function residentMiB(pid: number): Promise<number | null> {
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  const [, kib] = /^VmRSS:\s+(\d+) kB$/mu.exec(status) ?? [];
  return kib === undefined ? null : (Number(kib) * 1_024) / MIB;
}

/** Of all its threads. */
async function processorMs(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  // Behind the name, which may hold blanks: state is the first field, user and system time are the 12th and 13th.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return ((Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) * 1_000) / TICKS_PER_SECOND;
}

type Watched = { readonly type: string; readonly idleMiB: number; readonly beganMs: number; mostMiB: number };

type Process = { readonly id: number; readonly type: string };

/** Watches from now on until what it gives is called. */
export async function watchProcesses(processes: readonly Process[]): Promise<() => Promise<readonly ProcessUse[]>> {
  const watched = new Map<number, Watched>();
  for (const { id, type } of processes) {
    const idleMiB = await residentMiB(id);
    if (idleMiB !== null) watched.set(id, { type, idleMiB, beganMs: await processorMs(id), mostMiB: idleMiB });
  }
  const look = async (): Promise<void> => {
    for (const [pid, process] of watched) process.mostMiB = Math.max(process.mostMiB, (await residentMiB(pid)) ?? 0);
  };
  const timer = setInterval(() => void look(), INTERVAL_MS);
  return async () => {
    clearInterval(timer);
    await look();
    const uses: ProcessUse[] = [];
    for (const [pid, { beganMs, ...use }] of watched) uses.push({ ...use, processorMs: (await processorMs(pid)) - beganMs });
    return uses;
  };
}

/** As `watchProcesses`, of those of a browser. */
export async function watchMemory(browser: CDPSession): Promise<() => Promise<readonly ProcessUse[]>> {
  const { processInfo } = await browser.send("SystemInfo.getProcessInfo");
  return watchProcesses(processInfo);
}

export const grownMiB = ({ idleMiB, mostMiB }: ProcessUse): number => mostMiB - idleMiB;

/** Its busiest process is the one of the page. */
export function usesLine(label: string, uses: readonly ProcessUse[]): string {
  const told = uses
    .toSorted((a, b) => b.processorMs - a.processorMs)
    .slice(0, 4)
    .map((use) => `${use.type} ${(use.processorMs / 1_000).toFixed(1)} s, +${grownMiB(use).toFixed(0)} MiB`);
  const isWithin = uses.every((use) => grownMiB(use) <= MOST_GROWTH_MIB);
  return `${label}: ${told.join("; ")} (resident above idle ${isWithin ? "within" : "ABOVE"} ${MOST_GROWTH_MIB} MiB)`;
}
