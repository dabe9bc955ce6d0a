// Tasks that keep a page's main thread busy for 50 ms and more, as the browser tells of them (Long Tasks API). It counts by the clock: on a machine that is
// busy with something else a task is stretched by what the others take. So a trace tells beside it how long any task had the processor.

import type { CDPSession, Page } from "@playwright/test";

declare global {
  /** Durations in ms so far. */
  var readLongTasks: (() => Promise<readonly number[]>) | undefined;
}

export type MainThreadTasks = {
  /** Durations of the long tasks, in ms by the clock. */
  readonly longMs: readonly number[];
  /** Processor time of the longest task of all, in ms. */
  readonly busiestMs: number;
};

type TraceEvent = { readonly name: string; readonly pid: number; readonly tid: number; readonly tdur?: number };
type Naming = TraceEvent & { readonly args: { readonly name?: string } };

const isNaming = (event: object): event is Naming => "name" in event && event.name === "thread_name";
const isTask = (event: object): event is TraceEvent => "name" in event && String(event.name).endsWith("RunTask");

const threadOf = ({ pid, tid }: TraceEvent): string => `${pid}/${tid}`;

function busiestMs(events: readonly object[]): number {
  const mainThreads = new Set(events.filter(isNaming).flatMap((event) => (event.args.name === "CrRendererMain" ? threadOf(event) : [])));
  const busyUs = events.filter(isTask).map((task) => (mainThreads.has(threadOf(task)) ? (task.tdur ?? 0) : 0));
  return busyUs.reduce((most, one) => Math.max(most, one), 0) / 1_000;
}

async function trace(session: CDPSession): Promise<() => Promise<readonly object[]>> {
  const events: object[] = [];
  session.on("Tracing.dataCollected", ({ value }) => events.push(...value));
  await session.send("Tracing.start", { transferMode: "ReportEvents", traceConfig: { includedCategories: ["toplevel"] } });
  return async () => {
    const complete = new Promise<void>((resolve) => {
      session.once("Tracing.tracingComplete", () => resolve());
    });
    await session.send("Tracing.end");
    await complete;
    return events;
  };
}

/** Watches from now on until what it gives is called. The page must have loaded, and its browser be traced by nobody else. */
export async function watchTasks(page: Page): Promise<() => Promise<MainThreadTasks>> {
  const endTrace = await trace(await page.context().newCDPSession(page));
  await page.evaluate(() => {
    const durations: number[] = [];
    const take = (entries: readonly PerformanceEntry[]): void => void durations.push(...entries.map(({ duration }) => duration));
    const observer = new PerformanceObserver((list) => take(list.getEntries()));
    observer.observe({ type: "longtask" });
    globalThis.readLongTasks = async () => {
      // A task is told of once it has ended, at the latest with the next frame.
      for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
      take(observer.takeRecords());
      return durations;
    };
  });
  return async () => {
    const longMs = await page.evaluate(() => globalThis.readLongTasks?.() ?? []);
    return { longMs, busiestMs: busiestMs(await endTrace()) };
  };
}
